"""The real screen on a pty, in a process of its own, with a vote open."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect

from workshop.services.desk import desk_address

IN_THE_LOBBY = "begin"
"""What stands in the footer of the lobby: from then on phones are answered."""

MOST_STEPS = 12
"""How often Space is pressed at most before the first vote of the demo must be open."""


@contextmanager
def voting_screen() -> Iterator[tuple[pexpect.spawn[str], str, str]]:
    """A session whose first vote is open: its terminal, the address for phones, the name of the round."""
    with tempfile.TemporaryDirectory() as folder:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "workshop", "demo", "--phones", "0", "--host", "127.0.0.1", "--sessions", folder],
            dimensions=(34, 120),
            encoding="utf-8",
            codec_errors="replace",
            timeout=20,
            env={**os.environ, "COLORTERM": "truecolor", "TERM": "xterm-256color"},
        )
        child.delaybeforesend = None
        try:
            child.expect_exact(IN_THE_LOBBY)
            address = phones_address(Path(folder))
            for _ in range(MOST_STEPS):
                child.send(" ")
                if child.expect_exact(["close the vote", pexpect.TIMEOUT], timeout=1) == 0:
                    break
            settle(child)
            yield child, address, "learn-04/1"
        finally:
            child.terminate(force=True)


def phones_address(sessions: Path) -> str:
    """Where phones find the room of the session that is led from a folder.

    Raises:
        NoSuch: none is led there.
    """
    return desk_address(sessions).partition("/desk/")[0]


def press(child: pexpect.spawn[str], key: str, shown: str) -> float:
    """Press a key; seconds until the screen shows a text."""
    begun = time.perf_counter()
    child.send(key)
    child.expect_exact(shown)
    return time.perf_counter() - begun


def settle(child: pexpect.spawn[str], quiet: float = 0.7) -> None:
    """Read what the screen draws until it has been quiet; longer than a held key is ignored."""
    end = time.monotonic() + quiet
    while time.monotonic() < end:
        try:
            child.read_nonblocking(65536, timeout=0.05)
        except pexpect.TIMEOUT:
            continue
