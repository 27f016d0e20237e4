"""The sentence a reader gets with an error, in their language."""

from __future__ import annotations

import sqlite3
from typing import Any

from bot.content.emergency import emergency_line
from bot.content.load import read_emergency_numbers
from bot.dialogue.store import ConversationStore
from bot.language.catalogues import Catalogues
from bot.language.lines import Lines
from bot.language.table import is_spoken
from bot.settings import Settings
from bot.types import ENGLISH, CountryCode, LanguageTag, SenderId


class Apologies:
    """Says what went wrong; where everything is broken, who helps."""

    def __init__(self, settings: Settings, store: ConversationStore) -> None:
        self._lines = Lines(Catalogues())
        self._numbers = read_emergency_numbers()
        self._store = store
        self._limit = settings.max_text

    def say(self, line: str, sender: SenderId | None, accept_language: str = "") -> str:
        """The response ``line`` in the conversation's language, else the browser's, else English."""
        slots = self._slots(sender)
        wanted = (slots.get("language"), *_accepted(accept_language))
        language = next((LanguageTag(tag) for tag in wanted if tag and is_spoken(tag)), ENGLISH)
        country: CountryCode | None = slots.get("country")
        numbers = self._numbers.get(country) if country else None
        emergency = emergency_line(self._lines, language, country, numbers)
        return self._lines.say(line, language, limit=self._limit, emergency=emergency)

    def _slots(self, sender: SenderId | None) -> dict[str, Any]:
        try:
            return (self._store.load(sender) if sender else None) or {}
        except sqlite3.Error:
            return {}


def _accepted(header: str) -> list[str]:
    """The primary subtags of an ``Accept-Language`` header, in its order."""
    return [part.split(";")[0].strip().split("-")[0].lower() for part in header[:200].split(",")]
