"""Makes a source extract fit a phone: prose flows again, tables keep their columns.

Source files break lines at 72 characters and align tables with spaces, as the projector shows them. A phone
has room for half of that, so lines that only continue the one before are joined. Nothing but white space is
changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_LABEL = re.compile(r"^(\S+(?: \S+)*)\s{2,}(\S.* .*)$")
_HEADING_INDENT = 6
"""An indented line with a gap is the heading of a table's columns when it starts at least this far in."""

_GUTTER = 2
"""Spaces between the columns of a table."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a source: the rows of a table, or one paragraph of prose in `lines[0]`."""

    is_table: bool
    lines: tuple[str, ...]

    @property
    def width(self) -> int:
        """Characters of the longest line."""
        return max(len(line) for line in self.lines)


@lru_cache(maxsize=64)  # a wall that is laid out asks for those of one text again and again
def blocks(source: str) -> tuple[Block, ...]:
    """The source as paragraphs and tables, in its own order."""
    paragraphs: list[Block] = []
    for line in source.strip("\n").splitlines():
        before = paragraphs[-1] if paragraphs else None
        if not line.strip():
            continue
        if _is_row(line):
            if before is not None and before.is_table:
                paragraphs[-1] = Block(True, (*before.lines, line))
            else:
                paragraphs.append(Block(True, (line,)))
        elif before is not None and not before.is_table and _continues(line):
            paragraphs[-1] = Block(False, (f"{before.lines[0]} {_as_prose(line)}",))
        else:
            paragraphs.append(Block(False, (_as_prose(line),)))
    return tuple(_fitted(block) for block in paragraphs)


def _fitted(block: Block) -> Block:
    if not block.is_table:
        return block
    if len(block.lines) > 1:
        return Block(True, _narrowed(block.lines))
    # One row needs no columns: its cells may stand below each other, each unbroken.
    cells = re.split(r"\s{2,}", block.lines[0].strip())
    return Block(False, ("\u2003".join(cell.replace(" ", "\u00a0") for cell in cells),))


def _narrowed(rows: tuple[str, ...]) -> tuple[str, ...]:
    """The rows of a table with no more than two spaces between its columns, still aligned."""
    width = max(len(row) for row in rows)
    padded = [row.ljust(width) for row in rows]
    empty = [all(row[at] == " " for row in padded) for at in range(width)]
    kept = [at for at in range(width) if not all(empty[max(at - _GUTTER, 0) : at + 1])]
    return tuple("".join(row[at] for at in kept).rstrip() for row in padded)


def _is_row(line: str) -> bool:
    gaps = _GAP.findall(line)
    if not gaps:
        return False
    indent = len(line) - len(line.lstrip())
    labelled = _LABEL.match(line.strip())
    return len(gaps) > 1 or indent >= _HEADING_INDENT or labelled is None


def _continues(line: str) -> bool:
    return line.startswith("  ") or line.strip()[0].islower()


def _as_prose(line: str) -> str:
    return " ".join(line.split())
