"""What the importer notes about a training example, read back in one place."""

from __future__ import annotations

from typing import Any

from rasa.shared.nlu.training_data.message import Message

from bot.types import ENGLISH, LanguageTag

KEYWORD = "keyword"
_KEYWORD_IMPORTANCE = 0.5


def example_language(example: Message) -> LanguageTag:
    """The language the example was written in; English where nothing is noted (a file given to ``rasa test nlu``, say)."""
    return LanguageTag(_note(example).get("language") or ENGLISH)


def example_importance(example: Message) -> float:
    """How much the example counts in training: keywords half, since a whole sentence says more."""
    return _KEYWORD_IMPORTANCE if _note(example).get("kind") == KEYWORD else 1.0


def _note(example: Message) -> dict[str, Any]:
    metadata = example.get("metadata") or {}
    note = metadata.get("intent") if isinstance(metadata, dict) else None
    return note if isinstance(note, dict) else {}
