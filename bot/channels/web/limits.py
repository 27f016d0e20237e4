"""Rate limits in memory: token buckets that forget whoever has been quiet."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

_MOST_BUCKETS = 100_000
_TINY = 1e-6  # what is lost in floating point must not cost a reader a second


class RateLimiter:
    """At most ``per_minute`` events per key, evenly refilled, all at once if unused. Keys live in memory only."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._capacity = float(per_minute)
        self._refill = per_minute / 60.0
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, key: str) -> int:
        """Count an event of ``key``: 0 if it is allowed, else the whole seconds to wait."""
        now = self._clock()
        left, since = self._buckets.pop(key, (self._capacity, now))
        left = min(self._capacity, left + (now - since) * self._refill)
        allowed = left >= 1 - _TINY
        self._buckets[key] = (left - 1 if allowed else left, now)
        if len(self._buckets) > _MOST_BUCKETS:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) / self._refill - _TINY))
