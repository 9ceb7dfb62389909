"""Lines of the output face to face with lines of the source, each side in a box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from workshop.core.live.words.reveal import NOTHING_SAYS_SO, SAYS, WROTE
from workshop.core.scenarios.source_text import Block, blocks
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import Mark

_BESIDE_FROM = 96
_BETWEEN = 6
"""Columns between the boxes: the arrow, and air."""
_FRAME = 4
"""Columns of a box around its text."""
_NUMBER = 5
_NARROWEST = 36
_MOST_AIR, _LARGE_FROM = 3, 30
_LEAST, _MOST = 0.4, 0.6
"""The part of the width that the source may have beside the output."""


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line of the output, with its number as on the phones."""

    number: str
    text: str


class FaceToFace(Widget):
    """The output on the left, the source on the right; below each other where the screen is narrow.

    A table of the source keeps its columns, and gets the width that they need.
    """

    DEFAULT_CSS = """
    FaceToFace {
        height: auto;
        & > .face--side { width: 1fr; height: auto; }
        &.-beside { layout: horizontal; }
        .face--label { text-style: bold; color: $text-muted; }
        .face--box { border: round $text-muted; padding: 0 1; height: auto; align: left middle; }
        .face--box Horizontal { height: auto; }
        .face--title { color: $text-muted; }
        &.-airy .face--box > * { margin-bottom: 1; }
        &.-airy .face--box > .-last { margin-bottom: 0; }
        .face--number { width: 5; }
        .face--arrow { width: 6; display: none; text-align: center; }
        &.-beside > .face--arrow { display: block; }
        &.-wrong .face--wrote, &.-left_out .face--wrote { border: round $text-error; text-style: bold; }
        &.-carried .face--wrote { border: round $text-warning; text-style: bold; }
        &.-says-so .face--says { border: round $text-success; }
    }
    """

    def __init__(
        self,
        wrote: Sequence[Numbered],
        title: str,
        source: Sequence[str],
        *,
        mark: Mark = Mark.SOUND,
        id: str,  # noqa: A002
    ) -> None:
        """Make it.

        Args:
            wrote: The lines of the output.
            title: What the source is.
            source: Its lines; none where it says nothing of the kind.
            mark: What the lines are, where they stand against the source.
            id: As in every widget.
        """
        self._wrote = tuple(wrote)
        self._says = blocks("\n".join(source)) or (Block(False, (NOTHING_SAYS_SO,)),)
        self._title = title
        self._mark = mark
        self._spare = 0
        self._chosen: dict[int, tuple[int, int]] = {}
        says_so = bool(source) and mark is not Mark.SOUND
        self._sign = "✓ " if says_so else ""
        super().__init__(id=id, classes=f"-{mark.name.lower()}{' -says-so' if says_so else ''}")

    def compose(self) -> ComposeResult:
        """Both boxes, and the arrow between them."""
        with Vertical(classes="face--side"):
            yield Plain(WROTE.upper(), classes="face--label")
            with Vertical(classes="face--box face--wrote"):
                for line, last in with_last(self._wrote):
                    with Horizontal(classes=last):
                        yield Plain(f"{self._mark.sign} {line.number}".strip(), classes="face--number")
                        yield Plain(line.text)
        yield Plain(classes="face--arrow")
        with Vertical(classes="face--side"):
            yield Plain(SAYS.upper(), classes="face--label")
            with Vertical(classes="face--box face--says"):
                yield Plain(f"{self._sign}{self._title}", classes="face--title")
                for block, last in with_last(self._says):
                    yield Plain("\n".join(block.lines), classes=last)

    def on_mount(self) -> None:
        """Both sides are as high as the higher one, once the width is known."""
        self._fit()

    def on_resize(self) -> None:
        """The width decides how the sides stand."""
        self._fit()

    def take_air(self, spare: int) -> None:
        """Use so many rows for blank ones: between the lines if that is enough, then above and below them."""
        if spare != self._spare:
            self._spare = spare
            self._fit()

    @property
    def most_air(self) -> int:
        """How many blank rows it makes use of at most."""
        return self._gaps() + 2 * self._most_above

    @property
    def _most_above(self) -> int:
        """Blank rows over the lines and below them; on a large screen more."""
        return max(_MOST_AIR, (self.app.size.height - _LARGE_FROM) // 3)

    def _gaps(self) -> int:
        """Blank rows between the lines of the side that has most of them."""
        return max(len(self._wrote) - 1, len(self._says))

    def rows(self, width: int) -> int:
        """How many lines it takes at a width, without air."""
        left, right = self._widths(width)
        wrote, says = self._wrote_rows(left) + 3, self._says_rows(right) + 3
        return max(wrote, says) if self._is_beside(width) else wrote + says

    @property
    def _table(self) -> int:
        """Columns that the widest table of the source needs."""
        return max((block.width for block in self._says if block.is_table), default=0)

    def _is_beside(self, width: int) -> bool:
        room = width - _BETWEEN - 2 * _FRAME - _NARROWEST
        return width >= _BESIDE_FROM and self._table <= room

    def _widths(self, width: int) -> tuple[int, int]:
        """The columns of both texts: as the source wishes, or as both are lowest."""
        if not self._is_beside(width):
            return width - _FRAME, width - _FRAME
        if width not in self._chosen:
            room = width - _BETWEEN - 2 * _FRAME
            natural = max(block.width for block in self._says)
            most = max(round(room * _MOST), self._table)
            wished = max(round(min(max(natural, room * _LEAST), room * _MOST)), self._table)
            tried = range(max(round(room * _LEAST), self._table), most + 1)
            right = min(tried, key=lambda right: (self._higher(room - right, right), abs(right - wished)))
            self._chosen[width] = room - right, right
        return self._chosen[width]

    def _higher(self, left: int, right: int) -> int:
        """The rows of the side that has more of them."""
        return max(self._wrote_rows(left), self._says_rows(right))

    def _wrote_rows(self, width: int) -> int:
        return sum(rows_of(line.text, width - _NUMBER) for line in self._wrote)

    def _says_rows(self, width: int) -> int:
        return rows_of(f"{self._sign}{self._title}", width) + sum(
            rows_of("\n".join(block.lines), width) for block in self._says
        )

    def _fit(self) -> None:
        width = self.size.width
        if not width or not self.is_mounted:
            return
        beside = self._is_beside(width)
        left, right = self._widths(width)
        airy = beside and self._spare >= self._gaps()
        rows = self._wrote_rows(left), self._says_rows(right)
        if airy:
            rows = rows[0] + len(self._wrote) - 1, rows[1] + len(self._says)
        if beside:
            rows = max(rows), max(rows)
        above = min((self._spare - airy * self._gaps()) // 2, self._most_above) if beside else 0
        self.update_classes({"-airy": airy, "-beside": beside})
        sides = zip(self.query(".face--side"), self.query(".face--box"), (left, right), rows, strict=True)
        for side, box, columns, lines in sides:
            side.styles.width = columns + _FRAME
            box.styles.height = lines + 2 + 2 * above
        arrow = self.query_one(".face--arrow", Plain)
        arrow.update("\n" * (2 + above + rows[0] // 2) + ("◀──▶" if self._mark is not Mark.SOUND else ""))
