"""What buttons and commands send: an intent and at most a few known values. Everything else is rejected.

Text a person types is never read as a payload, except the commands people know from other bots (``/start``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from bot.content.load import read_groups_and_topics
from bot.language.table import languages
from bot.nlu.country_names import known_countries

_PAYLOAD = re.compile(r"/([a-z_]{1,40})(\{.{0,100}\})?")
_LEADING_SLASHES = re.compile(r"^[\s/]+")
_ACTS = frozenset(
    [
        "greet",
        "goodbye",
        "thank",
        "affirm",
        "deny",
        "menu",
        "help",
        "change_language",
        "change_country",
        "about_assistant",
        "privacy",
        "forget_me",
        "talk_to_human",
        "emergency",
        "feedback_good",
        "feedback_bad",
        "simplify",
        "repeat",
        "show_sources",
        "stop",
    ]
)
_COMMANDS = {
    "/start": "greet", "/help": "help", "/menu": "menu", "/language": "change_language", "/country": "change_country",
    "/sources": "show_sources", "/human": "talk_to_human", "/privacy": "privacy", "/forget": "forget_me", "/stop": "stop",
}  # fmt: skip


@dataclass(frozen=True)
class Payload:
    """A validated choice."""

    intent: str
    values: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """In the form Rasa reads: ``/intent{"entity":"value"}``."""
        return f"/{self.intent}" + (json.dumps(dict(self.values), separators=(",", ":")) if self.values else "")


@lru_cache(maxsize=1)
def _known() -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    groups, topics = read_groups_and_topics()
    values = {
        "country": frozenset(known_countries()),
        "language": frozenset(languages()),
        "group": frozenset(groups),
    }
    return _ACTS | frozenset(topics), values


def parse_payload(text: str) -> Payload | None:
    """The choice ``text`` stands for, or ``None`` for anything no button of ours sends."""
    found = _PAYLOAD.fullmatch(text)
    intents, allowed = _known()
    if found is None or found[1] not in intents:
        return None
    try:
        values = json.loads(found[2]) if found[2] else {}
    except ValueError:
        return None
    if not all(name in allowed and isinstance(value, str) and value in allowed[name] for name, value in values.items()):
        return None
    return Payload(found[1], values)


def typed(text: str) -> str:
    """What Rasa is given for a typed message: the command it is, else its words, so that no typing is ever read as a payload.

    Rasa takes whatever begins with a slash, blanks before it ignored, for an intent with entities.
    """
    chosen = command(text)
    return chosen.as_text() if chosen else _LEADING_SLASHES.sub("", text) or "?"


def command(text: str) -> Payload | None:
    """The choice a typed command stands for (``/help``), or ``None`` where ``text`` is not exactly one."""
    intent = _COMMANDS.get(text.strip().lower())
    return Payload(intent) if intent else None
