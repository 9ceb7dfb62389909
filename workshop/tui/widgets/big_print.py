"""Letters made of blocks: which size of print fits a text into a width and a height."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from pyfiglet import Figlet, FigletFont

_WIDEST = 100_000
_LAST_LATIN = "\u017f"
"""Beyond it the fonts hold stand-ins and pictures rather than letters."""
_HALVES = {"▀": ("█", " "), "▄": (" ", "█")}


@lru_cache(maxsize=256)
def print_word(word: str, width: int, height: int) -> tuple[str, ...]:
    """A word or a clock in heavy capitals: the largest size that fits, at worst s p a c e d letters.

    All lines have the same length, so that they can be centred together.
    """
    once = _heavy(word)
    for lines in (_doubled(once), once):
        if lines and len(lines[0]) <= width and len(lines) <= height:
            return lines
    spaced = " ".join(word)
    return (spaced if len(spaced) <= width else word,)


@lru_cache(maxsize=256)
def print_sentence(sentence: str, width: int, height: int) -> tuple[str, ...]:
    """A sentence in the largest print that fits, wrapped between words; empty where none does."""
    for font, leading in (("smmono12", 0), ("smblock", 1), ("smblock", 0)):
        lines = _wrapped(sentence, font, width, leading)
        if lines and len(lines) <= height:
            return lines
    return ()


@cache
def _figlet(font: str) -> Figlet:
    return Figlet(font=font, width=_WIDEST)


def _knows(font: FigletFont, text: str) -> bool:
    """Whether a font has every character: it leaves out the ones it does not have, without a word."""
    return all(
        character == " "
        or (character <= _LAST_LATIN and any(map(str.strip, font.chars.get(ord(character), ()))))
        for character in text
    )


def _glyphs(text: str, font: str) -> list[str]:
    """The lines of an unwrapped text in a font, all of the same length and as many for any text."""
    lines = str(_figlet(font).renderText(text)).split("\n")[: _figlet(font).Font.height]
    widest = max((len(line.rstrip()) for line in lines), default=0)
    return [line.rstrip().ljust(widest) for line in lines]


def _heavy(word: str) -> tuple[str, ...]:
    """A word letter by letter, the letters moved together until one column is left between them."""
    if not word or not _knows(_figlet("ansi_regular").Font, word):
        return ()
    letters = [_glyphs(character, "ansi_regular") for character in word]
    rows = letters[0]
    for letter in letters[1:]:
        gap = min(
            (len(row) - len(row.rstrip())) + (len(part) - len(part.lstrip()))
            for row, part in zip(rows, letter, strict=True)
        )
        rows = [_overlapped(row, part, gap - 1) for row, part in zip(rows, letter, strict=True)]
    while rows and not rows[-1].strip():
        rows.pop()
    return tuple(rows)


def _overlapped(row: str, part: str, shared: int) -> str:
    """Two rows side by side, so that `shared` blank columns of theirs fall together."""
    if shared <= 0:
        return row + " " * -shared + part
    head, left = row[:-shared], row[-shared:]
    both = "".join(b if a == " " else a for a, b in zip(left, part, strict=False))
    return head + both + part[shared:] if len(part) >= shared else head + both + left[len(part) :]


def _doubled(rows: tuple[str, ...]) -> tuple[str, ...]:
    """The same letters twice as wide and twice as high."""
    halves: list[Callable[[str], str]] = [lambda cell: _HALVES.get(cell, (cell, cell))[0]]
    halves.append(lambda cell: _HALVES.get(cell, (cell, cell))[1])
    return tuple("".join(half(cell) * 2 for cell in row) for row in rows for half in halves)


def _wrapped(sentence: str, font: str, width: int, leading: int) -> tuple[str, ...]:
    """A sentence as blocks of lines, or nothing where a word is too wide or a character is missing."""
    if not sentence.strip() or not _knows(_figlet(font).Font, sentence):
        return ()
    space = 3 if font == "smblock" else 5
    blocks: list[list[str]] = []
    for word in sentence.split():
        glyphs = _glyphs(word, font)
        if len(glyphs[0]) > width:
            return ()
        if blocks and len(blocks[-1][0]) + space + len(glyphs[0]) <= width:
            blocks[-1] = [row + " " * space + part for row, part in zip(blocks[-1], glyphs, strict=True)]
        else:
            blocks.append(glyphs)
    rows = [row for block in blocks for row in (*block, *[""] * leading)]
    while rows and not rows[-1].strip():
        rows.pop()
    widest = max(map(len, rows))
    return tuple(row.ljust(widest) for row in rows)
