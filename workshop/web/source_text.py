"""Makes a source extract fit a phone: prose flows again, tables keep their columns.

Source files break lines at 72 characters and align tables with spaces, as the projector shows them. A phone has
room for half of that, so lines that only continue the one before are joined. No character but white space is
changed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_GAP = re.compile(r"(?<=\S)\s{2,}(?=\S)")
_LABEL = re.compile(r"^(\S+(?: \S+)*)\s{2,}(\S.* .*)$")
_HEADING_INDENT = 6
"""An indented line with a gap is the heading of a table's columns when it starts at least this far in."""


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a source: the rows of a table, or one paragraph of prose in `lines[0]`."""

    is_table: bool
    lines: tuple[str, ...]


def blocks(source: str) -> tuple[Block, ...]:
    """The source as paragraphs and tables, in its own order."""
    found: list[Block] = []
    for line in source.strip("\n").splitlines():
        before = found[-1] if found else None
        if not line.strip():
            continue
        if _is_row(line):
            if before is not None and before.is_table:
                found[-1] = Block(True, (*before.lines, line))
            else:
                found.append(Block(True, (line,)))
        elif before is not None and not before.is_table and _continues(line):
            found[-1] = Block(False, (f"{before.lines[0]} {_as_prose(line)}",))
        else:
            found.append(Block(False, (_as_prose(line),)))
    return tuple(found)


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
