"""Language generation: what Rasa's rules utter, in the language of the conversation."""

from __future__ import annotations

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.channels.payloads import parse_payload
from bot.content.load import read_emergency_numbers
from bot.dialogue.nlg import CatalogueGenerator, conversation_language, outcome_of
from bot.language.catalogues import Catalogues
from bot.language.lines import RESPONSES, read_lines
from bot.language.table import spoken
from bot.types import ROOT, Outcome

SPOKEN = [language.tag for language in spoken()]
UTTERED = ["utter_unavailable", *sorted(name for name, line in read_lines().items() if line.file == RESPONSES)]


@pytest.fixture(scope="module")
def domain():
    """The assistant's domain."""
    return Domain.load([str(ROOT / "bot" / "domain")])


@pytest.fixture(scope="module")
def generator():
    """The generator as Rasa makes it."""
    return CatalogueGenerator()


@pytest.fixture
def talk(domain):
    """A function that makes a conversation with slots, in which ``heard`` was the last message's language."""

    def make(heard=None, **slots):
        tracker = DialogueStateTracker.from_events("pseudonym", [], domain.slots)
        if heard:
            tracker.update(UserUttered("...", parse_data={"language": {"name": heard}, "intent": {}, "entities": []}))
        for name, value in slots.items():
            tracker.update(SlotSet(name, value))
        return tracker

    return make


@pytest.mark.parametrize(
    ("heard", "slot", "expected"),
    [
        (None, None, "en"),
        (None, "ru", "ru"),
        ("ar", None, "ar"),
        ("ar", "es", "es"),
        ("es", "ti", "es"),  # Tigrinya is understood but not spoken yet
        ("ti", None, "en"),
        (None, "xx", "en"),
    ],
)
def test_conversation_language(talk, heard, slot, expected):
    assert conversation_language(talk(heard, language=slot)) == expected


@pytest.mark.parametrize("language", SPOKEN)
async def test_generated_text_is_the_translation(generator, talk, language):
    line = read_lines()["utter_goodbye"]
    said = await generator.generate("utter_goodbye", talk(language=language), "web")
    assert said["text"] == Catalogues().translate(language, "utter_goodbye", line.text)


async def test_generated_response_is_whole(generator, talk):
    said = await generator.generate("utter_stop", talk(language="en", country="FR"), "web")
    line = read_lines()["utter_stop"]
    assert said == {
        "text": line.text,
        "buttons": [{"title": "Erase this conversation", "payload": "/forget_me"}],
        "kind": "text",
        "meta": {
            "outcome": "dialogue",
            "topic": None,
            "country": "FR",
            "language": "en",
            "sections": [],
            "sources": [],
            "checked_on": None,
        },
    }


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("name", UTTERED)
async def test_response_in_every_language(generator, talk, name, language):
    said = await generator.generate(name, talk(language=language, country="DE"), "web")
    assert said["text"]
    assert "{" not in said["text"]
    assert said["meta"]["language"] == language
    assert said["meta"]["outcome"] == ("refuse" if name == "utter_unavailable" else "dialogue")
    for button in said["buttons"]:
        assert parse_payload(button["payload"]) is not None
        assert 0 < len(button["title"]) <= 40


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("country", ["DE", "FR", "IT", "TR", "US"])
async def test_apology_names_the_emergency_numbers_of_the_country(generator, talk, language, country):
    said = await generator.generate("utter_unavailable", talk(language=language, country=country), "web")
    numbers = read_emergency_numbers()[country].distinct
    assert [number for number in numbers if number not in said["text"]] == []


@pytest.mark.parametrize("country", [None, "AQ", "XX"])
@pytest.mark.parametrize("language", SPOKEN)
async def test_apology_without_known_numbers_says_112(generator, talk, language, country):
    said = await generator.generate("utter_unavailable", talk(language=language, country=country), "web")
    assert "112" in said["text"]


async def test_values_given_by_rasa_fill_placeholders_too(generator, talk):
    said = await generator.generate("utter_country_changed", talk(), "web", country="France")
    assert said["text"].startswith("Country: France.")


async def test_privacy_names_the_retention_there_is(monkeypatch, talk):
    monkeypatch.setenv("ASSISTANT_RETENTION_HOURS", "5")
    monkeypatch.setenv("ASSISTANT_REPLY_MINUTES", "7")
    said = await CatalogueGenerator().generate("utter_privacy", talk(), "web")
    assert "7 minutes" in said["text"]
    assert "5 hours" in said["text"]


@pytest.mark.parametrize(("name", "expected"), [("utter_unavailable", Outcome.REFUSE), ("utter_help", Outcome.DIALOGUE)])
def test_outcome_of_a_response(name, expected):
    assert outcome_of(name) is expected
