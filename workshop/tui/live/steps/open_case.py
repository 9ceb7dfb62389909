"""An open case: what it is and who will see it, then the text while its lines are tapped."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from workshop.core.live.steps.open_case import OpenCasePicture, OpenTextPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import open_case as words
from workshop.core.live.words.vote import CLOSED
from workshop.core.scenarios.scenario import MISSING_ROW, TAP_WORDS
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.texts import Texts
from workshop.tui.live.parts.vote_part import count_words, phones_of
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import NUMBER_WIDTH, SentenceList
from workshop.tui.widgets.voted_row import VotedRow

_BELOW = 5
"""Rows of what stands below the text, and the blank one above it."""


class OpenCasePanel(Panel[OpenCasePicture]):
    """Nothing of the text: what it is, what will be asked, how it is judged, and who will see it."""

    DEFAULT_CSS = """
    OpenCasePanel {
        align: left middle;
        Vertical { height: auto; }
        Headline { margin-bottom: 1; }
        #coming { color: $text-primary; }
        .case--how { margin-bottom: 1; }
        #who { text-style: bold; color: $text-warning; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the headline down to who sees it."""
        with Vertical():
            yield Headline(words.COMING, id="coming")
            yield Headline(words.QUESTION, beside_text=True)
            for line in words.HOW:
                yield Plain(line, classes="case--how")
            yield Plain(id="who")

    def on_mount(self) -> None:
        """Say whether the text is there."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in that the text has come, or was taken back."""
        super().show(view)
        if self.children:
            there = self.picture.is_there
            self.query_one("#who", Plain).update(words.EVERYBODY_SEES if there else words.WAITING)


class OpenTextPanel(ScrollingPanel[OpenTextPicture]):
    """The question, the text with what of its source is at hand, and the row that counts."""

    DEFAULT_CSS = """
    OpenTextPanel {
        Headline { color: $text-primary; margin-bottom: 1; }
        #no-source { color: $text-muted; margin-bottom: 1; }
        #extra { color: $text-muted; margin-top: 1; }
        #below { height: auto; border-top: solid $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the count."""
        case = self.picture.case
        yield Headline(words.QUESTION, beside_text=True)
        if case.source:
            yield Texts(case, with_case=False)
        else:
            yield Plain(words.NO_SOURCE, id="no-source")
            with MoreMarker():
                yield SentenceList(case.sentences, id="lines")
        with Vertical(id="below"):
            yield Plain(f"+   {MISSING_ROW}", id="extra")
            yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in new counts, or that the vote closes."""
        super().show(view)
        row = self.query_one("#count", VotedRow)
        row.say(f"{count_words(view)}. {CLOSED if view.is_closed else TAP_WORDS}", *phones_of(view))

    @on(Resize)
    def fit(self) -> None:
        """Give the question what rows the text leaves."""
        width, height = self.content_size
        question, left = self.query_one(Headline), height - _BELOW
        texts, lines = self.query(Texts), self.picture.case.sentences
        needs = (
            texts.first().rows(width)
            if texts
            else 2 + sum(rows_of(line, width - NUMBER_WIDTH) for line in lines)
        )
        question.take(left - needs)
        left -= question.rows(width, self.app.size)
        for text in texts:
            text.take_form(width, left)
        for alone in self.query("#lines").results(SentenceList):
            alone.set_class(left - needs >= len(lines) - 1, "-airy")
