"""The web channel in Rasa's own server, on a free port of loopback, with an agent that does what its message says."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import closing, contextmanager

import requests
from rasa.core.run import configure_app
from sanic import Sanic

from bot.channels.web.channel import WebInput
from bot.dialogue.tracker_store import open_store


class FakeAgent:
    """Answers with what it heard, and keeps the conversation as Rasa would. Some words make it fail."""

    def __init__(self, store):
        self.store = store
        self.heard = []
        self.ready = True

    def is_ready(self):
        return self.ready

    async def handle_message(self, message):
        self.heard.append(message.text)
        if "explode" in message.text:
            raise RuntimeError("a secret of the inside")
        if "sleep" in message.text:
            await asyncio.sleep(5)
        if "silence" in message.text:
            return
        self.store.save(message.sender_id, {})
        meta = {"outcome": "dialogue", "language": "xx" if '"country":"AQ"' in message.text else "ar"}
        await message.output_channel.send_response(
            message.sender_id, {"text": f"heard {message.text}", "kind": "text", "meta": meta}
        )


class Client:
    """Speaks the web channel's contract. ``replies`` is everything it was ever told."""

    def __init__(self, address, agent):
        self.address = address
        self.agent = agent
        self.replies = []

    def request(self, method, path, **options):
        """One request, on a connection of its own."""
        options["headers"] = {"Connection": "close", **options.get("headers", {})}
        response = requests.request(method, f"{self.address}/webhooks/web/{path}", timeout=10, **options)
        self.replies.append(response)
        return response

    def open(self, **options):
        """The token of a new session."""
        return self.request("POST", "session", **options).json()["session"]

    def say(self, token, text=None, message_id="1", headers=None, **fields):
        """The response to one message."""
        body = {"session": token, "id": message_id, **({} if text is None else {"text": text}), **fields}
        return self.request("POST", "messages", data=json.dumps(body), headers=headers or {})


@contextmanager
def running(settings, port):
    """A client of the channel with ``settings``, running."""
    agent, loop, started = FakeAgent(open_store(settings)), asyncio.SelectorEventLoop(), threading.Event()

    async def serve():
        Sanic.test_mode = True  # several servers in one process
        app = configure_app([WebInput(settings)], enable_api=False)
        app.ctx.agent = agent
        server = await app.create_server(host="127.0.0.1", port=port, return_asyncio_server=True, access_log=False)
        await server.startup()
        await server.before_start()
        await server.start_serving()
        return server

    def work():
        asyncio.set_event_loop(loop)
        server = loop.run_until_complete(serve())
        started.set()
        loop.run_forever()
        loop.run_until_complete(_closed(server))

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert started.wait(10), "the server did not start"
    try:
        yield Client(f"http://127.0.0.1:{port}", agent)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join(10)
        with closing(loop):
            assert not thread.is_alive()


async def _closed(server):
    server.close()
    for task in asyncio.all_tasks() - {asyncio.current_task()}:
        task.cancel()
    await asyncio.sleep(0)
