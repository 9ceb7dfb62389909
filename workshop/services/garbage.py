"""Python's full search for unused memory takes place while nobody waits.

It holds the whole program up: for a third of a second where five thousand phones are here, and by itself
it comes while they vote, or between Space and the wall.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable

from workshop.room import News, Room

AT_REST = 2.0
"""Seconds after a move: the wall is drawn then, the phones are told, and people read or talk."""

_BY_ITSELF = 1000
"""Searches among what is new after which Python makes a full one all the same: a room may stay in a vote."""


class QuietGarbage:
    """Has the full search made soon after the room came to a place where nothing is open to answer."""

    def __init__(
        self, room: Room, *, at_rest: float = AT_REST, search: Callable[[], object] = gc.collect
    ) -> None:
        self._room = room
        self._at_rest = at_rest
        self._search = search
        self._thresholds = gc.get_threshold()
        self._due: asyncio.TimerHandle | None = None
        young, middle, _ = self._thresholds
        gc.set_threshold(young, middle, _BY_ITSELF)
        self._unsubscribe = room.subscribe(self._hear)

    def stop(self) -> None:
        """Leave it to Python again."""
        self._unsubscribe()
        self._put_off()
        gc.set_threshold(*self._thresholds)

    def _put_off(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _hear(self, news: News) -> None:
        if News.STAGE not in news:
            return
        self._put_off()
        if not self._room.view().is_open:
            self._due = asyncio.get_running_loop().call_later(self._at_rest, self._search)
