"""The rows of a card: labels, and beside or below them what the room said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.live.words.card import FieldRow, Tone
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.plain import Plain, rows_of

_LABEL_WIDTH = 24


class CardRows(Vertical):
    """Labels on the left, and on the right what was said; what stands in its place is quiet."""

    DEFAULT_CSS = """
    CardRows {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; margin-bottom: 1; }
        & > Horizontal:last-child { margin-bottom: 0; }
        &.-close > Horizontal { margin-bottom: 0; }
        & > Horizontal.-wide { layout: vertical; }
        .card--label { width: 24; padding-right: 2; color: $text-muted; text-style: bold; }
        .-wide .card--label { width: 1fr; }
        .card--label.-green { color: $success; }
        .card--label.-amber { color: $warning; }
        .card--label.-red { color: $error; }
        .card--lines { width: 1fr; height: auto; }
        .-draft BlockLetters, .-quiet BlockLetters { color: $text-muted; text-style: none; }
        .-draft BlockLetters { text-style: italic; }
    }
    """

    def __init__(self, rows: Sequence[FieldRow]) -> None:
        self._rows = tuple(rows)
        super().__init__()

    def compose(self) -> ComposeResult:
        """A row for each field."""
        for row in self._rows:
            with Horizontal(classes=f"-{row.tone.name.lower()}{' -wide' if row.wide else ''}"):
                colour = f" -{row.colour}" if row.colour else ""
                yield Plain(row.label, classes=f"card--label{colour}")
                with Vertical(classes="card--lines"):
                    for line in row.lines:
                        yield BlockLetters(line, share=0.0)

    async def fill(self, rows: Sequence[FieldRow]) -> None:
        """Show other rows."""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            await self.recompose()

    @property
    def is_about_one(self) -> bool:
        """Whether a text stands here that is more to the room than the question."""
        return any(row.wide and row.tone is Tone.SAID for row in self._rows)

    def fit(self, width: int, height: int, left: int) -> int:
        """Take as many of the lines that are left as do the room good; returns how many are used.

        Args:
            width: Columns for labels and lines.
            height: Lines of the whole screen.
            left: Lines that nobody else needs.
        """
        room = {row: width if row.wide else width - _LABEL_WIDTH for row in self._rows}
        plain = sum(_rows_in_plain(row, room[row]) for row in self._rows)
        large = [row for row in self._rows if row.tone is Tone.SAID and (row.wide or not self.is_about_one)]
        share, gain = self._largest(large, room, height, left - len(self._rows) - plain)
        for row, part in zip(self._rows, self.query(Horizontal), strict=False):
            for letters in part.query(BlockLetters):
                letters.take_share(share if row in large else 0.0)
        air = len(self._rows) - 1
        close = plain + gain + air > left
        self.set_class(close, "-close")
        return plain + gain + (0 if close else air)

    def _largest(
        self, rows: Sequence[FieldRow], room: Mapping[FieldRow, int], height: int, spare: int
    ) -> tuple[float, int]:
        """The share of each line with which all are large, and the lines that costs; 0 where they cannot.

        All of them are large, or none: one line in small letters among large ones looks like a remark.
        """
        lines = [(line, room[row]) for row in rows for line in row.lines]
        small = sum(rows_of(line, width) for line, width in lines)
        if not lines or spare <= 0:
            return 0.0, 0
        share = (spare + small) // len(lines) / height
        drawn = [BlockLetters(line, share=share).rows(width, height) for line, width in lines]
        if any(rows <= rows_of(line, width) for rows, (line, width) in zip(drawn, lines, strict=True)):
            return 0.0, 0
        return share, sum(drawn) - small


def _rows_in_plain(row: FieldRow, room: int) -> int:
    lines = sum(rows_of(line, room) for line in row.lines)
    return lines + 1 if row.wide else max(lines, rows_of(row.label, _LABEL_WIDTH - 2))
