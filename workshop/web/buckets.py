"""Token buckets: how much somebody may do in a second, and how much of it at once."""

from __future__ import annotations

from collections.abc import Callable

_FIRST_TIDY = 1024
_ROUNDING = 1e-3
"""Seconds that rounding may cost a bucket that is emptied in many small parts, by a clock far from zero."""


class Buckets:
    """A bucket for each name: it holds `burst`, and `rate` flow into it a second. In memory only.

    A library would keep a queue, a lock or a timer for each; this is asked for every request, so it keeps one
    number: the time at which the bucket will be full again. A full bucket is no bucket, and is forgotten.
    """

    def __init__(self, rate: float, burst: float, clock: Callable[[], float]) -> None:
        self._each = 1 / rate
        self._slack = burst / rate + _ROUNDING
        self._clock = clock
        self._full_at: dict[str, float] = {}
        self._tidy_at = _FIRST_TIDY

    def take(self, name: str, amount: float = 1.0) -> bool:
        """Take something out; False, and nothing taken, where the bucket does not hold so much."""
        now = self._clock()
        full_at = max(self._full_at.get(name, now), now) + amount * self._each
        if full_at - now > self._slack:
            return False
        self._full_at[name] = full_at
        if len(self._full_at) > self._tidy_at:
            self._full_at = {name: at for name, at in self._full_at.items() if at > now}
            self._tidy_at = max(_FIRST_TIDY, 2 * len(self._full_at))
        return True

    def holds(self, name: str, amount: float = 1.0) -> bool:
        """Whether a bucket holds so much; nothing is taken."""
        now = self._clock()
        return max(self._full_at.get(name, now), now) + amount * self._each - now <= self._slack

    def __len__(self) -> int:
        return len(self._full_at)
