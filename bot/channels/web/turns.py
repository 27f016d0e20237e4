"""One turn of the conversation, answered once however often it is asked for."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage

from bot.channels.web.errors import Unavailable
from bot.channels.web.render import render_messages
from bot.dialogue.store import ConversationStore
from bot.types import SenderId

logger = logging.getLogger(__name__)

Handler = Callable[[UserMessage], Awaitable[Any]]
Messages = list[dict[str, Any]]


class CollectedTurn(CollectingOutputChannel):
    """Keeps what is uttered as it is, with its metadata."""

    @classmethod
    def name(cls) -> str:
        """The channel's name in Rasa's responses."""
        return "web"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Collect one utterance."""
        self.messages.append(message)


class Turns:
    """Runs turns. A message id that is under way is waited for; one that was answered lately gets the same answer."""

    def __init__(self, handle: Handler, store: ConversationStore, seconds: float) -> None:
        self._handle = handle
        self._store = store
        self._seconds = seconds
        self._under_way: dict[tuple[SenderId, str], asyncio.Task[Messages]] = {}

    async def run(self, sender: SenderId, message_id: str, text: str) -> Messages:
        """The messages in reply. Raises :class:`Unavailable` where there is none."""
        known = self._recall(sender, message_id)
        if known is not None:
            return known
        key = (sender, message_id)
        task = self._under_way.get(key)
        if task is None:
            task = self._under_way[key] = asyncio.create_task(self._answer(sender, message_id, text))
            task.add_done_callback(lambda _: self._under_way.pop(key, None))
        return await asyncio.shield(task)  # a client that hangs up must not stop the turn: it will ask again

    async def _answer(self, sender: SenderId, message_id: str, text: str) -> Messages:
        output = CollectedTurn()
        message = UserMessage(text, output, sender, input_channel=output.name(), message_id=message_id)
        try:
            await asyncio.wait_for(self._handle(message), self._seconds)
        except asyncio.TimeoutError:
            logger.error("code=turn-timeout")
            raise Unavailable("timeout", line="utter_unavailable") from None
        except Exception as error:
            logger.error("code=turn-failed kind=%s", type(error).__name__)
            raise Unavailable("unavailable", line="utter_unavailable") from None
        messages = render_messages(output.messages)
        if not messages:
            logger.error("code=turn-silent")
            raise Unavailable("unavailable", line="utter_unavailable")
        self._remember(sender, message_id, messages)
        return messages

    def _recall(self, sender: SenderId, message_id: str) -> Messages | None:
        try:
            return self._store.recall_reply(sender, message_id)
        except sqlite3.Error as error:
            logger.error("code=store-unreadable kind=%s", type(error).__name__)
            return None

    def _remember(self, sender: SenderId, message_id: str, messages: Messages) -> None:
        try:
            self._store.remember_reply(sender, message_id, messages)
        except sqlite3.Error as error:  # a full disk costs the repeat, not the answer
            logger.error("code=store-unwritable kind=%s", type(error).__name__)
