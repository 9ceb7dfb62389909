"""A break: how long it still lasts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.live.steps.break_time import BreakPicture
from workshop.core.live.view import RoomView
from workshop.tui.live.parts.base import Panel
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.plain import Plain


class BreakPanel(Panel[BreakPicture]):
    """The time that is left, as large as the screen allows."""

    DEFAULT_CSS = """
    BreakPanel {
        align: center middle;
        Vertical { height: auto; }
        Plain { text-align: center; text-style: bold; margin-bottom: 2; }
        Countdown { color: $text-primary; }
    }
    """

    def compose(self) -> ComposeResult:
        """A word and the time."""
        with Vertical():
            yield Plain("Break. We go on in")
            yield Countdown(self.view.ends_at, self.clock, share=0.5)

    def show(self, view: RoomView) -> None:
        """Take in more time."""
        super().show(view)
        self.query_one(Countdown).aim(view.ends_at)
