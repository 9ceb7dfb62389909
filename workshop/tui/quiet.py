"""Keeps Space, and the key that skips, quiet for a moment after the room has moved."""

from __future__ import annotations

from collections.abc import Callable

AFTER_A_MOVE = 0.7
"""Seconds. A nervous second press comes sooner, and so does the first repeat of a key held down: it starts
after 0.25 to 0.66 seconds on common systems."""
BETWEEN_REPEATS = 0.2
"""Seconds. A key held down repeats sooner than this, a finger does not."""


class QuietSpace:
    """Says whether a Space is meant, from the times at which it comes.

    A press too soon after a move is not; nor is any that follows so fast that it must be the same one, held.
    """

    def __init__(self, ticks: Callable[[], float]) -> None:
        self._ticks = ticks
        self._until = float("-inf")

    def begin(self) -> None:
        """The room has moved."""
        self._until = self._ticks() + AFTER_A_MOVE

    def allows(self) -> bool:
        """Whether a press now is meant."""
        now = self._ticks()
        if now >= self._until:
            return True
        self._until = max(self._until, now + BETWEEN_REPEATS)
        return False
