"""Turns: answered once, whatever clients, handlers and disks do."""

from __future__ import annotations

import asyncio
import logging
import sqlite3

import pytest

from bot.channels.web.errors import Unavailable
from bot.channels.web.turns import Turns
from bot.dialogue.store import ConversationStore


class FakeHandler:
    """Answers a message with its own text, when it may; counts how often it is asked."""

    def __init__(self, *answers):
        self.asked = []
        self.answers = answers or ({"text": "hello", "kind": "text"},)
        self.started = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.fault = None

    async def __call__(self, message):
        self.asked.append((message.text, message.sender_id, message.message_id, message.input_channel))
        self.started.set()
        await self.may_answer.wait()
        if self.fault:
            raise self.fault
        for answer in self.answers:
            await message.output_channel.send_response(
                message.sender_id, {**answer, "text": answer["text"] and f"{answer['text']} {message.text}"}
            )


@pytest.fixture
def store(tmp_path):
    """Where replies are kept, and a conversation they may belong to."""
    opened = ConversationStore(tmp_path / "conversations.sqlite", 3600, 3600)
    opened.save("amina", {})
    yield opened
    opened.close()


class BrokenStore:
    """A disk that fails."""

    def recall_reply(self, *arguments):
        raise sqlite3.OperationalError("disk I/O error")

    remember_reply = recall_reply


def texts(messages):
    """What the messages say."""
    return [message["text"] for message in messages]


async def test_turn_gives_the_rendered_messages(store):
    handler = FakeHandler({"text": "one", "kind": "answer", "meta": {"outcome": "answer"}}, {"text": "two"})
    messages = await Turns(handler, store, 5).run("amina", "m-1", "visa")
    assert [(message["kind"], message["text"], message["meta"]["outcome"]) for message in messages] == [
        ("answer", "one visa", "answer"),
        ("text", "two visa", None),
    ]
    assert handler.asked == [("visa", "amina", "m-1", "web")]


async def test_same_id_again_gets_the_same_answer_once(store):
    handler = FakeHandler()
    turns = Turns(handler, store, 5)
    first = await turns.run("amina", "m-1", "visa")
    assert await turns.run("amina", "m-1", "something else") == first
    assert await Turns(handler, store, 5).run("amina", "m-1", "visa") == first  # after a restart too
    assert len(handler.asked) == 1


async def test_same_id_at_the_same_time_is_answered_once(store):
    handler = FakeHandler()
    handler.may_answer.clear()
    turns = Turns(handler, store, 5)
    asking = [asyncio.create_task(turns.run("amina", "m-1", "visa")) for _ in range(5)]
    await handler.started.wait()
    handler.may_answer.set()
    answers = await asyncio.gather(*asking)
    assert [texts(answer) for answer in answers] == [["hello visa"]] * 5
    assert len(handler.asked) == 1


async def test_other_ids_and_other_senders_are_other_turns(store):
    handler = FakeHandler()
    turns = Turns(handler, store, 5)
    await asyncio.gather(turns.run("amina", "1", "a"), turns.run("amina", "2", "b"), turns.run("omar", "1", "c"))
    assert sorted(asked[0] for asked in handler.asked) == ["a", "b", "c"]


async def refused(turns, caplog):
    """The code with which a turn is refused, and that the log says no word of it."""
    with caplog.at_level(logging.DEBUG), pytest.raises(Unavailable) as caught:
        await turns.run("amina", "m-1", "my name is Aminata")
    assert "Aminata" not in caplog.text
    assert (caught.value.status, caught.value.line) == (503, "utter_unavailable")
    return caught.value.code


async def test_turn_that_takes_too_long_is_unavailable(store, caplog):
    handler = FakeHandler()
    handler.may_answer.clear()
    assert await refused(Turns(handler, store, 0.01), caplog) == "timeout"


@pytest.mark.parametrize(
    "fault", [RuntimeError("my name is Aminata"), KeyError("Aminata"), sqlite3.OperationalError("Aminata"), OSError()]
)
async def test_turn_that_fails_is_unavailable(store, caplog, fault):
    handler = FakeHandler()
    handler.fault = fault
    assert await refused(Turns(handler, store, 5), caplog) == "unavailable"


@pytest.mark.parametrize("answers", [({"text": None},), ({"text": ""},)])
async def test_turn_that_says_nothing_is_unavailable(store, caplog, answers):
    assert await refused(Turns(FakeHandler(*answers), store, 5), caplog) == "unavailable"


async def test_failed_turn_can_be_tried_again(store, caplog):
    handler = FakeHandler()
    handler.fault = RuntimeError()
    turns = Turns(handler, store, 5)
    await refused(turns, caplog)
    handler.fault = None
    assert texts(await turns.run("amina", "m-1", "visa")) == ["hello visa"]


async def test_client_that_hangs_up_does_not_stop_the_turn(store):
    handler = FakeHandler()
    handler.may_answer.clear()
    turns = Turns(handler, store, 5)
    client = asyncio.create_task(turns.run("amina", "m-1", "visa"))
    await handler.started.wait()
    client.cancel()
    with pytest.raises(asyncio.CancelledError):
        await client
    again = asyncio.create_task(turns.run("amina", "m-1", "visa"))
    await asyncio.sleep(0)
    handler.may_answer.set()
    assert texts(await again) == ["hello visa"]
    assert len(handler.asked) == 1


async def test_turn_nobody_waits_for_is_remembered(store):
    handler = FakeHandler()
    handler.may_answer.clear()
    turns = Turns(handler, store, 5)
    client = asyncio.create_task(turns.run("amina", "m-1", "visa"))
    await handler.started.wait()
    client.cancel()
    handler.may_answer.set()
    for _ in range(20):
        await asyncio.sleep(0)
    assert texts(store.recall_reply("amina", "m-1")) == ["hello visa"]


async def test_broken_store_costs_the_repeat_not_the_answer(caplog):
    handler = FakeHandler()
    turns = Turns(handler, BrokenStore(), 5)
    assert texts(await turns.run("amina", "m-1", "visa")) == texts(await turns.run("amina", "m-1", "visa")) == ["hello visa"]
    assert len(handler.asked) == 2
    assert {record.getMessage() for record in caplog.records} == {
        "code=store-unreadable kind=OperationalError", "code=store-unwritable kind=OperationalError",
    }  # fmt: skip


async def test_finished_turns_are_not_held_in_memory(store):
    turns = Turns(FakeHandler(), store, 5)
    for number in range(10):
        await turns.run("amina", str(number), "visa")
    await asyncio.sleep(0)
    assert turns._under_way == {}
