"""A vote on ideas that is told: what was decided, and the ideas by what they got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from workshop.core.live.dots import Idea
from workshop.core.live.steps import Picture
from workshop.core.live.words.dots import idea_parts
from workshop.core.live.words.told import ToldIdea
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentences import Sentences
from workshop.tui.widgets.tally_bars import BarLine, ShareBar

T = TypeVar("T", bound=Picture)

_LABEL, _LARGE_LABEL, _FACE = 4, 7, 4


class ToldPanel(ScrollingPanel[T]):
    """What was decided, large; below it the bars, or without enough votes the ideas."""

    DEFAULT_CSS = """
    ToldPanel {
        #headline { color: $text-primary; }
        #what-then { color: $text-muted; margin: 1 0; }
        .told--row { height: auto; margin-bottom: 1; }
        .told--row.-last { margin-bottom: 0; }
        .told--row > Vertical { height: auto; }
        .told--number { width: 4; text-style: bold; color: $text-muted; }
        .told--idea { text-style: bold; }
        &.-large .told--number { width: 7; }
        .told--words { color: $text-warning; }
        .-won .told--words, .-won BarLine { color: $text-success; }
        BarLine { color: $primary; }
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
    def rows(self) -> list[ToldIdea] | None:
        """The ideas by what they got; None where too few have voted."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """From the headline down to the ideas that got nothing."""
        yield Headline(self.headline, beside_text=True, id="headline")
        yield Plain(self.then, id="what-then")
        with AiryMarker():
            if (rows := self.rows) is None:
                yield Sentences([idea_parts(idea) for idea in self.ideas], id="ideas")
            else:
                longest = max(len(row.words) for row in rows)
                for row, last in with_last(rows):
                    yield from _told(row, longest, last)

    @on(Resize)
    def fit(self) -> None:
        """The ideas are as large as the headline allows."""
        width = self.content_size.width
        headline, left = (
            self.query_one(Headline),
            self.content_size.height - rows_of(self.then, width) - 2,
        )
        rows = self.rows or []
        texts = [idea_parts(row.idea) for row in rows]
        below = sum(row.share is not None or bool(row.words) for row in rows) + len(rows) - 1
        whole, parts = (
            below + sum(rows_of(between.join(text), width - _LABEL) for text in texts)
            for between in (" ", "\n")
        )
        # No idea is out of sight for the sake of large letters.
        headline.take(left - whole)
        left -= headline.rows(width, self.app.size)
        for ideas in self.query(Sentences):
            ideas.take(left)
        # Large numbers stand beside two lines and a bar.
        rows_large = (
            sum(max(_FACE, rows_of("\n".join(text), width - _LARGE_LABEL) + 1) + 1 for text in texts) - 1
        )
        self.set_class(rows_large <= left, "-large")
        for row, number in zip(rows, self.query(".told--number").results(Plain), strict=True):
            label = str(row.number)
            number.update("\n".join(headline_rows(label, width)) if rows_large <= left else label)
        for text, shown in zip(texts, self.query(".told--idea").results(Plain), strict=True):
            shown.update(("\n" if parts <= left else " ").join(text))


def _told(row: ToldIdea, longest: int, last: str) -> ComposeResult:
    with Horizontal(classes=" ".join(("told--row", *(["-won"] if row.has_won else ()), last))):
        yield Plain(classes="told--number")
        with Vertical():
            yield Plain(classes="told--idea")
            if row.share is not None:
                yield BarLine(ShareBar("", row.share, f"{row.figures}   {row.words:<{longest}}"))
            elif row.words:
                yield Plain(row.words, classes="told--words")
