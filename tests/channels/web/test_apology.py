"""The sentence that goes with an error."""

from __future__ import annotations

import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web.apology import Apologies
from bot.content.load import read_emergency_numbers
from bot.language.catalogues import Catalogues
from bot.language.lines import Lines, read_lines
from bot.language.table import spoken
from bot.settings import read_settings

SPOKEN = [language.tag for language in spoken()]
LINES = ["utter_error_empty", "utter_error_too_long", "utter_error_too_many", "utter_unknown_choice", "utter_unavailable"]


class FakeStore:
    """Conversations in a dictionary."""

    def __init__(self, **conversations):
        self.conversations = conversations

    def load(self, sender):
        return self.conversations.get(sender)


class BrokenStore:
    """A disk that fails."""

    def load(self, sender):
        raise sqlite3.OperationalError("disk I/O error")


def apologies(store=None, **environment):
    """Apologies over ``store``."""
    return Apologies(read_settings(environment), store or FakeStore())


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("line", LINES)
def test_apology_in_every_language(line, language):
    said = apologies().say(line, None, language)
    assert said
    assert "{" not in said
    plain = Catalogues().translate(language, line, read_lines()[line].text)
    assert said.startswith(plain.split("{")[0])


@pytest.mark.parametrize(
    ("slots", "accepted", "expected"),
    [
        ({"language": "ar"}, "ru", "ar"),
        ({"language": "ti"}, "ru", "ru"),  # Tigrinya is not spoken yet
        ({}, "ru", "ru"),
        ({}, "ti-ER,es;q=0.8,ar;q=0.5", "es"),
        ({}, "AR-eg", "ar"),
        ({}, "", "en"),
        ({}, "*", "en"),
        ({}, "zh-Hans-CN", "zh"),
        ({}, ";;;,,,q=", "en"),
        (None, "ru", "ru"),
    ],
)
def test_apology_language(slots, accepted, expected):
    said = apologies(FakeStore(amina=slots)).say("utter_error_empty", "amina", accepted)
    assert said == Lines(Catalogues()).say("utter_error_empty", expected)


@pytest.mark.parametrize("country", ["DE", "TR", "IT"])
def test_apology_names_the_numbers_of_the_country(country):
    said = apologies(FakeStore(amina={"country": country})).say("utter_unavailable", "amina")
    assert [number for number in read_emergency_numbers()[country].distinct if number not in said] == []


@pytest.mark.parametrize("store", [FakeStore(), BrokenStore(), FakeStore(amina={"country": "AQ"})])
def test_apology_without_a_country_says_112(store):
    assert "112" in apologies(store).say("utter_unavailable", "amina")


def test_apology_for_a_long_text_names_the_limit():
    assert "1234" in apologies(ASSISTANT_MAX_TEXT="1234").say("utter_error_too_long", None)


@given(st.text(max_size=300))
def test_any_header_gets_an_apology(apologies_once, header):
    assert apologies_once.say("utter_error_empty", None, header)


@pytest.fixture(scope="module")
def apologies_once():
    """Apologies for everybody."""
    return apologies()
