"""A wall without a word on it, so that the room looks at each other."""

from __future__ import annotations

from textual import events

from workshop.tui.modals.steady import Dialog


class BlankModal(Dialog[None]):
    """Dark until any key comes; the session goes on behind it."""

    DEFAULT_CSS = """
    BlankModal { background: black; }
    """

    def on_key(self, event: events.Key) -> None:
        """Show the wall again, and do nothing else."""
        event.stop()
        self.dismiss(None)
