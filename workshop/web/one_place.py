"""Notices when many tokens come from one place and no page is open for them: one device may vote many times.

A phone of a person has its page open, and with it a stream. Who fetches tokens to vote with has no reason to.
Where a token came from is kept as a number that means nothing outside this program, and for minutes only.
"""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Callable

from workshop.web.presence import MOST, STAYS

MANY = 10
"""Tokens without an open page from one place that are worth a word, or one in `TO_ONE` of the open pages."""
TO_ONE = 20

GRACE = 10.0
"""Seconds in which a phone may open its page; those of a person need one."""


class OnePlace:
    """Which tokens came back and never opened a stream, by the place they come from; in memory only."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._silent: OrderedDict[str, tuple[int, float, float]] = OrderedDict()
        """Token to its place, and when it was heard first and last; the longest silent first."""
        self._listened: OrderedDict[str, None] = OrderedDict()

    def note(self, token: str, address: str | None) -> None:
        """A token came back from somewhere."""
        if token in self._listened:
            self._listened.move_to_end(token)
            return
        now = self._clock()
        # Python's hash of a text is another one each time a program starts.
        place, first, _ = self._silent.get(token, (hash(address), now, now))
        self._silent[token] = place, first, now
        self._silent.move_to_end(token)
        if len(self._silent) > MOST:
            self._silent.popitem(last=False)

    def opened(self, token: str) -> None:
        """A page was opened with a token."""
        self._silent.pop(token, None)
        self._listened[token] = None
        if len(self._listened) > MOST:
            self._listened.popitem(last=False)

    def words(self, pages: int) -> str:
        """What the facilitator should know while so many pages are open; empty where there is nothing."""
        now = self._clock()
        while self._silent and now - next(iter(self._silent.values()))[2] >= STAYS:
            self._silent.popitem(last=False)
        places = Counter(place for place, first, _ in self._silent.values() if now - first >= GRACE)
        most = max(places.values(), default=0)
        if most < max(MANY, pages // TO_ONE):
            return ""
        return (
            f"Many phones come from one device or network: {most} have no page open. "
            "Compare with the heads in the room."
        )
