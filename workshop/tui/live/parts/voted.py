"""A vote on ideas or lines until it is told: what can be chosen, how many have voted; no bar before that."""

from __future__ import annotations

from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

from workshop.core.live.steps.ideas import VotedPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import idea_parts
from workshop.tui.live.parts.base import P
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import show_voted
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentences import Sentences
from workshop.tui.widgets.voted_row import VotedRow

V = TypeVar("V", bound=VotedPicture)

_BETWEEN = 4
"""The blank rows, and the row that counts."""


class ChoicePanel(ScrollingPanel[P]):
    """The question large; below it what can be chosen, numbered as on the phones, and one row that counts."""

    DEFAULT_CSS = """
    ChoicePanel {
        #question { color: $text-primary; }
        #rule { color: $text-muted; margin: 1 0; }
        #count { margin-top: 1; }
    }
    """

    @property
    def question(self) -> str:
        """What the room is asked."""
        raise NotImplementedError

    @property
    def rule(self) -> str:
        """How everybody answers."""
        raise NotImplementedError

    def choices(self) -> ComposeResult:
        """What can be chosen."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """From the question down to the row that counts."""
        yield Headline(self.question, beside_text=True, id="question")
        yield Plain(self.rule, id="rule")
        with MoreMarker():
            yield from self.choices()
        yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in new counts."""
        super().show(view)
        show_voted(self.query_one(VotedRow), view)


class VotedPanel(ChoicePanel[V]):
    """A vote on ideas."""

    def choices(self) -> ComposeResult:
        """The ideas."""
        yield Sentences([idea_parts(idea) for idea in self.picture.ideas], id="ideas")

    @on(Resize)
    def fit(self) -> None:
        """The ideas are as large as the question and the count allow."""
        width = self.content_size.width
        question, ideas = self.query_one(Headline), self.query_one(Sentences)
        left = self.content_size.height - rows_of(self.rule, width) - _BETWEEN
        # No idea is out of sight for the sake of large letters.
        question.take(left - ideas.fewest_rows(width))
        ideas.take(left - question.rows(width, self.app.size))
