"""Rasa's tracker store on the conversation store: keeps slots, forgets every word."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import SerializedTrackerAsText, TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, SessionStarted, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.store import ConversationStore
from bot.settings import Settings, read_settings

logger = logging.getLogger(__name__)

FORGET = "forget"
_NEVER_KEPT = {FORGET, "session_started_metadata"}


def open_store(settings: Settings) -> ConversationStore:
    """The conversation store where the settings say it is."""
    return ConversationStore(
        settings.data_dir / "conversations.sqlite", settings.retention_hours * 3600.0, settings.reply_minutes * 60.0
    )


class RedactedTrackerStore(TrackerStore, SerializedTrackerAsText):
    """Named in endpoints.yml as ``tracker_store: {type: bot.dialogue.tracker_store.RedactedTrackerStore}``.

    A conversation comes back as its slots and a bot that listens: the rules need no more. Events, and with them what
    was typed, exist only in memory, for the length of a turn.
    """

    def __init__(
        self,
        domain: Domain | None = None,
        event_broker: EventBroker | None = None,
        host: str | None = None,
        store: ConversationStore | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._store = store or open_store(read_settings())

    async def create_tracker(self, sender_id: str, append_action_listen: bool = True) -> DialogueStateTracker:
        """A tracker for a new conversation. Nothing is stored until its first turn is over."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the slots, or erase everything in a turn that forgets.

        A full disk must not cost the reader the answer, so failing to keep is only logged; failing to erase is an error.
        """
        if tracker.get_slot(FORGET):
            self._store.erase(tracker.sender_id)
            return
        try:
            self._store.save(tracker.sender_id, kept_slots(tracker))
        except sqlite3.Error as error:
            logger.error("code=store-unwritable kind=%s", type(error).__name__)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was kept, or ``None``."""
        slots = self._store.load(sender_id)
        if slots is None:
            return None
        tracker = self.init_tracker(sender_id)
        tracker.update(SessionStarted())
        for name, value in slots.items():
            tracker.update(SlotSet(name, value))
        tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def keys(self) -> Iterable[str]:
        """The pseudonyms of all conversations."""
        return self._store.senders()


def kept_slots(tracker: DialogueStateTracker) -> dict[str, Any]:
    """The slots worth keeping: those that have a value and are not of the turn only."""
    values = ((name, slot.value) for name, slot in tracker.slots.items() if name not in _NEVER_KEPT)
    return {name: value for name, value in values if value is not None}
