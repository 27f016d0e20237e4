"""Every kind of content problem, with its place and code; and that good content loads whole."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content.load import Library, load, load_or_raise, read_emergency_numbers, read_groups_and_topics, read_topic_ids
from bot.content.problems import ContentError
from bot.content.schema import Answer, Contact, EmergencyNumbers, Section, SectionName, Source, Topic
from tests.content.samples import TODAY, brief, edit

WAGES = "content/int/wages_unpaid.yml"
TOPICS = {
    "wages_unpaid": Topic("wages_unpaid", "work", "Unpaid wages", "the employer does not pay"),
    "work_contract": Topic("work_contract", "work", "Work contracts", "what must be in it"),
}
FRANCE = EmergencyNumbers("FR", "17", "15", "18")


def source(name, article):
    return Source(
        id=name, instrument="Protection of Wages Convention, 1949", article=article, url="https://example.org/c95", language="en",
        text_as_of=date(2017, 1, 1), checked_on=TODAY, checked_by="desk", watch=f"int/wages.md#L{1 if article == '12' else 5}",
        fingerprint="0123456789abcdef",
    )  # fmt: skip


def test_load_of_good_content(data):
    library, problems = load(data)
    assert problems == []
    assert library == Library(
        topics=TOPICS,
        groups={"work": "Work"},
        answers={
            ("int", "wages_unpaid"): Answer(
                "int", "wages_unpaid", ("union", "lawyer"), ("work_contract",),
                (
                    Section(SectionName.ANSWER, ("Your employer must pay you.", "Papers do not matter."), ("wage-12",), 5),
                    Section(
                        SectionName.STEPS, ("Write down your hours.", "Ask a union."), ("wage-12", "wage-14"), 10,
                        date(2020, 1, 1), date(2030, 12, 31),
                    ),
                ),
                str(data / WAGES),
            ),
            ("FR", "wages_unpaid"): Answer(
                "FR", "wages_unpaid", ("union", "inspectors"), ("work_contract",),
                (
                    Section(SectionName.ANSWER, ("In France you have 3 years.",), ("code-3245",), 5),
                    Section(SectionName.STEPS, ("Go to the labour court.",), ("code-3245", "wage-12"), 8),
                ),
                str(data / "content/FR/wages_unpaid.yml"),
            ),
        },
        sources={
            "int": {"wage-12": source("wage-12", "12"), "wage-14": source("wage-14", "14")},
            "FR": {
                "code-3245": Source(
                    "code-3245", "Labour Code", "Annex I, art. 3245", "https://example.org/code", "fr", date(2026, 1, 1), TODAY,
                    "desk", "fr/code.md#L1", "0123456789abcdef",
                )
            },
        },
        contacts={
            "int": {
                "union": Contact(
                    "union", "The Union", "Helps workers.", "https://example.org/union", "+41 1", ("en", "fr"), "Mon-Fri", True,
                    "https://example.org/about", TODAY,
                ),
                "lawyer": Contact(
                    "lawyer", "A lawyer", "Knows the law.", None, None, (), None, None, "https://example.org/law", TODAY
                ),
            },
            "FR": {
                "inspectors": Contact(
                    "inspectors", "Labour inspectors", "Visit workplaces.", None, "36 46", (), None, None,
                    "https://example.org/inspectors", TODAY,
                )
            },
        },
        emergency_numbers={"FR": FRANCE},
        featured_countries=("FR",),
        checkers={"desk": "our editors"},
    )  # fmt: skip


PROBLEMS = {
    "syntax": (WAGES, "contacts: [union, lawyer]", "contacts: [union, lawyer", [(WAGES, 2, "", "yaml")]),
    "tab": (WAGES, "  answer:", "\tanswer:", [(WAGES, 4, "", "yaml")]),
    "duplicate key": (WAGES, "related:", "contacts: [union]\nrelated:", [(WAGES, 2, "", "yaml")]),
    "duplicate section": (WAGES, "  steps:", "  answer:", [(WAGES, 9, "", "yaml")]),
    "file is a list": (
        WAGES,
        "contacts: [union, lawyer]\nrelated: [work_contract]\nsections:",
        "- a:",
        [(WAGES, 1, "", "shape")],
    ),
    "unknown field": (WAGES, "related:", "title: x\nrelated:", [(WAGES, 2, "title", "unknown-field")]),
    "field misspelt": (
        WAGES,
        "contacts:",
        "contact:",
        [(WAGES, 1, "contact", "unknown-field"), (WAGES, 1, "contacts", "missing-list")],
    ),
    "unknown field of a section": (
        WAGES,
        "    valid_from",
        "    from: x\n    valid_from",
        [(WAGES, 14, "sections.steps.from", "unknown-field")],
    ),
    "no contacts": (WAGES, "[union, lawyer]", "[]", [(WAGES, 1, "contacts", "missing-list")]),
    "contacts not a list": (WAGES, "[union, lawyer]", "union", [(WAGES, 1, "contacts", "not-a-list")]),
    "contacts are numbers": (WAGES, "[union, lawyer]", "[1]", [(WAGES, 1, "contacts", "not-a-list")]),
    "no sections": (
        WAGES,
        "sections:",
        "other:",
        [(WAGES, 3, "other", "unknown-field"), (WAGES, 1, "sections", "missing-sections")],
    ),
    "sections a text": (
        "content/FR/wages_unpaid.yml",
        'sections:\n  answer:\n    text: ["In France you have 3 years."]\n    sources: [code-3245]\n'
        '  steps:\n    text: ["Go to the labour court."]\n    sources: [code-3245, wage-12]\n',
        "sections: none\n",
        [("content/FR/wages_unpaid.yml", 3, "sections", "missing-sections")],
    ),
    "empty sentence": (WAGES, '"Papers do not matter."', '" "', [(WAGES, 5, "sections.answer.text", "not-a-list")]),
    "text not a list": (
        "content/FR/wages_unpaid.yml",
        '["Go to the labour court."]',
        '"Go"',
        [("content/FR/wages_unpaid.yml", 8, "sections.steps.text", "not-a-list")],
    ),
    "no sources": (WAGES, "    sources: [wage-12]\n", "", [(WAGES, 5, "sections.answer.sources", "missing-list")]),
    "date in words": (WAGES, "2020-01-01", "soon", [(WAGES, 14, "sections.steps.valid_from", "missing-date")]),
    "date in quotes": (WAGES, "2030-12-31", "'2030-12-31'", [(WAGES, 15, "sections.steps.valid_until", "missing-date")]),
    "date with a time": (WAGES, "2020-01-01", "2020-01-01 10:00:00", [(WAGES, 14, "sections.steps.valid_from", "missing-date")]),
    "source without article": (
        "sources/int.yml",
        "  article: '12'\n",
        "",
        [("sources/int.yml", 1, "wage-12.article", "missing-text")],
    ),
    "source with a number": ("sources/int.yml", "'14'", "14", [("sources/int.yml", 13, "wage-14.article", "missing-text")]),
    "source twice": ("sources/int.yml", "id: wage-14", "id: wage-12", [("sources/int.yml", 11, "wage-12.id", "duplicate-id")]),
    "source with unknown field": (
        "sources/int.yml",
        "  watch:",
        "  passage: x\n  watch:",
        [("sources/int.yml", 9, "wage-12.passage", "unknown-field")],
    ),
    "source without date": (
        "sources/int.yml",
        "text_as_of: 2017-01-01",
        "text_as_of:",
        [("sources/int.yml", 6, "wage-12.text_as_of", "missing-date")],
    ),
    "contact perhaps free": (
        "contacts/int.yml",
        "free: true",
        "free: perhaps",
        [("contacts/int.yml", 8, "union.free", "not-a-flag")],
    ),
    "contact with empty hours": ("contacts/int.yml", "Mon-Fri", "''", [("contacts/int.yml", 7, "union.hours", "missing-text")]),
    "contact with one language": (
        "contacts/int.yml",
        "[en, fr]",
        "en",
        [("contacts/int.yml", 6, "union.languages", "not-a-list")],
    ),
    "no number": (
        "emergency_numbers.yml",
        "{police: '17', ambulance: '15', fire: '18'}",
        "{}",
        [("emergency_numbers.yml", 1, "FR.police", "missing-text")],
    ),
    "numbers unquoted": ("emergency_numbers.yml", "'17'", "17", [("emergency_numbers.yml", 1, "FR.police", "missing-text")]),
    "numbers of a fourth service": (
        "emergency_numbers.yml",
        ", fire",
        ", sea: '196', fire",
        [("emergency_numbers.yml", 1, "FR.sea", "unknown-field")],
    ),
    "topic without scope": ("topics.yml", ", scope: what must be in it", "", [("topics.yml", 5, "topics.scope", "missing-text")]),
    "featured a mapping": ("featured_countries.yml", "- FR", "FR: 1", [("featured_countries.yml", 1, "", "shape")]),
    "checkers a list": ("reviews/checkers.yml", "desk: our", "- our", [("reviews/checkers.yml", 1, "", "shape")]),
}


@pytest.mark.parametrize(("file", "old", "new", "expected"), PROBLEMS.values(), ids=PROBLEMS)
def test_load_of_bad_content_names_place_and_code(data, file, old, new, expected):
    edit(data / file, old, new)
    assert brief(load(data)[1], data) == expected


def test_load_of_impossible_date_is_a_problem_at_its_line(data):
    edit(data / WAGES, "2020-01-01", "2020-02-30")
    assert [(problem.file, problem.line) for problem in load(data)[1]] == [(str(data / WAGES), 14)]


def test_load_of_unknown_section_names_its_own_line(data):
    edit(data / WAGES, "  steps:", "  setps:")
    assert [(problem.line, problem.code) for problem in load(data)[1]] == [(9, "unknown-section")]


def test_load_of_section_that_is_no_mapping_names_its_own_line(data):
    (data / WAGES).write_text("contacts: [union]\nrelated: [work_contract]\nsections:\n  answer: yes\n", encoding="utf-8")
    assert [(problem.line, problem.code) for problem in load(data)[1]] == [(4, "shape")]


WRONG_TYPES = {
    "source a text": ("sources/int.yml", "- just a text\n"),
    "contact a number": ("contacts/FR.yml", "- 5\n"),
    "topic a text": ("topics.yml", "groups: {work: Work}\ntopics: [wages_unpaid]\n"),
    "topics a text": ("topics.yml", "groups: {work: Work}\ntopics: wages_unpaid\n"),
    "topics empty": ("topics.yml", "groups: {work: Work}\ntopics:\n"),
    "groups a list": ("topics.yml", "groups: [work]\ntopics:\n  - {id: a, group: work, title: A, scope: a}\n"),
    "groups empty": ("topics.yml", "groups:\ntopics:\n  - {id: a, group: work, title: A, scope: a}\n"),
    "numbers a text": ("emergency_numbers.yml", "FR: '112'\n"),
    "checker a list": ("reviews/checkers.yml", "desk: [our, editors]\n"),
    "featured a number": ("featured_countries.yml", "- 5\n"),
    "empty file": ("content/int/wages_unpaid.yml", ""),
    "empty mapping": ("content/int/wages_unpaid.yml", "{}\n"),
}


@pytest.mark.parametrize(("file", "text"), WRONG_TYPES.values(), ids=WRONG_TYPES)
def test_load_of_wrong_type_is_a_problem_of_that_file(data, file, text):
    (data / file).write_text(text, encoding="utf-8")
    assert {place for place, *_ in brief(load(data)[1], data)} == {file}


def test_load_of_several_bad_files_collects_all(data):
    edit(data / WAGES, "contacts:", "contacts: {")
    edit(data / "sources/int.yml", "article: '12'", "article: ''")
    edit(data / "contacts/int.yml", "free: true", "free: perhaps")
    assert brief(load(data)[1], data) == [
        (WAGES, 2, "", "yaml"),
        ("sources/int.yml", 3, "wage-12.article", "missing-text"),
        ("contacts/int.yml", 8, "union.free", "not-a-flag"),
    ]


def test_load_of_unreadable_bytes(data):
    (data / "topics.yml").write_bytes(b"groups: {work: \xff}\n")
    assert brief(load(data)[1], data) == [("topics.yml", 1, "", "yaml")]


def test_load_without_topics_file(data):
    (data / "topics.yml").unlink()
    assert brief(load(data)[1], data) == [("topics.yml", 1, "", "yaml")]


def test_load_without_emergency_numbers_is_allowed(data):
    (data / "emergency_numbers.yml").unlink()
    library, problems = load(data)
    assert (library.emergency_numbers, problems) == ({}, [])


def test_load_keeps_what_could_be_read(data):
    edit(data / WAGES, "contacts:", "contacts: {")
    library, _ = load(data)
    assert list(library.answers) == [("FR", "wages_unpaid")]


def test_load_or_raise_with_problems_carries_all(data):
    edit(data / WAGES, "related: [work_contract]", "related: []\ntitle: x")
    with pytest.raises(ContentError) as caught:
        load_or_raise(data)
    assert caught.value.problems == load(data)[1]
    assert [problem.code for problem in caught.value.problems] == ["unknown-field", "missing-list"]


def test_load_or_raise_of_good_content(data):
    assert load_or_raise(data) == load(data)[0]


def test_read_topic_ids(data):
    assert read_topic_ids(data) == {"wages_unpaid", "work_contract"}


def test_read_groups_and_topics_keeps_order(data):
    groups, topics = read_groups_and_topics(data)
    assert (groups, list(topics.items())) == ({"work": "Work"}, list(TOPICS.items()))


def test_read_emergency_numbers(data):
    assert read_emergency_numbers(data) == {"FR": FRANCE}


@pytest.mark.parametrize(
    ("country", "wanted", "found"),
    [
        ("FR", "code-3245", "code-3245"),
        ("FR", "wage-12", "wage-12"),
        ("int", "code-3245", None),
        ("DE", "wage-12", "wage-12"),
        ("FR", "x", None),
    ],
)
def test_source_as_seen_from_a_country(library, country, wanted, found):
    seen = library.source(country, wanted)
    assert (seen and seen.id) == found


@pytest.mark.parametrize(
    ("country", "wanted", "found"), [("FR", "inspectors", "inspectors"), ("FR", "union", "union"), ("int", "inspectors", None)]
)
def test_contact_as_seen_from_a_country(library, country, wanted, found):
    seen = library.contact(country, wanted)
    assert (seen and seen.id) == found


def test_source_of_the_country_hides_the_international_one(data):
    edit(data / "sources/FR.yml", "id: code-3245", "id: wage-12")
    assert load(data)[0].source("FR", "wage-12").instrument == "Labour Code"
