"""What people paste: the lines of an output, the lines of a source, and what is no text at all."""

from __future__ import annotations

import re
import textwrap

from workshop.core.scenarios.plain_english import sentences
from workshop.core.scenarios.scenario import PAGE
from workshop.core.scenarios.scenario_rules import LONGEST_SOURCE_LINE
from workshop.core.text import clean

LONGEST_OUTPUT = 20_000
"""Characters of what an AI wrote that are looked at: many times what a wall can show."""

LONGEST_SOURCE = 2 * PAGE
"""Characters of a source that are taken, to be shortened by whoever pasted it."""
_MOST_LINES = 200
_GREETING = 40
"""A line that ends with a comma and is no longer stands alone."""
_COLUMN_GAP = 3
_BULLET = re.compile(r"^\s*(?:[-*+\u2022\u2013]|\(?\d{1,2}[.)])\s+")
_HEADING = re.compile(r"^\s*#{1,6}\s")
_RULE = re.compile(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?\s*$")
"""The line below the head of a Markdown table."""
_TAG = re.compile(r"</?(?:!doctype|html|head|body|div|p|span|table|tr|td|br|a|li|ul|h[1-6])\b[^<>]*>", re.I)
_TAGS = 3
"""So many tags are no coincidence."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")


def unfit(text: str, most: int) -> str:
    """Why something is not taken, in a sentence; empty where it is a text of at most so many characters."""
    if "\x00" in text or len(_CONTROLS.findall(text[:PAGE])) > _TAGS:
        return "This is no text. Copy the words out of the program that shows them."
    if len(_TAG.findall(text[: 4 * PAGE])) >= _TAGS:
        return "This is HTML, a page with its tags. Copy the text as the browser shows it."
    if len(text) > most:
        return (
            f"This has {len(text):,} characters, and at most {most:,} are taken. Copy the part that counts."
        )
    return ""


def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, as a room can tap them: one a line of a list, else by their end marks."""
    harmless = clean(text, limit=LONGEST_OUTPUT, lines=True)
    paragraphs = [""]
    for line in harmless.splitlines():
        alone = _HEADING.match(line) is not None
        if alone or _BULLET.match(line) or not line.strip() or _ends(paragraphs[-1]):
            paragraphs.append("")
        bare = _BULLET.sub("", line, count=1).strip().strip("#*_ ").strip()
        paragraphs[-1] = f"{paragraphs[-1]} {bare}".strip()
        if alone:
            paragraphs.append("")
    return tuple(one for paragraph in paragraphs for one in sentences(paragraph))[:_MOST_LINES]


def _ends(paragraph: str) -> bool:
    """Whether a line break behind it is meant: a sentence ends there, or a greeting does."""
    return paragraph.endswith((".", "!", "?", ":", "\u2026", "\u061f")) or (
        paragraph.endswith(",") and len(paragraph) <= _GREETING
    )


def place_to_cut(text: str) -> int:
    """Where a line is cut best: behind the mark, or else the word, that ends nearest to its middle."""
    strong = [found.end() for found in re.finditer(r"[.!?;:,]\s+", text)]
    ends = strong or [found.end() for found in re.finditer(r"\s+", text)]
    return min(ends, key=lambda place: abs(place - len(text) / 2), default=len(text))


def laid_out(text: str) -> str:
    """A source as lines that fit the wall: columns stand below each other, prose goes on in the next line."""
    tabs_kept = text[: PAGE * 8].replace("\t", " | ") if "\t" in text else text
    lines = clean(tabs_kept, limit=LONGEST_SOURCE, lines=True).splitlines()
    laid: list[str] = []
    table: list[list[str]] = []
    for line in lines:
        if _RULE.match(line):
            continue
        if line.count("|") >= 1 and (cells := _cells(line)):
            table.append(cells)
            continue
        laid += [*_columns(table), *_folded(line)]
        table = []
    laid += _columns(table)
    return clean("\n".join(laid), limit=LONGEST_SOURCE, lines=True)


def _cells(line: str) -> list[str]:
    return [" ".join(cell.split()) for cell in line.strip().strip("|").split("|")]


def _columns(rows: list[list[str]]) -> list[str]:
    if not rows:
        return []
    count = max(map(len, rows))
    padded = [[*row, *[""] * (count - len(row))] for row in rows]
    widths = [max(len(row[at]) for row in padded) + _COLUMN_GAP for at in range(count)]
    return [
        "".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in padded
    ]


def _folded(line: str) -> list[str]:
    """A line of prose that is too long as several, the later ones set in; a row of a table as it is."""
    if len(line) <= LONGEST_SOURCE_LINE or re.search(r"\S {2,}\S", line):
        return [line.rstrip()]
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    return textwrap.wrap(line.rstrip(), LONGEST_SOURCE_LINE, subsequent_indent=indent) or [""]
