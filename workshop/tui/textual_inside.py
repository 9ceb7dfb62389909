"""Workarounds for private parts of Textual, each with its reason."""

from __future__ import annotations

import sys


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
