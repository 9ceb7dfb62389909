"""Who may hold a connection open, where there are more who would like to than there is room for."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from workshop.web.networks import OWN

NEWCOMERS = 0.1
"""The part of all places that phones keep which have not been here before."""

A_PHONE = 8
"""Connections that one phone may need: browsers open six, and old ones may not have ended."""

OWN_SHARE = 0.9
"""The part that the laptop's own network may hold over IPv6, where devices cannot be told apart."""


@dataclass(slots=True)
class _Held:
    """Connections, the oldest first."""

    strangers: dict[Hashable, None] = field(default_factory=dict)
    known: dict[Hashable, None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.strangers) + len(self.known)

    def first_to_go(self, most: int) -> Hashable:
        """The oldest that no known phone uses; where newcomers hold no more than their part, the oldest."""
        pool = self.strangers if len(self.strangers) > most * NEWCOMERS else self.known
        return next(iter(pool or self.strangers))

    def drop(self, connection: Hashable) -> None:
        self.strangers.pop(connection, None)
        self.known.pop(connection, None)


class Sockets:
    """Counts open connections, per network and together, and says which is to go for a new one."""

    def __init__(
        self, most: int, share: float, named: Callable[[str], str], is_exempt: Callable[[str], bool]
    ) -> None:
        self._most = most
        self._share = share
        self._named = named
        self._is_exempt = is_exempt
        self._all = _Held()
        self._of: dict[str, _Held] = {}
        self._networks: dict[Hashable, str] = {}
        self._token_of: dict[Hashable, str] = {}
        self._by_token: dict[str, dict[Hashable, None]] = {}

    def opened(self, connection: Hashable, address: str) -> Hashable | None:
        """Take notice of a connection; which is to be closed for it, perhaps itself, or None."""
        network = self._networks[connection] = self._named(address)
        held = self._of.setdefault(network, _Held())
        for pool in (self._all, held):
            pool.strangers[connection] = None
        most_each = max(1, int(self._most * (OWN_SHARE if network == OWN else self._share)))
        goes = None
        if len(held) > most_each and not self._is_exempt(address):
            goes = held.first_to_go(most_each)
        elif len(self._all) > self._most:
            goes = self._all.first_to_go(self._most)
        if goes is not None:
            self.closed(goes)
        return goes

    def known(self, connection: Hashable, token: str) -> None:
        """A phone of the room uses a connection; of too many its oldest counts as a stranger's."""
        if self._token_of.get(connection) == token or connection not in self._networks:
            return
        self._forget_phone(connection)
        self._token_of[connection] = token
        mine = self._by_token.setdefault(token, {})
        mine[connection] = None
        self._move(connection, known=True)
        if len(mine) > A_PHONE:
            oldest = next(iter(mine))
            self._forget_phone(oldest)
            self._move(oldest, known=False)

    def _move(self, connection: Hashable, *, known: bool) -> None:
        for held in (self._all, self._of[self._networks[connection]]):
            held.drop(connection)
            (held.known if known else held.strangers)[connection] = None

    def _forget_phone(self, connection: Hashable) -> None:
        token = self._token_of.pop(connection, None)
        if token is not None:
            mine = self._by_token[token]
            del mine[connection]
            if not mine:
                del self._by_token[token]

    def closed(self, connection: Hashable) -> None:
        """A connection has ended, or is about to."""
        network = self._networks.pop(connection, None)
        if network is None:
            return
        self._forget_phone(connection)
        self._all.drop(connection)
        self._of[network].drop(connection)
        if not len(self._of[network]):
            del self._of[network]
