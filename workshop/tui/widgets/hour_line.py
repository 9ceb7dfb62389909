"""What is to come, on a line: when each part begins, and what happens in it."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

NOW, LATER = "●", "○"
_NARROWEST = 18
"""Columns that a part needs on the line; where they have less, the parts stand below each other."""


class HourLine(Widget):
    """Takes pairs of a time and words; the first part is the one that begins now."""

    DEFAULT_CSS = """
    HourLine { width: 1fr; height: auto; }
    """

    def __init__(self, parts: Sequence[tuple[str, str]], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._parts = tuple(parts)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its parts."""
        return len(self._lines(width))

    def render(self) -> VisualType:
        """The line, or the list."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        column = width // max(len(self._parts), 1)
        if column < _NARROWEST:
            return [
                Content.assemble((f"{_sign(at)} {time}  ", "bold $primary"), words)
                for at, (time, words) in enumerate(self._parts)
            ]
        return [self._times(column), self._stops(column), *self._words(column)]

    def _times(self, column: int) -> Content:
        return Content.styled("".join(time.ljust(column) for time, _ in self._parts).rstrip(), "bold")

    def _stops(self, column: int) -> Content:
        first = NOW + "━" * (column - 1)
        others = (LATER + "─" * (column - 1)) * (len(self._parts) - 1)
        line = (first + others).rstrip("─━") if len(self._parts) > 1 else NOW
        return Content.styled(line, "$primary")

    def _words(self, column: int) -> list[Content]:
        """The words of all parts beside each other."""
        wrapped = [
            [line.plain.rstrip() for line in Content(words).wrap(column - 3)] for _, words in self._parts
        ]
        rows = max(map(len, wrapped), default=0)
        return [
            Content(
                "".join((part[row] if row < len(part) else "").ljust(column) for part in wrapped).rstrip()
            )
            for row in range(rows)
        ]


def _sign(at: int) -> str:
    return NOW if at == 0 else LATER
