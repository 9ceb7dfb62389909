"""A vote on ideas that is told: what was decided, and the ideas by what they got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult

from workshop.core.live.dots import Idea
from workshop.core.live.steps import Picture
from workshop.core.live.words.dots import idea_sentence
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.choice_list import ChoiceList
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.tally_bars import DecisionRow, TallyBars

T = TypeVar("T", bound=Picture)

WINS = "becomes an action"


class ToldPanel(ScrollingPanel[T]):
    """What was decided, large; below it the bars, or without enough votes the ideas."""

    DEFAULT_CSS = """
    ToldPanel {
        padding: 0 2;
        #round { color: $text-warning; text-style: bold; }
        #headline { color: $text-primary; margin-bottom: 1; }
        #what-then { color: $text-muted; margin-bottom: 1; }
        TallyBars .tally--text { color: $text-warning; text-style: bold; }
        TallyBars .-best .tally--text { color: $text-success; }
        TallyBars .tally--words { width: 5fr; max-width: 120; }
        TallyBars .tally--bars { width: 2fr; }
    }
    """

    @property
    def headline(self) -> str:
        """What the vote decided."""
        raise NotImplementedError

    @property
    def then(self) -> str:
        """What follows from it."""
        raise NotImplementedError

    @property
    def ideas(self) -> Sequence[Idea]:
        """What could be chosen."""
        raise NotImplementedError

    @property
    def rows(self) -> list[DecisionRow] | None:
        """The ideas by what they got; None where too few have voted."""
        raise NotImplementedError

    @property
    def round(self) -> str:
        """Which vote it was, where there were two."""
        return ""

    def compose(self) -> ComposeResult:
        """From the headline down to the ideas that got nothing."""
        if self.round:
            yield Plain(self.round, id="round")
        yield BlockLetters(self.headline, share=0.22, id="headline")
        if self.then:
            yield Plain(self.then, id="what-then")
        with MoreMarker():
            if (rows := self.rows) is None:
                numbered = enumerate(self.ideas, start=1)
                sentences = [(str(number), idea_sentence(idea)) for number, idea in numbered]
                yield ChoiceList(sentences, selectable=False, id="ideas")
            else:
                yield TallyBars(rows)
