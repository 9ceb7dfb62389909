"""The endpoint: everything that phones talk to, on one port of this laptop."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import Callable, Sequence

from aiohttp import web

from workshop.ports import CaseFiles, LaptopRoom, Reports, TextsToCome
from workshop.room import News
from workshop.web.desk import Desk
from workshop.web.guard import Guard, Limits, fitting_limits
from workshop.web.houses import is_number
from workshop.web.listening import (
    EVERY_ADDRESS,
    EVERY_IPV6,
    CannotListen,
    Listener,
    PortInUse,
    listen,
    port_of,
)
from workshop.web.networks import namer, own_sites
from workshop.web.offer import Offer
from workshop.web.one_place import OnePlace
from workshop.web.pages import Pages
from workshop.web.phones import Phones
from workshop.web.posted import MOST_BYTES
from workshop.web.presence import Presence
from workshop.web.sockets import Sockets
from workshop.web.streams import Streams, Tempo
from workshop.web.wall import Wall, WallPage

__all__ = ["CannotListen", "Endpoint", "PortInUse"]


class Endpoint:
    """Serves one room to its phones and to the facilitator's desk, in the running event loop."""

    def __init__(
        self,
        room: LaptopRoom,
        *,
        clock: Callable[[], float] = time.monotonic,
        limits: Limits | None = None,
        tempo: Tempo | None = None,
        simulated: bool = False,
        texts: TextsToCome | None = None,
        reports: Reports | None = None,
        cases: CaseFiles | None = None,
    ) -> None:
        limits = limits or fitting_limits()
        named = namer(own_sites())
        guard = Guard(limits, clock, simulated=simulated)
        sockets = Sockets(limits.connections, limits.share, named, guard.is_exempt)
        self._room = room
        self._pages = pages = Pages()
        self._presence = presence = Presence(clock)
        one_place = OnePlace(clock)
        tempo = tempo or Tempo()
        self._wall = wall = WallPage(room.view)
        self._streams = streams = Streams(
            room, presence, one_place, guard, limits, tempo, self._page_for_all, wall.shown
        )
        self._desk = desk = Desk(room, sockets, tempo, texts, reports, cases)
        self._offer = offer = Offer(clock)
        self._phones = Phones(room, pages, presence, one_place, streams, guard, sockets, named, offer, desk)
        app = web.Application(client_max_size=MOST_BYTES)
        self._phones.add_to(app)
        Wall(room, wall, streams, guard, named).add_to(app)
        self._listener = Listener(app, sockets, self._phones.look, self._phones.past_router())
        self._port = 0
        self._reached: set[str] = set()
        self._more: set[asyncio.Task[None]] = set()
        self._unsubscribe: Callable[[], None] = lambda: None

    async def start(self, port: int, host: str = EVERY_ADDRESS) -> int:
        """Open a port and serve it; returns the port, which the system chooses where 0 is asked for.

        Raises:
            PortInUse: another program has the port.
            CannotListen: the host is not ours, or the port is not allowed.
        """
        opened = listen(port, [host])
        await self.serve(opened)
        return port_of(opened)

    async def serve(self, opened: Sequence[socket.socket]) -> None:
        """Serve what `listen` opened."""
        self._port = port_of(opened)
        self._reached = {listening.getsockname()[0] for listening in opened}
        await self._listener.start(opened)
        # First the renderings go, then the phones are told to fetch new ones.
        self._unsubscribe = self._room.subscribe(self._follow)
        self._streams.start()
        self._desk.streams.start()

    def offer(self, report: bytes) -> None:
        """Let the phones that are here fetch a page for some minutes."""
        self._offer.make(report, self._presence.tokens())

    @property
    def offers(self) -> bool:
        """Whether phones can fetch it now."""
        return self._offer.stands

    async def stop(self) -> None:
        """Close the endpoint: first the streams, so that no phone holds it open."""
        self._unsubscribe()
        await self._streams.stop()
        await self._desk.streams.stop()
        await self._listener.stop()
        self._unsubscribe = lambda: None

    def _page_for_all(self, count: str) -> str:
        """What goes to all phones with the news; nothing where groups have pages of their own."""
        page = self._room.page()
        return self._pages.for_all(page, count) if not page.is_parted else ""

    def _follow(self, change: News) -> None:
        if News.STAGE in change:
            self._pages.forget()
            self._wall.forget()
            host = self._room.view().setup.host
            self._phones.show(host)
            self._reach(host)

    def _reach(self, host: str) -> None:
        """Listen where the address leads that is shown now, if it is another one of this laptop's."""
        every = EVERY_IPV6 if ":" in host else EVERY_ADDRESS
        if every in self._reached or host in self._reached or not is_number(host):
            return
        self._reached.add(host)
        # Another network's address, such as a router's that hands on to this laptop, needs nothing here.
        with contextlib.suppress(CannotListen):
            task = asyncio.create_task(self._listener.also(listen(self._port, [host])))
            self._more.add(task)
            task.add_done_callback(self._more.discard)
