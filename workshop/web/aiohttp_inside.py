"""All that reaches behind the public face of aiohttp, with the reason."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from aiohttp import HttpVersion10, HttpVersion11, hdrs, web
from aiohttp.http import RawRequestMessage
from yarl import URL

from workshop.web.security import HEADERS
from workshop.web.sockets import Sockets

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Look = Callable[[web.Request], web.StreamResponse | None]
"""Looks at a request before anybody else does; what it returns is the answer, None lets it through."""

NO_PATH = "*"
"""The path of a request that is none for us: one for a proxy, or about the whole server."""

# aiohttp reports broken requests together with the sender's address, and with no handler set Python would
# print that on the terminal the screen is drawn on. The answer to the phone is all that is needed.
SILENT = logging.getLogger("workshop.web.aiohttp")
SILENT.addHandler(logging.NullHandler())
SILENT.propagate = False


class _Handler(web.RequestHandler):
    """A connection. What the library says by itself holds its version and pieces of what was sent."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Answer what could not be read, or went wrong where no answer of ours is left."""
        super().handle_error(request, status, exc, message)  # which raises where an answer has begun
        return no_sense(status)


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Handler(self, loop=self._loop, **self._kwargs)


def no_sense(status: int = 400) -> web.Response:
    """The answer to what no browser sends; the connection is closed."""
    answer = web.Response(status=status, text=f"{status}: this cannot be answered.\n", headers=HEADERS)
    answer.force_close()
    return answer


def say_nothing_else(server: web.Server) -> None:
    """Let errors of the library be said in our words.

    It makes its connections of `RequestHandler`, whatever one would like them to be made of, hence this file.
    """
    server.__class__ = _Server


class Connections:
    """The open connections, and which of them has been waiting to be rid of an answer since when."""

    def __init__(self, sockets: Sockets) -> None:
        self.sockets = sockets
        self._open: dict[int, asyncio.Transport] = {}
        self._stuck: dict[int, float] = {}

    def add(self, key: int, transport: asyncio.Transport) -> None:
        """A connection has been opened; perhaps it, or another, is closed for it."""
        peer = transport.get_extra_info("peername")
        self._open[key] = transport
        goes = self.sockets.opened(key, str(peer[0]) if peer else "")
        if goes in self._open:
            # Not at once: the handler's own task must have begun before it can be ended.
            asyncio.get_running_loop().call_soon(self._open[goes].abort)

    def remove(self, key: int) -> None:
        """A connection has ended."""
        self.sockets.closed(key)
        self._open.pop(key, None)
        self._stuck.pop(key, None)

    def cut_stuck(self, now: float, patience: float) -> None:
        """Close what has been holding an answer that nobody takes for so many seconds."""
        for key, transport in list(self._open.items()):
            if not transport.get_write_buffer_size():
                self._stuck.pop(key, None)
            elif now - self._stuck.setdefault(key, now) >= patience:
                transport.abort()


def watch_connections(server: web.Server, connections: Connections) -> None:
    """Tell of each connection before a byte of it is read, and when it ends.

    aiohttp can limit requests, but an idle connection never becomes one: without this a single device can
    open as many as the system has file descriptors. `Server.connection_made` and `connection_lost` are what
    each new connection calls; they are not documented as hooks, hence this file.
    """
    made, lost = server.connection_made, server.connection_lost

    def connection_made(handler: web.RequestHandler, transport: asyncio.Transport) -> None:
        made(handler, transport)
        connections.add(id(handler), transport)

    def connection_lost(handler: web.RequestHandler, exc: BaseException | None = None) -> None:
        connections.remove(id(handler))
        lost(handler, exc)

    server.connection_made = connection_made  # type: ignore[method-assign]
    server.connection_lost = connection_lost  # type: ignore[method-assign]


def connection_of(request: web.BaseRequest) -> int:
    """The key of the connection that a request came by."""
    return id(request.protocol)


def look_first(server: web.Server, look: Look, past_router: Mapping[str, Handler]) -> None:
    """Let each request be looked at before the router sees it; posts to some paths never meet the router.

    The router and the middlewares take a third of the time that a ballot has, and more than it takes to
    refuse one. The paths are spelled exactly so; such requests have no route. `Server.request_handler` is
    what each new connection hands its requests to, and `request_factory` what makes them; they are not
    documented as hooks, hence this file.
    """
    routed, make = server.request_handler, server.request_factory

    def handle(request: web.Request) -> Awaitable[web.StreamResponse]:
        refusal = look(request)
        if refusal is not None:
            return _just(refusal)
        handler = past_router.get(request.raw_path)
        if handler is None or request.method != hdrs.METH_POST or hdrs.EXPECT in request.headers:
            return routed(request)
        return handler(request)

    def make_request(message: RawRequestMessage, *others: Any) -> web.BaseRequest:
        if not message.path.startswith("/") or message.version not in (HttpVersion10, HttpVersion11):
            # For a proxy, or in a language of which only the first line is known. The host of a proxy's is
            # taken apart while the request is made, and one that cannot be would end the connection without a
            # word.
            message = message._replace(path=NO_PATH, url=URL("/"), version=HttpVersion11)
        return make(message, *others)

    server.request_handler = handle  # type: ignore[assignment]
    server.request_factory = make_request


async def _just(answer: web.StreamResponse) -> web.StreamResponse:
    return answer
