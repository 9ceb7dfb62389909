"""A break: how long it still lasts."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.live.steps.break_time import BreakPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.talks import BREAK
from workshop.tui.live.parts.base import Panel
from workshop.tui.widgets.countdown import Countdown, DoubledCountdown
from workshop.tui.widgets.headline import Headline


class BreakPanel(Panel[BreakPicture]):
    """A sentence, and the time that is left, twice as large as any other."""

    DEFAULT_CSS = """
    BreakPanel {
        align: left middle;
        Vertical { height: auto; }
        Headline { color: $text-primary; margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The sentence and the time."""
        with Vertical():
            yield Headline(BREAK)
            yield DoubledCountdown(self.view.ends_at, self.clock)

    def show(self, view: RoomView) -> None:
        """Take in more time."""
        super().show(view)
        self.query_one(Countdown).aim(view.ends_at)
