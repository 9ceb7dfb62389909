"""The port that phones come in by: the one that was asked for, or the first free one of the usual range."""

from __future__ import annotations

import socket
from collections.abc import Sequence

from workshop.ports import BackstageError

FIRST_PORT, LAST_PORT = 8080, 8099


def opened_at(hosts: Sequence[str], wanted: int | None) -> list[socket.socket]:
    """Open it at some of this laptop's addresses.

    Raises:
        BackstageError: it cannot be opened, or none is free.
    """
    # Not at the top: the web server takes longer to import than the home screen to draw.
    from workshop.web.listening import CannotListen, PortInUse, listen

    for port in [wanted] if wanted is not None else range(FIRST_PORT, LAST_PORT + 1):
        try:
            return listen(port, hosts)
        except PortInUse as error:
            if wanted is not None:
                raise BackstageError(str(error)) from error
        except CannotListen as error:
            raise BackstageError(str(error)) from error
    raise _none_free()


def first_free_port() -> int:
    """The first free port of the usual range.

    Raises:
        BackstageError: none is free.
    """
    for port in range(FIRST_PORT, LAST_PORT + 1):
        if port_is_free(port):
            return port
    raise _none_free()


def port_is_free(port: int) -> bool:
    """Whether this machine can listen on a port now."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        # As the endpoint listens: a port whose last connections are still closing can be used.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("0.0.0.0", port))
        except OSError:
            return False
    return True


def _none_free() -> BackstageError:
    return BackstageError(f"No port from {FIRST_PORT} to {LAST_PORT} is free. Choose one with --port.")
