"""A QR code that phones read from a projector: black on white whatever the theme."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from workshop.tui.widgets.pixels import half_blocks

if TYPE_CHECKING:
    from qrcode.main import QRCode

QUIET = 2
"""White modules around the code. Two are enough on every reader that was tried; an inverted code is not."""

BLACK, WHITE = "#080808", "#ffffff"
"""Of 256 colours these are 232 and 231. Pure black would be 16, which some palettes make another colour."""

_BLACK_ON_WHITE = Style(color=BLACK, bgcolor=WHITE, bold=False, dim=False)
_WHITE_ON_BLACK = Style(color=WHITE, bgcolor=BLACK, bold=False, dim=False)
_CELLS = {
    (False, False): (" ", _BLACK_ON_WHITE),
    (True, True): (" ", _WHITE_ON_BLACK),
    (True, False): ("▀", _BLACK_ON_WHITE),
    (False, True): ("▀", _WHITE_ON_BLACK),
}
"""The cell for an upper and a lower module. A full cell is background, not a block: many fonts leave a gap
between the blocks of two rows, and readers stumble over it."""
_ECI, _UTF_8 = 7, 26
_FIRST_CAPITALS = re.compile(r"[A-Z0-9:./]+")

LONG = 106
"""Bytes that level M holds where a terminal has 24 rows, one of them for keys; level L holds 134 there."""


@lru_cache(maxsize=8)
def qr_modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """The modules of the code with the quiet zone, True for black.

    Level M keeps a typical address in version 2 (29 modules with the zone). A longer text takes a larger one,
    and a very long one level L. Letters beyond ASCII are UTF-8, and the code says so: else some readers take
    them for Chinese.
    """
    # Drawing needs none of the packages that qrcode brings in, and the start of the program none of this.
    from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
    from qrcode.main import QRCode

    level = ERROR_CORRECT_L if len(text.encode()) > LONG else ERROR_CORRECT_M
    code: QRCode[Any] = QRCode(error_correction=level, border=QUIET)
    if text.isascii():
        code.add_data(text)
    else:
        _add_utf8(code, text)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


def _add_utf8(code: QRCode[Any], text: str) -> None:
    """Add a text of which the code says that it is UTF-8 (ISO 18004: mode ECI, 26).

    `qrcode` knows no such part: it is written behind the first letters, the capitals of `WIFI:`.
    """
    from qrcode.util import BitBuffer, QRData

    class ThenUtf8(QRData):
        def write(self, buffer: BitBuffer) -> None:
            super().write(buffer)
            buffer.put(_ECI, 4)
            buffer.put(_UTF_8, 8)

    first = _FIRST_CAPITALS.match(text)
    begins = first[0] if first is not None else ""
    code.add_data(ThenUtf8(begins))
    code.add_data(QRData(text[len(begins) :]))


def qr_size(text: str, scale: int = 1) -> Size:
    """The cells that a code takes at a scale."""
    modules = len(qr_modules(text))
    return Size(modules * scale, (modules * scale + 1) // 2)


def best_scale(text: str, room: Size, most: int = 3) -> int:
    """The largest scale that fits into a space; 1 where none does."""
    scales = range(most, 1, -1)
    return next((s for s in scales if _fits(qr_size(text, s), room)), 1)


def _fits(size: Size, room: Size) -> bool:
    return size.width <= room.width and size.height <= room.height


class QrCode(Widget):
    """Draws a text as a QR code in half blocks with explicit colours for ink and paper."""

    DEFAULT_CSS = """
    QrCode { width: auto; height: auto; }
    """

    text: reactive[str] = reactive("", layout=True)
    scale: reactive[int] = reactive(1, layout=True)

    def __init__(self, text: str = "", *, scale: int = 1, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.set_reactive(QrCode.text, text)
        self.set_reactive(QrCode.scale, scale)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the code."""
        return qr_size(self.text, self.scale).width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the code."""
        return qr_size(self.text, self.scale).height

    def render_line(self, y: int) -> Strip:
        """One row of cells, two rows of modules."""
        rows = _rows(self.text, self.scale)
        if not 0 <= y < len(rows):
            return Strip.blank(self.size.width)
        return Strip(rows[y]).adjust_cell_length(self.size.width)


def qr_rows(text: str) -> tuple[str, ...]:
    """The code as rows of half blocks, for a plain terminal: print them black on white."""
    return half_blocks(tuple("".join(".#"[module] for module in row) for row in qr_modules(text)))


def _pixels(text: str, scale: int) -> list[list[bool]]:
    return [
        [module for module in row for _ in range(scale)] for row in qr_modules(text) for _ in range(scale)
    ]


@lru_cache(maxsize=8)
def _rows(text: str, scale: int) -> tuple[tuple[Segment, ...], ...]:
    pixels = _pixels(text, scale)
    if len(pixels) % 2:
        pixels.append([False] * len(pixels[0]))
    return tuple(
        tuple(
            Segment(_CELLS[pair][0] * len(list(run)), _CELLS[pair][1])
            for pair, run in groupby(zip(upper, lower, strict=True))
        )
        for upper, lower in zip(pixels[::2], pixels[1::2], strict=True)
    )
