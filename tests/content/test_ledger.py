"""A record counts for exactly these words, from its day until it expires."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.ledger import Ledger, Level, Record, append_records, load_ledger
from tests.content.samples import LATER, TODAY, record

KEY = "int/wages_unpaid/answer"
DAY = timedelta(days=1)
GOOD = record("abc").as_line()


@pytest.mark.parametrize(
    ("words", "today", "expected"),
    [
        ("abc", TODAY, True),
        ("abc", LATER, True),
        ("abd", TODAY, False),
        ("", TODAY, False),
        ("abc", TODAY - DAY, False),
        ("abc", LATER + DAY, False),
    ],
)
def test_record_counts(words, today, expected):
    assert record("abc").counts(words, today) is expected


def standing(*records, language="en", words="abc", today=TODAY):
    return Ledger((language, each) for each in records).standing(language, KEY, words, today)


SOURCE = record("abc", on=TODAY - 9 * DAY)
EXPERT = record("abc", level="expert_reviewed", on=TODAY - 20 * DAY, by="lawyer")
DRAFT = record("abc", level="draft")
TRANSLATED = record("abc", level="translated", on=TODAY - 9 * DAY)
REVIEWED = record("abc", level="reviewed", on=TODAY - 20 * DAY)


@pytest.mark.parametrize(
    ("language", "records", "expected"),
    [
        ("en", [], None),
        ("en", [DRAFT], None),
        ("en", [TRANSLATED, REVIEWED], None),
        ("en", [SOURCE], SOURCE),
        ("en", [SOURCE, EXPERT, DRAFT], EXPERT),
        ("en", [EXPERT, SOURCE], EXPERT),
        ("es", [SOURCE, EXPERT, DRAFT], None),
        ("es", [TRANSLATED], TRANSLATED),
        ("es", [TRANSLATED, REVIEWED], REVIEWED),
    ],
)
def test_standing_is_the_strongest_level_of_the_language(language, records, expected):
    assert standing(*records, language=language) == expected


def test_standing_of_equal_levels_is_the_latest():
    newer = record("abc", on=TODAY - DAY, by="second")
    assert standing(SOURCE, newer) == standing(newer, SOURCE) == newer


def test_standing_of_the_same_day_is_the_one_that_lasts_longer():
    shorter, longer = record("abc", expires=TODAY + 10 * DAY), record("abc")
    assert standing(shorter, longer) == standing(longer, shorter) == longer


def test_standing_when_the_strongest_has_expired_is_the_next():
    expired = record("abc", level="expert_reviewed", on=TODAY - 9 * DAY, expires=TODAY - DAY)
    assert standing(expired, SOURCE) == SOURCE


@pytest.mark.parametrize(("words", "today"), [("other", TODAY), ("abc", LATER + DAY), ("abc", TODAY - 30 * DAY)])
def test_standing_when_nothing_counts(words, today):
    assert standing(SOURCE, EXPERT, words=words, today=today) is None


def test_standing_of_another_section_or_language():
    ledger = Ledger([("en", SOURCE)])
    assert ledger.standing("en", "int/wages_unpaid/steps", "abc", TODAY) is None
    assert ledger.standing("es", KEY, "abc", TODAY) is None


def test_records_lists_all_with_language():
    pairs = [("en", SOURCE), ("en", EXPERT), ("es", TRANSLATED)]
    assert list(Ledger(pairs).records()) == pairs


def test_record_as_line():
    assert GOOD == (
        '{"section": "int/wages_unpaid/answer", "level": "source_checked", "hash": "abc", "by": "desk", '
        '"on": "2026-11-24", "expires": "2028-11-24"}'
    )


NAMES = st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1)


@given(
    st.lists(st.builds(Record, NAMES, st.sampled_from(Level), NAMES, NAMES, st.dates(), st.dates()), max_size=5),
    st.sampled_from(["en", "es"]),
)
def test_append_then_load_gives_the_same(tmp_path_factory, records, language):
    folder = tmp_path_factory.mktemp("reviews")
    append_records(folder, "FR", language, records[:2])
    append_records(folder, "FR", language, records[2:])
    ledger, problems = load_ledger(folder)
    assert problems == []
    assert sorted(ledger.records(), key=str) == sorted(((language, each) for each in records), key=str)


def test_append_records_never_rewrites(tmp_path):
    append_records(tmp_path, "int", "en", [SOURCE])
    before = (tmp_path / "int" / "en.jsonl").read_text(encoding="utf-8")
    append_records(tmp_path, "int", "en", [EXPERT])
    assert (tmp_path / "int" / "en.jsonl").read_text(encoding="utf-8") == before + EXPERT.as_line() + "\n"


def test_append_records_after_a_last_line_without_break(tmp_path):
    (tmp_path / "int").mkdir()
    (tmp_path / "int" / "en.jsonl").write_text(SOURCE.as_line(), encoding="utf-8")
    append_records(tmp_path, "int", "en", [EXPERT])
    ledger, problems = load_ledger(tmp_path)
    assert (list(ledger.records()), problems) == ([("en", SOURCE), ("en", EXPERT)], [])


def changed(**values):
    return json.dumps({**json.loads(GOOD), **values})


BAD_LINES = {
    "empty": "",
    "no JSON": "{",
    "a number": "5",
    "a list": "[]",
    "a list of the names": json.dumps(sorted(json.loads(GOOD))),
    "a text": '"x"',
    "null": "null",
    "field missing": json.dumps({key: value for key, value in json.loads(GOOD).items() if key != "by"}),
    "field too many": changed(note="x"),
    "unknown level": changed(level="checked"),
    "bad date": changed(on="24.11.2026"),
    "impossible date": changed(expires="2028-02-30"),
    "empty name": changed(by=""),
    "number for a text": changed(hash=5),
    "null for a text": changed(by=None),
}


@pytest.mark.parametrize("line", BAD_LINES.values(), ids=BAD_LINES)
def test_load_of_bad_line_is_a_problem(tmp_path, line):
    (tmp_path / "int").mkdir()
    path = tmp_path / "int" / "en.jsonl"
    path.write_text(f"{GOOD}\n{line}\n{GOOD}\n", encoding="utf-8")
    ledger, problems = load_ledger(tmp_path)
    assert list(ledger.records()) == [("en", record("abc"))] * 2
    assert [(problem.file, problem.line, problem.path, problem.code) for problem in problems] == [
        (str(path), 2, "", "bad-record")
    ]


def test_load_of_unreadable_bytes_is_a_problem(tmp_path):
    (tmp_path / "int").mkdir()
    (tmp_path / "int" / "en.jsonl").write_bytes(b"\xff\n")
    ledger, problems = load_ledger(tmp_path)
    assert (list(ledger.records()), [problem.code for problem in problems]) == ([], ["bad-record"])


def test_load_without_folder(tmp_path):
    ledger, problems = load_ledger(tmp_path / "none")
    assert (list(ledger.records()), problems) == ([], [])


def test_load_takes_language_from_the_file_name(tmp_path):
    append_records(tmp_path, "int", "en", [SOURCE])
    append_records(tmp_path, "FR", "es", [TRANSLATED])
    assert sorted(load_ledger(tmp_path)[0].records(), key=str) == sorted([("en", SOURCE), ("es", TRANSLATED)], key=str)


def test_record_dates_are_dates(tmp_path):
    append_records(tmp_path, "int", "en", [SOURCE])
    ((_, read),) = load_ledger(tmp_path)[0].records()
    assert (type(read.on), type(read.expires), read.level) == (date, date, Level.SOURCE_CHECKED)
