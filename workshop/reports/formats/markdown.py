"""A report as Markdown, for a ticket or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import assert_never

from workshop.reports.document import (
    Block,
    Boxes,
    Bullets,
    Checks,
    Chips,
    Columns,
    Document,
    Facts,
    Figure,
    Group,
    Space,
    Table,
    Words,
)

_MARKS = re.compile(r"([\\`*_\[\]<>|#~])")
_STARTS = re.compile(r"^(\d*)([.)+=-])(?=[\s=-]|$)")
_TICKS = re.compile(r"`+")
_GAPS = re.compile(r"\n{3,}")
_DEEPEST = 6


def as_markdown(document: Document) -> str:
    """The report under one title of the first level."""
    lines = [f"# {_safe(document.title)}", ""]
    for line in document.lines:
        lines += [_safe(line), ""]
    lines += _blocks(document.blocks, 2)
    for part in document.sections:
        lines += [f"## {_safe(part.title)}", "", *_blocks(part.blocks, 3)]
    if document.foot:
        lines += [_safe(document.foot), ""]
    return _GAPS.sub("\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _blocks(blocks: Iterable[Block], level: int) -> Iterator[str]:
    for block in blocks:
        yield from _lines(block, level)
        yield ""


def _lines(block: Block, level: int) -> Iterator[str]:
    match block:
        case Words(text, "source"):
            fence = max(("```", *(f"{run}`" for run in _TICKS.findall(text))), key=len)
            yield from (fence, *text.splitlines(), fence)
        case Words():
            yield f"> {_safe(block.text)}" if block.style == "said" else _safe(block.text)
        case Chips():
            yield _safe(", ".join(block.words))
        case Facts():
            yield from (f"- {_safe(name)}: {_safe(text)}" for name, text in block.rows)
        case Bullets():
            marks = (f"{number}." for number in range(1, len(block.items) + 1)) if block.numbered else None
            yield from (f"{next(marks) if marks else '-'} {_safe(item)}" for item in block.items)
        case Checks():
            yield from (f"- [{'x' if done else ' '}] {_safe(text)}" for done, text in block.items)
        case Boxes():
            yield from (f"- [ ] {_safe(' '.join(filter(None, item)))}" for item in block.items)
        case Space():
            yield from ("",) * block.lines
        case Table():
            yield from _table(block)
        case Figure():
            yield _safe(block.words)
        case Group():
            mark = f"{_safe(block.mark)}: " if block.mark else ""
            yield f"{'#' * min(level, _DEEPEST)} {mark}{_safe(block.title)}"
            yield ""
            yield from _blocks(block.blocks, level + 1)
        case Columns():
            yield from _blocks(block.groups, level)
        case _:
            assert_never(block)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.head)
    yield f"|{'---|' * len(table.head)}"
    yield from map(_row, table.rows)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(map(_safe, cells))} |"


def _safe(text: str) -> str:
    """A text whose characters mean nothing to Markdown."""
    return _STARTS.sub(r"\1\\\2", _MARKS.sub(r"\\\1", text))
