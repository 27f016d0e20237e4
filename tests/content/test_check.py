"""Each check finds its problem in bad content, and nothing in good content."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.content import check as checks
from bot.content.check import CHECKS, Material, check_everything, check_passages
from bot.content.hashing import content_hash
from bot.content.ledger import Ledger
from bot.content.load import load, load_or_raise
from bot.content.passages import fingerprint
from bot.content.verify import verify
from bot.language.lines import Button
from bot.language.table import languages, spoken
from tests.content.samples import LATER, TODAY, EchoCatalogues, brief, edit, line, record, vouch

WAGES = "content/int/wages_unpaid.yml"
FRENCH = "content/FR/wages_unpaid.yml"
LINES = {"utter_time": line("utter_time", "At {time} o'clock on {day}.", Button("Menu", "/menu"))}
DAY = timedelta(days=1)


def full_ledger(library, **rest):
    """Records for every section in every spoken language, whose words are the English ones here."""
    levels = {language.tag: "source_checked" if language.tag == "en" else "translated" for language in spoken()}
    pairs = [
        pair for answer in library.answers.values() for tag, level in levels.items() for pair in vouch(answer, tag, level, **rest)
    ]
    return Ledger(pairs)


def material(data, catalogues=None, ledger=None, **rest):
    """The content in ``data`` with catalogues that echo and a ledger that vouches for all, unless said otherwise."""
    library = load(data)[0]
    made = Material(library, ledger or full_ledger(library), catalogues or EchoCatalogues(), LINES, TODAY, data.parent)
    return replace(made, **rest)


def found(check, data, **rest):
    return brief(check(material(data, **rest)), data)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_check_of_good_content_finds_nothing(check, data):
    assert found(check, data) == []


def words(count):
    return " ".join(["word"] * count) + "."


A, S = "sections.answer", "sections.steps"
MATTER = '"Papers do not matter."'
BAD = {
    "related topic unknown": ("references", WAGES, "[work_contract]", "[work]", [(WAGES, 1, "", "unknown-topic")]),
    "own topic unknown": (
        "references",
        "topics.yml",
        "id: wages_unpaid",
        "id: wages",
        [(FRENCH, 1, "", "unknown-topic"), (WAGES, 1, "", "unknown-topic")],
    ),
    "contact unknown": ("references", WAGES, "lawyer]", "layer]", [(WAGES, 1, "", "unknown-contact")]),
    "contact of another country": ("references", WAGES, "lawyer]", "inspectors]", [(WAGES, 1, "", "unknown-contact")]),
    "source unknown": ("references", WAGES, "[wage-12]", "[wage-13]", [(WAGES, 5, A, "unknown-source")]),
    "source of another country": ("references", WAGES, "[wage-12]", "[code-3245]", [(WAGES, 5, A, "unknown-source")]),
    "no steps": ("references", FRENCH, "  steps:", "  cost:", [(FRENCH, 1, "", "missing-section")]),
    "no answer": ("references", FRENCH, "  answer:", "  cost:", [(FRENCH, 1, "", "missing-section")]),
    "source checked by nobody": (
        "people",
        "sources/FR.yml",
        "checked_by: desk",
        "checked_by: x",
        [("data/sources", 1, "code-3245", "unknown-checker")],
    ),
    "sentence of 31 words": ("english", WAGES, MATTER, words(31), [(WAGES, 5, A, "long-sentence")]),
    "22 words on average": ("english", FRENCH, '"Go to the labour court."', f'"{words(22)}"', [(FRENCH, 8, S, "hard-to-read")]),
    "illegal person": ("english", WAGES, MATTER, '"You are not illegal."', [(WAGES, 5, A, "forbidden-word")]),
    "illegals": ("english", WAGES, MATTER, '"Illegals too."', [(WAGES, 5, A, "forbidden-word")]),
    "alien": ("english", WAGES, MATTER, '"Aliens have rights."', [(WAGES, 5, A, "forbidden-word")]),
    "address": ("english", WAGES, MATTER, '"See https://example.org today."', [(WAGES, 5, A, "address-in-text")]),
    "mail address": ("english", WAGES, MATTER, '"Write to a@example.org."', [(WAGES, 5, A, "address-in-text")]),
    "opening brace": ("english", WAGES, MATTER, '"Papers {do not matter."', [(WAGES, 5, A, "brace")]),
    "closing brace": ("english", WAGES, MATTER, '"Papers do} not matter."', [(WAGES, 5, A, "brace")]),
    "long section": (
        "length",
        FRENCH,
        '"Go to the labour court."',
        f'"{"x" * 3497}"',
        [(FRENCH, 8, S, "too-long")] * len(spoken()),
    ),
    "long in UTF-16": (
        "length",
        FRENCH,
        '"Go to the labour court."',
        f'"{"😀" * 1749}"',
        [(FRENCH, 8, S, "too-long")] * len(spoken()),
    ),
    "wrong number": (
        "emergency_numbers",
        "emergency_numbers.yml",
        "'15'",
        "'12345'",
        [("data/emergency_numbers.yml", 1, "FR", "emergency-number")],
    ),
    "unknown country of numbers": (
        "emergency_numbers",
        "emergency_numbers.yml",
        "FR:",
        "XX:",
        [("data/emergency_numbers.yml", 1, "XX", "emergency-number")] * 3,
    ),
}


@pytest.mark.parametrize(("name", "file", "old", "new", "expected"), BAD.values(), ids=BAD)
def test_check_of_bad_content(data, name, file, old, new, expected):
    edit(data / file, old, new)
    assert found(getattr(checks, name), data) == expected


FINE = {
    "30 words": ("english", WAGES, MATTER, words(30)),
    "21 words on average": ("english", FRENCH, '"Go to the labour court."', f'"{words(21)}"'),
    "two sentences in one item": ("english", WAGES, MATTER, f'"{words(20)} {words(20)}"'),
    "alienation is no alien": ("english", WAGES, MATTER, '"Alienation and illegality."'),
    "as long as allowed": ("length", FRENCH, '"Go to the labour court."', f'"{"x" * 3496}"'),
}


@pytest.mark.parametrize(("name", "file", "old", "new"), FINE.values(), ids=FINE)
def test_check_of_content_at_the_limit_finds_nothing(data, name, file, old, new):
    edit(data / file, old, new)
    assert found(getattr(checks, name), data) == []


def test_international_first_without_international_answer(data):
    (data / WAGES).unlink()
    assert found(checks.international_first, data) == [(FRENCH, 1, "", "no-international")]


def test_people_with_unknown_person_in_the_ledger(data):
    ledger = Ledger([("en", record("abc", by="nobody"))])
    assert found(checks.people, data, ledger=ledger) == [("data/reviews", 1, "int/wages_unpaid/answer", "unknown-checker")]


SAMPLE = ("es", "int/wages_unpaid/answer/2", "Papers do not matter.")
TIME = ("es", "utter_time", "At {time} o'clock on {day}.")
YEARS = ("ru", "FR/wages_unpaid/answer/1", "In France you have 3 years.")
MENU = ("es", "utter_time/menu", "Menu")
ASSISTANT, ANSWERS = "locales/es/LC_MESSAGES/assistant.po", "locales/es/LC_MESSAGES/answers.po"
RUSSIAN = "locales/ru/LC_MESSAGES/answers.po"
BAD_TRANSLATIONS = {
    "none": (SAMPLE, None, [(ANSWERS, 1, "", "waiting")]),
    "no title": (("es", "topic/work_contract", "Work contracts"), None, [(ASSISTANT, 1, "topic/work_contract", "untranslated")]),
    "no instrument": (("es", "instrument", "Labour Code"), None, [(ANSWERS, 1, "", "waiting")]),
    "placeholder lost": (TIME, "A las {time}.", [(ASSISTANT, 1, "utter_time", "placeholder")]),
    "placeholder translated": (TIME, "A las {hora} el {day}.", [(ASSISTANT, 1, "utter_time", "placeholder")]),
    "placeholder spoilt": (TIME, "A las { time } el {day}.", [(ASSISTANT, 1, "utter_time", "placeholder")]),
    "brace added": (SAMPLE, "Los papeles no {importan.", [(ANSWERS, 1, SAMPLE[1], "placeholder")]),
    "number changed": (YEARS, "Есть 5 лет.", [(RUSSIAN, 1, YEARS[1], "number")]),
    "number lost": (YEARS, "Есть три года.", [(RUSSIAN, 1, YEARS[1], "number")]),
    "number added": (SAMPLE, "Los 2 papeles.", [(ANSWERS, 1, SAMPLE[1], "number")]),
    "number in other digits": (YEARS, "Есть ٣ года.", [(RUSSIAN, 1, YEARS[1], "number")]),
    "long button": (MENU, "x" * 46, [(ASSISTANT, 1, "utter_time/menu", "long-button")]),
    "long title": (("es", "group/work", "Work"), "x" * 46, [(ASSISTANT, 1, "group/work", "long-button")]),
}


@pytest.mark.parametrize(("text", "translation", "expected"), BAD_TRANSLATIONS.values(), ids=BAD_TRANSLATIONS)
def test_translations_that_are_bad(data, text, translation, expected):
    assert found(checks.translations, data, catalogues=EchoCatalogues({text: translation})) == expected


@pytest.mark.parametrize(
    ("text", "translation"),
    [(TIME, "El {day} a las {time}."), (YEARS, "3 года."), (MENU, "x" * 45)],
    ids=["placeholders in another order", "same number", "longest button"],
)
def test_translations_that_are_fine(data, text, translation):
    assert found(checks.translations, data, catalogues=EchoCatalogues({text: translation})) == []


def test_verification_asks_nothing_of_an_untranslated_section(data):
    assert found(checks.verification, data, catalogues=EchoCatalogues({SAMPLE: None})) == []


def test_verification_of_changed_translation(data):
    assert found(checks.verification, data, catalogues=EchoCatalogues({SAMPLE: "Otra cosa."})) == [(WAGES, 5, A, "unverified")]


def test_verification_of_changed_comma_in_english(data):
    ledger = full_ledger(load(data)[0])
    edit(data / WAGES, "Ask a union.", "Ask, a union.")
    assert found(checks.verification, data, ledger=ledger) == [(WAGES, 10, S, "unverified")] * len(spoken())


def test_verification_without_ledger(data):
    ledger = Ledger([("en", record(content_hash(["x"])))])
    assert len(found(checks.verification, data, ledger=ledger)) == 4 * len(spoken())


@pytest.mark.parametrize(
    ("expires", "code"),
    [
        (TODAY - DAY, "unverified"),
        (TODAY, "expires-soon"),
        (TODAY + 29 * DAY, "expires-soon"),
        (TODAY + 30 * DAY, None),
        (LATER, None),
    ],
)
def test_verification_that_ends(data, expires, code):
    ledger = full_ledger(load(data)[0], on=TODAY - 90 * DAY, expires=expires)
    codes = [problem.code for problem in checks.verification(material(data, ledger=ledger))]
    assert codes == ([code] * 4 * len(spoken()) if code else [])


def test_verification_says_how_to_repair(data):
    ledger = Ledger([("en", record(content_hash(["x"])))])
    remedies = [problem.remedy for problem in checks.verification(material(data, ledger=ledger))]
    command = "python -m bot verify FR/wages_unpaid/answer --language en --level expert_reviewed or source_checked --by ..."
    assert f"Check them, then `{command}`." in remedies


@dataclass(frozen=True)
class Row:
    tag: str
    direction: str
    spacy: str = "en"


@pytest.mark.parametrize(("tag", "direction"), [("ar", "ltr"), ("es", "rtl"), ("es", "up"), ("xx", "ltr")])
def test_language_table_with_bad_row(data, monkeypatch, tag, direction):
    """The table is a constant of the package, which nothing passes in: it is replaced here."""
    rows = {**languages(), tag: Row(tag, direction)}
    monkeypatch.setattr(checks, "languages", lambda: rows)
    assert [(file, path) for file, _, path, _ in found(checks.language_table, data)] == [("bot/language/languages.yml", tag)]


LAW = "## Article 12\nPay in time.\n\n## Article 14\nTell the wage.\n"
CODE = "# 3245\nThree years.\n"


@pytest.fixture
def laws(data, tmp_path):
    """Law texts, and sources with their fingerprints."""
    for name, text in (("int/wages.md", LAW), ("fr/code.md", CODE)):
        path = tmp_path / "law" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    edit(data / "sources/int.yml", "#L5", "#L4")
    for file, passage in (("int", "## Article 12 Pay in time."), ("int", "## Article 14 Tell the wage."), ("FR", CODE)):
        edit(data / f"sources/{file}.yml", "0123456789abcdef", fingerprint(passage))
    return tmp_path / "law"


def passages(data, laws):
    return brief(check_passages(load_or_raise(data), laws), data)


def test_check_passages_of_unchanged_laws(data, laws):
    assert passages(data, laws) == []


def test_check_passages_of_changed_article(data, laws):
    edit(laws / "int/wages.md", "Tell", "Hide")
    assert passages(data, laws) == [("data/sources/int.yml", 1, "wage-14", "passage-changed")]


def test_check_passages_of_moved_article(data, laws):
    edit(laws / "int/wages.md", "## Article 12", "\n## Article 12")
    assert passages(data, laws) == [
        ("data/sources/int.yml", 1, "wage-12", "passage-missing"),
        ("data/sources/int.yml", 1, "wage-14", "passage-missing"),
    ]


def test_check_passages_without_file(data, laws):
    (laws / "fr/code.md").unlink()
    assert passages(data, laws) == [("data/sources/FR.yml", 1, "code-3245", "passage-missing")]


def test_check_passages_of_malformed_watch(data, laws):
    edit(data / "sources/FR.yml", "fr/code.md#L1", "fr/code.md")
    assert passages(data, laws) == [("data/sources/FR.yml", 1, "code-3245", "passage-missing")]


def test_every_check_has_a_case_that_fails():
    own = {"people", "glossaries", "translations", "verification", "language_table", "international_first"}
    assert {check.__name__ for check in CHECKS} == own | {name for name, *_ in BAD.values()}


def test_check_everything_of_good_checkout(root):
    assert check_everything(root, TODAY) == []


def test_check_everything_collects_from_content_ledger_and_catalogues(root):
    data = root / "data"
    edit(data / WAGES, "related: [work_contract]", "related: [work]\ntitle: x")
    with (data / "reviews/int/en.jsonl").open("a", encoding="utf-8") as file:
        file.write("{}\n")
    (root / "locales/es/LC_MESSAGES/answers.mo").unlink()
    problems = check_everything(root, TODAY)
    assert {problem.code for problem in problems} == {"unknown-field", "bad-record", "unknown-topic", "waiting"}


def test_check_everything_after_two_years(root):
    assert {problem.code for problem in check_everything(root, LATER + DAY)} == {"unverified"}


def test_check_everything_after_renewal(root):
    verify(["int", "FR"], "en", "source_checked", "desk", 24, LATER, root / "data")
    later = {problem.reason.split()[-1] for problem in check_everything(root, LATER + DAY)}
    assert later == {f"{language.tag}." for language in spoken() if language.tag != "en"}


GLOSSARY_FILE = "data/glossary/es.yml"


def with_glossary(tmp_path, terms):
    """A root with this Spanish glossary."""
    (tmp_path / GLOSSARY_FILE).write_text(
        "".join(f"{english}: {chosen}\n" for english, chosen in terms.items()), encoding="utf-8"
    )
    return tmp_path


def spanish_problems(data, root, monkeypatch):
    """What the glossary check says of Spanish."""
    monkeypatch.setattr(checks, "spoken", lambda: [languages()["en"], languages()["es"]])
    library = load(data)[0]
    made = checks.Material(
        library, full_ledger(library), EchoCatalogues({SAMPLE: "Los papeles no importan."}), LINES, TODAY, root
    )
    return list(checks.glossaries(made))


def test_small_glossary_is_a_problem(data, tmp_path, monkeypatch):
    (problem,) = spanish_problems(data, with_glossary(tmp_path, {"papers": "papeles"}), monkeypatch)
    assert (problem.file, problem.code) == (GLOSSARY_FILE, "small-glossary")
    assert problem.reason.startswith("1 terms")


def test_glossary_that_is_not_used_is_a_problem(data, tmp_path, monkeypatch):
    terms = {**{f"nobody says {number}": "x" for number in range(80)}, "papers": "documentos"}
    (problem,) = spanish_problems(data, with_glossary(tmp_path, terms), monkeypatch)
    assert problem.code == "glossary"
    assert problem.reason == "Translations use the chosen words 0% of the time; most often missed: papers."


def test_missing_glossary_is_a_small_one(data, tmp_path, monkeypatch):
    (tmp_path / GLOSSARY_FILE).unlink()
    assert [problem.code for problem in spanish_problems(data, tmp_path, monkeypatch)] == ["small-glossary"]
