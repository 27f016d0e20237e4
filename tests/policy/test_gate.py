"""Which languages pass the release gate."""

from __future__ import annotations

import pytest

from bot.policy.gate import Gate, menus_only

GATE = Gate(understood=0.95, emergencies=0.97)


def figures(right, suggested, recall):
    return {"topic": {"right": right, "suggested": suggested}, "emergency": {"recall": recall}}


@pytest.mark.parametrize(
    ("measured", "closed"),
    [
        (figures(0.90, 0.05, 0.97), False),
        (figures(0.95, 0.0, 1.0), False),
        (figures(0.90, 0.04, 1.0), True),
        (figures(0.96, 0.04, 0.96), True),
        (figures(None, None, 1.0), True),
        (figures(0.99, 0.01, None), True),
        (None, True),
        ({}, True),
    ],
)
def test_language_is_menus_only_below_either_share(measured, closed):
    assert menus_only({"languages": {"xx": measured}}, ["xx"], GATE) == (("xx",) if closed else ())


def test_unmeasured_languages_are_menus_only_in_their_order():
    measured = {"languages": {"en": figures(0.9, 0.1, 1.0)}}
    assert menus_only(measured, ["zh", "en", "ar"], GATE) == ("zh", "ar")
    assert menus_only({}, ["en"], GATE) == ("en",)
