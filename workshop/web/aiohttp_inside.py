"""All that reaches behind the public face of aiohttp, with the reason."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping

from aiohttp import hdrs, web

from workshop.web.guard import Sockets

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# aiohttp reports broken requests together with the sender's address, and with no handler set Python would
# print that on the terminal the screen is drawn on. The answer to the phone is all that is needed.
SILENT = logging.getLogger("workshop.web.aiohttp")
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


def limit_sockets(server: web.Server, sockets: Sockets) -> None:
    """Close connections beyond the limits before a byte of them is read.

    aiohttp can limit requests, but an idle connection never becomes one: without this a single device can
    open as many as the system has file descriptors. `Server.connection_made` and `connection_lost` are what
    each new connection calls; they are not documented as hooks, hence this file.
    """
    made, lost = server.connection_made, server.connection_lost
    addresses: dict[int, str] = {}

    def connection_made(handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        peer = transport.get_extra_info("peername")
        addresses[id(handler)] = address = str(peer[0]) if peer else ""
        made(handler, transport)
        if not sockets.opened(address):
            # Not at once: the handler's own task must have begun before it can be ended.
            asyncio.get_running_loop().call_soon(transport.abort)

    def connection_lost(handler: web.RequestHandler, exc: BaseException | None = None) -> None:
        address = addresses.pop(id(handler), None)
        if address is not None:
            sockets.closed(address)
        lost(handler, exc)

    server.connection_made = connection_made  # type: ignore[method-assign]
    server.connection_lost = connection_lost  # type: ignore[method-assign]


def pass_by_router(server: web.Server, handlers: Mapping[str, Handler]) -> None:
    """Give posts to these paths, spelled exactly so, straight to their handlers; such requests have no route.

    The router and the middlewares take a third of the time that a ballot has. `Server.request_handler` is
    what each new connection hands its requests to; it is not documented as a hook, hence this file.
    """
    routed = server.request_handler

    def handle(request: web.Request) -> Awaitable[web.StreamResponse]:
        handler = handlers.get(request.raw_path)
        if handler is None or request.method != hdrs.METH_POST or hdrs.EXPECT in request.headers:
            return routed(request)
        return handler(request)

    server.request_handler = handle  # type: ignore[assignment]
