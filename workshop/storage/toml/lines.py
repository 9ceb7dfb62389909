"""Gives an edited TOML text the order and the line ends that it had before."""

from __future__ import annotations

import difflib
import re
from collections import defaultdict

_HEADER = re.compile(r"^(?=[ \t]*\[)", re.MULTILINE)
_BARE_LF = re.compile(r"(?<!\r)\n")


def as_before(text: str, unchanged: str, edited: str) -> str:
    """The edited text with the tables where they stood, and with the line ends of the whole file.

    Args:
        text: what the file holds.
        unchanged: how the library writes it without any change: it moves parts of a list of tables
            together that stand apart.
        edited: how the library writes it with the change.

    Raises:
        ValueError: the library changes more than the order of tables.
    """
    if text != unchanged:
        edited = _in_order(_HEADER.split(text), _HEADER.split(unchanged), _HEADER.split(edited))
    if "\r\n" in text and not _BARE_LF.search(text):
        edited = _BARE_LF.sub("\r\n", edited)
    return edited


def _in_order(wanted: list[str], unchanged: list[str], edited: list[str]) -> str:
    """The edited tables in the order of the wanted ones; a new table stays below the one above it."""
    if sorted(wanted) != sorted(unchanged):
        raise ValueError("more than the order of tables differs")
    becomes: list[list[str]] = [[] for _ in unchanged]
    matcher = difflib.SequenceMatcher(None, unchanged, edited, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "insert":
            becomes[max(start - 1, 0)] += edited[new_start:new_end]
            continue
        for place, old in enumerate(range(start, end)):
            last = new_end if old == end - 1 else min(new_start + place + 1, new_end)
            becomes[old] += edited[min(new_start + place, new_end) : last]
    at: defaultdict[str, list[int]] = defaultdict(list)
    for number, table in enumerate(unchanged):
        at[table].append(number)
    return "".join(table for before in wanted for table in becomes[at[before].pop(0)])
