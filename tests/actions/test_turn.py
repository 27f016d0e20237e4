"""What an action reads from the tracker."""

from __future__ import annotations

import pytest
from rasa_sdk import Tracker

from actions.turn import Turn, read_turn

NOTHING = Turn("en", None, None, None, None, "", (), None, False)


def tracker(message=None, **slots):
    """A tracker with a last message and slots."""
    return Tracker("pseudonym", slots, message, [], False, None, {}, "action_listen")


def entities(**values):
    return {"entities": [{"entity": name, "value": value} for name, value in values.items()]}


@pytest.mark.parametrize(
    ("message", "slots", "expected"),
    [
        (None, {}, NOTHING),
        ({}, {}, NOTHING),
        ({"intent": None, "entities": None, "language": None, "decision": None}, {}, NOTHING),
        ({"intent": {"name": "menu"}}, {}, Turn("en", None, None, None, None, "menu", (), None, False)),
        ({"language": {"name": "ru"}}, {}, Turn("ru", None, None, None, None, "", (), None, False)),
        ({"language": {"name": "ru"}}, {"language": "ar"}, Turn("ar", None, None, None, None, "", (), None, False)),
        (
            {"text": "нужна виза", "language": {"name": "ru"}},
            {"language": "ar"},
            Turn("ru", None, None, None, None, "", (), None, False),
        ),
        ({"language": {"name": "ti"}}, {}, NOTHING),  # Tigrinya is not spoken yet
        ({"language": {"name": "es"}}, {"language": "ti"}, Turn("es", None, None, None, None, "", (), None, False)),
        (entities(language="ti"), {"language": "ti"}, Turn("en", "ti", None, None, None, "", (), None, False)),
        (entities(country="FR"), {"country": "FR"}, Turn("en", None, "FR", "FR", None, "", (), None, False)),
        ({}, {"country": "FR"}, Turn("en", None, "FR", None, None, "", (), None, False)),
        (entities(group="work"), {}, Turn("en", None, None, None, None, "", (), "work", False)),
        (
            {"decision": {"suggestions": ["a", "b"]}},
            {"topic": "c", "introduced": True},
            Turn("en", None, None, None, "c", "", ("a", "b"), None, True),
        ),
    ],
)
def test_turn_that_is_read(message, slots, expected):
    assert read_turn(tracker(message, **slots)) == expected


def test_turn_about_another_topic_is_otherwise_the_same():
    assert NOTHING.with_topic("wages_unpaid") == Turn("en", None, None, None, "wages_unpaid", "", (), None, False)
