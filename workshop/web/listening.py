"""Puts a web application on a port of this laptop, and takes it off again."""

from __future__ import annotations

import asyncio
import errno
import socket
from collections.abc import Iterable, Mapping, Sequence

from aiohttp import web

from workshop.web.addresses import is_of_this_machine
from workshop.web.aiohttp_inside import (
    SILENT,
    Connections,
    Handler,
    Look,
    look_first,
    say_nothing_else,
    watch_connections,
)
from workshop.web.sockets import Sockets

EVERY_ADDRESS, EVERY_IPV6, LOOPBACK = "0.0.0.0", "::", "127.0.0.1"
IDLE_SECONDS = 60.0
"""A connection that sends no complete request for this long is closed, also the very first time: it is what
stops senders who dribble a byte a minute."""

TAKEN_SECONDS, SWEEP_SECONDS = 30.0, 5.0
"""An answer that has not been taken for so long is given up, and how often that is looked at. A phone that
comes through the worst of networks takes one in a second or two."""

WAITING_CONNECTIONS = 2048
"""How many phones may knock in the same instant; the usual 128 makes the others wait for seconds."""


class CannotListen(Exception):
    """The endpoint cannot be opened; the message says why and what to do."""


class PortInUse(CannotListen):
    """Another program has the port."""


def listen(port: int, hosts: Sequence[str]) -> list[socket.socket]:
    """Open a port at some of this laptop's addresses, the same port at each; 0 lets the system choose it.

    Raises:
        PortInUse: another program has the port.
        CannotListen: a host is not ours, or the port is not allowed.
    """
    opened: list[socket.socket] = []
    for host in hosts:
        try:
            opened.append(_opened(port, host))
        except OSError as error:
            if host == EVERY_IPV6 and opened:
                continue  # a laptop without IPv6
            close_all(opened)
            raise _explained(error, port, host) from error
        port = port_of(opened)
    return opened


def hosts_for(shown: str, *, named: bool, simulated: bool = False) -> tuple[str, ...]:
    """Where to listen so that phones reach the address that is shown.

    Where it was named by hand and is one of this laptop's, there and nowhere else; simulated phones come by
    the loopback. A name, or an address of somebody else, leads here by ways that only the facilitator knows,
    a tunnel that ends at the loopback among them: then everywhere. Over IPv6 only if the address is one:
    every phone has addresses there by itself, and makes up more.
    """
    if named and shown.lower() == "localhost":
        return (LOOPBACK,)
    if named and is_of_this_machine(shown):
        return (shown, LOOPBACK) if simulated and shown != LOOPBACK else (shown,)
    return (EVERY_ADDRESS, EVERY_IPV6) if ":" in shown else (EVERY_ADDRESS,)


def port_of(opened: Sequence[socket.socket]) -> int:
    """The port of what `listen` opened."""
    return int(opened[0].getsockname()[1])


def own_address(opened: Sequence[socket.socket]) -> str:
    """Where this laptop itself reaches what `listen` opened: over the loopback, where that is served."""
    hosts = [str(listening.getsockname()[0]) for listening in opened]
    host = LOOPBACK if {EVERY_ADDRESS, LOOPBACK} & set(hosts) else hosts[0]
    return f"http://{f'[{host}]' if ':' in host else host}:{port_of(opened)}"


def close_all(opened: Iterable[socket.socket]) -> None:
    """Give a port back that was opened for nothing."""
    for listening in opened:
        listening.close()


def _opened(port: int, host: str) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family, backlog=WAITING_CONNECTIONS)


class Listener:
    """A running web application."""

    def __init__(
        self,
        app: web.Application,
        sockets: Sockets,
        look: Look = lambda request: None,
        past_router: Mapping[str, Handler] | None = None,
    ) -> None:
        self._app = app
        self._connections = Connections(sockets)
        self._look = look
        self._past_router = past_router or {}
        self._runner: web.AppRunner | None = None
        self._sweeper: asyncio.Task[None] | None = None

    async def start(self, opened: Sequence[socket.socket]) -> None:
        """Serve what `listen` opened."""
        self._runner = runner = web.AppRunner(
            self._app,
            handle_signals=False,
            access_log=None,
            logger=SILENT,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=2.0,
            auto_decompress=False,
            shutdown_timeout=1.0,
        )
        await runner.setup()
        assert runner.server is not None
        say_nothing_else(runner.server)
        watch_connections(runner.server, self._connections)
        look_first(runner.server, self._look, self._past_router)
        await self.also(opened)
        self._sweeper = asyncio.create_task(self._sweep())

    async def also(self, opened: Sequence[socket.socket]) -> None:
        """Serve more of what `listen` opened."""
        assert self._runner is not None
        for listening in opened:
            await web.SockSite(self._runner, listening, backlog=WAITING_CONNECTIONS).start()

    async def stop(self) -> None:
        """Stop listening and close what is open, within about a second."""
        if self._sweeper is not None:
            self._sweeper.cancel()
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(SWEEP_SECONDS)
            self._connections.cut_stuck(asyncio.get_running_loop().time(), TAKEN_SECONDS)


def _explained(error: OSError, port: int, host: str) -> CannotListen:
    if error.errno == errno.EADDRINUSE:
        return PortInUse(f"Port {port} is in use by another program. Choose another one with --port.")
    if error.errno == errno.EACCES:
        return CannotListen(f"Port {port} is reserved for the system. Choose one above 1024 with --port.")
    if error.errno == errno.EADDRNOTAVAIL:
        return CannotListen(
            f"{host} is not an address of this laptop. Leave out --host, or take one of its own."
        )
    return CannotListen(f"Port {port} on {host} cannot be opened: {error.strerror or error}.")
