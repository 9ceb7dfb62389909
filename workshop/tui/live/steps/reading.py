"""Reading and voting in one layout: the question, the text, and below it what one can answer."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

from workshop.core.live.steps.scenario import CasePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.vote import QUESTION
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.texts import Texts
from workshop.tui.live.parts.vote_part import VotePart
from workshop.tui.widgets.headline import Headline, is_compact

_LARGE = 4
"""Rows that the question may take."""


class ReadingPanel(ScrollingPanel[CasePicture]):
    """What depends on the text alone decides where everything stands, so that a vote moves nothing."""

    DEFAULT_CSS = """
    ReadingPanel {
        Headline { color: $text-primary; }
        Headline.-apart { margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the count."""
        yield Headline(QUESTION, beside_text=True)
        yield Texts(self.picture.face)
        yield VotePart(self.view, self.picture)

    def carries(self, view: RoomView) -> bool:
        """The text stays when its first vote opens, and when that is taken back."""
        case, same_step = view.picture, view.position.step == self.view.position.step
        opens = isinstance(case, CasePicture) and {self.picture.vote, case.vote} == {0, 1}
        return super().carries(view) or (opens and same_step)

    def show(self, view: RoomView) -> None:
        """Take in new counts, the hint, or that the vote opens or closes."""
        super().show(view)
        self.query_one(VotePart).show(view, self.picture)

    @on(Resize)
    def fit(self) -> None:
        """Give the rows that the text leaves to the size of the question, and only then to the air."""
        width, height = self.content_size
        question, texts, below = self.query_one(Headline), self.query_one(Texts), self.query_one(VotePart)
        compact = is_compact(self.app.size)
        spare = height - 1 - texts.rows(width) - below.rows(width, words_only=False)
        below.show_words_only(compact or spare < 0)
        of_texts = height - below.rows(width)
        question.take(_LARGE)
        if question.rows(width, self.app.size) + texts.rows(width) > of_texts:
            question.take(0)
        of_texts -= question.rows(width, self.app.size)
        is_apart = of_texts - texts.rows(width) > 1 and not compact
        question.set_class(is_apart, "-apart")
        texts.take_form(width, of_texts - is_apart)
