"""What the content's dataclasses tell about themselves."""

from __future__ import annotations

from datetime import date

import pytest

from bot.content.hashing import content_hash
from bot.content.schema import EmergencyNumbers
from tests.content.samples import answer, section

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "on", "expected"),
    [
        (None, None, date(1999, 1, 1), True),
        (FIRST, None, date(2025, 12, 31), False),
        (FIRST, None, FIRST, True),
        (None, LAST, LAST, True),
        (None, LAST, date(2027, 1, 1), False),
        (FIRST, LAST, date(2026, 6, 1), True),
    ],
)
def test_section_is_in_force(valid_from, valid_until, on, expected):
    assert section("answer", "a", valid_from=valid_from, valid_until=valid_until).is_in_force(on) is expected


def test_section_hash_is_of_its_sentences():
    assert section("answer", "a", "b").hash == content_hash(["a", "b"])


def test_answer_key():
    assert answer(country="FR", topic="wages_unpaid").key == "FR/wages_unpaid"


@pytest.mark.parametrize(
    ("numbers", "expected"), [("112 112 112", ("112",)), ("17 15 17", ("17", "15")), ("17 15 18", ("17", "15", "18"))]
)
def test_emergency_numbers_distinct(numbers, expected):
    assert EmergencyNumbers("FR", *numbers.split()).distinct == expected
