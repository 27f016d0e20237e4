"""Answering a topic, and everything that is done with the last answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.desk import desk
from actions.say import act_button, line, meta, topic_button, utter
from actions.turn import Turn, read_turn
from bot.content.assemble import Message
from bot.content.ladder import ServedAnswer
from bot.language.lines import Button
from bot.types import Outcome, TopicId

Events = list[dict[str, Any]]
_FALLBACK_CONTACTS = ("legal_aid", "iom", "unhcr")
_MOST_RELATED = 3


def serve(turn: Turn) -> ServedAnswer | None:
    """What the ladder has for the turn's topic today."""
    if turn.topic is None:
        return None
    return desk().ladder.serve(turn.topic, turn.country, turn.language, date.today())


def answer_turn(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    """Utter the answer with its proof and contacts, or say honestly that there is none; remember the topic."""
    served = serve(turn)
    if served is None:
        return _no_answer(dispatcher, turn)
    assembler = desk().assembler
    contacts = assembler.contacts(served, turn.language, turn.country)
    proof = replace(assembler.proof(served), buttons=tuple(_buttons_after(turn, served)))
    utter(dispatcher, [*_first_words(turn), assembler.answer(served), contacts, proof], assembler.meta(served))
    return [SlotSet("topic", turn.topic), SlotSet("introduced", True)]


def _first_words(turn: Turn) -> list[Message]:
    """What must be said once, to somebody who began with a question."""
    return [] if turn.introduced else [line("utter_reminder_machine", turn)]


def _no_answer(dispatcher: CollectingDispatcher, turn: Turn) -> Events:
    contacts = desk().assembler.contacts(_FALLBACK_CONTACTS, turn.language, turn.country)
    buttons = (act_button("utter_button_menu", "/menu", turn.language),)
    text = Message("text", f"{desk().lines.say('utter_no_answer', turn.language)}\n\n{contacts.text}", buttons)
    utter(dispatcher, [*_first_words(turn), text], meta(turn, Outcome.REFUSE, turn.topic))
    return [SlotSet("topic", turn.topic), SlotSet("introduced", True)]


def _buttons_after(turn: Turn, served: ServedAnswer) -> list[Button]:
    """Another question in the same message first, then related topics, the sources, and the country if it is not known."""
    related = [topic for topic in served.answer.related if topic not in turn.suggestions]
    topics = [*turn.suggestions, *related][:_MOST_RELATED]
    buttons = [topic_button(topic, turn.language) for topic in topics]
    buttons.append(act_button("utter_button_sources", "/show_sources", turn.language))
    if turn.country is None:
        buttons.append(act_button("utter_button_country", "/change_country", turn.language))
    return buttons


class ActionAnswer(Action):
    """Answers the topic that was asked about or chosen."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_answer"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer, and remember the topic."""
        turn = read_turn(tracker)
        return answer_turn(dispatcher, turn.with_topic(TopicId(turn.intent)))


class ActionRepeat(Action):
    """Gives the last answer again."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_repeat"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Answer the last topic again."""
        turn = read_turn(tracker)
        if turn.topic is None:
            utter(dispatcher, [line("utter_no_topic_yet", turn)], meta(turn))
            return []
        return answer_turn(dispatcher, turn)


class ActionSimplify(Action):
    """Gives the last answer in short."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_simplify"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the answer section alone."""
        turn = read_turn(tracker)
        served = serve(turn)
        if served is None:
            utter(dispatcher, [line("utter_no_topic_yet", turn)], meta(turn))
        else:
            utter(dispatcher, [desk().assembler.in_short(served)], desk().assembler.meta(served))
        return []


class ActionShowSources(Action):
    """Shows which articles the last answer rests on, with addresses."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_show_sources"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the sources and who checked them."""
        turn = read_turn(tracker)
        served = serve(turn)
        if served is None:
            utter(dispatcher, [line("utter_no_topic_yet", turn)], meta(turn))
        else:
            assembler = desk().assembler
            utter(dispatcher, [assembler.sources(served), assembler.proof(served)], assembler.meta(served))
        return []
