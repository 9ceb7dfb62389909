"""Marked words in as few lines as they need; a mark never stands in another line than its word."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

_GAP = "   "


def lines_of(words: Iterable[Content], width: int) -> list[Content]:
    """The words one after the other; one that does not fit into its line begins the next."""
    lines: list[Content] = []
    for word in words:
        if lines and lines[-1].cell_length + len(_GAP) + word.cell_length <= width:
            lines[-1] = Content.assemble(lines[-1], _GAP, word)
        else:
            lines.append(word)
    return lines
