"""Languages asked for by name."""

from __future__ import annotations

import pytest

from bot.language.names import named_language
from bot.language.table import languages


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can we speak Arabic", "ar"),
        ("English please", "en"),
        ("en español por favor", "es"),
        ("¿hablas ruso?", "ru"),
        ("hablemos en árabe", "ar"),
        ("можно по-русски?", "ru"),
        ("говорите на английском", "en"),
        ("давай по-арабски", "ar"),
        ("українською", "uk"),
        ("parlez-vous français ?", "fr"),
        ("tu parles arabe", "ar"),
        ("العربية", "ar"),
        ("تكلم معي بالعربية", "ar"),
        ("بالعربي من فضلك", "ar"),
        ("هل تتكلم الإنجليزية؟", "en"),
        ("بالانجليزي", "en"),
        ("türkçe konuşalım", "tr"),
        ("português", "pt"),
        ("فارسی", "fa"),
        ("اردو میں", "ur"),
        ("中文", "zh"),
        ("我想说中文", "zh"),
        ("বাংলা", "bn"),
        ("আমি বাংলা বলি", "bn"),
    ],
)
def test_named_language_in_a_wish(text, expected):
    assert named_language(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "112",
        "hello there",
        "another language",
        "can I talk to a person in my language",
        "quiero hablar con una persona",
        "change the language",
        "cambiar idioma",
        "сменить язык",
        "غير اللغة",
    ],
)
def test_named_language_without_a_name(text):
    assert named_language(text) is None


@pytest.mark.parametrize("language", languages().values(), ids=lambda language: language.tag)
def test_named_language_of_every_endonym(language):
    assert named_language(language.endonym) == language.tag
