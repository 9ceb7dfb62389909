"""Who opened the desk last: those that held it before are told for a while, whatever happens in the room."""

from __future__ import annotations

import secrets
from collections.abc import Callable

TOLD = 600.0
"""Seconds of the room's time for which the others are told that one more device holds the desk."""


class Openings:
    """The last opening of the link, by a number that means nothing and that the device keeps as a cookie.

    Of a room that was resumed nothing is known here: a device that held the desk before is another one.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = ""
        self._at = 0.0

    def note(self) -> str:
        """A further device opened the link; returns what it is known by."""
        self._last, self._at = secrets.token_hex(8), self._clock()
        return self._last

    def is_news_to(self, opening: str) -> bool:
        """Whether another device has opened the link of late, after the one that is known by this."""
        return self._last not in ("", opening) and self._clock() - self._at < TOLD
