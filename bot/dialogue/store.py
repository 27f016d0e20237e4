"""The conversation store: one small row per conversation, nothing a person typed.

SQLite in WAL mode: a write survives the process being killed, costs well under a millisecond, and needs no server. A row
holds a pseudonym, the time of the last message and a few slots. Replies are kept for minutes, so that a message that is sent twice
over a bad connection is answered once.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS conversations (
    sender TEXT PRIMARY KEY, updated_at INTEGER NOT NULL, slots TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS conversations_by_age ON conversations (updated_at);
CREATE TABLE IF NOT EXISTS replies (
    sender TEXT NOT NULL, message TEXT NOT NULL, created_at INTEGER NOT NULL, reply TEXT NOT NULL,
    PRIMARY KEY (sender, message)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS replies_by_age ON replies (created_at);
"""
_PURGE_EVERY = 60.0
_BUSY_MILLISECONDS = 5000
_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"  # what was deleted is still in the write-ahead log until then


class ConversationStore:
    """Conversations and recent replies, kept under pseudonyms. Every write is durable when the call returns.

    Raises ``sqlite3.Error`` where the file cannot be read or written. Times are in seconds.
    """

    def __init__(self, path: Path, retention: float, reply_retention: float) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        self._retention = retention
        self._reply_retention = reply_retention
        self._next_purge = 0.0
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = NORMAL")
        self._connection.execute("PRAGMA secure_delete = ON")  # what is erased must not linger in free pages
        self._connection.executescript(_SCHEMA)

    def load(self, sender: str) -> dict[str, Any] | None:
        """The slots of a conversation, or ``None`` for a new or purged one."""
        oldest = int(time.time() - self._retention)
        row = self._connection.execute(
            "SELECT slots FROM conversations WHERE sender = ? AND updated_at >= ?", (sender, oldest)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def save(self, sender: str, slots: Mapping[str, Any]) -> None:
        """Keep the slots of a conversation, and purge what has grown old."""
        now = time.time()
        self._connection.execute(
            "INSERT INTO conversations VALUES (?, ?, ?) "
            "ON CONFLICT (sender) DO UPDATE SET updated_at = excluded.updated_at, slots = excluded.slots",
            (sender, int(now), json.dumps(slots, separators=(",", ":"))),
        )
        if now >= self._next_purge:
            self._next_purge = now + _PURGE_EVERY
            self.purge()

    def erase(self, sender: str) -> None:
        """Delete everything about a conversation, from the write-ahead log too."""
        self._connection.execute("DELETE FROM conversations WHERE sender = ?", (sender,))
        self._connection.execute("DELETE FROM replies WHERE sender = ?", (sender,))
        self._connection.execute(_EMPTY_LOG)

    def purge(self) -> None:
        """Delete conversations and replies older than their retention."""
        now = time.time()
        gone = self._connection.execute("DELETE FROM conversations WHERE updated_at < ?", (int(now - self._retention),)).rowcount
        gone += self._connection.execute("DELETE FROM replies WHERE created_at < ?", (int(now - self._reply_retention),)).rowcount
        if gone:
            self._connection.execute(_EMPTY_LOG)

    def senders(self) -> list[str]:
        """The pseudonyms of all conversations."""
        return [row[0] for row in self._connection.execute("SELECT sender FROM conversations")]

    def recall_reply(self, sender: str, message: str) -> Any | None:
        """The reply once given to this message id, or ``None``."""
        oldest = int(time.time() - self._reply_retention)
        row = self._connection.execute(
            "SELECT reply FROM replies WHERE sender = ? AND message = ? AND created_at >= ?", (sender, message, oldest)
        ).fetchone()
        return json.loads(row[0]) if row else None

    def remember_reply(self, sender: str, message: str, reply: Any) -> None:
        """Keep the reply to this message id for the reply retention; nothing for a conversation that was just erased."""
        self._connection.execute(
            "INSERT OR REPLACE INTO replies SELECT ?, ?, ?, ? WHERE EXISTS (SELECT 1 FROM conversations WHERE sender = ?)",
            (sender, message, int(time.time()), json.dumps(reply, ensure_ascii=False, separators=(",", ":")), sender),
        )

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
