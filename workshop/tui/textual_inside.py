"""Workarounds for private parts of Textual, each with its reason."""

from __future__ import annotations

import codecs
import sys
from functools import partial
from typing import Any

from rich.color import ColorSystem
from textual.app import App


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
