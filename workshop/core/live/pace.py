"""How people feel about the pace: said on phones, read at the desk as one sentence, kept in memory alone.

What is said is gathered in windows, the same for all. At the end of one the desk reads what k phones or more
said alike, in words without a number, until the next one ends. Nothing of it is an event: it is in no
journal and in no session, and what phones said is gone with their window.
"""

from __future__ import annotations

import hmac
from collections import Counter

from workshop.core.live.session import Session, Stage
from workshop.core.live.words.pace import Feeling, some_say

WINDOW = 180.0
"""Seconds."""

MOST = 20_000
"""Phones that are heard in one window: as many as a laptop remembers, so that none fills its memory."""

_NAME_BYTES = 16


class Pace:
    """The window that is open, and the sentence of the one before it.

    A phone is known in one window only, by a code of its token under the key of that window.
    """

    def __init__(self, k: int) -> None:
        """Make it, for a smallest group of `k`."""
        self.sentence = ""
        self._k = k
        self._number = -1
        self._key = b""
        self._said: dict[bytes, Feeling] = {}

    @property
    def ends_at(self) -> float:
        """When the window is over that is open now."""
        return (self._number + 1) * WINDOW

    @property
    def is_empty(self) -> bool:
        """Whether no phone has said anything in the window that is open."""
        return not self._said

    def turn(self, now: float) -> None:
        """Open the window of this time, unless it is open; of the one before a sentence stays."""
        number = int(now // WINDOW)
        if number == self._number:
            return
        counts = Counter(self._said.values() if number == self._number + 1 else ())
        self.sentence = some_say(feeling for feeling, phones in counts.items() if phones >= self._k)
        self._number, self._key, self._said = number, b"", {}

    def say(self, token: str, feeling: Feeling, key: bytes) -> None:
        """Note what a phone feels in the open window, in place of what it has said there before.

        `key` are random bytes: those that come with the first word are the key of the window.
        """
        self._key = self._key or key
        name = hmac.digest(self._key, token.encode(), "sha256")[:_NAME_BYTES]
        if name in self._said or len(self._said) < MOST:
            self._said[name] = feeling


def hears_pace(session: Session) -> bool:
    """Whether phones may say how the pace is: once a desk is there, until the closing."""
    return session.desk_opened and session.stage not in (Stage.LOBBY, Stage.CLOSE, Stage.SEALED)
