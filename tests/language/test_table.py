"""The table of languages."""

from __future__ import annotations

import pytest
from babel import Locale

from bot.language.table import Coverage, Language, is_spoken, languages, spoken

TAGS = ["ar", "bn", "en", "es", "fa", "fr", "pt", "ru", "tr", "uk", "ur", "zh"]


PLANNED = ["am", "ti"]


def test_languages_are_those_of_the_design_and_those_planned_after():
    assert sorted(languages()) == sorted([*TAGS, *PLANNED])


def test_languages_row_is_read_whole():
    assert languages()["ar"] == Language("ar", "العربية", "rtl", "Arab", "ar", "ar", Coverage.FULL)


def test_spoken_are_those_with_full_coverage():
    full = [language.tag for language in languages().values() if language.coverage is Coverage.FULL]
    assert [language.tag for language in spoken()] == full
    assert full[0] == "en"
    assert not set(full) & set(PLANNED)


@pytest.mark.parametrize(
    ("tag", "expected"), [("en", True), ("ar", True), ("ti", False), ("xx", False), ("", False), (None, False), ("EN", False)]
)
def test_is_spoken(tag, expected):
    assert is_spoken(tag) is expected


@pytest.mark.parametrize("tag", TAGS)
def test_language_agrees_with_cldr(tag):
    language, locale = languages()[tag], Locale.parse(tag)
    assert language.direction == locale.text_direction
    assert language.is_right_to_left is (locale.text_direction == "rtl")
    assert language.endonym.casefold() == locale.languages[tag].casefold()
