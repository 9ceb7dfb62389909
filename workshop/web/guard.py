"""Limits that keep one hostile phone from using up the room; all in memory, forgotten within minutes."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass

from workshop.web.buckets import Buckets
from workshop.web.networks import OWN, is_own


@dataclass(frozen=True, slots=True)
class Pace:
    """So much a second, and so much at once."""

    rate: float
    burst: float


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is allowed.

    `phone` is for what one phone asks with its cookie. The others are for an address: 300 phones may share
    one behind a router, and each may come as four (the camera's preview, a private tab, a reload before the
    cookie is kept). `strangers` is for requests without the cookie of a phone that was here, `lucky` for what
    is heard of them past that, `arrivals` for phones whose cookie comes back for the first time, `late` for
    those among them that were given it a while ago, `mistakes` for codes and paths that lead nowhere,
    `listeners` for streams that are opened.

    `streams` holds twice the 5,000 phones that are the design limit. `streams_a_phone` is for forgotten tabs.
    `connections` is how many sockets are open at once, and `share` the part of them that one address may
    hold: in a room behind one router 300 phones need 600 of the 1,000 of a small system, and the rest stays
    for the others.
    """

    phone: Pace = Pace(5, 10)
    strangers: Pace = Pace(20, 1200)
    lucky: Pace = Pace(100, 200)
    arrivals: Pace = Pace(20, 1200)
    late: Pace = Pace(5, 300)
    mistakes: Pace = Pace(5, 300)
    listeners: Pace = Pace(100, 1200)
    streams: int = 10_000
    streams_a_phone: int = 3
    connections: int = 12_000
    share: float = 0.75


LATE = 10.0
"""Seconds after which a phone that was given its cookie comes late: what means harm is in a hurry."""

LUCK = 1 / 12
"""The chance of being heard where an address is past its limit: so who comes seldom gets in behind the same
router as who comes a thousand times a second, and a code that is right is not told from a wrong one."""

TOLD = 30.0
"""Seconds for which the facilitator is told that newcomers of some place had to wait."""

MANY_AS_ONE = 1 / 5
"""What a request counts where a whole network shares one name."""

OWN_FILES = 100
"""File descriptors that the program needs for itself: the journal, plans, the terminal."""


def fitting_limits() -> Limits:
    """The limits for this system: no more connections than it lets the program open."""
    if sys.platform == "win32":
        return Limits()
    import resource

    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return Limits()
    return Limits(connections=max(1, min(Limits().connections, files - OWN_FILES)))


class Guard:
    """Says of each request whether it is heard. Addresses come as the names that `networks` gives them."""

    def __init__(
        self,
        limits: Limits,
        clock: Callable[[], float],
        *,
        simulated: bool = False,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._simulated = simulated
        self._chance = chance
        self._clock = clock
        self._last_refusal = float("-inf")

        def buckets(pace: Pace) -> Buckets:
            return Buckets(pace.rate, pace.burst, clock)

        self._phones = buckets(limits.phone)
        self._strangers = buckets(limits.strangers)
        self._lucky = buckets(limits.lucky)
        self._arrivals = buckets(limits.arrivals)
        self._late = buckets(limits.late)
        self._mistakes = buckets(limits.mistakes)
        self._listeners = buckets(limits.listeners)

    def is_exempt(self, address: str) -> bool:
        """Whether nothing is counted: simulated phones are many and fast, and come from this laptop."""
        return self._simulated and is_own(address)

    def hears_phone(self, token: str) -> bool:
        """Whether a phone that was here before is heard."""
        return self._phones.take(token)

    def hears_stranger(self, address: str) -> bool:
        """Whether a request without the cookie of such a phone is heard."""
        amount = _amount(address)
        if self._mistakes.holds(address, amount) and self._strangers.take(address, amount):
            return True
        self._last_refusal = self._clock()
        return self._chance() < LUCK and self._lucky.take(address, amount)

    def note_mistake(self, address: str) -> None:
        """A stranger asked for something that is not there."""
        self._mistakes.take(address, _amount(address))

    def may_arrive(self, address: str, waited: float | None) -> bool:
        """Whether one more phone counts as here; `waited` since it was given its cookie, None if long ago."""
        amount = _amount(address)
        if self._arrivals.take(address, amount):
            return True
        self._last_refusal = self._clock()
        return (waited is None or waited >= LATE) and self._late.take(address, amount)

    def words(self) -> str:
        """What the facilitator should know; empty where nobody has had to wait of late."""
        if self._clock() - self._last_refusal >= TOLD:
            return ""
        return (
            "One device or network asks very often: new phones from there wait, and try again by themselves."
        )

    def may_listen(self, address: str) -> bool:
        """Whether one more stream may be opened."""
        return self._listeners.take(address, _amount(address))


def _amount(address: str) -> float:
    return MANY_AS_ONE if address == OWN else 1.0
