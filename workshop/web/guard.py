"""Limits that keep one hostile phone from using up the room; all in memory, forgotten within a minute."""

from __future__ import annotations

import ipaddress
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

WINDOW = 60.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is allowed.

    `newcomers` a minute and address: 300 phones may share one address behind a router, and each may come as
    four (the camera's preview, a private tab, a reload before the cookie is kept). `streams` holds twice the
    5,000 phones that are the design limit. `streams_a_phone` is for forgotten tabs. `connections` is how many
    sockets are open at once, and `share` the part of them that one address may hold: in a room behind one
    router 300 phones need 600 of the 1,000 of a small system, and the rest stays for the others.
    """

    newcomers: int = 1200
    streams: int = 10_000
    streams_a_phone: int = 3
    connections: int = 12_000
    share: float = 0.75


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


class Newcomers:
    """Counts phones that were not seen before, per address, in windows of a minute."""

    def __init__(self, limit: int, clock: Callable[[], float]) -> None:
        self._limit = limit
        self._clock = clock
        self._window = clock()
        self._seen: Counter[str] = Counter()

    def admit(self, address: str | None) -> bool:
        """Whether one more new phone may come from an address."""
        if is_own(address):
            return True
        now = self._clock()
        if now - self._window >= WINDOW:
            self._window = now
            self._seen.clear()
        self._seen[address or ""] += 1
        return self._seen[address or ""] <= self._limit


class Sockets:
    """Counts open connections, per address and together."""

    def __init__(self, most: int, share: float) -> None:
        self._most = most
        self._most_each = max(1, int(most * share))
        self._open: Counter[str] = Counter()
        self._together = 0

    def opened(self, address: str) -> bool:
        """Take notice of a connection; False where it should be closed again at once."""
        self._open[address] += 1
        self._together += 1
        if self._together > self._most:
            return False
        return is_own(address) or self._open[address] <= self._most_each

    def closed(self, address: str) -> None:
        """A connection has ended."""
        self._together -= 1
        self._open[address] -= 1
        if self._open[address] <= 0:
            del self._open[address]


def is_own(address: str | None) -> bool:
    """Whether an address is this laptop's own: simulated phones and tunnels come from there."""
    try:
        return ipaddress.ip_address(address or "").is_loopback
    except ValueError:
        return False
