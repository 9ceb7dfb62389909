"""What colours a terminal would show, cell by cell, and how well they are told apart."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

from rich.color import Color as RichColor
from rich.color import ColorSystem
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from workshop.tui.theme import CONTRAST

AA, AA_LARGE, AAA = 4.5, 3.0, 7.0
"""WCAG 2.2: contrast of text (1.4.3), of what is large or drawn (1.4.3, 1.4.11), the enhanced one (1.4.6)."""

JUST_SEEN = 0.02
"""The smallest distance that is seen at all (CSS Color 4, section on deltaEOK)."""

MACHADO = {
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "usual": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
"""How colours look to eyes without one kind of cone. Machado, Oliveira, Fernandes: A Physiologically-based
Model for Simulation of Color Vision Deficiency, IEEE TVCG 15 (6), 2009, severity 1.0; for linear RGB."""

_TO_CONES = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_TO_LAB = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)
"""Oklab, by Björn Ottosson, 2020."""

DRAWN = frozenset(map(chr, [*range(0x2500, 0x25A0), *range(0x25A0, 0x2600)]))
"""Lines, blocks and geometric signs: they are shapes as wide as a cell, no letters."""

Triple = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Cell:
    """What is drawn in one colour on another."""

    text: str
    ink: Color
    paper: Color

    @property
    def is_drawn(self) -> bool:
        """Whether it holds no letter and no sign that is read."""
        return set(self.text) <= DRAWN


def cells(app: App[Any]) -> Iterator[Cell]:
    """Everything that is to be seen on the screen in front, as it was composited."""
    for strip in _strips(app):
        yield from cells_of(strip)


def _strips(app: App[Any]) -> list[Strip]:
    return app.screen._compositor.render_strips()


def cells_of(strip: Strip) -> Iterator[Cell]:
    """Each run of signs with one style that shows anything."""
    for text, style, _ in strip:
        if style is None or not text.strip():
            continue
        assert style.color is not None, text
        assert style.bgcolor is not None, text
        ink, paper = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
        yield Cell("".join(text.split()), *((paper, ink) if style.reverse else (ink, paper)))


@cache
def in_256(colour: Color) -> Color:
    """What is left of a colour on a terminal that knows 256."""
    return Color.from_rich_color(RichColor.parse(colour.hex6).downgrade(ColorSystem.EIGHT_BIT))


@cache
def contrast(one: Color, other: Color) -> float:
    """As WCAG has it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Color) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def apart(one: Color, other: Color, eyes: str) -> float:
    """How far two colours are from each other for some eyes: the distance in Oklab."""
    pairs = zip(_oklab(one, eyes), _oklab(other, eyes), strict=True)
    return math.sqrt(sum((a - b) ** 2 for a, b in pairs))


def _oklab(colour: Color, eyes: str) -> Triple:
    seen = _times(MACHADO[eyes], _linear(colour))
    red, green, blue = (min(1.0, max(0.0, part)) for part in seen)
    long, middle, short = (cone ** (1 / 3) for cone in _times(_TO_CONES, (red, green, blue)))
    return _times(_TO_LAB, (long, middle, short))


def _linear(colour: Color) -> Triple:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized
    )
    return red, green, blue


def _times(matrix: tuple[Triple, Triple, Triple], parts: Triple) -> Triple:
    one, two, three = (sum(a * b for a, b in zip(row, parts, strict=True)) for row in matrix)
    return one, two, three


def hard_to_read(app: App[Any]) -> list[str]:
    """What is on the screen with too little contrast, in all colours or in 256 of them.

    No text is left out, however quiet: what nobody need read is not on the wall.
    """
    text = AAA if app.theme == CONTRAST.name else AA
    found = []
    for cell in dict.fromkeys(cells(app)):
        enough = AA_LARGE if cell.is_drawn else text
        for ink, paper in ((cell.ink, cell.paper), (in_256(cell.ink), in_256(cell.paper))):
            if contrast(ink, paper) < enough:
                found.append(f"{app.theme}: {cell.text!r}, {ink.hex6} on {paper.hex6}")
    return found


NAMES = {"right": ("success", "text-success"), "wrong": ("error", "text-error")}
"""Of the colours in a style sheet."""

SIGNS = {"right": "✓●▲", "wrong": "✗■!"}
"""One of them stands by what is right or wrong."""
WORDS = {
    "right": ("found", "right", "becomes an action", "green", "sound", "yes", "kept"),
    "wrong": ("wrong", "left out", "red", "no"),
}
"""Or one of these; where both fit, both do."""


def told_by_colour_alone(app: App[Any]) -> list[str]:
    """What is drawn in the colour of right or wrong, on rows which say neither by a sign or a word."""
    rows = [(strip.text, {cell.ink for cell in cells_of(strip)}) for strip in _strips(app)]
    found = []
    for meaning, names in NAMES.items():
        inks = {Color.parse(app.theme_variables[name]) for name in names}
        for is_told, group in groupby(rows, lambda row: bool(inks & row[1])):  # noqa: B023 - used at once
            text = " ".join(" ".join(text.split()) for text, _ in group)
            if is_told and not says(text, meaning):
                found.append(f"{app.theme}, {meaning}: {text}")
    return found


def says(text: str, meaning: str) -> bool:
    """Whether a text says by a sign or a word that something is right, or wrong."""
    return bool(set(text) & set(SIGNS[meaning])) or any(
        re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in WORDS[meaning]
    )
