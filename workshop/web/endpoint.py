"""The endpoint: everything that phones talk to, on one port of this laptop."""

from __future__ import annotations

import time
from collections.abc import Callable

from aiohttp import web

from workshop.room import Change
from workshop.web.audience import PhoneRoom
from workshop.web.guard import Limits, Newcomers, fitting_limits
from workshop.web.listening import EVERY_ADDRESS, CannotListen, Listener, PortInUse
from workshop.web.offer import Offer
from workshop.web.pages import Pages
from workshop.web.phones import Phones
from workshop.web.posted import MOST_BYTES
from workshop.web.presence import Presence
from workshop.web.streams import Streams, Tempo

__all__ = ["CannotListen", "Endpoint", "PortInUse"]


NOBODY = ""
"""The token of a phone that has said nothing: none is so short."""


class Endpoint:
    """Serves one room to its phones, in the running event loop."""

    def __init__(
        self,
        room: PhoneRoom,
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: Limits | None = None,
        tempo: Tempo | None = None,
    ) -> None:
        limits = limits or fitting_limits()
        self._room = room
        self._pages = Pages()
        self._presence = presence = Presence(clock)
        self._streams = Streams(room, presence, limits, tempo or Tempo(), self._page_for_all)
        self._offer = Offer(clock)
        self._phones = Phones(
            room,
            self._pages,
            presence,
            self._streams,
            Newcomers(limits.newcomers, clock),
            self._offer,
        )
        app = web.Application(client_max_size=MOST_BYTES)
        self._phones.add_to(app)
        self._listener = Listener(app, limits, self._phones.past_router())
        self._unsubscribe: Callable[[], None] = lambda: None

    async def start(self, port: int, host: str = EVERY_ADDRESS) -> int:
        """Open the endpoint; returns the port, which the system chooses where 0 is asked for.

        Raises:
            PortInUse: another program has the port.
            CannotListen: the host is not ours, or the port is not allowed.
        """
        bound = await self._listener.start(port, host)
        # First the renderings go, then the phones are told to fetch new ones.
        self._unsubscribe = self._room.subscribe(self._forget_pages)
        self._streams.start()
        return bound

    def offer(self, report: bytes) -> None:
        """Let the phones that are here fetch a page for some minutes."""
        self._offer.make(report, self._presence.tokens())

    async def stop(self) -> None:
        """Close the endpoint: first the streams, so that no phone holds it open."""
        self._unsubscribe()
        await self._streams.stop()
        await self._listener.stop()
        self._unsubscribe = lambda: None

    def _page_for_all(self, count: str) -> str:
        return self._pages.for_all(self._room.phone(NOBODY), count)

    def _forget_pages(self, change: Change) -> None:
        if Change.STAGE in change:
            self._pages.forget()
