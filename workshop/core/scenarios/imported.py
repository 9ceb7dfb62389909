"""Drafts out of files that people have already: Markdown, plain text, tables with a case in each row.

In a text a heading (`## Source`), or a line that begins with a name and a colon, says what follows; a heading
that begins with "AI" is what the AI wrote, unless it goes on with the name of another part. Where there is
none, a line of hyphens stands between the source and what the AI wrote; without that all of it is what the AI
wrote. A table says it in its first row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import replace

from workshop.core.scenarios.draft import Draft, left_out, with_output, written
from workshop.core.scenarios.pasted import LONGEST_OUTPUT, LONGEST_SOURCE, laid_out, unfit
from workshop.core.scenarios.scenario import SHORT
from workshop.core.text import clean

_OUTPUT, _NOWHERE = "output", "nowhere"
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

_UNKNOWN = (
    "'{}' is no part of a case that is known, or it stands there twice: what is below it was left out. "
    "Known are source, output, title, setting, task, check, hint, reveal."
)
MOST_ROWS = 500
_LONGEST = {"source": LONGEST_SOURCE, _OUTPUT: LONGEST_OUTPUT}
_HEADING = re.compile(r"^\s*(?P<level>#{1,6})\s+(?P<name>.+?)\s*#*\s*$")
_LABEL = re.compile(r"^\s*\*{0,2}(?P<name>[A-Za-z][A-Za-z _]{1,20}?)\*{0,2}\s*:\s*\*{0,2}\s*(?P<text>.*)$")
_BETWEEN = re.compile(r"^\s*(?:-{3,}|={3,}|\*{3,}|_{3,})\s*$")


def draft_in(text: str) -> Imported:
    """The draft of a Markdown or plain text, and what of it could not be taken, in sentences."""
    parts, unknown = _parts(text)
    draft, troubles = _made(parts)
    return draft, (*(_UNKNOWN.format(clean(name, limit=SHORT)) for name in unknown), *troubles)


def drafts_in(table: str) -> tuple[Imported, ...]:
    """The drafts of a table, one a row, each with what could not be taken.

    Raises:
        ValueError: no column is called what it would have to be.
    """
    lines = table.splitlines()
    head = lines[0] if lines else ""
    between = max(",;\t", key=head.count)
    rows = csv.reader(table.splitlines(keepends=True), delimiter=between)
    names = [_known(name, alone=True) for name in next(rows, [])]
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


def _parts(text: str) -> tuple[dict[str, str], list[str]]:
    """The parts of a text by their names, and the headings of what belongs to none of them."""
    parts: dict[str, list[str]] = {"": []}
    name, level, title, unknown = "", 0, "", []
    for line in text.splitlines():
        heading, label = _HEADING.match(line), _LABEL.match(line)
        said = heading or label
        known = _known(said["name"], alone=heading is not None) if said else ""
        if known and known not in parts:
            name, level = known, len(heading["level"]) if heading else 0
            parts[name] = [label["text"]] if label and not heading else []
        elif heading and not title and not name:
            title = heading["name"]
        elif heading and name and len(heading["level"]) <= level:
            # One that stands lower is part of what the source or the AI wrote.
            unknown.append(heading["name"])
            name = _NOWHERE
            parts[name] = []
        else:
            parts[name].append(line)
    parts.pop(_NOWHERE, None)
    before = parts.pop("")
    if _OUTPUT not in parts:
        between = next((at for at, line in enumerate(before) if at and _BETWEEN.match(line)), None)
        if between is None:
            parts[_OUTPUT] = before
        else:
            parts.setdefault("source", []).extend(before[:between])
            parts[_OUTPUT] = before[between + 1 :]
    made = {name: "\n".join(lines).strip("\n") for name, lines in parts.items()}
    return ({"title": clean(title, limit=SHORT)} if title else {}) | made, unknown


def _known(name: str, *, alone: bool) -> str:
    """The part of a case that people call so; empty for none. What stands alone is the name of something."""
    plain = _plain(name)
    if plain.startswith(("ai ", "ai-")):
        return _NAMES.get(plain[3:], _OUTPUT if alone else "")
    return _NAMES.get(plain, "")


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
