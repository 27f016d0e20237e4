"""From what the dialogue uttered to the contract's JSON."""

from __future__ import annotations

import pytest

from bot.channels.web.render import render_messages

NO_META = {
    "outcome": None,
    "topic": None,
    "country": None,
    "language": None,
    "sections": None,
    "sources": None,
    "checked_on": None,
}
META = {
    "outcome": "answer",
    "topic": "wages_unpaid",
    "country": "FR",
    "language": "ar",
    "sections": [{"id": "int/wages_unpaid/answer", "state": "translated"}],
    "sources": [{"id": "iccpr-14"}],
    "checked_on": "2026-11-24",
}


@pytest.mark.parametrize(
    ("uttered", "expected"),
    [
        ([], []),
        ([{"text": "hello"}], [{"kind": "text", "text": "hello", "buttons": [], "meta": NO_META}]),
        ([{"text": ""}, {"text": None}, {"image": "x"}, {}], []),
        (
            [
                {
                    "text": "مرحبا",
                    "kind": "answer",
                    "buttons": [{"title": "نعم", "payload": "/menu", "type": "postback"}],
                    "meta": META,
                }
            ],
            [{"kind": "answer", "text": "مرحبا", "buttons": [{"title": "نعم", "payload": "/menu"}], "meta": META}],
        ),
        (
            [{"text": "a", "buttons": None, "meta": None, "kind": None}, {"text": "b"}],
            [
                {"kind": "text", "text": "a", "buttons": [], "meta": NO_META},
                {"kind": "text", "text": "b", "buttons": [], "meta": NO_META},
            ],
        ),
        (
            [
                {
                    "text": "<b>a</b> & {x}",
                    "custom": {"secret": 1},
                    "meta": {**META, "sender": "pseudonym"},
                    "recipient_id": "pseudonym",
                }
            ],
            [{"kind": "text", "text": "<b>a</b> & {x}", "buttons": [], "meta": META}],
        ),
    ],
)
def test_rendered_messages(uttered, expected):
    assert render_messages(uttered) == expected
