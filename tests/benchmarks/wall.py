"""The wall of a hall: the real program on a pty, read frame by frame with the time of each."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pexpect
import psutil
import pyte

from tests.benchmarks.screen import IN_THE_LOBBY, phones_address

AGENDA = Path(__file__).with_name("hall.toml")
COLUMNS, ROWS = 120, 34
LARGE = 1200
"""Bytes of a frame that draws a panel; a clock, a count or a footer takes fewer."""

OTHER_LAYOUT = 4
"""Rows in which two pictures differ that are not laid out alike: a clock and a count need fewer."""

_ASKS = b"\x1b[?2026$p"
_YES = b"\x1b[?2026;1$y"
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
_PROGRAM = (
    "import sys, pathlib; from workshop.cli.demo import play; "
    "play(sys.argv[1], phones=0, sessions=pathlib.Path(sys.argv[2]), host='127.0.0.1')"
)


class Wall:
    """A running wall. What it draws comes in frames, because this terminal says that it knows them."""

    def __init__(self, child: pexpect.spawn[Any]) -> None:
        self.process = psutil.Process(child.pid)
        self.frames: list[tuple[float, bytes]] = []
        self._fd = child.child_fd
        self._got = b""
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._last = time.monotonic()
        asyncio.get_running_loop().add_reader(self._fd, self._read)

    def _read(self) -> None:
        try:
            part = os.read(self._fd, 2**16)
        except OSError:
            asyncio.get_running_loop().remove_reader(self._fd)
            return
        self._last = time.monotonic()
        if _ASKS in part:
            os.write(self._fd, _YES)
        self._got += part
        while _END in self._got:
            frame, _, self._got = self._got.partition(_END)
            self.frames.append((self._last, frame.rpartition(_BEGIN)[2]))

    async def rest(self, quiet: float = 0.8, most: float = 20.0) -> None:
        """Wait until nothing large was drawn for a while; longer than a key is ignored after a move."""
        begun = time.monotonic()
        while time.monotonic() - begun < most:
            large = [at for at, frame in self.frames if len(frame) >= LARGE]
            if time.monotonic() - max([begun, *large]) >= quiet:
                return
            await asyncio.sleep(0.02)

    def press(self, key: bytes) -> float:
        """Press a key; the time of it. What was drawn before is taken in and forgotten."""
        self.take_in()
        os.write(self._fd, key)
        return time.monotonic()

    def take_in(self) -> int:
        """Draw the frames that came; how many different layouts they show."""
        layouts = 0
        for _, frame in self.frames:
            before = list(self._screen.display)
            self._stream.feed(frame)
            changed = sum(a != b for a, b in zip(before, self._screen.display, strict=True))
            layouts += len(frame) >= LARGE and changed >= OTHER_LAYOUT
        self.frames.clear()
        return layouts

    def first_large(self) -> float | None:
        """When the first large frame since the key had come."""
        return next((at for at, frame in self.frames if len(frame) >= LARGE), None)

    @property
    def text(self) -> str:
        """What the screen shows."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    @property
    def worked(self) -> float:
        """Seconds of processor time the program has taken."""
        times = self.process.cpu_times()
        return times.user + times.system


@asynccontextmanager
async def wall() -> AsyncIterator[tuple[Wall, str]]:
    """The lobby of a hall, and the address of its page."""
    with tempfile.TemporaryDirectory() as folder:
        child = pexpect.spawn(
            sys.executable,
            ["-c", _PROGRAM, str(AGENDA), folder],
            dimensions=(ROWS, COLUMNS),
            timeout=20,
            # Bars that grow are no layouts.
            env={
                **os.environ,
                "COLORTERM": "truecolor",
                "TERM": "xterm-256color",
                "TEXTUAL_ANIMATIONS": "none",
            },
        )
        try:
            shown = Wall(child)
            async with asyncio.timeout(30):
                while IN_THE_LOBBY not in shown.text:
                    await asyncio.sleep(0.05)
                    shown.take_in()
            await shown.rest()
            yield shown, phones_address(Path(folder))
        finally:
            with contextlib.suppress(Exception):
                asyncio.get_running_loop().remove_reader(child.child_fd)
            child.terminate(force=True)
