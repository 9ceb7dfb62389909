"""Reading and voting: the source extract and the AI output stay before the room."""

from __future__ import annotations

import enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize

from workshop.core.session import VOTING, Stage
from workshop.core.view import Face, RoomView
from workshop.tui.messages import KeysChanged
from workshop.tui.panels.base import Keys
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.panels.vote_part import VotePart, vote_rows
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import SentenceList, sentence_rows

_SIDE_BY_SIDE_FROM = 120
_SIDE_PADDING = 2


class Arrangement(enum.StrEnum):
    """How source and output share the screen; the values are style classes."""

    BESIDE = "-beside"
    STACKED = "-stacked"
    SOURCE_PAGE = "-source-page"
    OUTPUT_PAGE = "-output-page"


class ReadingPanel(ScrollingPanel):
    """Task, source and numbered output; in a vote the lower part says how many have voted."""

    DEFAULT_CSS = """
    ReadingPanel {
        padding: 0 2;
        #case { height: auto; margin-bottom: 1; }
        #setting { color: $text-muted; }
        #task { text-style: bold; }
        #texts { height: 1fr; }
        .reading--title { text-style: bold; color: $text-primary; }
        #pages { height: 1; display: none; color: $text-warning; }
        VotePart { display: none; }
        &.-votes VotePart { display: block; }
        &.-beside {
            #texts { layout: horizontal; }
            #source-part { width: 1fr; padding-right: 2; border-right: tall $panel; margin-right: 2; }
            #output-part { width: 1fr; }
        }
        &.-stacked {
            #source-part { margin-bottom: 1; }
        }
        &.-source-page {
            #pages { display: block; }
            #output-part { display: none; }
        }
        &.-output-page {
            #pages { display: block; }
            #case, #source-part { display: none; }
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "turn_page", "source or output", show=False, priority=False)
    ]

    def __init__(self, view: RoomView) -> None:
        self._on_output = view.stage in VOTING
        super().__init__(view)

    def compose(self) -> ComposeResult:
        """The case on top, both texts, and the vote below them."""
        face = self._face
        with Vertical(id="case"):
            yield Plain(face.setting, id="setting")
            yield Plain(task_words(face), id="task")
        yield Plain(id="pages")
        with Container(id="texts"):
            yield MoreMarker(
                Plain(face.source_title, classes="reading--title"), Plain(face.source), id="source-part"
            )
            yield MoreMarker(
                Plain("AI output", classes="reading--title"), SentenceList(face.sentences), id="output-part"
            )
        yield VotePart(self.view)

    def carries(self, view: RoomView) -> bool:
        """The text stays when its first vote opens."""
        from_reading = self.view.stage is Stage.READ and view.stage is Stage.VOTE_1
        return super().carries(view) or (from_reading and view.position.step == self.view.position.step)

    def show(self, view: RoomView) -> None:
        """Take in new counts, the hint, or the opening of the vote."""
        if view.stage is not self.view.stage:
            self._on_output = True
        super().show(view)
        self.query_one(VotePart).show(view)
        self._arrange()

    @on(Resize)
    def arrange_for_size(self) -> None:
        """Find the arrangement that fits."""
        self._arrange()

    def action_turn_page(self) -> None:
        """From the source to the output and back."""
        self._on_output = not self._on_output
        self._arrange()

    @property
    def arrangement(self) -> Arrangement:
        """How the texts stand at the present size."""
        width, height = self.content_size
        if self.app.size.width >= _SIDE_BY_SIDE_FROM:
            return Arrangement.BESIDE
        if self.stacked_rows(width) <= height:
            return Arrangement.STACKED
        return Arrangement.OUTPUT_PAGE if self._on_output else Arrangement.SOURCE_PAGE

    def stacked_rows(self, width: int) -> int:
        """How many lines everything takes, one text below the other."""
        face = self._face
        case = rows_of(face.setting, width) + rows_of(task_words(face), width) + 1
        source = rows_of(face.source_title, width) + rows_of(face.source, width) + 1
        output = 1 + sentence_rows(face.sentences, width)
        votes = vote_rows(self.view, width, self.app.size) if self.view.stage in VOTING else 0
        return case + source + output + votes

    @property
    def _face(self) -> Face:
        assert self.view.face is not None
        return self.view.face

    def _arrange(self) -> None:
        now = self.arrangement
        self.set_class(self.view.stage in VOTING, "-votes")
        for arrangement in Arrangement:
            self.set_class(arrangement is now, arrangement.value)
        for part in self.query(MoreMarker):
            part.set_class(now is Arrangement.STACKED, "-fits-content")
        paged = now in (Arrangement.SOURCE_PAGE, Arrangement.OUTPUT_PAGE)
        self.query_one("#pages", Plain).update(pages_words(on_output=now is Arrangement.OUTPUT_PAGE))
        keys: Keys = (("Tab", "source" if self._on_output else "output"),) if paged else ()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())


def task_words(face: Face) -> str:
    """What the assistant was asked to do."""
    return f"The assistant was asked: {face.task}"


def pages_words(*, on_output: bool) -> Content:
    """Which of two pages is seen, and that there is another one."""
    names = ("1 Task and source", "2 AI output")
    styles = ("", "bold reverse") if on_output else ("bold reverse", "")
    return Content.assemble(
        (f" {names[0]} ", styles[0]), "  ", (f" {names[1]} ", styles[1]), "   Tab turns the page"
    )
