"""A page that only says "It works": tries a laptop and a phone before anybody is in the room."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from aiohttp import web

from workshop.web.guard import Limits
from workshop.web.listening import EVERY_ADDRESS, Listener, listen, port_of
from workshop.web.networks import namer
from workshop.web.pages import Pages
from workshop.web.security import HEADERS
from workshop.web.sockets import Sockets


class TestPage:
    """A running connection test; `port` is where it listens."""

    __test__ = False  # pytest takes every class of this name for one of its own

    def __init__(self, listener: Listener, port: int) -> None:
        self.port = port
        self._listener = listener

    async def stop(self) -> None:
        """End the test."""
        await self._listener.stop()


async def serve_test_page(
    port: int, on_arrival: Callable[[], None], *, hosts: Sequence[str] = (EVERY_ADDRESS,)
) -> TestPage:
    """Serve one page under every path and call `on_arrival` for each phone that opens it.

    Raises:
        PortInUse, CannotListen: the port cannot be opened.
    """
    pages = Pages()
    body = pages.arrived().plain
    headers = {
        **HEADERS,
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": pages.policy,
    }

    async def arrive(request: web.Request) -> web.Response:
        if request.path == "/favicon.ico":
            return web.Response(status=204, headers=HEADERS)
        on_arrival()
        return web.Response(body=body, headers=headers)

    app = web.Application()
    app.router.add_get("/{anything:.*}", arrive)
    limits = Limits()
    opened = listen(port, hosts)
    listener = Listener(app, Sockets(limits.connections, limits.share, namer(()), lambda address: False))
    await listener.start(opened)
    return TestPage(listener, port_of(opened))
