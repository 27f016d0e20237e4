"""Clients that talk to a server over HTTP, each waiting for one reply before the next message."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import aiohttp

Turn = Callable[[aiohttp.ClientSession, int, int], Awaitable[None]]
"""Sends the ``n``-th message of client ``c`` and reads the whole reply: ``turn(session, c, n)``."""


@dataclass(frozen=True)
class LoadResult:
    """Times of single turns in milliseconds, and turns a second over the whole run."""

    clients: int
    p50: float
    p95: float
    p99: float
    turns_per_second: float


def measure_load(turn: Turn, clients: int, turns: int) -> LoadResult:
    """Run ``clients`` at once, ``turns`` in all."""
    return asyncio.run(_measure(turn, clients, turns))


async def _measure(turn: Turn, clients: int, turns: int) -> LoadResult:
    times: list[float] = []

    async def client(number: int, session: aiohttp.ClientSession) -> None:
        for message in range(turns // clients):
            started = time.perf_counter()
            await turn(session, number, message)
            times.append((time.perf_counter() - started) * 1000)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        started = time.perf_counter()
        await asyncio.gather(*(client(number, session) for number in range(clients)))
        seconds = time.perf_counter() - started
    times.sort()
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))]  # noqa: E731
    return LoadResult(clients, at(0.5), at(0.95), at(0.99), len(times) / seconds)


class OurTurns:
    """A question, answered from content, through the web channel: each client in a session of its own."""

    QUESTIONS = (
        "my boss has not paid me for two months", "someone took my passport", "how do I ask for asylum in Italy",
        "can my child go to school without papers", "the police want to deport me", "and in France?",
    )  # fmt: skip

    def __init__(self, base: str) -> None:
        self._base = base
        self._sessions: dict[int, str] = {}
        self._number = 0

    async def __call__(self, session: aiohttp.ClientSession, client: int, number: int) -> None:
        if client not in self._sessions:
            opened = await self._post(session, "session", {"language": "en"})
            self._sessions[client] = opened["session"]
        self._number += 1
        text = self.QUESTIONS[number % len(self.QUESTIONS)]
        body = {"session": self._sessions[client], "id": f"bench-{self._number}", "text": text}
        reply = await self._post(session, "messages", body)
        assert reply["messages"], reply

    async def _post(self, session: aiohttp.ClientSession, path: str, body: dict[str, Any]) -> dict[str, Any]:
        async with session.post(f"{self._base}/webhooks/web/{path}", json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()


class StockTurns:
    """A greeting to the stock assistant through Rasa's REST channel. Somebody new every 20 messages: its conversations grow, and slow
    down, with every message.
    """

    def __init__(self, base: str) -> None:
        self._base = base

    async def __call__(self, session: aiohttp.ClientSession, client: int, number: int) -> None:
        body = {"sender": f"bench-{client}-{number // 20}", "message": "hello"}
        async with session.post(f"{self._base}/webhooks/rest/webhook", json=body) as response:
            assert (await response.json())[0]["text"]
