"""Rate limits, on a clock of our own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.web import limits
from bot.channels.web.limits import RateLimiter


class Clock:
    """Time that passes when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    """A clock that stands."""
    return Clock()


def test_events_within_the_limit_are_allowed(clock):
    limiter = RateLimiter(3, clock)
    assert [limiter.wait("a") for _ in range(4)] == [0, 0, 0, 20]


def test_refused_event_costs_nothing(clock):
    limiter = RateLimiter(1, clock)
    assert [limiter.wait("a") for _ in range(4)] == [0, 60, 60, 60]


def test_events_are_allowed_again_as_time_passes(clock):
    limiter = RateLimiter(2, clock)
    answers = []
    for seconds in (0, 0, 0, 10, 20, 0, 60, 0):
        clock.now += seconds
        answers.append(limiter.wait("a"))
    assert answers == [0, 0, 30, 20, 0, 30, 0, 0]


def test_quiet_key_has_no_more_than_the_limit(clock):
    limiter = RateLimiter(2, clock)
    limiter.wait("a")
    clock.now += 10_000
    assert [limiter.wait("a") for _ in range(3)] == [0, 0, 30]


def test_keys_do_not_share_a_limit(clock):
    limiter = RateLimiter(1, clock)
    assert [limiter.wait(key) for key in ("a", "b", "a", "b", "")] == [0, 0, 60, 60, 0]


@given(st.integers(min_value=1, max_value=600), st.integers(min_value=0, max_value=5000))
def test_waiting_as_long_as_told_is_enough(per_minute, milliseconds):
    clock = Clock()
    limiter = RateLimiter(per_minute, clock)
    while not limiter.wait("a"):
        pass
    clock.now += milliseconds / 1000
    told = limiter.wait("a")
    clock.now += told + 1e-6  # floating point is no excuse
    assert told == 0 or limiter.wait("a") == 0


def test_keys_in_memory_are_bounded(clock, monkeypatch):
    monkeypatch.setattr(limits, "_MOST_BUCKETS", 3)
    limiter = RateLimiter(1, clock)
    assert [limiter.wait(key) for key in "abcda"] == [0, 0, 0, 0, 0]  # the oldest was forgotten
    assert limiter.wait("d") == 60
