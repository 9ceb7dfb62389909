"""Workarounds for private parts of Textual, each with its reason."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterable
from functools import partial
from typing import Any

from rich.color import ColorSystem
from textual._xterm_parser import BRACKETED_PASTE_END, BRACKETED_PASTE_START, XTermParser
from textual.app import App
from textual.message import Message

_ESC = "\x1b"


def stand_any_terminal() -> None:
    """Do all that keeps a program alive and its keys right, whatever its terminal sends or does."""
    outlive_the_terminal()
    read_any_bytes()
    paste_no_keys()


def outlive_the_terminal() -> None:
    """Let the program end properly after its terminal has gone.

    Textual writes through a thread with a bounded queue. When the terminal is closed the thread dies of
    the first write, the queue fills up, and the next write blocks the event loop for ever: the process
    would stay, with its port and its journal. This thread throws away what nobody can see any more.
    """
    if sys.platform == "win32":
        return
    from textual.drivers._writer_thread import WriterThread

    class PatientWriter(WriterThread):
        """A writer that goes on taking texts when they cannot be written."""

        def run(self) -> None:
            try:
                super().run()
            except OSError:
                while self._queue.get() is not None:
                    pass

    _linux_driver().WriterThread = PatientWriter


def read_any_bytes() -> None:
    """Let bytes that are no UTF-8 be read as a sign for what cannot be read.

    Textual's thread for the keyboard raises at such a byte, and the program ends with a traceback: a pasted
    half of a character, or one key of a terminal with another encoding, would end a session.
    """
    if sys.platform == "win32":
        return

    def decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), "replace")

    _linux_driver().getincrementaldecoder = decoder


class Pastes:
    """Takes the escape character out of pasted texts, as they arrive in parts of any size."""

    def __init__(self) -> None:
        self._is_inside = False
        self._last = ""
        """Outside: what has gone by and may begin a paste. Inside: what is held back and may end it."""

    def plain(self, part: str) -> str:
        """What arrived. Only what may end a text waits for the rest of its mark; a key never does."""
        plain = ""
        while part:
            done, part = self._inside(part) if self._is_inside else self._outside(part)
            plain += done
        return plain

    def _outside(self, part: str) -> tuple[str, str]:
        """All of it up to the beginning of a text, and the rest."""
        seen = self._last + part
        at = seen.find(BRACKETED_PASTE_START)
        if at < 0:
            self._last = seen[1 - len(BRACKETED_PASTE_START) :]
            return part, ""
        begun = at + len(BRACKETED_PASTE_START) - len(self._last)
        self._is_inside, self._last = True, ""
        return part[:begun], part[begun:]

    def _inside(self, part: str) -> tuple[str, str]:
        """The text up to its end, and the rest; what may be half of its end waits for the other half."""
        text, end, rest = (self._last + part).partition(BRACKETED_PASTE_END)
        self._is_inside, self._last = not end, ""
        if not end:
            half = next(
                (
                    n
                    for n in range(len(BRACKETED_PASTE_END) - 1, 0, -1)
                    if text.endswith(BRACKETED_PASTE_END[:n])
                ),
                0,
            )
            text, self._last = text[: len(text) - half], text[len(text) - half :]
        return text.replace(_ESC, "") + end, rest


class PasteParser(XTermParser):
    """Reads keys and pasted texts, and never takes one for the other."""

    def __init__(self, debug: bool = False) -> None:
        self._pastes = Pastes()
        super().__init__(debug)

    def feed(self, data: str) -> Iterable[Message]:
        """Read what arrived; nothing at all is the end."""
        plain = self._pastes.plain(data)
        return super().feed(plain) if plain or not data else ()


def paste_no_keys() -> None:
    """Let a pasted text be text, whatever is in it.

    Textual's parser looks for keys inside a pasted text as well: what follows an escape character there is
    pressed instead of pasted. Such a text lost its letters, and what it held could press Enter.
    """
    _driver().XTermParser = PasteParser


def _driver() -> Any:
    """The module that reads the keyboard on this system."""
    if sys.platform == "win32":
        from textual.drivers import win32

        return win32
    return _linux_driver()


def _linux_driver() -> Any:
    """The module that draws on every system but Windows, where it cannot be imported."""
    from textual.drivers import linux_driver

    return linux_driver


def never_sixteen_colours(app: App[Any]) -> None:
    """Draw in 256 colours where a terminal does not say that it knows more than sixteen.

    The sixteen are what a person's palette says: black may be beige, white may be blue, and no camera reads
    such a QR code. Nearly every terminal that is called `xterm` or `screen` knows 256, and those are fixed.
    """
    console: Any = app.console
    if console._color_system is ColorSystem.STANDARD:
        console._color_system = ColorSystem.EIGHT_BIT
