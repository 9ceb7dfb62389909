"""Changes agenda files that people edit too: what was not changed stays as it is, byte for byte.

A file is cut into its steps, each with the comments above it; they move as a whole, and only in a step that
was changed are keys written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import InlineTable

from workshop.core.agenda.agenda import MOST_WINNERS, Agenda, AgendaStep, Cycle, Pick
from workshop.core.agenda.edits import Draft
from workshop.core.agenda.pulse import PULSES
from workshop.core.problems import FileTrouble, Problem, UnusableFile
from workshop.storage.disk import FileChanged, make_folder, read_file, refuse_odd, stands, write_whole
from workshop.storage.folder_lock import locked
from workshop.storage.library.agendas import SCHEMA_VERSION, agenda_in
from workshop.storage.toml import places
from workshop.storage.toml.lines import as_before

_STEP = re.compile(r"[ \t]*\[\[[ \t]*step[ \t]*\]\][ \t]*(#.*)?")
_DEFAULTS: Mapping[str, object] = {"cycle": Cycle.FULL.value, "winners": MOST_WINNERS}
"""What is written over a key that says something else; where there is no key, there need not be one."""


class AgendaTrouble(FileTrouble):
    """An agenda cannot be saved; the message says why, and what to do."""


class AgendaChanged(AgendaTrouble):
    """Somebody changed the file after it was opened; it is as they left it."""


def new_text(agenda: Agenda) -> bytes:
    """The text of a new agenda file."""
    head = tomlkit.document()
    for key, value in (("schema_version", SCHEMA_VERSION), *_head_of(agenda).items()):
        head[key] = value
    parts = (_text_of(step) for step in agenda.steps)
    return "\n".join((tomlkit.dumps(head), *parts)).encode()


def make_agenda(path: Path, content: bytes) -> None:
    """Write a file that must not be there yet.

    Raises:
        AgendaTrouble: something has its name, or it cannot be written.
    """
    try:
        make_folder(path.parent)
        with locked(path.parent):
            if stands(path):
                what = f"{path} is there already, and nothing is overwritten."
                raise AgendaTrouble(f"{what} Give the new one another name.")
            write_whole(path, content)
    except OSError as error:
        raise _cannot_write(path, error) from error


def save_agenda(path: Path, draft: Draft, base: bytes, expected: bytes) -> bytes:
    """Change a file to what a draft says; returns what it holds then.

    Args:
        path: the file.
        draft: what it should say, with the places that its steps had in `base`.
        base: the text that was opened.
        expected: what the file held when it was opened or saved last; anything else is not overwritten.

    Raises:
        AgendaChanged: it holds something else.
        AgendaTrouble: it cannot be written.
        UnusableFile: it is written in a way that cannot be changed without touching other lines.
    """
    new = changed_text(base, path, draft)
    try:
        with locked(path.parent):
            if read_file(path) != expected:
                raise FileChanged(path)
            if not (refuse_odd(path) or 0) & 0o222:
                raise AgendaTrouble(f"{path} is write-protected. Save it as a copy, or allow writing.")
            if new != expected:
                write_whole(path, new, instead_of=expected)
    except FileChanged as error:
        what = f"{path} was changed by somebody else meanwhile. Nothing was overwritten."
        raise AgendaChanged(f"{what} Save yours as a copy, or open it again.") from error
    except OSError as error:
        raise _cannot_write(path, error) from error
    return new


def changed_text(raw: bytes, path: Path, draft: Draft) -> bytes:
    """What the bytes of a file become by a draft that was made of them.

    Raises:
        UnusableFile: as `save_agenda`.
    """
    before = agenda_in(raw, path)
    if draft.agenda == before and [entry.origin for entry in draft.entries] == [*range(len(before.steps))]:
        return raw
    text = raw.decode("utf-8-sig")
    try:
        after = _changed(text, before, draft)
        new = raw[: len(raw) - len(text.encode())] + after.encode()
        if agenda_in(new, path) != draft.agenda:
            raise _too_unusual(path)
    except (TOMLKitError, ValueError, RecursionError, UnusableFile) as error:
        raise _too_unusual(path) from error
    return new


@dataclass(frozen=True, slots=True)
class _Cut:
    """A text in its parts: blank lines between two steps belong to the upper one, if it is not the last."""

    head: str
    steps: tuple[str, ...]
    gaps: tuple[str, ...]
    tail: str
    """What stands below the last step."""


def _changed(text: str, before: Agenda, draft: Draft) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    # A last line without its end would take in what is added below it.
    cut = _cut(text if text.endswith("\n") else text + end)
    if len(cut.steps) != len(before.steps):
        raise ValueError("the steps are not written one by one")
    after = _with(cut.head, _head_of(before), _head_of(draft.agenda))
    for number, entry in enumerate(draft.entries, start=1):
        gap = end
        if entry.origin is None:
            after += _text_of(entry.step).replace("\n", end)
        else:
            old, new = _keys_of(before.steps[entry.origin]), _keys_of(entry.step)
            after += _with(cut.steps[entry.origin], old, new)
            gap = cut.gaps[entry.origin] or end
        after += gap if number < len(draft.entries) else cut.tail
    return after if text.endswith("\n") else after.removesuffix("\n").removesuffix("\r")


def _cut(text: str) -> _Cut:
    """Cut a text at its steps; comments right above a step belong to it."""
    lines = text.splitlines(keepends=True)
    starts = [at for at, line in enumerate(lines) if _STEP.fullmatch(line.rstrip("\r\n"))]
    for number, start in enumerate(starts):
        while start and lines[start - 1].lstrip().startswith("#"):
            start -= 1
        starts[number] = start
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    ends = [_end_of(part) for part in parts]
    if parts:
        ends[-1] = _end_of_last(parts[-1])
    rests = ["".join(part[end:]) for part, end in zip(parts, ends, strict=True)]
    steps = tuple("".join(part[:end]) for part, end in zip(parts, ends, strict=True))
    head = "".join(lines[: starts[0]] if starts else lines)
    return _Cut(head, steps, (*rests[:-1], ""), "".join(rests[-1:]))


def _end_of(lines: list[str]) -> int:
    """Where the blank lines at the end begin."""
    end = len(lines)
    while not lines[end - 1].strip():
        end -= 1
    return end


def _end_of_last(lines: list[str]) -> int:
    """Where the blank lines behind the last key begin: comments below them are about the whole file."""
    keys = (at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    last = max(keys)
    return next((at for at in range(last, len(lines)) if not lines[at].strip()), len(lines))


def _with(text: str, before: Mapping[str, object], after: Mapping[str, object]) -> str:
    """A part of a file in which keys have other values; the same text where none has."""
    if before == after:
        return text
    doc = places.document_of(text, "")
    unchanged = tomlkit.dumps(doc)
    steps = places.entries(doc, "step")
    place: places.Place = steps[0] if steps else doc
    for key in dict.fromkeys((*before, *after)):
        if before.get(key) != after.get(key):
            _put(place, key, after.get(key, _DEFAULTS.get(key) if key in place else None))
    return as_before(text, unchanged, tomlkit.dumps(doc))


def _put(place: places.Place, key: str, value: object) -> None:
    if value is None:
        places.remove(place, key)
        return
    if key in place and isinstance(value, dict) and not isinstance(place[key], InlineTable):
        places.remove(place, key)  # a table of several lines
    places.put(place, key, _item(value))


def _item(value: object) -> object:
    """A value as it is written; a wish stands in one line."""
    if not isinstance(value, dict):
        return value
    pairs = (f"{key} = {tomlkit.item(inner).as_string()}" for key, inner in value.items())
    return tomlkit.value(f"{{ {', '.join(pairs)} }}" if value else "{}")


def _text_of(step: AgendaStep) -> str:
    """A step of its own."""
    doc = TOMLDocument()
    for key, value in _keys_of(step).items():
        doc[key] = _item(value)
    return f"[[step]]\n{tomlkit.dumps(doc)}"


def _head_of(agenda: Agenda) -> dict[str, object]:
    return {"title": agenda.title, "summary": agenda.summary}


def _keys_of(step: AgendaStep) -> dict[str, object]:
    """A step as a file has it: the keys that say something."""
    keys: dict[str, object] = {
        "kind": step.kind.value,
        "phase": step.phase.value,
        "minutes": step.minutes,
        "title": step.title or None,
        "card": step.card.id if step.card is not None else None,
        "moment": step.moment.value if step.moment is not None else None,
        "scenario": step.scenario,
        "cycle": step.cycle.value if step.cycle is not Cycle.FULL else None,
        "pick": _wish_of(step.pick) if step.pick is not None else None,
        "by_role": True if step.by_role else None,
        "winners": step.winners if step.winners != MOST_WINNERS else None,
    }
    if (case := step.open_case) is not None:
        keys |= {
            "text": case.text,
            "source_title": case.source_title or None,
            "source": case.source or None,
        }
    if (pulse := step.pulse) is not None:
        if pulse.id in PULSES:
            keys["pulse"] = pulse.id
        else:
            keys |= {"question": pulse.question, "options": [option.words for option in pulse.options]}
    return {key: value for key, value in keys.items() if value is not None}


def _wish_of(pick: Pick) -> dict[str, object]:
    wish: dict[str, object] = {}
    if pick.control is not None:
        wish["control"] = pick.control
    if pick.checks:
        wish["checks"] = [check.value for check in pick.checks]
    if pick.audience is not None:
        wish["audience"] = pick.audience.value
    return wish | {key: True for key in ("twin", "least") if getattr(pick, key)}


def _too_unusual(path: Path) -> UnusableFile:
    what = "is written in a way that the program cannot change without touching other lines."
    return UnusableFile([Problem(str(path), "", what, "Save it as a copy, or change it in a text editor.")])


def _cannot_write(path: Path, error: OSError) -> AgendaTrouble:
    reason = (error.strerror or str(error)).lower()
    return AgendaTrouble(f"{path} cannot be written: {reason}. Mend that and do the same again.")
