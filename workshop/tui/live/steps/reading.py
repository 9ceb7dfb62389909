"""Reading and voting: the source extract and the AI output stay before the room."""

from __future__ import annotations

import enum
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.content import Content
from textual.events import Resize

from workshop.core.live.steps.scenario import CasePicture, Face
from workshop.core.live.view import RoomView
from workshop.tui.keys import PAGES, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import LARGE, SMALL, VotePart, vote_rows
from workshop.tui.messages import KeysChanged
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import SentenceList, sentence_rows

_SIDE_BY_SIDE_FROM = 120
_BETWEEN = 4
"""Columns of the line between source and output, with the space around it."""
_NARROWEST, _WIDEST = 0.42, 0.58
"""The part of the width that the source may have beside the output."""
_GAPS = 2
"""Blank lines between the case, the source and the output."""


class Arrangement(enum.StrEnum):
    """How source and output share the screen; the values are style classes."""

    BESIDE = "-beside"
    STACKED = "-stacked"
    TIGHT = "-tight"
    SOURCE_PAGE = "-source-page"
    OUTPUT_PAGE = "-output-page"


class ReadingPanel(ScrollingPanel[CasePicture]):
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
            #source-part { padding-right: 1; border-right: tall $border-blurred; margin-right: 2; }
            #output-part { width: 1fr; }
        }
        &.-stacked #source-part { margin-bottom: 1; }
        &.-tight #case { margin-bottom: 0; }
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
    KEYS = PAGES
    BINDINGS: ClassVar[list[BindingType]] = bindings(PAGES)

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self._on_output = self._votes
        self.keys = ()

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
        yield VotePart(self.view, self.picture)

    def carries(self, view: RoomView) -> bool:
        """The text stays when its first vote opens, and when that is taken back."""
        case, same_step = view.picture, view.position.step == self.view.position.step
        opens = isinstance(case, CasePicture) and {self.picture.vote, case.vote} == {0, 1}
        return super().carries(view) or (opens and same_step)

    def show(self, view: RoomView) -> None:
        """Take in new counts, the hint, or that the vote opens or closes."""
        read = not self._votes
        super().show(view)
        if read and self._votes:
            self._on_output = True
        self.query_one(VotePart).show(view, self.picture)
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
        if self.app.size.width >= _SIDE_BY_SIDE_FROM:
            return Arrangement.BESIDE
        rows = self._case_rows() + self._source_rows() + self._output_rows() + self._vote_rows(SMALL)
        if rows + _GAPS <= self.content_size.height:
            return Arrangement.STACKED
        if rows <= self.content_size.height:
            return Arrangement.TIGHT
        return Arrangement.OUTPUT_PAGE if self._on_output else Arrangement.SOURCE_PAGE

    def _case_rows(self) -> int:
        width = self.content_size.width
        return rows_of(self._face.setting, width) + rows_of(task_words(self._face), width)

    def _source_rows(self) -> int:
        width = self.content_size.width
        return rows_of(self._face.source_title, width) + rows_of(self._face.source, width)

    def _output_rows(self) -> int:
        return 1 + sentence_rows(self._face.sentences, self.content_size.width)

    def _vote_rows(self, share: float) -> int:
        if not self._votes:
            return 0
        return vote_rows(self.view, self.picture, self.content_size.width, self.app.size, share)

    def _rows_above_votes(self, arrangement: Arrangement) -> int:
        """How many lines the texts take; beside each other they take what is left."""
        match arrangement:
            case Arrangement.BESIDE:
                return self._case_rows() + 1 + max(self._rows_beside())
            case Arrangement.SOURCE_PAGE:
                return self._case_rows() + 2 + self._source_rows()
            case Arrangement.OUTPUT_PAGE:
                return 1 + self._output_rows()
        gaps = _GAPS if arrangement is Arrangement.STACKED else 0
        return self._case_rows() + self._source_rows() + self._output_rows() + gaps

    @property
    def _face(self) -> Face:
        return self.picture.face

    @property
    def _votes(self) -> bool:
        """Whether there is a vote about it, or was; before that it is only read."""
        return self.picture.vote > 0

    def _source_width(self) -> int:
        """Beside the output: as wide as its longest line, so that its own line breaks stay the only ones."""
        width = self.content_size.width
        longest = max(map(len, (self._face.source_title, *self._face.source.splitlines())))
        return round(min(max(longest, width * _NARROWEST), width * _WIDEST))

    def _rows_beside(self) -> tuple[int, int]:
        """The lines of the source and of the output when they stand side by side."""
        left = self._source_width()
        right = self.content_size.width - left - _BETWEEN
        source = rows_of(self._face.source_title, left) + rows_of(self._face.source, left)
        return source, 1 + sentence_rows(self._face.sentences, right)

    def _arrange(self) -> None:
        now = self.arrangement
        self.set_class(self._votes, "-votes")
        for arrangement in Arrangement:
            self.set_class(arrangement is now, arrangement.value)
        for part in self.query(MoreMarker):
            part.set_class(now in (Arrangement.STACKED, Arrangement.TIGHT), "-fits-content")
        beside = now is Arrangement.BESIDE
        self.query_one("#source-part").styles.width = self._source_width() + 2 if beside else "1fr"
        large = self._rows_above_votes(now) + self._vote_rows(LARGE) <= self.content_size.height
        self.query_one(VotePart).take_share(LARGE if large else SMALL)
        room = self.content_size.height - self._case_rows() - 1 - self._vote_rows(LARGE if large else SMALL)
        airy = beside and self._rows_beside()[1] + len(self._face.sentences) - 1 <= room
        self.query_one(SentenceList).set_class(airy, "-airy")
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
