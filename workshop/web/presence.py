"""Which phones are in the room: those with an open stream, and those heard of in the last minutes."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable

STAYS = 300.0
"""Seconds. A locked phone sends nothing, and its owner is still in the room."""

MOST = 20_000
"""Four times the phones a laptop is meant for. Beyond it the one silent for longest is forgotten, so that
made-up phones cannot fill the memory; a forgotten phone is counted again when it speaks."""


class Presence:
    """Counts phones by their token, in memory only."""

    def __init__(self, clock: Callable[[], float], *, most: int = MOST) -> None:
        self._clock = clock
        self._most = most
        self._heard: OrderedDict[str, float] = OrderedDict()
        """Token to the time it was last heard of, the longest silent first."""
        self._streams: Counter[str] = Counter()
        self._expected: OrderedDict[str, float] = OrderedDict()
        """Tokens that were given out and have not come back, each with the time of it: phones to be, or
        devices that keep no cookie."""

    def knows(self, token: str) -> bool:
        """Whether a phone is here."""
        return token in self._heard

    def waited(self, token: str) -> float | None:
        """Seconds since a token was given out that has not come back; None where nobody remembers."""
        given = self._expected.get(token)
        return None if given is None else self._clock() - given

    def expect(self, token: str) -> None:
        """A token was given out. Its phone is here once it sends it back; a link preview never does."""
        self._expected[token] = self._clock()
        if len(self._expected) > self._most:
            self._expected.popitem(last=False)

    def tokens(self) -> frozenset[str]:
        """The phones that are here now."""
        self.count()
        return frozenset(self._heard)

    def note(self, token: str) -> bool:
        """Take notice of a request; True where this phone was not here before."""
        is_new = token not in self._heard
        self._expected.pop(token, None)
        self._heard[token] = self._clock()
        self._heard.move_to_end(token)
        if is_new and len(self._heard) > self._most:
            self._forget_one()
        return is_new

    def stream_opened(self, token: str) -> bool:
        """Take notice of a stream; True where this phone was not here before."""
        self._streams[token] += 1
        return self.note(token)

    def stream_closed(self, token: str) -> None:
        """A stream has ended; the phone stays for a while."""
        self._streams[token] -= 1
        if self._streams[token] <= 0:
            del self._streams[token]
        self.note(token)

    def _forget_one(self) -> None:
        """Forget the phone that is silent for longest; none that listens is silent."""
        for _ in range(len(self._heard)):
            token = next(iter(self._heard))
            if token not in self._streams:
                del self._heard[token]
                return
            self._heard[token] = self._clock()
            self._heard.move_to_end(token)

    def count(self) -> int:
        """How many phones are here now."""
        now = self._clock()
        while self._heard:
            token, heard = next(iter(self._heard.items()))
            if now - heard < STAYS:
                break
            if token in self._streams:
                self.note(token)
            else:
                del self._heard[token]
        return len(self._heard)
