"""One quiet row that says how many have voted: a dot for each phone, and the words."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

VOTED, NOT_YET = "●", "○"
_MOST_WIDE, _MOST_NARROW, _WIDE = 24, 6, 100
"""Dots at most; the width from which there may be more of them."""


def dots_for(voted: int, present: int, most: int) -> str:
    """A dot for each phone, filled for each vote; in proportion where there are more phones than dots."""
    drawn = min(present, most)
    filled = voted * drawn // present if present else 0
    return " ".join([VOTED] * filled + [NOT_YET] * (drawn - filled))


def dots_before(voted: int, present: int, width: int) -> str:
    """The dots with the space behind them, in a row of a width."""
    dots = dots_for(voted, present, _MOST_WIDE if width >= _WIDE else _MOST_NARROW)
    return f"{dots}   " if dots else ""


class VotedRow(Widget):
    """The dots, and what there is to say beside them. Its height never changes."""

    DEFAULT_CSS = """
    VotedRow { height: 1; width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    counts: reactive[tuple[int, int]] = reactive((0, 0))
    words: reactive[str] = reactive("")

    def say(self, words: str, voted: int = 0, present: int = 0) -> None:
        """Take in how many have voted, of how many; without phones the words stand alone."""
        self.words, self.counts = words, (voted, max(voted, present))

    def render(self) -> VisualType:
        """The dots and the words."""
        return Content.assemble((dots_before(*self.counts, self.size.width), "$primary"), self.words)
