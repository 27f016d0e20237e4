"""A conversation without Rasa: keeps the slots, runs the action an intent leads to, and looks at everything that is said."""

from __future__ import annotations

from functools import lru_cache

import yaml
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

import actions.answers
import actions.guidance
import actions.people
from bot.channels.payloads import parse_payload
from bot.content.load import read_topic_ids
from bot.language.lines import read_lines
from bot.language.table import is_spoken
from bot.types import ROOT, Outcome

META_FIELDS = {"outcome", "topic", "country", "language", "sections", "sources", "checked_on"}
OUTCOMES = {outcome.value for outcome in Outcome}
_MODULES = (actions.answers, actions.guidance, actions.people)
_FROM_ENTITY = ("language", "country")


@lru_cache(maxsize=1)
def all_actions():
    """Every custom action by name."""
    found = [
        thing()
        for module in _MODULES
        for thing in vars(module).values()
        if isinstance(thing, type) and thing.__module__ == module.__name__
    ]
    return {action.name(): action for action in found if isinstance(action, Action)}


@lru_cache(maxsize=1)
def routes():
    """The action each intent leads to, as the rules have it."""
    rules = yaml.safe_load((ROOT / "data" / "rules" / "dialogue.yml").read_text(encoding="utf-8"))["rules"]
    return {
        **{rule["steps"][0]["intent"]: rule["steps"][1]["action"] for rule in rules},
        **{topic: "action_answer" for topic in read_topic_ids()},
    }


class Conversation:
    """One conversation with somebody whose messages are in ``heard``."""

    def __init__(self, heard="en", **slots):
        self.heard = heard
        self.slots = {"language": None, "country": None, "topic": None, "introduced": None, "forget": None, **slots}
        self.events = []

    def ask(self, intent, suggestions=(), action=None, **entities):
        """What is said in reply to ``intent``, by the action it leads to or by ``action``."""
        self.slots.update({name: value for name, value in entities.items() if name in _FROM_ENTITY})
        message = {
            "intent": {"name": intent}, "entities": [{"entity": name, "value": value} for name, value in entities.items()],
            "language": {"name": self.heard}, "decision": {"suggestions": list(suggestions)},
        }  # fmt: skip
        tracker = Tracker("pseudonym", dict(self.slots), message, [], False, None, {}, "action_listen")
        dispatcher = CollectingDispatcher()
        self.events = all_actions()[action or routes()[intent]].run(dispatcher, tracker, {})
        self.slots.update({event["name"]: event["value"] for event in self.events if event["event"] == "slot"})
        for said in dispatcher.messages:
            look_at(said, self.language)
        return dispatcher.messages

    @property
    def language(self):
        """The language that must be spoken."""
        return next((tag for tag in (self.slots["language"], self.heard) if is_spoken(tag)), "en")


def look_at(said, language):
    """What holds for every message of every action."""
    assert said["text"].strip()
    assert "{" not in said["text"]
    assert "}" not in said["text"]
    assert said["kind"] in {"text", "answer", "contacts", "proof", "sources", "emergency"}
    assert set(said["meta"]) == META_FIELDS
    assert said["meta"]["outcome"] in OUTCOMES
    assert said["meta"]["language"] == language
    for button in said["buttons"]:
        assert set(button) == {"title", "payload"}
        assert button["title"].strip()
        assert "{" not in button["title"]
        assert parse_payload(button["payload"]) is not None
    assert len({button["payload"] for button in said["buttons"]}) == len(said["buttons"])


def texts(messages):
    """What the messages say."""
    return [said["text"] for said in messages]


def kinds(messages):
    """The kinds of the messages."""
    return [said["kind"] for said in messages]


def payloads(messages):
    """The payloads of all buttons."""
    return [button["payload"] for said in messages for button in said["buttons"]]


def outcomes(messages):
    """The outcomes told."""
    return {said["meta"]["outcome"] for said in messages}


def written_buttons(action):
    """The payloads of the buttons Rasa's own response ``action`` has."""
    return [button.payload for button in read_lines()[action].buttons]
