"""Pictures made of pixels, and the cells of a terminal that show them."""

from __future__ import annotations

Pixels = tuple[str, ...]
"""Rows of `#` and `.`, all of one length."""

_HALVES = {"..": " ", "#.": "▀", ".#": "▄", "##": "█"}
_QUADRANTS = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The cell for each four pixels: 1 counts the upper left one, 2 its neighbour, 4 and 8 those below."""


def read_sheet(sheet: str) -> dict[str, Pixels]:
    """The glyphs of a sheet: blocks in which they stand side by side, each under its name."""
    glyphs: dict[str, Pixels] = {}
    for block in sheet.strip().split("\n\n"):
        names, *rows = (line.split() for line in block.splitlines())
        glyphs |= dict(zip(names, zip(*rows, strict=True), strict=True))
    return glyphs


def half_blocks(pixels: Pixels) -> tuple[str, ...]:
    """Rows of cells that hold two square pixels each."""
    return tuple(
        "".join(_HALVES[pixel + below] for pixel, below in zip(upper, lower, strict=True))
        for upper, lower in _pairs(pixels)
    )


def quadrants(pixels: Pixels) -> tuple[str, ...]:
    """Rows of cells that hold four pixels each, twice as high as wide."""
    even = tuple(row + "." * (len(row) % 2) for row in pixels)
    return tuple(
        "".join(
            _QUADRANTS[sum(bit for bit, pixel in zip((1, 2, 4, 8), four, strict=True) if pixel == "#")]
            for four in zip(upper[::2], upper[1::2], lower[::2], lower[1::2], strict=True)
        )
        for upper, lower in _pairs(even)
    )


def _pairs(pixels: Pixels) -> list[tuple[str, str]]:
    even = (*pixels, "." * len(pixels[0])) if len(pixels) % 2 else pixels
    return list(zip(even[::2], even[1::2], strict=True))
