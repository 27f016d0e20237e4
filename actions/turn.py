"""What an action needs to know of the conversation, as a frozen dataclass."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from rasa_sdk import Tracker

from bot.language.identify import answered_in
from bot.language.table import is_spoken
from bot.types import ENGLISH, CountryCode, LanguageTag, TopicId


@dataclass(frozen=True)
class Turn:
    """One turn. ``intent`` is what was decided, ``suggestions`` the topics offered beside it.

    ``asked_language`` is the language asked for or written in, also where it is not spoken yet.
    """

    language: LanguageTag
    asked_language: LanguageTag | None
    country: CountryCode | None
    named_country: CountryCode | None
    topic: TopicId | None
    intent: str
    suggestions: tuple[TopicId, ...]
    group: str | None
    introduced: bool

    def with_topic(self, topic: TopicId) -> Turn:
        """The same turn, about ``topic``."""
        return replace(self, topic=topic)


def read_turn(tracker: Tracker) -> Turn:
    """The turn in ``tracker``."""
    message = tracker.latest_message or {}
    entities = {entity["entity"]: entity["value"] for entity in message.get("entities") or []}
    heard = (message.get("language") or {}).get("name")
    kept = tracker.get_slot("language")
    return Turn(
        language=answered_in(_spoken(kept), _spoken(heard), message.get("text") or "") or ENGLISH,
        asked_language=entities.get("language"),
        country=tracker.get_slot("country"),
        named_country=entities.get("country"),
        topic=tracker.get_slot("topic"),
        intent=(message.get("intent") or {}).get("name") or "",
        suggestions=_suggestions(message),
        group=entities.get("group"),
        introduced=bool(tracker.get_slot("introduced")),
    )


def _spoken(tag: str | None) -> LanguageTag | None:
    return LanguageTag(tag) if tag and is_spoken(tag) else None


def _suggestions(message: dict[str, Any]) -> tuple[TopicId, ...]:
    return tuple((message.get("decision") or {}).get("suggestions") or ())
