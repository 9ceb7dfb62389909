"""The headline face: the glyph of a letter, and a text set in it on one line or evenly on two."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from workshop.tui.widgets.face_glyphs import BESIDE, DOTLESS, GLYPHS, LOW, OPEN, OVER, SPELT
from workshop.tui.widgets.pixels import Pixels, quadrants, read_sheet

_GAP, _WORD_GAP, _KERNING = 2, 6, 2
_SHORT = 5
_CEDILLA, _COMMA, _OGONEK, _CARON = "\u0327", "\u0326", "\u0328", "\u030c"
_ASCENDERS = frozenset("bdfhklt")


@lru_cache(maxsize=256)
def headline_rows(text: str, width: int) -> tuple[str, ...]:
    """A text as rows of cells: one line, or two of much the same length with a blank row between them.

    Nothing where it takes more than two lines, would leave one short word alone, or has a letter that the
    face lacks.
    """
    words = re.split(r"[ \t\n]+", unicodedata.normalize("NFC", text).translate(SPELT).strip(" \t\n"))
    drawn = [set_word(word) for word in words]
    if not all(drawn):
        return ()
    lengths = [len(rows[0]) for rows in drawn]
    if _length(lengths) <= 2 * width:
        return quadrants(_joined(drawn))
    at = _even_break(words, lengths)
    if not at or max(_length(lengths[:at]), _length(lengths[at:])) > 2 * width:
        return ()
    upper, lower = quadrants(_joined(drawn[:at])), quadrants(_joined(drawn[at:]))
    longer = max(len(upper[0]), len(lower[0]))
    return tuple(row.ljust(longer) for row in (*upper, "", *lower))


def _length(lengths: list[int]) -> int:
    return sum(lengths) + _WORD_GAP * (len(lengths) - 1)


def _even_break(words: list[str], lengths: list[int]) -> int:
    """After how many words the longer line is shortest; 0 where a short word would stand alone."""
    alone = {at for at, word in ((1, words[0]), (len(words) - 1, words[-1])) if len(word) <= _SHORT}
    breaks = [at for at in range(1, len(words)) if at not in alone]
    return min(breaks, key=lambda at: max(_length(lengths[:at]), _length(lengths[at:])), default=0)


def _joined(words: list[Pixels]) -> Pixels:
    return tuple(("." * _WORD_GAP).join(rows) for rows in zip(*words, strict=True))


def set_word(word: str) -> Pixels:
    """The letters side by side, closer where their shapes leave room; nothing where the face lacks one."""
    glyphs = [glyph(letter) for letter in word]
    if not glyphs or not all(glyphs):
        return ()
    rows = list(glyphs[0])
    for right in glyphs[1:]:
        rows = _beside(rows, right, _GAP - min(_KERNING, _room_between(rows, right)))
    return tuple(rows)


def _room_between(left: list[str], right: Pixels) -> int:
    """The fewest blank columns between the edges of two shapes, over each row and those next to it."""
    ends = [len(row) - len(row.rstrip(".")) for row in left]
    starts = [len(row) - len(row.lstrip(".")) for row in right]
    return min(
        ends[row] + starts[other]
        for row in range(len(left))
        for other in range(max(row - 1, 0), min(row + 2, len(right)))
    )


def _beside(left: list[str], right: Pixels, gap: int) -> list[str]:
    return [row + "." * gap + part for row, part in zip(left, right, strict=True)]


@cache
def glyph(letter: str) -> Pixels:
    """The eight rows of a letter with its mark; nothing where the face lacks it."""
    if letter in _drawn():
        return _drawn()[letter]
    base, *marks = list(unicodedata.normalize("NFD", letter))
    return _marked(base, marks[0]) if len(marks) == 1 and base in _drawn() else ()


def _marked(base: str, mark: str) -> Pixels:
    body = _drawn()[base]
    if mark == _OGONEK:
        return (*body[:7], "##".rjust(len(body[6].rstrip(".")), ".").ljust(len(body[0]), "."))
    if mark in (_CEDILLA, _COMMA) and base != "g":
        return (*body[:7], "##".center(len(body[0]), "."))
    if mark == _CARON and base in "dtlL":
        return tuple(_beside(list(body), BESIDE, 1))
    if base in _ASCENDERS or (base.isupper() and base not in _low()):
        return ()
    return _topped(base, OVER.get(mark, OVER["\u0301"] if mark == _CEDILLA else ()))


def _topped(base: str, over: Pixels) -> Pixels:
    """A letter under a mark, which stands in its middle; a capital in its lower form."""
    if not over:
        return ()
    body = _drawn()[DOTLESS.get(base, base)][2:]
    if base in _low():
        body = (*_low()[base], "." * len(_low()[base][0]))
    if base in OPEN and "#" in over[1]:
        body = ("." * len(body[0]), *body[1:])
    fitted = [_fitted(row, len(body[0])) for row in over]
    width = max(len(fitted[0]), len(body[0]))
    return tuple(_centred(row, width) for row in (*fitted, *body))


def _fitted(row: str, width: int) -> str:
    """A row of a wide mark, a pixel longer or shorter where only so it stands in the middle of a width."""
    middle, difference = len(row) // 2, width - len(row)
    if len(row) < 5 or len(row) % 2 == width % 2:
        return row
    return row[: middle + (difference > 0)] + row[middle + (difference < 0) :]


def _centred(row: str, width: int) -> str:
    before = (width - len(row)) // 2
    return "." * before + row + "." * (width - len(row) - before)


@cache
def _drawn() -> dict[str, Pixels]:
    return read_sheet(GLYPHS) | dict.fromkeys("\u00a0\u202f", ("." * _WORD_GAP,) * 8)


@cache
def _low() -> dict[str, Pixels]:
    return read_sheet(LOW)
