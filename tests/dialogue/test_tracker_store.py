"""Rasa's tracker store over ours: slots come back, words do not."""

from __future__ import annotations

import logging
import sqlite3

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.store import ConversationStore
from bot.dialogue.tracker_store import RedactedTrackerStore, kept_slots, open_store
from bot.types import ROOT

NAME, PHONE, PASSPORT, STREET = "Aminata Diallo", "+33 6 12 34 56 78", "P<SEN1234567", "улица Ленина 5"
MESSAGE = f"My name is {NAME}, call {PHONE}, passport {PASSPORT}, {STREET}"


@pytest.fixture(scope="module")
def domain():
    """The assistant's domain."""
    return Domain.load([str(ROOT / "bot" / "domain")])


@pytest.fixture
def store(tmp_path):
    """The conversation store beneath."""
    opened = ConversationStore(tmp_path / "var" / "conversations.sqlite", 3600, 3600)
    yield opened
    opened.close()


@pytest.fixture
def trackers(domain, store):
    """The tracker store."""
    return RedactedTrackerStore(domain, store=store)


def conversation(domain, **slots):
    """A tracker after a turn in which somebody told too much."""
    tracker = DialogueStateTracker.from_events("pseudonym", [], domain.slots)
    words = MESSAGE.split()
    heard = {
        "intent": {"name": "wages_unpaid"}, "entities": [{"entity": "country", "value": "FR"}], "text": MESSAGE,
        "folded_words": words, "metadata": {"note": PHONE},
    }  # fmt: skip
    tracker.update(UserUttered(MESSAGE, heard["intent"], heard["entities"], heard, input_channel="web", metadata={"note": NAME}))
    for name, value in slots.items():
        tracker.update(SlotSet(name, value))
    tracker.update(BotUttered(f"Hello {NAME}", metadata={"passport": PASSPORT}))
    tracker.update(ActionExecuted("action_answer"))
    return tracker


class BrokenStore:
    """A disk that is full."""

    def save(self, *arguments):
        raise sqlite3.OperationalError("database or disk is full")

    erase = save


async def test_conversation_comes_back_as_its_slots(trackers, domain):
    slots = {"language": "ar", "country": "FR", "topic": "wages_unpaid", "introduced": True}
    await trackers.save(conversation(domain, **slots))
    found = await trackers.retrieve("pseudonym")
    assert kept_slots(found) == slots
    assert (found.sender_id, found.latest_action_name) == ("pseudonym", "action_listen")
    assert list(map(type, found.events)) == [SessionStarted, *[SlotSet] * 4, ActionExecuted]


async def test_saved_twice_comes_back_the_same(trackers, domain):
    await trackers.save(conversation(domain, language="ar"))
    found = await trackers.retrieve("pseudonym")
    await trackers.save(found)
    assert kept_slots(await trackers.retrieve("pseudonym")) == {"language": "ar"}


async def test_no_word_of_a_message_reaches_the_disk(trackers, domain, store, tmp_path):
    await trackers.save(conversation(domain, language="ar", country="FR", topic="wages_unpaid"))
    kept = b"".join(file.read_bytes() for file in sorted((tmp_path / "var").iterdir()))
    assert {file.name for file in (tmp_path / "var").iterdir()} >= {"conversations.sqlite", "conversations.sqlite-wal"}
    assert b"wages_unpaid" in kept  # else the next line could not fail
    words = [word for word in MESSAGE.replace(",", " ").split() if len(word) > 3]
    assert [word for word in words if any(word.encode(code) in kept for code in ("utf-8", "utf-16-le"))] == []


async def test_slots_of_the_turn_only_are_not_kept(trackers, domain):
    tracker = conversation(domain, language="ar", forget=False, topic=None)
    assert kept_slots(tracker) == {"language": "ar"}
    tracker.update(SlotSet("session_started_metadata", {"from": PHONE}))
    assert kept_slots(tracker) == {"language": "ar"}


async def test_turn_that_forgets_erases(trackers, domain, store):
    await trackers.save(conversation(domain, language="ar"))
    store.remember_reply("pseudonym", "1", ["hello"])
    await trackers.save(conversation(domain, language="ar", forget=True))
    assert await trackers.retrieve("pseudonym") is None
    assert (list(await trackers.keys()), store.recall_reply("pseudonym", "1")) == ([], None)


async def test_conversation_after_forgetting_begins_anew(trackers, domain):
    await trackers.save(conversation(domain, language="ar", country="FR", forget=True))
    tracker = await trackers.get_or_create_tracker("pseudonym")
    assert kept_slots(tracker) == {}
    assert tracker.latest_action_name == "action_listen"


async def test_new_tracker_is_not_stored(trackers):
    await trackers.create_tracker("pseudonym")
    assert list(await trackers.keys()) == []


async def test_new_tracker_without_listening(trackers):
    tracker = await trackers.create_tracker("pseudonym", append_action_listen=False)
    assert list(tracker.events) == []


async def test_unknown_conversation_is_not_retrieved(trackers):
    assert await trackers.retrieve("nobody") is None


async def test_keys_are_the_pseudonyms(trackers, domain):
    await trackers.save(conversation(domain, language="ar"))
    assert list(await trackers.keys()) == ["pseudonym"]


async def test_unwritable_store_costs_only_the_memory(domain, caplog):
    with caplog.at_level(logging.DEBUG):
        await RedactedTrackerStore(domain, store=BrokenStore()).save(conversation(domain, language="ar"))
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING] == [
        "code=store-unwritable kind=OperationalError"
    ]
    assert [word for word in (*NAME.split(), PHONE, PASSPORT) if word in caplog.text] == []


async def test_unwritable_store_cannot_forget_silently(domain):
    with pytest.raises(sqlite3.OperationalError):
        await RedactedTrackerStore(domain, store=BrokenStore()).save(conversation(domain, forget=True))


def test_open_store_is_where_the_settings_say(make_settings, tmp_path):
    store = open_store(make_settings(retention_hours=1))
    store.save("pseudonym", {"language": "ar"})
    assert (tmp_path / "var" / "conversations.sqlite").exists()
    store.close()
