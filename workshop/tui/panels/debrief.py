"""The debrief: one question at a time."""

from __future__ import annotations

from textual.app import ComposeResult

from workshop.core.view import RoomView
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class DebriefPanel(ScrollingPanel):
    """The question large, its number quiet."""

    DEFAULT_CSS = """
    DebriefPanel {
        padding: 1 2;
        #number { color: $text-muted; margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The number and the question."""
        with MoreMarker():
            yield Plain(number_words(self.view), id="number")
            yield BlockLetters(self.view.question or "", share=0.7, id="question")

    def show(self, view: RoomView) -> None:
        """Take in the next question."""
        super().show(view)
        self.query_one("#number", Plain).update(number_words(view))
        self.query_one("#question", BlockLetters).say(view.question or "")
        self.query_one(MoreMarker).scroll_to_top()


def number_words(view: RoomView) -> str:
    """Which question of how many."""
    questions = len(view.key.debrief) if view.key else 0
    return f"question {view.position.part + 1} of {questions}" if questions else ""
