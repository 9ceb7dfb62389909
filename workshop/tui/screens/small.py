"""Says that the terminal is too small, and goes away by itself when it is not."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.geometry import Size
from textual.screen import ModalScreen

from workshop.tui.widgets.plain import Plain

NEEDED = Size(80, 24)


def too_small(size: Size) -> bool:
    """Whether a terminal cannot show what the room must see."""
    return size.width < NEEDED.width or size.height < NEEDED.height


class TooSmallModal(ModalScreen[None]):
    """Covers everything; the session behind it goes on."""

    CSS_PATH = "small.tcss"

    def compose(self) -> ComposeResult:
        """What is needed, what there is, and what to do."""
        yield Plain(id="words")

    def on_resize(self, event: events.Resize) -> None:
        """Say the size there is now, or give way."""
        if not too_small(event.size):
            self.dismiss()
            return
        self.query_one("#words", Plain).update(
            f"This window is too small: {event.size.width} x {event.size.height}.\n"
            f"{NEEDED.width} x {NEEDED.height} is needed.\n\n"
            "Make it larger, or the letters smaller.\nThe session goes on, nothing is lost."
        )
