"""Bars as wide as the canvas, each between its name and its figure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

_GAP = 3


@dataclass(frozen=True, slots=True)
class WideBar:
    """`count` of `total`, under a name."""

    name: str
    count: int
    total: int

    @property
    def figure(self) -> str:
        """What stands behind the bar."""
        return f"{self.count} of {self.total}"


class WideBars(Widget):
    """One bar below the other, with a blank row between; the last one is what the room ended on."""

    DEFAULT_CSS = """
    WideBars { width: 1fr; height: auto; }
    """

    def __init__(self, bars: Sequence[WideBar], *, id: str | None = None) -> None:  # noqa: A002
        self._bars = tuple(bars)
        self._thick = 1
        super().__init__(id=id)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._bars)

    @property
    def rows(self) -> int:
        """How many rows they take."""
        return max(len(self._bars) * (self._thick + 1) - 1, 0)

    def take_thickness(self, rows: int) -> None:
        """Draw each bar so many rows high."""
        if rows != self._thick:
            self._thick = rows
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The bars, and the rows between them."""
        return self.rows

    def render(self) -> VisualType:
        """Names and figures stand below each other, the bars between them."""
        names = max(len(bar.name) for bar in self._bars) + _GAP
        figures = max(len(bar.figure) for bar in self._bars) + _GAP
        room = max(self.content_size.width - names - figures, 1)
        parts: list[str | tuple[str, str]] = []
        for bar in self._bars:
            drawn = ("█" * round(room * bar.count / bar.total) if bar.total else "") or "▏"
            colour = "$text-primary" if bar is self._bars[-1] else "$text-muted"
            for row in range(self._thick):
                first = row == 0
                parts += [f"{bar.name if first else '':<{names}}", (f"{drawn:<{room}}", colour)]
                parts += [(f"{bar.figure if first else '':>{figures}}", "bold"), "\n"]
            parts.append("\n")
        return Content.assemble(*parts[:-2])
