"""Says that the terminal is too small, and goes away by itself when it is not."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size

from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.plain import Plain

NEEDED = Size(80, 24)


def too_small(size: Size) -> bool:
    """Whether a terminal cannot show what the room must see."""
    return size.width < NEEDED.width or size.height < NEEDED.height


class TooSmallModal(Dialog[None]):
    """Covers everything; the session behind it goes on."""

    CSS_PATH = "small.tcss"

    def compose(self) -> ComposeResult:
        """What is needed, what there is, and what to do."""
        yield Plain(id="words")

    def on_resize(self, event: events.Resize) -> None:
        """Say the size there is now, or give way."""
        self._look(event.size)

    def on_screen_resume(self) -> None:
        """Look again: the window may have grown while something else was on top."""
        self._look(self.app.size)

    def action_leave(self) -> None:
        """Only more room takes this away: what lies below it cannot be read."""

    def _look(self, size: Size) -> None:
        if not self.is_current:
            return
        if not too_small(size):
            self.dismiss()
            return
        self.query_one("#words", Plain).update(
            f"This window is too small: {size.width} x {size.height}.\n"
            f"{NEEDED.width} x {NEEDED.height} is needed.\n\n"
            "Make it larger, or the letters smaller.\nThe session goes on, nothing is lost."
        )
