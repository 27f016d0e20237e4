"""When a message is evidence enough for a language."""

from __future__ import annotations

import pytest

from bot.language.identify import letters, tells_language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("112 !! 5€", []),
        ("My boss, 3 weeks", ["my", "boss,", "weeks"]),
        ("¿Qué PASÓ?", ["¿qué", "pasó?"]),
        ("3andi mochkil", ["3andi", "mochkil"]),
        ("عندي مشكلة", ["عندي", "مشكلة"]),
        ("x" * 500 + " word", ["x" * 400]),
    ],
)
def test_letters_of_text(text, expected):
    assert letters(text) == expected


@pytest.mark.parametrize(
    ("words", "confidence", "expected"),
    [
        ([], 1.0, False),
        (["visa"], 1.0, False),
        (["asylum"], 1.0, False),
        (["deporta"], 1.0, True),
        (["no", "pay"], 0.9, True),
        (["no", "pay"], 0.89, False),
        (["my", "boss", "owes", "me"], 0.95, True),
    ],
)
def test_tells_language(words, confidence, expected):
    assert tells_language(words, confidence, 0.9) is expected
