"""A square of two shares with a cloud in it, which a room can see from the last row."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

_LAST, _LAST_WORD, _US = "◇", "last", " US "
_AROUND = 3
"""Rows that are not the field: the frame, and what the axes count."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, and how far it may be off to each side; all from 0 to 1, rightwards and upwards."""

    x: float
    y: float
    x_arm: tuple[float, float]
    y_arm: tuple[float, float]


@dataclass(frozen=True, slots=True)
class PlotWords:
    """Both axes, and the corners from the top left to the bottom right: two lines each."""

    upwards: str
    rightwards: str
    top_left: tuple[str, str]
    top_right: tuple[str, str]
    bottom_left: tuple[str, str]
    bottom_right: tuple[str, str]


class ReliancePlot(Widget):
    """The square with its four corners; without a spot it is empty."""

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
    inner, rows = width - 2, height - _AROUND
    if rows < 5 or inner < _widest(words):
        return []
    cells = _field(inner, rows)
    if spot is not None:
        _draw_cloud(cells, spot)
    us = (_row(spot.y, rows), _column(spot.x, inner) - len(_US) // 2) if spot is not None else None
    _write_corners(cells, words, us)
    if last is not None:
        _write_last(cells[_row(last[1], rows)], _column(last[0], inner))
    if us is not None:
        _write(cells[us[0]], _US, us[1], "bold reverse $text-primary")
    lines = [Content("╭" + "─" * inner + "╮")]
    lines += [Content.assemble("│", *_runs(line), "│") for line in cells]
    lines.append(Content("╰" + "─" * inner + "╯"))
    left, right = f"↑ {words.upwards}", f"{words.rightwards} →"
    lines.append(Content.styled(left + right.rjust(width - len(left)), "$text-muted"))
    return lines


def _widest(words: PlotWords) -> int:
    """How much room two corners beside each other take, or both axes."""
    pairs = ((words.top_left, words.top_right), (words.bottom_left, words.bottom_right))
    corners = max(max(map(len, left)) + max(map(len, right)) for left, right in pairs) + 6
    return max(corners, len(words.upwards) + len(words.rightwards) + 4)


_Cell = tuple[str, str]


def _field(width: int, rows: int) -> list[list[_Cell]]:
    """The field with its two middle lines."""
    cells: list[list[_Cell]] = [[(" ", "")] * width for _ in range(rows)]
    cells[_row(0.5, rows)] = [("┈", "$text-muted")] * width
    for line in cells:
        line[_column(0.5, width)] = ("┊", "$text-muted")
    return cells


def _draw_cloud(cells: list[list[_Cell]], spot: Spot) -> None:
    """Denser in the middle: half as far off as the place may be."""
    rows, width = len(cells), len(cells[0])
    for at in range(rows):
        for column in range(width):
            off = _off(column / (width - 1), spot.x, spot.x_arm, 1 / width)
            off += _off(1 - at / (rows - 1), spot.y, spot.y_arm, 1 / rows)
            if off <= 1:
                cells[at][column] = ("▒" if off <= 0.35 else "░", "$text-primary")


def _off(at: float, middle: float, arm: tuple[float, float], least: float) -> float:
    """How far a share is from the middle, in parts of the arm on that side, squared."""
    reach = max(arm[1] - middle if at > middle else middle - arm[0], least)
    return ((at - middle) / reach) ** 2


def _write_corners(cells: list[list[_Cell]], words: PlotWords, us: tuple[int, int] | None) -> None:
    """Two lines in each corner; they make room for the place, row and column, that stands there."""
    rows, width = len(cells), len(cells[0])
    for corner, right, bottom in (
        (words.top_left, False, False),
        (words.top_right, True, False),
        (words.bottom_left, False, True),
        (words.bottom_right, True, True),
    ):
        top, wide = (rows - len(_said(corner)) if bottom else 0), max(map(len, corner)) + 2
        if us is not None and _stands_at(us, top, wide, width, right=right):
            top = us[0] - len(_said(corner)) if bottom else us[0] + 1
        for at, text in enumerate(_said(corner)):
            column = width - len(text) - 2 if right else 2
            _write(cells[top + at], text, column, "" if at else "bold")


def _stands_at(us: tuple[int, int], top: int, wide: int, width: int, *, right: bool) -> bool:
    """Whether the place would stand on a corner's words."""
    across = us[1] > width - wide - len(_US) if right else us[1] < wide
    return across and us[0] in (top, top + 1)


def _said(corner: tuple[str, str]) -> list[str]:
    return [line for line in corner if line]


def _write_last(row: list[_Cell], column: int) -> None:
    """The sign in its column, with its word to the right, or to the left where there is no room."""
    words = f"{_LAST} {_LAST_WORD}"
    if column + len(words) > len(row):
        words = f"{_LAST_WORD} {_LAST}"
        column -= len(words) - 1
    _write(row, words, column, "bold $text-warning")


def _write(row: list[_Cell], text: str, column: int, style: str) -> None:
    """A text in a row, moved inside where it would stand outside."""
    start = min(max(column, 0), len(row) - len(text))
    row[start : start + len(text)] = [(sign, style) for sign in text]


def _runs(cells: list[_Cell]) -> list[_Cell]:
    """Neighbours of the same style together."""
    runs: list[_Cell] = []
    for sign, style in cells:
        if runs and runs[-1][1] == style:
            runs[-1] = (runs[-1][0] + sign, style)
        else:
            runs.append((sign, style))
    return runs


def _column(share: float, width: int) -> int:
    return round(share * (width - 1))


def _row(share: float, rows: int) -> int:
    return round((1 - share) * (rows - 1))
