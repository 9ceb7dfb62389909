"""A square of two shares with one place in it: a thick cross that a room can see from the last row.

Drawn here with box characters, because plotting libraries draw hairlines of dots in colours of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

GUTTER = 5
"""Columns for the figures of the upright axis."""

_AROUND = 5
"""Rows that are not the square: two axis titles, the frame, and the figures."""

_FRAME = 6
"""Columns of a level border that are not words or the line between them."""

_NOW, _LAST, _LAST_WORD = "▐█▌", "◇", "last"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and how far it may be off to each side; all from 0 to 1, rightwards and upwards."""

    x: float
    y: float
    x_arm: tuple[float, float]
    y_arm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlotWords:
    """What is written around the square: both axes, and the corners from the top left to the bottom right."""

    upwards: str
    rightwards: str
    top_left: str
    top_right: str
    bottom_left: str
    bottom_right: str


class ReliancePlot(Widget):
    """The square with its figures; without a spot it is empty."""

    DEFAULT_CSS = """
    ReliancePlot { width: 1fr; height: 1fr; text-wrap: nowrap; }
    """

    def __init__(
        self,
        words: PlotWords,
        spot: Spot | None,
        last: tuple[float, float] | None = None,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        self._words, self._spot, self._last = words, spot, last
        super().__init__(id=id)

    def render(self) -> VisualType:
        """As large as there is room for."""
        size = self.content_size
        return Content("\n").join(plot_lines(self._words, self._spot, self._last, size.width, size.height))


def plot_lines(
    words: PlotWords, spot: Spot | None, last: tuple[float, float] | None, width: int, height: int
) -> list[Content]:
    """The lines of the picture; none where there is no room for one."""
    inner, rows = width - GUTTER - 2, height - _AROUND
    if rows < 3 or inner < _widest(words):
        return []
    field = _field(spot, last, inner, rows)
    marks = {_row(share, rows): f"{round(share * 100)}%" for share in (1, 0.75, 0.5, 0.25, 0)}
    lines = [Content.styled(f"{words.upwards} ↑"[:width], "$text-muted")]
    lines.append(_border("┌", words.top_left, words.top_right, "┐", inner))
    for at, cells in enumerate(field):
        mark = marks.get(at, "")
        gutter = f"{mark:>{GUTTER - 1}} "
        lines.append(Content.assemble((gutter, "$text-muted"), "┤" if mark else "│", *_runs(cells), "│"))
    lines.append(_border("└", words.bottom_left, words.bottom_right, "┘", inner))
    lines.append(Content.styled(_figures(inner), "$text-muted"))
    lines.append(Content.styled(f"{words.rightwards} →"[:width].rjust(width), "$text-muted"))
    return lines


def _widest(words: PlotWords) -> int:
    """How much room the corners take on the frame, with a line of it between them."""
    pairs = ((words.top_left, words.top_right), (words.bottom_left, words.bottom_right))
    return max(len(left) + len(right) for left, right in pairs) + _FRAME + 1


_Cell = tuple[str, str]


def _field(spot: Spot | None, last: tuple[float, float] | None, width: int, rows: int) -> list[list[_Cell]]:
    cells: list[list[_Cell]] = [[(" ", "")] * width for _ in range(rows)]
    middle_row, middle = _row(0.5, rows), _column(0.5, width)
    for column in range(width):
        cells[middle_row][column] = ("┈", "$text-disabled")
    for at in range(rows):
        cells[at][middle] = ("┊", "$text-disabled")
    if last is not None:
        _write_last(cells[_row(last[1], rows)], _column(last[0], width))
    if spot is not None:
        _draw_spot(cells, spot, width, rows)
    return cells


def _write_last(row: list[_Cell], column: int) -> None:
    """The sign in its column, with its word to the right, or to the left where there is no room."""
    words = f"{_LAST} {_LAST_WORD}"
    start = column
    if column + len(words) > len(row):
        words = f"{_LAST_WORD} {_LAST}"
        start = column - len(words) + 1
    for at, sign in enumerate(words, start=start):
        row[at] = (sign, "bold $text-warning")


def _draw_spot(cells: list[list[_Cell]], spot: Spot, width: int, rows: int) -> None:
    row, column = _row(spot.y, rows), _column(spot.x, width)
    left, right = (_column(share, width) for share in spot.x_arm)
    bottom, top = (_row(share, rows) for share in spot.y_arm)
    arm = "bold $text-primary"
    for at in range(left, right + 1):
        cells[row][at] = ("━", arm)
    for at in range(top, bottom + 1):
        cells[at][column] = ("┃", arm)
    for at, end, sign in ((left, column, "┣"), (right, column, "┫")):
        if abs(at - end) > 1:
            cells[row][at] = (sign, arm)
    for at, sign in ((top, "┳"), (bottom, "┻")):
        if at != row:
            cells[at][column] = (sign, arm)
    for at, sign in enumerate(_NOW, start=column - 1):
        if 0 <= at < width:
            cells[row][at] = (sign, arm)


def _runs(cells: list[_Cell]) -> list[_Cell]:
    """Neighbours of the same style together."""
    runs: list[_Cell] = []
    for sign, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + sign, style)
        else:
            runs.append((sign, style))
    return runs


def _border(left: str, first: str, second: str, right: str, width: int) -> Content:
    dashes = "─" * (width - len(first) - len(second) - _FRAME)
    return Content.assemble(
        " " * GUTTER, f"{left}─ ", (first, "bold"), f" {dashes} ", (second, "bold"), f" ─{right}"
    )


def _figures(width: int) -> str:
    """The figures of the level axis, each under its column."""
    line = [" "] * (GUTTER + width + 2)
    for share in (0, 0.25, 0.5, 0.75, 1):
        text = f"{round(share * 100)}%"
        start = min(GUTTER + 1 + _column(share, width) - len(text) // 2, len(line) - len(text))
        line[start : start + len(text)] = text
    return "".join(line).rstrip()


def _column(share: float, width: int) -> int:
    return round(share * (width - 1))


def _row(share: float, rows: int) -> int:
    return round((1 - share) * (rows - 1))
