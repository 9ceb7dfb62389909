"""The debrief: one question at a time."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from workshop.core.live.commands import KeepRemark
from workshop.core.live.steps.scenario import MOST_REMARKS, DebriefPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.reveal import lines_in
from workshop.tui.keys import DEBRIEF, bindings
from workshop.tui.live.parts.face_to_face import FaceToFace, Numbered
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.write import WriteModal
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class DebriefPanel(ScrollingPanel[DebriefPicture]):
    """The question large; below it the lines that it names beside the source, and what was said so far."""

    KEYS = DEBRIEF
    BINDINGS: ClassVar[list[BindingType]] = bindings(DEBRIEF)
    DEFAULT_CSS = """
    DebriefPanel {
        #number { color: $text-muted; text-style: bold; }
        #number, #question { margin-bottom: 1; }
        #question { color: $text-primary; }
        #said { color: $text-muted; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The number, the question, and what it is about."""
        key = self.picture.key
        yield Plain(number_words(self.picture).upper(), id="number")
        yield Headline(self.picture.question, beside_text=True, id="question")
        with MoreMarker():
            lines = lines_in(self.picture.question, key) or range(len(key.sentences))
            wrote = [Numbered(str(index + 1), key.sentences[index].text) for index in lines]
            yield FaceToFace(wrote, key.source_title, key.source.splitlines(), id="face")
            yield Plain(id="said")

    def on_mount(self) -> None:
        """Fill in what was said."""
        self.show(self.view)

    def carries(self, view: RoomView) -> bool:
        """Each question is a panel of its own, painted once."""
        return super().carries(view) and view.position == self.view.position

    def show(self, view: RoomView) -> None:
        """Take in a remark."""
        super().show(view)
        remarks = self.query_one("#said", Plain)
        remarks.update(said_words(self.picture))
        remarks.display = bool(self.picture.remarks)

    @on(Resize)
    def arrange_for_size(self) -> None:
        """Leave the texts the air that there is."""
        width, face = self.content_size.width, self.query_one(FaceToFace)
        large = self.query_one(Headline).rows(width, self.app.size) + 3
        left = self.content_size.height - large - face.rows(width) - MOST_REMARKS - 1
        face.take_air(max(left, 0))

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
