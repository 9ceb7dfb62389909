"""Rows of bars: words on the left, a bar for each vote, or each answer, on the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.plain import Plain


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: `count` of `total`, under the name of its vote."""

    name: str
    count: int
    total: int

    @property
    def share(self) -> float:
        """The length of the bar, from 0 to 1."""
        return self.count / self.total if self.total else 0.0

    @property
    def figures(self) -> str:
        """What stands behind the bar: the number and the share."""
        return f"{self.count:>5} {self.share:>5.0%}"


@dataclass(frozen=True, slots=True)
class ShareBar:
    """A bar whose length, from 0 to 1, and whose figures are given."""

    name: str
    share: float
    figures: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One row, such as a decision: its word, its words in this case, what is said of it, and its bars."""

    word: str
    text: str
    verdict: str
    bars: tuple[Bar | ShareBar, ...]
    best: bool = False


class TallyBars(Vertical):
    """The decisions one below the other. The best one has a sign and a word, and a colour besides."""

    DEFAULT_CSS = """
    TallyBars {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; margin-bottom: 1; }
        & > Horizontal.-last { margin-bottom: 0; }
        .tally--words { width: 5fr; max-width: 60; height: auto; margin-right: 2; }
        .tally--bars { width: 6fr; height: auto; }
        .tally--word { text-style: bold; }
        .tally--text { color: $text-muted; }
        .-best .tally--word { color: $text-success; }
        BarLine { color: $primary; }
        .-best BarLine { color: $success; }
    }
    """

    def __init__(self, rows: Sequence[DecisionRow], *, id: str | None = None) -> None:  # noqa: A002
        self._rows = tuple(rows)
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """Words on the left, bars on the right."""
        for row in self._rows:
            classes = ("-best " if row.best else "") + ("-last" if row is self._rows[-1] else "")
            with Horizontal(classes=classes):
                with Vertical(classes="tally--words"):
                    yield Plain("   ".join(filter(None, (row.word, row.verdict))), classes="tally--word")
                    if row.text:
                        yield Plain(row.text, classes="tally--text")
                with Vertical(classes="tally--bars"):
                    for bar in row.bars:
                        yield BarLine(bar)


class BarLine(Widget):
    """One line: the name of the vote, the bar, the number and the share."""

    DEFAULT_CSS = """
    BarLine { height: 1; width: 1fr; }
    """

    def __init__(self, bar: Bar | ShareBar) -> None:
        self._bar = bar
        super().__init__()

    def render(self) -> VisualType:
        """As long as its share of the width that is left."""
        bar = self._bar
        name = f"{bar.name}  " if bar.name else ""
        room = max(self.content_size.width - len(name) - len(bar.figures), 1)
        drawn = "▇" * round(bar.share * room) or "▏"
        return Content.assemble((name, "$text-muted"), drawn, (bar.figures, "$foreground"))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as it may be."""
        return container.width
