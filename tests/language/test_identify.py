"""When a message is evidence enough for a language."""

from __future__ import annotations

import pytest

from bot.language.identify import answered_in, letters, tells_language


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


@pytest.mark.parametrize(
    ("kept", "heard", "text", "expected"),
    [
        ("es", "ru", "нужна виза", "ru"),
        ("uk", "ru", "нужна виза", "uk"),  # the same alphabet: too little to go by
        ("es", "en", "visa", "es"),
        ("ar", "en", "3andi visa", "ar"),  # Latin letters tell nothing
        ("ar", "zh", "签证", "zh"),
        ("fa", "ur", "ویزا", "fa"),
        ("ru", "bn", "ভিসা visa", "bn"),
        ("es", "ru", "112 !!", "es"),
        ("es", "ru", "/menu", "es"),
        (None, "ru", "виза", "ru"),
        ("es", None, "виза", "es"),
        (None, None, "", None),
    ],
)
def test_language_of_an_answer(kept, heard, text, expected):
    assert answered_in(kept, heard, text) == expected
