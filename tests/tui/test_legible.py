"""Whether letters and numerals are told apart from the last row: at a quarter of the size, blurred, noisy.

A reader who knows only the clean glyphs takes what he sees for the one that is nearest to it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from math import hypot
from operator import mul
from statistics import fmean

import pytest

from workshop.tui.widgets.face import glyph
from workshop.tui.widgets.numerals import LARGE, SMALL, numeral_rows
from workshop.tui.widgets.pixels import Pixels

Picture = list[list[float]]
"""Rows of grey from 0 to 1, each pixel a quarter as wide and as high as on the wall."""

ROW = 16
"""Dots in a row of the wall's terminal; a cell is half as wide."""

QUARTER = 4
OFFSETS = ((0, 0), (1, 2), (2, 1), (3, 3))
"""Where the glyph begins between two pixels of the eye, in dots."""

BLUR, NOISE = 2, 0.1
MOST_CONFUSED = 0.01
CAPITALS, SMALL_LETTERS, DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz", "0123456789"
LATIN = "".join(letter for letter in map(chr, range(0xC0, 0x180)) if glyph(letter) and letter.isalpha())
SIGNS = ".,:;!?'\"„()-–—/+%&=€$#@*«»…·¿¡°£§×→"  # noqa: RUF001
"""A quotation mark may be read as its straight or its curly brother."""
NUMERALS = CAPITALS + DIGITS + ".:,/+-%"


def dots_of(pixels: Pixels, wide: int, high: int, offset: tuple[int, int], size: tuple[int, int]) -> Picture:
    """A glyph as the dots of the wall, on a canvas of a size, with a margin of one pixel of the eye."""
    width, height = size
    dots = [[0.0] * width for _ in range(height)]
    for y, row in enumerate(pixels):
        for x, pixel in enumerate(row):
            if pixel == "#":
                top, left = QUARTER + y * high + offset[1], QUARTER + x * wide + offset[0]
                for down in range(high):
                    dots[top + down][left : left + wide] = [1.0] * wide
    return dots


def at_a_quarter(dots: Picture, blur: int = 0) -> Picture:
    """What an eye sees: each of its pixels is a mean of dots, with a blur of some around it as well."""
    return [
        [
            fmean(value for row in rows for value in row[max(x - blur, 0) : x + QUARTER + blur])
            for x in range(0, len(dots[0]), QUARTER)
        ]
        for y in range(0, len(dots), QUARTER)
        for rows in [dots[max(y - blur, 0) : y + QUARTER + blur]]
    ]


def moved(seen: Picture, down: int, right: int) -> Picture:
    height, width = len(seen), len(seen[0])
    return [[seen[(y - down) % height][(x - right) % width] for x in range(width)] for y in range(height)]


def flat(seen: Picture) -> list[float]:
    return [value for row in seen for value in row]


def confusion(glyphs: dict[str, Pixels], wide: int, high: int) -> tuple[float, list[str]]:
    """The share of glyphs that are taken for another one, and which for which."""
    size = (
        (max(len(rows[0]) for rows in glyphs.values()) * wide + 4 * QUARTER - 1) // QUARTER * QUARTER,
        (max(map(len, glyphs.values())) * high + 4 * QUARTER - 1) // QUARTER * QUARTER,
    )
    clean = {name: at_a_quarter(dots_of(rows, wide, high, (0, 0), size)) for name, rows in glyphs.items()}
    known = [
        (flat(moved(seen, down, right)), hypot(*flat(seen)), name)
        for name, seen in clean.items()
        for down in (0, 1)
        for right in (0, 1)
    ]
    dice = random.Random(7)
    wrong = []
    for name, rows in glyphs.items():
        for offset in OFFSETS:
            seen = flat(at_a_quarter(dots_of(rows, wide, high, offset, size), BLUR))
            noisy = [value + dice.gauss(0, NOISE) for value in seen]
            read = max(known, key=lambda one: sum(map(mul, one[0], noisy)) / one[1])[2]
            wrong += [f"{name} read as {read}"] if read != name else []
    return len(wrong) / (len(glyphs) * len(OFFSETS)), wrong


def of_face(letters: str) -> dict[str, Pixels]:
    return {letter: glyph(letter) for letter in letters}


def of_numerals(letters: str, rows: int) -> dict[str, Pixels]:
    """Half blocks as square pixels again."""
    return {
        letter: tuple(
            "".join(".#"[cell in full] for cell in row)
            for row in numeral_rows(letter, rows)
            for full in ("▀█", "▄█")
        )
        for letter in letters
    }


@pytest.mark.parametrize("letters", [CAPITALS + SMALL_LETTERS + DIGITS, SIGNS], ids=["letters", "signs"])
def test_each_glyph_of_the_face_is_told_from_every_other(letters: str) -> None:
    share, wrong = confusion(of_face(letters), ROW // 4, ROW // 2)
    assert share < MOST_CONFUSED, wrong


@pytest.mark.long
@pytest.mark.parametrize("kept", [str.isupper, str.islower], ids=["capitals", "small"])
def test_each_letter_with_a_mark_is_told_from_every_other(kept: Callable[[str], bool]) -> None:
    letters = "".join(filter(kept, CAPITALS + SMALL_LETTERS + LATIN)) + DIGITS
    share, wrong = confusion(of_face(letters), ROW // 4, ROW // 2)
    assert share < MOST_CONFUSED, wrong


@pytest.mark.parametrize("rows", [SMALL, LARGE])
def test_each_numeral_is_told_from_every_other(rows: int) -> None:
    share, wrong = confusion(of_numerals(NUMERALS, rows), ROW // 2, ROW // 2)
    assert share < MOST_CONFUSED, wrong


def test_the_reader_does_confuse_what_looks_alike() -> None:
    share, wrong = confusion({"l": glyph("l"), "I": glyph("l")}, ROW // 4, ROW // 2)
    assert share >= 0.4, wrong
