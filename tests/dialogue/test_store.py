"""The conversation store: what it keeps, for how long, and what is left on the disk when it has forgotten."""

from __future__ import annotations

import os
import sqlite3
import stat

import pytest

from bot.dialogue.store import ConversationStore

HOUR = 3600.0


@pytest.fixture
def path(tmp_path):
    """Where the store is; its folder is not there yet."""
    return tmp_path / "var" / "conversations.sqlite"


@pytest.fixture
def store(path):
    """A store that keeps conversations and replies for an hour."""
    opened = ConversationStore(path, HOUR, HOUR)
    yield opened
    opened.close()


@pytest.fixture
def forgetful(path):
    """A store on the same file that finds everything too old."""
    opened = ConversationStore(path, -2.0, -2.0)
    yield opened
    opened.close()


def on_disk(path):
    """All bytes of the database: the file, the write-ahead log and the index of the log."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))


@pytest.mark.parametrize("slots", [{}, {"language": "ar", "country": "FR", "introduced": True, "topic": None}, {"x": "ребёнок"}])
def test_saved_slots_are_loaded(store, slots):
    store.save("amina", slots)
    assert store.load("amina") == slots


def test_load_of_an_unknown_conversation_gives_nothing(store):
    assert store.load("nobody") is None


def test_save_replaces_the_slots(store):
    store.save("amina", {"language": "ar", "country": "FR"})
    store.save("amina", {"language": "en"})
    assert store.load("amina") == {"language": "en"}
    assert store.senders() == ["amina"]


def test_saved_slots_outlive_the_process(path, store):
    store.save("amina", {"language": "ar"})
    other = ConversationStore(path, HOUR, HOUR)
    assert other.load("amina") == {"language": "ar"}
    other.close()


def test_senders_are_all_conversations(store):
    for sender in ("b", "a", "c"):
        store.save(sender, {})
    assert sorted(store.senders()) == ["a", "b", "c"]


def test_erase_deletes_the_conversation_and_its_replies_only(store):
    for sender in ("amina", "omar"):
        store.save(sender, {"language": "ar"})
        store.remember_reply(sender, "1", ["hello"])
    store.erase("amina")
    assert (store.load("amina"), store.recall_reply("amina", "1")) == (None, None)
    assert (store.load("omar"), store.recall_reply("omar", "1")) == ({"language": "ar"}, ["hello"])


def test_erase_of_an_unknown_conversation_changes_nothing(store):
    store.save("amina", {"language": "ar"})
    store.erase("nobody")
    assert store.senders() == ["amina"]


def test_erased_conversation_leaves_no_trace_on_the_disk(path, store):
    store.save("pseudonym-of-amina", {"country": "FRANCE-ABC"})
    store.save("pseudonym-of-amina", {"country": "GHANA-ABC"})
    store.remember_reply("pseudonym-of-amina", "1", ["what she was told"])
    assert b"GHANA-ABC" in on_disk(path)  # else the test below could not fail
    store.erase("pseudonym-of-amina")
    left = on_disk(path)
    assert [trace for trace in (b"pseudonym-of-amina", b"FRANCE-ABC", b"GHANA-ABC", b"what she was told") if trace in left] == []


def test_purge_deletes_what_is_older_than_its_retention(path, store, forgetful):
    store.save("amina", {"language": "ar"})
    store.remember_reply("amina", "1", ["hello"])
    store.purge()
    assert (store.senders(), store.recall_reply("amina", "1")) == (["amina"], ["hello"])
    forgetful.purge()
    assert (store.senders(), store.recall_reply("amina", "1")) == ([], None)


def test_purged_conversation_leaves_no_trace_on_the_disk(path, store, forgetful):
    store.save("pseudonym-of-amina", {"country": "FRANCE-ABC"})
    store.remember_reply("pseudonym-of-amina", "1", ["what she was told"])
    forgetful.purge()
    left = on_disk(path)
    assert [trace for trace in (b"pseudonym-of-amina", b"FRANCE-ABC", b"what she was told") if trace in left] == []


def test_old_conversation_is_not_loaded_before_it_is_purged(store, forgetful):
    store.save("amina", {"language": "ar"})
    store.remember_reply("amina", "1", ["hello"])
    assert (forgetful.load("amina"), forgetful.recall_reply("amina", "1")) == (None, None)


def test_save_purges_what_has_grown_old(store, forgetful):
    store.save("old", {})
    forgetful.save("new", {})  # too old for this one as soon as it is written
    assert store.senders() == []


def test_remembered_reply_is_recalled(store):
    reply = [{"text": "مرحبا", "buttons": [], "meta": {"outcome": "dialogue"}}]
    store.save("amina", {})
    store.remember_reply("amina", "m-1", reply)
    assert store.recall_reply("amina", "m-1") == reply


@pytest.mark.parametrize(("sender", "message"), [("amina", "m-2"), ("omar", "m-1"), ("AMINA", "m-1")])
def test_reply_to_another_message_is_not_recalled(store, sender, message):
    store.remember_reply("amina", "m-1", ["hello"])
    assert store.recall_reply(sender, message) is None


def test_reply_to_an_erased_conversation_is_not_kept(store):
    store.save("amina", {})
    store.erase("amina")
    store.remember_reply("amina", "m-1", ["forgotten"])
    assert store.recall_reply("amina", "m-1") is None


def test_reply_is_replaced_by_a_later_one(store):
    store.save("amina", {})
    store.remember_reply("amina", "m-1", ["first"])
    store.remember_reply("amina", "m-1", ["second"])
    assert store.recall_reply("amina", "m-1") == ["second"]


def test_files_are_readable_by_their_owner_only(path, store):
    previous = os.umask(0)
    try:
        other = path.with_name("other.sqlite")
        opened = ConversationStore(other, HOUR, HOUR)
        opened.save("amina", {})
        modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.glob("other.sqlite*")}
    finally:
        os.umask(previous)
    opened.close()
    assert modes == {"other.sqlite": 0o600, "other.sqlite-wal": 0o600, "other.sqlite-shm": 0o600}


def test_file_that_is_no_database_is_an_error(path):
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to look like something" * 40)
    with pytest.raises(sqlite3.Error):
        ConversationStore(path, HOUR, HOUR)


def test_closed_store_raises(store):
    store.close()
    with pytest.raises(sqlite3.Error):
        store.load("amina")
