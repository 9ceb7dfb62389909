"""Drafts out of files that people have already: Markdown, plain text, tables with a case in each row.

In a text a heading (`## Source`), or a line that begins with a name and a colon, says what follows. Where
there is none, a line of hyphens stands between the source and what the AI wrote; without that all of it is
what the AI wrote. A table says it in its first row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from workshop.core.scenarios.draft import Draft, left_out, with_output, written
from workshop.core.scenarios.pasted import LONGEST_OUTPUT, LONGEST_SOURCE, laid_out, unfit
from workshop.core.scenarios.scenario import SHORT
from workshop.core.text import clean

_OUTPUT = "output"
_NAMES: Mapping[str, str] = {
    **{name: name for name in ("title", "setting", "task", "source", "check", "hint", "reveal", "twin")},
    **dict.fromkeys(("audience", "role", "whose work"), "audience"),
    **dict.fromkeys(("output", "answer", "text", "draft", "what the ai wrote", "ai", "result"), _OUTPUT),
    **dict.fromkeys(("request", "prompt", "question"), "task"),
    **dict.fromkeys(("extract", "original", "facts"), "source"),
    **dict.fromkeys(("missing", "left out", "what was left out"), "missing"),
    "source title": "source_title",
    "phase": "phase",
    "difficulty": "difficulty",
    "note": "facilitator_note",
}
"""What people call the parts of a case."""

Imported = tuple[Draft, tuple[str, ...]]
"""A draft, and what of its file could not be taken, in sentences."""

MOST_ROWS = 500
_LONGEST = {"source": LONGEST_SOURCE, _OUTPUT: LONGEST_OUTPUT}
_HEADING = re.compile(r"^\s*#{1,6}\s+(.+?)\s*#*\s*$")
_LABEL = re.compile(r"^\s*\*{0,2}([A-Za-z][A-Za-z _]{1,20}?)\*{0,2}\s*:\s*\*{0,2}\s*(.*)$")
_BETWEEN = re.compile(r"^\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$")


def draft_in(text: str) -> Imported:
    """The draft of a Markdown or plain text, and what of it could not be taken, in sentences."""
    return _made(dict(_parts(text)))


def drafts_in(table: str) -> tuple[Imported, ...]:
    """The drafts of a table, one a row, each with what could not be taken.

    Raises:
        ValueError: no column is called what it would have to be.
    """
    lines = table.splitlines()
    head = lines[0] if lines else ""
    between = max(",;\t", key=head.count)
    rows = csv.reader(table.splitlines(keepends=True), delimiter=between)
    names = [_NAMES.get(_plain(name), "") for name in next(rows, [])]
    if _OUTPUT not in names:
        raise ValueError(
            "No column is called 'output': name the columns in the first row, such as source, output."
        )
    made: list[Imported] = []
    for row in rows:
        parts: dict[str, str] = {}
        for name, cell in zip(names, row, strict=False):
            if name and cell.strip():
                parts[name] = f"{parts[name]}\n{cell}" if name in parts else cell
        if parts and len(made) < MOST_ROWS:
            made.append(_made(parts))
    return tuple(made)


def _parts(text: str) -> Iterator[tuple[str, str]]:
    lines = text.splitlines()
    parts: dict[str, list[str]] = {}
    name, title = "", ""
    for line in lines:
        heading, label = _HEADING.match(line), _LABEL.match(line)
        said = heading or label
        if said and (known := _NAMES.get(_plain(said[1]))) and known not in parts:
            name = known
            parts[name] = [said[2]] if label and not heading else []
        elif heading and not title and not name:
            title = heading[1]
        elif name:
            parts[name].append(line)
        else:
            parts.setdefault("", []).append(line)
    before = parts.pop("", [])
    if _OUTPUT not in parts:
        between = next((at for at, line in enumerate(before) if at and _BETWEEN.match(line)), None)
        if between is None:
            parts[_OUTPUT] = before
        else:
            parts.setdefault("source", []).extend(before[:between])
            parts[_OUTPUT] = before[between + 1 :]
    if title and "title" not in parts:
        yield "title", clean(title, limit=SHORT)
    for name, said_lines in parts.items():
        yield name, "\n".join(said_lines).strip("\n")


def _made(parts: Mapping[str, str]) -> Imported:
    draft, troubles = Draft(), []
    for name, text in parts.items():
        try:
            if name in _LONGEST and (why := unfit(text, _LONGEST[name])):
                troubles.append(f"The {name} was left out. {why}")
            elif name == _OUTPUT:
                draft = with_output(draft, text)
            elif name == "source":
                draft = replace(draft, source=laid_out(text))
            elif name == "missing":
                draft = left_out(draft, text)
            elif text.strip():
                draft = written(draft, name, text.strip())
        except ValueError as error:
            troubles.append(str(error))
    return draft, tuple(troubles)


def _plain(name: str) -> str:
    return " ".join(name.replace("_", " ").casefold().split())
