"""The rows of a card: labels, and beside or below them what the room said."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Size

from workshop.core.live.words.card import FieldRow, Tone
from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.headline import Headline, even_lines
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.numerals import LARGE, Numerals
from workshop.tui.widgets.plain import Plain, rows_of

_LABEL_WIDTH, _LETTER = 24, 4
_FIGURES = frozenset("0123456789.,")
_LARGE = 19
"""Rows that a text may take: four lines of large letters."""
_LINES = (3, 4)


class Typed(Headline):
    """What was typed: where a headline has at most two large lines, it may have four."""

    def _lines(self, width: int, screen: Size) -> tuple[str, ...]:
        lines = super()._lines(width, screen)
        if self._most < _LARGE or len(lines) > rows_of(self.text, width):
            return lines
        for count in _LINES:
            parts = even_lines(self.text, -(-len(self.text) // count) + 2)
            drawn = [headline_rows(part, width) for part in parts]
            if len(parts) in _LINES and all(len(rows) == _LETTER for rows in drawn):
                return tuple(row for rows in drawn for row in (*rows, ""))[:-1]
        return lines


def _is_figure(row: FieldRow) -> bool:
    return row.wide and row.tone is Tone.SAID and all(sign in _FIGURES for sign in "".join(row.lines))


class CardRows(Vertical):
    """Labels on the left, and on the right what was said; what stands in its place is quiet."""

    DEFAULT_CSS = """
    CardRows {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; margin-bottom: 1; }
        & > .-last { margin-bottom: 0; }
        &.-close > Horizontal { margin-bottom: 0; }
        & > Horizontal.-wide { layout: vertical; }
        .card--label { width: 24; padding-right: 2; color: $text-muted; text-style: bold; }
        .-wide .card--label { width: 1fr; }
        .-asked .card--label, .-draft .card--label { color: $text-accent; }
        .card--label.-green { color: $text-success; }
        .card--label.-amber { color: $text-warning; }
        .card--label.-red { color: $text-error; }
        .card--lines { width: 1fr; height: auto; }
        .-draft Headline, .-quiet Headline, .-asked Headline { color: $text-muted; text-style: none; }
        .-draft Headline { text-style: italic; }
    }
    """

    def __init__(self, rows: Sequence[FieldRow]) -> None:
        self._rows = tuple(rows)
        super().__init__()

    def compose(self) -> ComposeResult:
        """A row for each field."""
        for row, last in with_last(self._rows):
            with Horizontal(classes=f"-{row.tone.name.lower()}{' -wide' if row.wide else ''} {last}"):
                colour = f" -{row.colour}" if row.colour else ""
                yield Plain(row.label, classes=f"card--label{colour}")
                with Vertical(classes="card--lines"):
                    for line in row.lines:
                        yield Numerals(line, LARGE) if _is_figure(row) else Typed(line)

    async def fill(self, rows: Sequence[FieldRow]) -> None:
        """Show other rows."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            await self.recompose()

    def fewest(self, width: int) -> int:
        """How many rows they take at a width at least, with air between them."""
        return sum(_rows_of(row, width, None) for row in self._rows) + len(self._rows) - 1

    def fit(self, width: int, left: int, screen: Size) -> None:
        """What was said is as large as the rows that are left allow: all of it, or nothing.

        One line in small letters among large ones looks like a remark.
        """
        about_one = any(row.wide for row in self._rows)
        may = [row for row in self._rows if row.tone is Tone.SAID and (row.wide or not about_one)]
        rows = sum(_rows_of(row, width, screen if row in may else None) for row in self._rows)
        grown = rows + len(self._rows) - 1 <= left and all(_grows(row, width, screen) for row in may)
        for row, part in zip(self._rows, self.query(Horizontal), strict=False):
            for line in part.query(Headline):
                line.take(_LARGE if grown and row in may else 0)
        self.set_class(self.fewest(width) > left, "-close")


def _room(row: FieldRow, width: int) -> int:
    return width if row.wide else width - _LABEL_WIDTH


def _rows_of(row: FieldRow, width: int, screen: Size | None) -> int:
    """The rows of a row; on a screen those of its large letters."""
    room = _room(row, width)
    high = [rows_of(line, room) if screen is None else Typed(line).rows(room, screen) for line in row.lines]
    lines = LARGE if _is_figure(row) else sum(high)
    return lines + 1 if row.wide else max(lines, rows_of(row.label, _LABEL_WIDTH - 2))


def _grows(row: FieldRow, width: int, screen: Size) -> bool:
    room = _room(row, width)
    return _is_figure(row) or all(Typed(line).rows(room, screen) > rows_of(line, room) for line in row.lines)
