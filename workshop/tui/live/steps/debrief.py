"""The debrief: one question at a time."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from workshop.core.live.commands import KeepRemark
from workshop.core.live.steps.scenario import DebriefPicture
from workshop.core.live.view import RoomView
from workshop.tui.keys import DEBRIEF, bindings
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class DebriefPanel(ScrollingPanel[DebriefPicture]):
    """The question large, its number quiet, and what was said so far."""

    KEYS = DEBRIEF
    BINDINGS: ClassVar[list[BindingType]] = bindings(DEBRIEF)
    DEFAULT_CSS = """
    DebriefPanel {
        padding: 1 2;
        #number { color: $text-muted; margin-bottom: 1; }
        #said { color: $text-muted; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The number and the question."""
        with MoreMarker():
            yield Plain(number_words(self.picture), id="number")
            yield BlockLetters(self.picture.question, share=0.7, id="question")
            yield Plain(said_words(self.picture), id="said")

    def on_mount(self) -> None:
        """Fill in what was said."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in the next question, or a remark."""
        super().show(view)
        self.query_one("#number", Plain).update(number_words(self.picture))
        self.query_one("#question", BlockLetters).say(self.picture.question)
        remarks = self.query_one("#said", Plain)
        remarks.update(said_words(self.picture))
        remarks.display = bool(self.picture.remarks)
        self.query_one(MoreMarker).scroll_to_top()

    @work
    async def action_write(self) -> None:
        """Write down what somebody said, without a name."""
        if KeepRemark not in self.view.allowed:
            return  # a look back changes nothing
        detail = "One sentence, without a name. The plan keeps up to three of a text, as what the room said."
        written = await self.app.push_screen_wait(WriteModal("What was said?", detail=detail))
        if written:
            self.post_message(Lead(KeepRemark(written)))


def said_words(picture: DebriefPicture) -> str:
    """What was said so far, a line each."""
    return "\n".join(f"\u201c{remark}\u201d" for remark in picture.remarks)


def number_words(picture: DebriefPicture) -> str:
    """Which question of how many."""
    return f"question {picture.number} of {picture.of}"
