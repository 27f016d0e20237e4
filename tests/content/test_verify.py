"""Recording a verification: what is added to the ledger, what is left alone, what is refused."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content.catalogue import update_all
from bot.content.hashing import content_hash
from bot.content.ledger import load_ledger
from bot.content.load import load_or_raise
from bot.content.verify import VerificationError, verify
from bot.language.lines import read_lines
from tests.content.conftest import translate_all
from tests.content.samples import TODAY, edit, record

ALL = {
    "FR/wages_unpaid/answer": ("In France you have 3 years.",),
    "FR/wages_unpaid/steps": ("Go to the labour court.",),
    "int/wages_unpaid/answer": ("Your employer must pay you.", "Papers do not matter."),
    "int/wages_unpaid/steps": ("Write down your hours.", "Ask a union."),
}


def records(data):
    return list(load_ledger(data / "reviews")[0].records())


def expected(*keys, language="en", level="source_checked", words=lambda text: text, **rest):
    return [(language, record(content_hash(map(words, ALL[key])), key, level, **rest)) for key in keys]


def desk(data, *selected, language="en", level="source_checked", months=24, today=TODAY):
    return verify(selected, language, level, "desk", months, today, data)


@pytest.mark.parametrize(
    ("selected", "keys"),
    [
        (["int"], ["int/wages_unpaid/answer", "int/wages_unpaid/steps"]),
        (["FR/wages_unpaid"], ["FR/wages_unpaid/answer", "FR/wages_unpaid/steps"]),
        (["int/wages_unpaid/steps"], ["int/wages_unpaid/steps"]),
        (["int", "FR"], list(ALL)),
        (["int", "int/wages_unpaid", "int/wages_unpaid/steps"], ["int/wages_unpaid/answer", "int/wages_unpaid/steps"]),
    ],
)
def test_verify_adds_a_record_for_each_selected_section_once(data, selected, keys):
    assert desk(data, *selected) == len(keys)
    assert records(data) == expected(*keys)


@pytest.mark.parametrize(("first", "second"), [("source_checked", "source_checked"), ("expert_reviewed", "expert_reviewed")])
def test_verify_twice_adds_nothing(data, first, second):
    desk(data, "int", level=first)
    assert desk(data, "int", level=second) == 0
    assert len(records(data)) == 2


def test_verify_for_longer_the_same_day_adds_once(data):
    desk(data, "int", months=6)
    assert (desk(data, "int", months=24), desk(data, "int", months=24), len(records(data))) == (2, 0, 4)


def test_verify_at_a_weaker_level_twice_adds_once(data):
    desk(data, "int", level="expert_reviewed")
    assert (desk(data, "int"), desk(data, "int"), len(records(data))) == (2, 0, 4)


def test_verify_for_shorter_adds_nothing(data):
    desk(data, "int")
    assert desk(data, "int", months=6) == 0


def test_verify_a_year_later_renews(data):
    desk(data, "int/wages_unpaid/steps")
    later = date(2027, 11, 24)
    assert desk(data, "int/wages_unpaid/steps", today=later) == 1
    renewed = expected("int/wages_unpaid/steps", on=later, expires=date(2029, 11, 24))
    assert records(data) == [*expected("int/wages_unpaid/steps"), *renewed]


def test_verify_after_a_change_verifies_the_new_words(data):
    desk(data, "int/wages_unpaid/steps")
    edit(data / "content/int/wages_unpaid.yml", "Ask a union.", "Ask a union,")
    assert desk(data, "int/wages_unpaid") == 2


@pytest.mark.parametrize(
    ("today", "months", "expires"),
    [
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2026, 11, 24), 1, date(2026, 12, 24)),
        (date(2026, 11, 24), 2, date(2027, 1, 24)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 5, 31), 1, date(2026, 6, 30)),
    ],
)
def test_verify_counts_months(data, today, months, expires):
    desk(data, "int/wages_unpaid/answer", months=months, today=today)
    assert records(data) == expected("int/wages_unpaid/answer", on=today, expires=expires)


@pytest.fixture
def spanish(data):
    """The data with its catalogues translated, compiled."""
    update_all(load_or_raise(data), read_lines(), data.parent / "locales")
    translate_all(data.parent / "locales", lambda text: f"[x] {text}")
    return data


@pytest.mark.parametrize("level", ["translated", "reviewed"])
def test_verify_of_a_translation_hashes_the_translated_words(spanish, level):
    assert desk(spanish, "FR", language="es", level=level) == 2
    keys = ("FR/wages_unpaid/answer", "FR/wages_unpaid/steps")
    assert records(spanish) == expected(*keys, language="es", level=level, words=lambda text: f"[x] {text}")
    assert (spanish / "reviews" / "FR" / "es.jsonl").exists()


UNKNOWN = "Nothing is called '{}'. Write it as country, country/topic or country/topic/section."
REFUSED = {
    "unknown country": (("DE",), "en", "source_checked", "desk", UNKNOWN.format("DE")),
    "unknown topic": (("int/wages",), "en", "source_checked", "desk", UNKNOWN.format("int/wages")),
    "unknown section": (("int/wages_unpaid/cost",), "en", "source_checked", "desk", UNKNOWN.format("int/wages_unpaid/cost")),
    "empty": (("",), "en", "source_checked", "desk", UNKNOWN.format("")),
    "one of two unknown": (("int", "DE"), "en", "source_checked", "desk", UNKNOWN.format("DE")),
    "unknown person": (
        ("int",), "en", "source_checked", "nobody", "'nobody' is not in data/reviews/checkers.yml. Add who it is first.",
    ),
    "draft": (("int",), "en", "draft", "desk", "'draft' is not a level for en. Use one of: expert_reviewed, source_checked."),
    "level of a translation": (
        ("int",), "en", "reviewed", "desk", "'reviewed' is not a level for en. Use one of: expert_reviewed, source_checked.",
    ),
    "level of a master": (
        ("int",), "es", "source_checked", "desk", "'source_checked' is not a level for es. Use one of: reviewed, translated.",
    ),
    "not translated": (
        ("FR",), "es", "translated", "desk",
        "FR/wages_unpaid/answer has no complete translation into es; translate it and run `python -m bot catalogues`.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("selected", "language", "level", "by", "reason"), REFUSED.values(), ids=REFUSED)
def test_verify_that_cannot_be_recorded_says_why_and_records_nothing(data, selected, language, level, by, reason):
    with pytest.raises(VerificationError) as caught:
        verify(selected, language, level, by, 24, TODAY, data)
    assert (str(caught.value), records(data)) == (reason, [])
