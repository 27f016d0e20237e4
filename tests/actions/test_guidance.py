"""Greeting, menu, language, country, suggestions, and the honest no."""

from __future__ import annotations

import pytest
from babel import Locale

from actions.desk import desk
from bot.content.emergency import country_name
from bot.language.table import languages, spoken
from tests.actions.conversation import Conversation, kinds, outcomes, payloads, texts

LANGUAGES = [f'/change_language{{"language":"{language.tag}"}}' for language in spoken()]


@pytest.fixture
def talk(language):
    """A conversation with somebody new."""
    return Conversation(language)


def test_greeting_a_newcomer_introduces_the_machine(talk, language, lines):
    messages = talk.ask("greet")
    assert texts(messages) == [lines.say("utter_introduction", language)]
    assert payloads(messages) == ["/menu", "/change_country", "/change_language"]
    assert talk.slots["introduced"] is True


def test_greeting_again_is_short(talk, language, lines):
    talk.ask("greet")
    messages = talk.ask("greet")
    assert texts(messages) == [lines.say("utter_greet", language)]
    assert outcomes(messages) == {"dialogue"}


def test_greeting_in_a_language_asked_for_is_in_it(talk, language, lines):
    assert texts(talk.ask("greet", language="es", country="FR")) == [lines.say("utter_introduction", "es")]
    assert talk.slots["country"] == "FR"


@pytest.mark.parametrize("planned", [row.tag for row in languages().values() if row not in spoken()])
def test_greeting_in_a_language_not_spoken_yet_says_so(talk, planned):
    messages = talk.ask("greet", language=planned)
    assert len(messages) == 2
    assert payloads(messages)[-len(LANGUAGES) :] == LANGUAGES


def test_menu_shows_every_group(talk, language, lines):
    messages = talk.ask("menu")
    assert texts(messages) == [lines.say("utter_menu", language)]
    assert payloads(messages) == [f'/menu{{"group":"{group}"}}' for group in desk().library.groups]


@pytest.mark.parametrize("group", sorted(desk().library.groups))
def test_menu_of_a_group_shows_its_topics_and_the_way_back(talk, group):
    messages = talk.ask("menu", group=group)
    topics = [f"/{topic.id}" for topic in desk().library.topics.values() if topic.group == group]
    assert topics
    assert payloads(messages) == [*topics, "/menu"]


def test_change_of_language_offers_those_spoken_in_their_own_names(talk, language, lines):
    messages = talk.ask("change_language")
    assert texts(messages) == [lines.say("utter_language_choose", language)]
    assert payloads(messages) == LANGUAGES
    assert [button["title"] for button in messages[0]["buttons"]] == [row.endonym for row in spoken()]


@pytest.mark.parametrize("wanted", [row.tag for row in spoken()])
def test_change_of_language_is_confirmed_in_the_new_one(talk, wanted, lines):
    messages = talk.ask("change_language", language=wanted)
    assert (texts(messages), payloads(messages)) == ([lines.say("utter_language_changed", wanted)], [])


def test_change_to_a_language_not_spoken_yet_says_so_and_keeps_the_old_one(talk, language, lines):
    messages = talk.ask("change_language", language="ti")
    assert texts(messages) == [lines.say("utter_language_planned", language, language=Locale.parse(language).languages["ti"])]
    assert payloads(messages) == LANGUAGES
    assert talk.slots["language"] == language


def test_change_of_country_offers_countries_in_the_readers_language(talk, language, lines):
    messages = talk.ask("change_country")
    assert texts(messages) == [lines.say("utter_country_choose", language)]
    assert [(button["title"], button["payload"]) for button in messages[0]["buttons"]] == [
        (country_name(code, language), f'/change_country{{"country":"{code}"}}') for code in desk().library.featured_countries
    ]


def test_change_of_country_is_confirmed(talk, language, lines):
    messages = talk.ask("change_country", country="FR")
    assert texts(messages) == [lines.say("utter_country_changed", language, country=country_name("FR", language))]
    assert (payloads(messages), messages[0]["meta"]["country"]) == (["/menu"], "FR")


def test_change_of_country_answers_the_last_question_there(talk):
    talk.ask("wages_unpaid")
    messages = talk.ask("change_country", country="TG")
    assert kinds(messages) == ["answer", "contacts", "proof"]
    assert (messages[0]["meta"]["topic"], messages[0]["meta"]["country"]) == ("wages_unpaid", "TG")


def test_change_to_a_country_that_is_none_still_answers(talk):
    assert "XX" in talk.ask("change_country", country="XX")[0]["text"]


@pytest.mark.parametrize("suggestions", [(), ("wages_unpaid",), ("wages_unpaid", "asylum_apply", "work_visa")])
def test_suggestions_are_buttons_and_the_menu_is_the_last(talk, language, lines, suggestions):
    messages = talk.ask("suggest", suggestions=suggestions)
    assert texts(messages) == [lines.say("utter_suggest", language)]
    assert payloads(messages) == [*(f"/{topic}" for topic in suggestions), "/menu"]
    titles = [button["title"] for button in messages[0]["buttons"]][: len(suggestions)]
    assert titles == [desk().assembler.title(topic, language) for topic in suggestions]
    assert outcomes(messages) == {"suggest"}


def test_refusal_is_kind_and_offers_people(talk, language, lines):
    messages = talk.ask("out_of_scope")
    assert texts(messages) == [lines.say("utter_refuse", language)]
    assert (payloads(messages), outcomes(messages), talk.events) == (["/menu", "/talk_to_human"], {"refuse"}, [])
