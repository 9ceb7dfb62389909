"""A vote on ideas until it is told: what can be chosen, and how many have voted; no bar before that."""

from __future__ import annotations

from typing import TypeVar

from textual.app import ComposeResult

from workshop.core.live.steps.ideas import VotedPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import idea_sentence
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import show_voted
from workshop.tui.widgets.choice_list import ChoiceList
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.voted_row import VotedRow

_NUMBER_WIDTH = 5


V = TypeVar("V", bound=VotedPicture)


class VotedPanel(ScrollingPanel[V]):
    """The question large; below it the ideas, numbered as on the phones, and one row that counts."""

    DEFAULT_CSS = """
    VotedPanel {
        padding: 0 2;
        #question { color: $text-primary; }
        #rule { color: $text-muted; margin-bottom: 1; }
        #ideas { text-style: bold; }
        &.-close #ideas > Horizontal { margin-bottom: 0; }
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

    def compose(self) -> ComposeResult:
        """From the question down to the row that counts."""
        yield Headline(self.question, id="question")
        yield Plain(self.rule, id="rule")
        with MoreMarker():
            ideas = enumerate(self.picture.ideas, start=1)
            sentences = [(str(number), idea_sentence(idea)) for number, idea in ideas]
            yield ChoiceList(sentences, selectable=False, id="ideas")
        yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def on_resize(self) -> None:
        """Find the sizes that fit, once the lines have one."""
        self.call_after_refresh(self._fit)

    def _fit(self) -> None:
        """Give up the air between the ideas, and then large letters, before an idea is out of sight."""
        if not self.query("#count"):
            return  # the room has gone on before this panel was drawn
        self.show(self.view)
        width = self.content_size.width
        sentences = [idea_sentence(idea) for idea in self.picture.ideas]
        ideas = sum(rows_of(sentence, width - _NUMBER_WIDTH) for sentence in sentences)
        left = self.content_size.height - rows_of(self.rule, width) - 4 - ideas
        question = self.query_one(Headline)
        question.take(left)
        self.set_class(left - question.rows(width, self.app.size) < len(sentences) - 1, "-close")

    def show(self, view: RoomView) -> None:
        """Take in new counts."""
        super().show(view)
        show_voted(self.query_one(VotedRow), view)
