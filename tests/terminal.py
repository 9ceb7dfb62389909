"""The program on a real pty, and what a terminal shows of it."""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pexpect
import pyte

from tests.patience import PATIENCE
from workshop.tui.judge import AFTER_A_MOVE

MOVING = ("\r", " ", "\x1b", "\x03", "q", "s", "e", "b")
"""Keys that are not heard right after a change; a key held down comes then as well."""


class Terminal:
    """A running program; `raw` holds every byte that it wrote."""

    def __init__(self, child: pexpect.spawn[Any], columns: int, rows: int) -> None:
        self.child = child
        self.raw = bytearray()
        self._screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self._screen)
        self._answered = False
        self._seen = 0.0

    @property
    def text(self) -> str:
        """What the screen shows, one line a row."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def code_read(self) -> str:
        """What a reader finds in the QR code on the screen; nothing where there is none."""
        import cv2
        import numpy as np

        buffer = self._screen.buffer
        rows: list[list[int]] = []
        for y in range(self._screen.lines):
            halves = [_halves(buffer[y][x]) for x in range(self._screen.columns)]
            rows += [[upper for upper, _ in halves], [lower for _, lower in halves]]
        # Each half of a cell becomes a square of pixels, as it is one in a terminal. This reader misses one
        # code in a hundred at one size and finds it at another; a phone looks from more than one place, too.
        for size in (8, 5, 11):
            image = np.array(rows, np.uint8).repeat(size, axis=0).repeat(size, axis=1)
            if found := cv2.QRCodeDetector().detectAndDecode(image)[0]:
                return found
        return ""

    def resize(self, columns: int, rows: int) -> None:
        """Change the size of the window, as a person does who pulls at its edge."""
        self._screen.resize(rows, columns)
        self._answered = False
        self.child.setwinsize(rows, columns)

    def read(self, seconds: float = 0.05) -> None:
        """Take in what the program writes, for at most some seconds."""
        try:
            part = self.child.read_nonblocking(2**16, timeout=seconds)
        except (pexpect.TIMEOUT, pexpect.EOF):
            return
        self.raw += part
        self._stream.feed(part)

    def until(self, text: str, *, gone: bool = False) -> str:
        """Read until the screen shows a text, or no longer does; returns what it shows then.

        Raises:
            AssertionError: it does not come; the message holds the screen.
        """
        return self.until_so(lambda shown: (text in shown) is not gone, f"{text!r}")

    def until_so(self, so: Callable[[str], bool], what: str) -> str:
        """Read until something is so of the text on the screen."""
        end = time.monotonic() + PATIENCE
        while not so(self.text):
            assert time.monotonic() < end, f"waited for {what}, but the screen shows:\n{self.text}"
            self.read()
        if not self._answered:
            self._answered, self._seen = True, time.monotonic()
        return self.text

    def press(self, *keys: str | bytes) -> None:
        """Send keys, of which the first is sure to be heard, and the others are meant for the same place.

        What one of them leads to is not waited for: where the next key depends on that, `insist`.
        """
        for index, key in enumerate(keys):
            if index == 0 or key in MOVING:
                self.be_heard()
            self.child.send(key)
            self._answered = False

    def rest(self, seconds: float = 0.15) -> None:
        """Read until the program has drawn nothing for a moment, or for a second at most."""
        end = time.monotonic() + 1.0
        before = -1
        while before < len(self.raw) and time.monotonic() < end:
            before = len(self.raw)
            self.read(seconds)

    def lead(self, words: str, then: str) -> str:
        """Press Space when the footer says what it does, and wait for the next footer."""
        self.until(f"Space  {words}")
        return self.insist(" ", f"Space  {then}")

    def close_round(self, voted: str, then: str) -> str:
        """Close the open round when so many have voted, and go on to what the room is told of it."""
        self.until(f"Space  close the vote, {voted}")
        self.insist(" ", "open the vote again")
        return self.insist(" ", f"Space  {then}")

    def insist(self, keys: str | bytes, text: str) -> str:
        """Send keys once, when they are sure to be heard, and wait until the screen shows a text.

        Sending them again would be wrong: they may only be slow.
        """
        self.be_heard()
        assert text not in self.text, f"{text!r} says nothing about {keys!r}, it stands there already"
        self.press(keys)
        return self.until(text)

    def be_heard(self) -> None:
        """Let the last change be seen for a while: a key that moves and comes sooner is taken for a held one.

        Only a key changes so much: what was seen after the last one counts.
        """
        heard = (self._seen if self._answered else time.monotonic()) + AFTER_A_MOVE + 0.05
        while time.monotonic() < heard:
            self.read()

    def ended(self) -> int:
        """Wait for the program's end; returns its exit status, or minus the signal."""
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            assert time.monotonic() < end, f"the program goes on and shows:\n{self.text}"
            self.read()
        self.read()
        self.child.close()
        return self._status()

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        assert self.child.pid is not None
        os.kill(self.child.pid, number)

    def close_window(self) -> int:
        """Take the terminal away and wait for the program's end; returns as `ended` does."""
        pty: Any = self.child  # its types do not know the parts it is made of
        pty.ptyproc.fileobj.close()
        end = time.monotonic() + PATIENCE
        while self.child.isalive():
            assert time.monotonic() < end, "the program goes on without its terminal"
            time.sleep(0.02)
        return self._status()

    def _status(self) -> int:
        if self.child.signalstatus is not None:
            return -int(self.child.signalstatus)
        return int(self.child.exitstatus or 0)


def _halves(cell: pyte.screens.Char) -> tuple[int, int]:
    """How bright the upper and the lower half of a cell are."""
    ink, paper = _brightness(cell.fg, 255), _brightness(cell.bg, 0)
    if cell.reverse:
        ink, paper = paper, ink
    return (ink if cell.data in "█▀" else paper), (ink if cell.data in "█▄" else paper)


def _brightness(colour: str, default: int) -> int:
    return int(colour[:2], 16) if re.fullmatch("[0-9a-f]{6}", colour) else default


def _environ(changes: Mapping[str, str]) -> dict[str, str]:
    """What is around a program in a terminal window; its size is the window's, whatever ours is."""
    ours = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES", "NO_COLOR")}
    return {**ours, "COLORTERM": "truecolor", "TERM": "xterm-256color", "LANG": "C.UTF-8", **changes}


PROGRAM = (sys.executable, "-m", "workshop")


@contextmanager
def workshop(
    *arguments: str | Path,
    cwd: Path,
    columns: int = 120,
    rows: int = 34,
    program: Sequence[str] = PROGRAM,
    environ: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Terminal]:
    """The program with some arguments in a folder; killed at the end if it still runs."""
    child = pexpect.spawn(
        program[0],
        [*program[1:], *map(str, arguments)],
        cwd=str(cwd),
        dimensions=(rows, columns),
        env=_environ(environ),
        preexec_fn=_hear_ctrl_c,
    )
    child.delaybeforesend = None
    try:
        yield Terminal(child, columns, rows)
    finally:
        _end(child)


def _hear_ctrl_c() -> None:
    """As on a terminal of somebody's own: what runs behind a shell's `&` has its Ctrl+C ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


_KILL = 9
"""The signal that nothing can refuse; `signal` has its name only where there is a way to send it."""


def _end(child: pexpect.spawn[Any]) -> None:
    """Kill what still runs, and wait for as long as the system needs; pexpect's own way gives it 0.1 s."""
    if child.isalive():
        child.kill(_KILL)
    end = time.monotonic() + PATIENCE
    while child.isalive():
        assert time.monotonic() < end, "the program cannot be killed"
        time.sleep(0.02)
    child.close()
