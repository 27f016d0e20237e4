"""The names every package shares. Imports nothing of ours."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import NewType

LanguageTag = NewType("LanguageTag", str)
"""BCP 47 tag of a row in ``languages.yml``, such as ``ar``."""

CountryCode = NewType("CountryCode", str)
"""ISO 3166-1 alpha-2 in capitals, such as ``FR``; or :data:`INTERNATIONAL`."""

TopicId = NewType("TopicId", str)
"""Key of ``data/topics.yml``, such as ``wages_unpaid``."""

SenderId = NewType("SenderId", str)
"""Pseudonym of a conversation: an HMAC, never the channel's own id."""

ContentHash = NewType("ContentHash", str)
"""Hash of a section's exact words (:func:`bot.content.hashing.content_hash`)."""

INTERNATIONAL = CountryCode("int")
"""The pseudo-country of answers that hold under international law, whatever the country."""

ENGLISH = LanguageTag("en")
"""The language the masters are written in."""

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: where ``data/`` and ``locales/`` are."""


class Outcome(str, Enum):
    """What a turn ended in; travels in ``meta.outcome`` on every channel."""

    ANSWER = "answer"
    SUGGEST = "suggest"
    REFUSE = "refuse"
    EMERGENCY = "emergency"
    DIALOGUE = "dialogue"
    MENUS = "menus"
