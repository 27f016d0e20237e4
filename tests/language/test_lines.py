"""What the assistant says: the class on lines of the test's own, and every real line in every spoken language."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from bot.language.catalogues import Catalogues
from bot.language.lines import LINES, RESPONSES, Button, Line, Lines, read_lines
from bot.language.placeholders import MissingValueError, placeholders
from bot.language.table import spoken
from bot.types import ROOT
from tests.content.samples import FakeCatalogues

OWN = {
    "utter_time": Line("utter_time", "It is {time}.", (Button("Menu", "/menu"), Button("Help", "/help")), Path("lines.yml")),
    "utter_hello": Line("utter_hello", "Hello.", (), Path("lines.yml")),
}
SPANISH = {("es", "utter_time", "It is {time}."): "Son las {time}.", ("es", "utter_time/menu", "Menu"): "Menú"}
REAL = read_lines()
LANGUAGES = [language.tag for language in spoken()]
SAMPLE = "Muster 5"


@pytest.fixture
def lines():
    return Lines(FakeCatalogues(SPANISH), OWN)


@pytest.fixture(scope="session")
def real_lines():
    return Lines(Catalogues(ROOT / "locales"))


@pytest.mark.parametrize(("language", "expected"), [("es", "Son las 5."), ("en", "It is 5."), ("ru", "It is 5.")])
def test_say_in_language(lines, language, expected):
    assert lines.say("utter_time", language, time=5) == expected


def test_say_of_unknown_line(lines):
    with pytest.raises(KeyError):
        lines.say("utter_none", "en")


@pytest.mark.parametrize("language", ["en", "es"])
def test_say_without_a_value(lines, language):
    with pytest.raises(MissingValueError):
        lines.say("utter_time", language)


def test_english_is_unfilled(lines):
    assert lines.english("utter_time") == "It is {time}."


@pytest.mark.parametrize(("language", "title"), [("es", "Menú"), ("en", "Menu")])
def test_buttons_in_language(lines, language, title):
    assert lines.buttons("utter_time", language) == [Button(title, "/menu"), Button("Help", "/help")]


def test_buttons_of_line_without_any(lines):
    assert lines.buttons("utter_hello", "es") == []


def test_button_as_dict():
    assert Button("Menu", "/menu").as_dict() == {"title": "Menu", "payload": "/menu"}


def test_button_context():
    assert OWN["utter_time"].button_context(Button("Menu", "/menu")) == "utter_time/menu"


def test_no_line_stands_in_both_files():
    responses = yaml.safe_load(RESPONSES.read_text(encoding="utf-8"))["responses"]
    lines = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    assert set(responses) & set(lines) == set()
    assert set(REAL) == set(responses) | set(lines)


def test_every_line_has_one_variant():
    """Only the first is read; a second would never be said."""
    responses = yaml.safe_load(RESPONSES.read_text(encoding="utf-8"))["responses"]
    lines = yaml.safe_load(LINES.read_text(encoding="utf-8"))
    assert [name for name, variants in {**responses, **lines}.items() if len(variants) != 1] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REAL)
def test_every_line_can_be_said(real_lines, name, language):
    names = placeholders(REAL[name].text)
    text = real_lines.say(name, language, **dict.fromkeys(names, SAMPLE))
    assert text.strip() == text != ""
    assert not set(text) & set("{}")
    assert text.count(SAMPLE) >= len(names)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [name for name, line in REAL.items() if line.buttons])
def test_every_button_has_title_and_payload(real_lines, name, language):
    buttons = real_lines.buttons(name, language)
    assert [button.payload for button in buttons] == [button.payload for button in REAL[name].buttons]
    assert all(button.payload.startswith("/") and 0 < len(button.title) <= 45 for button in buttons)
    assert not any(set(button.title) & set("{}") for button in buttons)


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_line_and_button_is_translated(language):
    catalogues = Catalogues(ROOT / "locales")
    texts = [(line.name, line.text) for line in REAL.values()]
    texts += [(line.button_context(button), button.title) for line in REAL.values() for button in line.buttons]
    assert [context for context, english in texts if catalogues.find(language, context, english) is None] == []
