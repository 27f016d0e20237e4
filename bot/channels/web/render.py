"""From what the dialogue uttered to the web channel's JSON. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_META_FIELDS = ("outcome", "topic", "country", "language", "sections", "sources", "checked_on")


def render_messages(uttered: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each utterance of Rasa, with the ``kind`` and ``meta`` our actions and language generation add, as the contract has it."""
    return [_render(message) for message in uttered if message.get("text")]


def _render(message: Mapping[str, Any]) -> dict[str, Any]:
    meta = message.get("meta") or {}
    return {
        "kind": message.get("kind") or "text",
        "text": message["text"],
        "buttons": [{"title": button["title"], "payload": button["payload"]} for button in message.get("buttons") or []],
        "meta": {name: meta.get(name) for name in _META_FIELDS},
    }
