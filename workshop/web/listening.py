"""Puts a web application on a port of this laptop, and takes it off again."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Mapping

from aiohttp import web

from workshop.web.aiohttp_inside import SILENT, Handler, limit_sockets, pass_by_router
from workshop.web.guard import Limits, Sockets

EVERY_ADDRESS = "0.0.0.0"
IDLE_SECONDS = 60.0
"""A connection that sends no complete request for this long is closed, also the very first time: it is what
stops senders who dribble a byte a minute."""

WAITING_CONNECTIONS = 2048
"""How many phones may knock in the same instant; the usual 128 makes the others wait for seconds."""


class CannotListen(Exception):
    """The endpoint cannot be opened; the message says why and what to do."""


class PortInUse(CannotListen):
    """Another program has the port."""


class Listener:
    """A running web application."""

    def __init__(
        self, app: web.Application, limits: Limits, past_router: Mapping[str, Handler] | None = None
    ) -> None:
        self._app = app
        self._past_router = past_router or {}
        self._limits = limits
        self._runner: web.AppRunner | None = None

    async def start(self, port: int, host: str) -> int:
        """Listen; returns the port, which the system chooses where 0 is asked for.

        Raises:
            PortInUse: another program has the port.
            CannotListen: the host is not ours, or the port is not allowed.
        """
        self._runner = web.AppRunner(
            self._app,
            handle_signals=False,
            access_log=None,
            logger=SILENT,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=2.0,
            auto_decompress=False,
            shutdown_timeout=1.0,
        )
        await self._runner.setup()
        assert self._runner.server is not None
        limit_sockets(self._runner.server, Sockets(self._limits.connections, self._limits.share))
        pass_by_router(self._runner.server, self._past_router)
        try:
            bound = await self._open(self._runner, port, host)
        except OSError as error:
            await self.stop()
            raise _explained(error, port, host) from error
        if host == EVERY_ADDRESS:
            with contextlib.suppress(OSError):  # a laptop without IPv6
                await self._open(self._runner, bound, "::")
        return bound

    async def stop(self) -> None:
        """Stop listening and close what is open, within about a second."""
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    @staticmethod
    async def _open(runner: web.AppRunner, port: int, host: str) -> int:
        site = web.TCPSite(runner, host, port, backlog=WAITING_CONNECTIONS)
        await site.start()
        return int(runner.addresses[-1][1])


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
