"""Figures and code words that a room reads from the last row, in five rows or in seven."""

from __future__ import annotations

from functools import cache, lru_cache

from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.numeral_glyphs import GLYPHS
from workshop.tui.widgets.pixels import Pixels, half_blocks, read_sheet
from workshop.tui.widgets.plain import rows_of

SMALL, LARGE = 5, 7
"""The rows that numerals may take."""

_ROWS_OF_PIXELS = {SMALL: range(10), LARGE: (0, 1, 2, 2, 3, 3, 4, 5, 6, 6, 7, 7, 8, 9)}
"""Which rows of a glyph are drawn; the larger ones are drawn longer, their bars are as heavy."""

_GAP = 2
_BLANK = ("....",) * 10

_UPPER = str.maketrans({"▀": "█", "▄": " "})
_LOWER = str.maketrans({"▀": " ", "▄": "█"})


@lru_cache(maxsize=256)
def numeral_rows(text: str, rows: int) -> tuple[str, ...]:
    """A text as rows of half blocks, all of one length; nothing where a character has no numeral."""
    glyphs = [_glyphs().get(character, ()) for character in text.replace("\u2212", "-")]
    if not glyphs or not all(glyphs):
        return ()
    lines = [("." * _GAP).join(line) for line in zip(*glyphs, strict=True)]
    return half_blocks(tuple(lines[row] for row in _ROWS_OF_PIXELS[rows]))


def fitting_rows(text: str, rows: int, width: int) -> tuple[str, ...]:
    """A text in the largest characters that fit a width in one line.

    Args:
        text: What to say.
        rows: The rows of its numerals, SMALL or LARGE.
        width: Columns that it may take.

    Returns:
        Numerals where they fit, else the headline's face in one line of four rows, else nothing.
    """
    for lines in (numeral_rows(text, rows), headline_rows(text, width)):
        if 0 < len(lines) <= rows and len(lines[0]) <= width:
            return lines
    return ()


@cache
def _glyphs() -> dict[str, Pixels]:
    return read_sheet(GLYPHS) | {" ": _BLANK}


class Numerals(Widget):
    """A figure, a clock or a code word in the largest characters that fit, at worst in plain bold ones."""

    DEFAULT_CSS = """
    Numerals { width: auto; height: auto; text-wrap: nowrap; text-style: bold; }
    """

    twice = False
    """Whether to be twice as large where that takes no more than half of the screen."""

    def __init__(
        self,
        text: str = "",
        rows: int = SMALL,
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text, self._rows = text, rows

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str, rows: int | None = None) -> None:
        """Say something else, or in another size."""
        now = (text, rows or self._rows)
        if now != (self._text, self._rows):
            self._text, self._rows = now
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the figures are."""
        lines = self._lines(container.width)
        return max(map(len, lines), default=min(Content(self._text).cell_length, container.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the figures are."""
        return len(self._lines(width)) or rows_of(self._text, width)

    def render(self) -> VisualType:
        """The figures, or the text as it is."""
        return Content("\n".join(self._lines(self.content_size.width)) or self._text)

    def _lines(self, width: int) -> tuple[str, ...]:
        large = doubled(numeral_rows(self._text, LARGE)) if self.twice else ()
        fits = large and len(large[0]) <= width and len(large) <= self.app.size.height // 2
        return large if fits else fitting_rows(self._text, self._rows, width)


class Doubled(Numerals):
    """The same twice as large, where that fits."""

    twice = True


def doubled(rows: tuple[str, ...]) -> tuple[str, ...]:
    """A picture of half blocks, twice as wide and twice as high."""
    wide = ["".join(cell * 2 for cell in row) for row in rows]
    return tuple(half for row in wide for half in (row.translate(_UPPER), row.translate(_LOWER)))
