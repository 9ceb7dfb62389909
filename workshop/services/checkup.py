"""What `workshop doctor` looks at, as findings: good, or wrong with a way to mend it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop.services.limits import EVERYDAY_ROOM, raise_file_limit
from workshop.services.port import port_is_free
from workshop.services.synced import sync_trouble

SMALLEST_TERMINAL = (80, 24)
SIDE_BY_SIDE = 120


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    good: bool
    text: str
    mend: str = ""


def findings(
    port: int, host: str | None, sessions: Path, environ: Mapping[str, str] = os.environ
) -> Iterator[Finding]:
    """Look at the network, the port, the file limit, the sessions folder and the terminal."""
    yield from _network(host)
    yield _port(port)
    yield _files()
    yield _folder(sessions)
    yield from _terminal(environ)


def _network(host: str | None) -> Iterator[Finding]:
    from workshop.web.addresses import candidates

    addresses = candidates()
    chosen = host or addresses[0]
    if chosen.startswith("127."):
        yield Finding(
            False,
            f"Address {chosen}: phones cannot reach this laptop.",
            "Join the room's network, or open a hotspot: workshop doctor --hotspot says how.",
        )
    else:
        yield Finding(True, f"Address {chosen} goes into the QR code.")
    others = [address for address in addresses if address != chosen]
    if others:
        yield Finding(True, f"Also possible: {', '.join(others)} (the a key in the lobby, or --host).")


def _port(port: int) -> Finding:
    if port_is_free(port):
        return Finding(True, f"Port {port} is free.")
    return Finding(
        False, f"Port {port} is in use.", "A session takes the next free one; or choose one with --port."
    )


def _files() -> Finding:
    phones = raise_file_limit()
    if phones >= EVERYDAY_ROOM:
        return Finding(True, f"Files may be opened for {phones} phones.")
    return Finding(False, f"Files may be opened for {phones} phones only.", "Raise it: ulimit -n 4096.")


def _folder(sessions: Path) -> Finding:
    trouble = sync_trouble(sessions)
    if trouble is None:
        return Finding(True, f"The folder {sessions} lies in no cloud folder that is known here.")
    return Finding(False, *trouble)


def _terminal(environ: Mapping[str, str]) -> Iterator[Finding]:
    columns, rows = shutil.get_terminal_size()
    size = f"Terminal {columns} x {rows}"
    if columns < SMALLEST_TERMINAL[0] or rows < SMALLEST_TERMINAL[1]:
        yield Finding(False, f"{size} is too small.", "Enlarge the window or shrink its letters: 80 x 24.")
    elif columns < SIDE_BY_SIDE:
        yield Finding(True, f"{size}: source and output stand one above the other; side by side from 120.")
    else:
        yield Finding(True, f"{size}: source and output stand side by side.")
    if environ.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        yield Finding(True, "Colours: 16 million.")
    else:
        yield Finding(
            False,
            "This terminal does not say that it shows all colours: the program uses 256 of them.",
            "If the code below scans, all is well. Else use another terminal: phones need black and white.",
        )
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        yield Finding(True, "Block characters: ▀▄█ ■□ ●─○ ✓✗ must look solid and sharp here.")
    else:
        yield Finding(
            False, f"Text is shown as {encoding}.", "The screen needs UTF-8: export LC_ALL=C.UTF-8."
        )
