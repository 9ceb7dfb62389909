"""The talk between the votes: what to do, how long, and no word about how the room voted."""

from __future__ import annotations

from textual.app import ComposeResult

from workshop.core.live.steps.scenario import TalkPicture
from workshop.core.live.view import RoomView
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class TalkPanel(ScrollingPanel[TalkPicture]):
    """The invitation and the time, both large; the hint below, once it was shown."""

    DEFAULT_CSS = """
    TalkPanel {
        padding: 1 2;
        text-align: center;
        Plain { text-align: center; }
        BlockLetters { text-align: center; }
        #time { color: $text-primary; margin: 1 0; }
        #talk-hint { margin-top: 1; color: $text-warning; text-style: bold; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the invitation to the hint."""
        with MoreMarker():
            yield BlockLetters("Find someone near you. Explain, then listen.", share=0.36, id="invitation")
            yield Countdown(self.view.ends_at, self.clock, id="time")
            yield Plain(id="talk-hint")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in more time, or the hint."""
        super().show(view)
        self.query_one(Countdown).aim(view.ends_at)
        self.query_one("#time").display = view.ends_at is not None
        hint = self.query_one("#talk-hint", Plain)
        hint.display = self.picture.hint is not None
        hint.update(f"Hint: {self.picture.hint}" if self.picture.hint else "")
