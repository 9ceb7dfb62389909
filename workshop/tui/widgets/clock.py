"""The time that is left: large where there is room, calm when it is over."""

from __future__ import annotations

import math

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.big import big_rows

OVER = "time is up"
LONGEST_OVER = 3600
"""Seconds after the end that are still counted: after a night nobody asks by how many minutes."""


def minutes_and_seconds(seconds: int) -> str:
    """Such as `1:05`; minutes are not cut at an hour."""
    return f"{seconds // 60}:{seconds % 60:02}"


def time_words(left: float) -> tuple[str, bool]:
    """The figures for the seconds left, and whether the time is over; then they count upwards for an hour."""
    if left > 0:
        return minutes_and_seconds(math.ceil(left)), False
    if left <= -LONGEST_OVER:
        return "", True
    return f"+{minutes_and_seconds(int(-left))}", True


class Clock(Widget):
    """Shows the seconds left; None shows nothing."""

    DEFAULT_CSS = """
    Clock { width: auto; height: auto; text-style: bold; text-align: right; text-wrap: nowrap; }
    Clock.-over { color: $text-muted; }
    """

    words: reactive[tuple[str, bool] | None] = reactive(None, layout=True)
    large: reactive[bool] = reactive(False, layout=True)

    def show(self, left: float | None) -> None:
        """Take in the seconds left."""
        self.words = None if left is None else time_words(left)

    def watch_words(self, words: tuple[str, bool] | None) -> None:
        """Mark the time that is over, so that it can be quiet; without a time take no room."""
        self.display = words is not None
        self.set_class(words is not None and words[1], "-over")

    def render(self) -> VisualType:
        """The figures; before them, when it is over, that it is."""
        if self.words is None:
            return Content("")
        figures, over = self.words
        if not figures:
            return Content(OVER)
        if not self.large:
            return Content(f"{OVER}, {figures}" if over else figures)
        rows = big_rows(figures)
        if over:
            rows = (" " * len(OVER) + "  " + rows[0], f"{OVER}  {rows[1]}", *(_shift(rows[2]),))
        return Content("\n".join(rows))


def _shift(row: str) -> str:
    return " " * (len(OVER) + 2) + row
