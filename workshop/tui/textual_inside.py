"""Workarounds for private parts of Textual, each with its reason."""

from __future__ import annotations

import codecs
import sys
from functools import partial


def outlive_the_terminal() -> None:
    """Let the program end properly after its terminal has gone.

    Textual writes through a thread with a bounded queue. When the terminal is closed the thread dies of
    the first write, the queue fills up, and the next write blocks the event loop for ever: the process
    would stay, with its port and its journal. This thread throws away what nobody can see any more.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver
    from textual.drivers._writer_thread import WriterThread

    class PatientWriter(WriterThread):
        """A writer that goes on taking texts when they cannot be written."""

        def run(self) -> None:
            try:
                super().run()
            except OSError:
                while self._queue.get() is not None:
                    pass

    linux_driver.WriterThread = PatientWriter  # type: ignore[attr-defined]


def read_any_bytes() -> None:
    """Let bytes that are no UTF-8 be read as a sign for what cannot be read.

    Textual's thread for the keyboard raises at such a byte, and the program ends with a traceback: a pasted
    half of a character, or one key of a terminal with another encoding, would end a session.
    """
    if sys.platform == "win32":
        return
    from textual.drivers import linux_driver

    def decoder(encoding: str) -> partial[codecs.IncrementalDecoder]:
        return partial(codecs.getincrementaldecoder(encoding), "replace")

    linux_driver.getincrementaldecoder = decoder  # type: ignore[assignment,attr-defined]
