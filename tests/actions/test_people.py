"""Danger, people to talk to, and being forgotten."""

from __future__ import annotations

import pytest

from actions.desk import desk
from bot.content.emergency import country_name
from bot.content.load import read_emergency_numbers
from tests.actions.conversation import Conversation, kinds, outcomes, payloads, texts


def test_emergency_names_the_numbers_of_every_country_first(language):
    missing = []
    for country, numbers in read_emergency_numbers().items():
        (said,) = Conversation(language, country=country).ask("emergency")
        first_line = said["text"].splitlines()[0]
        missing += [(country, fact) for fact in (*numbers.distinct, country_name(country, language)) if fact not in first_line]
        assert (said["kind"], said["meta"]["outcome"], said["meta"]["country"]) == ("emergency", "emergency", country)
    assert missing == []


@pytest.mark.parametrize("country", [None, "AQ", "XX"])
def test_emergency_without_known_numbers_says_112(language, country):
    (said,) = Conversation(language, country=country).ask("emergency")
    assert "112" in said["text"].splitlines()[0]


def test_emergency_says_how_to_stay_safe(language, lines):
    (said,) = Conversation(language).ask("emergency")
    assert said["text"].endswith(lines.say("utter_emergency_safety", language))


def test_emergency_has_no_menu_in_the_way(language):
    assert payloads(Conversation(language).ask("emergency")) == []


def test_emergency_offers_at_most_two_topics(language):
    suggestions = ("domestic_violence", "emergency_healthcare", "trafficking")
    (said,) = Conversation(language).ask("emergency", suggestions=suggestions)
    assert [(button["title"], button["payload"]) for button in said["buttons"]] == [
        (desk().assembler.title(topic, language), f"/{topic}") for topic in suggestions[:2]
    ]


def test_emergency_comes_before_any_introduction(language):
    talk = Conversation(language)
    assert kinds(talk.ask("emergency")) == ["emergency"]
    assert talk.events == []


def test_emergency_in_a_country_named_in_the_message(language):
    (said,) = Conversation(language, country="FR").ask("emergency", country="TR")
    assert country_name("TR", language) in said["text"]


def test_people_are_named_with_their_addresses(language, lines):
    messages = Conversation(language).ask("talk_to_human")
    assert texts(messages)[0] == lines.say("utter_talk_to_human", language)
    contacts = messages[-1]
    assert contacts["kind"] == "contacts"
    listed = [line for line in contacts["text"].splitlines() if line.startswith("•")]
    assert len(listed) >= 3
    assert [
        address
        for address in ("https://www.iom.int", "https://help.unhcr.org", "https://familylinks.icrc.org")
        if address not in contacts["text"]
    ] == []
    assert outcomes(messages) == {"dialogue"}


def test_forgetting_is_confirmed_and_marked(language, lines):
    talk = Conversation(language, country="FR", topic="wages_unpaid", introduced=True)
    messages = talk.ask("forget_me")
    assert (texts(messages), payloads(messages)) == ([lines.say("utter_forgotten", language)], [])
    assert [(event["name"], event["value"]) for event in talk.events] == [("forget", True)]
