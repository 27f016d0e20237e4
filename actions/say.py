"""Uttering messages with their meta: the one place that speaks to Rasa's dispatcher."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.desk import desk
from actions.turn import Turn
from bot.content.assemble import Message, Meta
from bot.language.lines import Button
from bot.types import LanguageTag, Outcome, TopicId


def utter(dispatcher: CollectingDispatcher, messages: Iterable[Message], meta: Meta) -> None:
    """Utter each message with the same meta."""
    for message in messages:
        buttons = [button.as_dict() for button in message.buttons]
        dispatcher.utter_message(text=message.text, buttons=buttons, kind=message.kind, meta=meta.as_dict())


def line(name: str, turn: Turn, extra: Iterable[Button] = (), **values: Any) -> Message:
    """The response ``name`` with its own buttons and ``extra`` ones before them."""
    lines = desk().lines
    return Message("text", lines.say(name, turn.language, **values), (*extra, *lines.buttons(name, turn.language)))


def meta(turn: Turn, outcome: Outcome = Outcome.DIALOGUE, topic: TopicId | None = None) -> Meta:
    """The meta of a turn that shows no answer."""
    return Meta(outcome, turn.language, topic, turn.country)


def topic_button(topic: TopicId, language: LanguageTag) -> Button:
    """A button that answers ``topic``."""
    return Button(desk().assembler.title(topic, language), f"/{topic}")


def act_button(line_name: str, payload: str, language: LanguageTag) -> Button:
    """A button for something said to the assistant itself."""
    return Button(desk().lines.say(line_name, language), payload)
