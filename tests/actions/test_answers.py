"""Answers, and everything that is done with the last one: each node and each next node, in every language."""

from __future__ import annotations

import pytest

from actions.desk import desk
from bot.content.emergency import country_name
from bot.content.load import read_topic_ids
from tests.actions.conversation import Conversation, kinds, outcomes, payloads, texts

TOPIC = "wages_unpaid"
NOWHERE = "TG"
"""A country without answers of its own."""


@pytest.fixture
def talk(language):
    """A conversation with somebody who was told that this is a machine."""
    return Conversation(language, introduced=True)


def test_answer_is_an_answer_with_contacts_and_proof(talk, language):
    messages = talk.ask(TOPIC)
    assert kinds(messages) == ["answer", "contacts", "proof"]
    meta = messages[0]["meta"]
    assert (meta["outcome"], meta["topic"], meta["country"], meta["language"]) == ("answer", TOPIC, None, language)
    assert meta["sections"][0]["id"] == f"int/{TOPIC}/answer"
    assert meta["sources"]
    assert meta["checked_on"]
    assert talk.slots == {"language": None, "country": None, "topic": TOPIC, "introduced": True, "forget": None}


def test_answer_offers_related_topics_sources_and_the_country(talk):
    answer = desk().library.answers[("int", TOPIC)]
    assert payloads(talk.ask(TOPIC)) == [*(f"/{topic}" for topic in answer.related[:3]), "/show_sources", "/change_country"]


def test_answer_for_a_known_country_does_not_ask_for_it(talk):
    assert "/change_country" not in payloads(talk.ask(TOPIC, country="DE"))


def test_answer_to_two_questions_offers_the_second_first(talk):
    assert payloads(talk.ask(TOPIC, suggestions=["asylum_apply"]))[0] == "/asylum_apply"


@pytest.mark.parametrize("topic", sorted(read_topic_ids()))
def test_every_topic_is_answered_or_honestly_not(language, topic):
    talk = Conversation(language, introduced=True)
    messages = talk.ask(topic)
    expected = "answer" if ("int", topic) in desk().library.answers else "refuse"
    assert outcomes(messages) == {expected}
    assert {said["meta"]["topic"] for said in messages} == {topic}
    assert talk.slots["topic"] == topic


def test_answer_tells_a_newcomer_once_that_this_is_a_machine(language, lines):
    talk = Conversation(language)
    reminder = lines.say("utter_reminder_machine", language)
    first, second = talk.ask(TOPIC), talk.ask("asylum_apply")
    assert texts(first)[0] == reminder
    assert reminder not in "\n".join(texts(second))
    assert kinds(first)[1:] == kinds(second) == ["answer", "contacts", "proof"]


def test_refused_topic_tells_a_newcomer_too(language, lines, unanswered):
    talk = Conversation(language)
    assert texts(talk.ask(unanswered))[0] == lines.say("utter_reminder_machine", language)
    assert lines.say("utter_reminder_machine", language) not in "\n".join(texts(talk.ask(unanswered)))


def test_greeted_reader_is_not_reminded(language, lines):
    talk = Conversation(language)
    talk.ask("greet")
    assert lines.say("utter_reminder_machine", language) not in texts(talk.ask(TOPIC))


def test_country_without_an_answer_gets_the_international_one_and_is_told(talk, language, lines):
    answer, *_ = talk.ask(TOPIC, country=NOWHERE)
    notice = lines.say("utter_other_country", language, country=country_name(NOWHERE, language))
    assert answer["text"].startswith(notice)
    assert (answer["meta"]["outcome"], answer["meta"]["country"]) == ("answer", NOWHERE)


def test_country_that_is_none_is_answered_all_the_same(talk):
    answer, *_ = talk.ask(TOPIC, country="XX")
    assert "XX" in answer["text"]
    assert answer["meta"]["outcome"] == "answer"


def test_topic_without_an_answer_names_people(talk, language, lines, unanswered):
    messages = talk.ask(unanswered)
    said = "\n".join(texts(messages))
    assert lines.say("utter_no_answer", language) in said
    assert "https://www.iom.int" in said
    assert "/menu" in payloads(messages)
    assert outcomes(messages) == {"refuse"}


def test_topic_that_is_none_is_refused(talk):
    assert outcomes(talk.ask("no_such_topic", action="action_answer")) == {"refuse"}


@pytest.fixture
def unanswered(monkeypatch):
    """A topic that nobody has written about."""
    monkeypatch.delitem(desk().library.answers, ("int", "driving_licence"))
    return "driving_licence"


@pytest.mark.parametrize("intent", ["repeat", "simplify", "show_sources"])
def test_nothing_was_answered_yet(language, lines, intent):
    talk = Conversation(language)
    messages = talk.ask(intent)
    assert texts(messages) == [lines.say("utter_no_topic_yet", language)]
    assert (outcomes(messages), payloads(messages), talk.events) == ({"dialogue"}, ["/menu"], [])


def test_repeated_answer_is_the_same(talk):
    assert talk.ask(TOPIC) == talk.ask("repeat")


def test_repeated_answer_is_in_the_language_there_is_now(talk):
    talk.ask(TOPIC)
    talk.ask("change_language", language="ru")
    assert {said["meta"]["language"] for said in talk.ask("repeat")} == {"ru"}


def test_simplified_answer_is_the_first_section_alone(talk, language, lines):
    whole, *_ = talk.ask(TOPIC)
    (short,) = talk.ask("simplify")
    notice, heading, words = short["text"].rpartition(lines.say("utter_simple", language) + "\n\n")
    assert heading
    assert words in whole["text"]
    assert notice in whole["text"]  # that the answer is in English only, where it is
    assert len(short["text"]) < len(whole["text"])
    assert (short["kind"], short["meta"]) == ("answer", whole["meta"])


def test_sources_are_every_article_with_its_address(talk):
    whole, *_ = talk.ask(TOPIC)
    messages = talk.ask("show_sources")
    assert kinds(messages) == ["sources", "proof"]
    assert [source["url"] for source in whole["meta"]["sources"] if source["url"] not in messages[0]["text"]] == []
    assert messages[0]["meta"] == whole["meta"]


@pytest.mark.parametrize("intent", ["repeat", "simplify", "show_sources"])
def test_last_answer_can_be_asked_about_again_and_again(talk, intent):
    talk.ask(TOPIC)
    assert talk.ask(intent) == talk.ask(intent)
    assert talk.slots["topic"] == TOPIC


@pytest.mark.parametrize("intent", ["simplify", "show_sources"])
def test_topic_without_an_answer_cannot_be_simplified(talk, intent, unanswered):
    talk.ask(unanswered)
    assert outcomes(talk.ask(intent)) <= {"dialogue", "refuse"}


def test_proof_names_the_day_of_the_check(talk):
    *_, proof = talk.ask(TOPIC)
    year = proof["meta"]["checked_on"][:4]
    digits = proof["text"].translate(str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789"))
    assert year in digits
