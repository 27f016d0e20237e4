"""Danger, people to talk to, and being forgotten."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.answers import Events
from actions.desk import desk
from actions.say import line, meta, topic_button, utter
from actions.turn import read_turn
from bot.content.assemble import Message
from bot.content.emergency import emergency_line
from bot.types import Outcome

_PEOPLE = ("legal_aid", "iom", "unhcr", "icrc", "ombudsperson")
_MOST_BUTTONS = 2


class ActionEmergency(Action):
    """Names the emergency numbers first, then two sentences on safety. No menu in the way."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_emergency"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the numbers."""
        turn = read_turn(tracker)
        numbers = desk().library.emergency_numbers.get(turn.country) if turn.country else None
        numbers_first = emergency_line(desk().lines, turn.language, turn.country, numbers)
        safety = desk().lines.say("utter_emergency_safety", turn.language)
        buttons = tuple(topic_button(topic, turn.language) for topic in turn.suggestions[:_MOST_BUTTONS])
        message = Message("emergency", f"{numbers_first}\n{safety}", buttons)
        utter(dispatcher, [message], meta(turn, Outcome.EMERGENCY))
        return []


class ActionTalkToHuman(Action):
    """Names organisations where people listen."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_talk_to_human"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Utter the contacts."""
        turn = read_turn(tracker)
        contacts = desk().assembler.contacts(_PEOPLE, turn.language, turn.country)
        utter(dispatcher, [line("utter_talk_to_human", turn), contacts], meta(turn))
        return []


class ActionForgetMe(Action):
    """Has the conversation erased: the tracker store does it at the end of this turn, before the reply goes out."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_forget_me"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> Events:
        """Mark the conversation for erasure and confirm."""
        turn = read_turn(tracker)
        utter(dispatcher, [line("utter_forgotten", turn)], meta(turn))
        return [SlotSet("forget", True)]
