"""The time that is left: in figures, and as a line that runs out; calm when it is over."""

from __future__ import annotations

import math

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.look import motion_is_on

OVER = "time is up"
LONGEST_OVER = 3600
"""Seconds after the end that are still counted: after a night nobody asks by how many minutes."""
LEFT, GONE = "━", "┈"


def minutes_and_seconds(seconds: int) -> str:
    """Such as `1:05`; minutes are not cut at an hour."""
    return f"{seconds // 60}:{seconds % 60:02}"


def time_words(left: float) -> str:
    """The figures for the seconds left; when the time is over, that it is, and for an hour by how much."""
    if left > 0:
        return minutes_and_seconds(math.ceil(left))
    if left <= -LONGEST_OVER:
        return OVER
    return f"{OVER}, +{minutes_and_seconds(int(-left))}"


class Clock(Widget):
    """Shows the seconds left; None shows nothing."""

    DEFAULT_CSS = """
    Clock { width: auto; height: 1; text-style: bold; text-wrap: nowrap; }
    Clock.-over { color: $text-muted; }
    """

    words: reactive[str] = reactive("", layout=True)

    def show(self, left: float | None) -> None:
        """Take in the seconds left."""
        self.words = "" if left is None else time_words(left)
        self.set_class(left is not None, "-shown")
        self.set_class(left is not None and left <= 0, "-over")

    def render(self) -> VisualType:
        """The figures."""
        return Content(self.words)


class TimeLine(Widget):
    """A line as long as the part of the time that is left.

    Where nothing is timed, or nothing may move, its row stays empty.
    """

    DEFAULT_CSS = """
    TimeLine { height: 1; width: 1fr; color: $accent; text-wrap: nowrap; }
    """

    cells: reactive[int | None] = reactive(None)

    def show(self, left: float | None, lasts: float) -> None:
        """Take in the seconds left, and how many there were."""
        if left is None or not motion_is_on(self.app):
            self.cells = None
        else:
            share = max(0.0, left) / max(lasts, left, 1.0)
            self.cells = math.ceil(share * self.size.width)

    def render(self) -> VisualType:
        """What is left, and quietly what is gone."""
        if self.cells is None:
            return Content("")
        left = min(self.cells, self.size.width)
        return Content.assemble(LEFT * left, (GONE * (self.size.width - left), "$text-muted"))
