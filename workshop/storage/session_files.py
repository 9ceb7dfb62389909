"""Reads what sessions left: a record and plans each, one session or all of a series. Never writes."""

from __future__ import annotations

import datetime as dt
import itertools
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workshop.core.problems import Problem, UnusableFile
from workshop.core.record_file import Outcome, RecordFile, record_from
from workshop.core.text import clean
from workshop.storage.names import RECORD_NAME
from workshop.storage.plan_files import LoadedPlan, find_plans, load_plans
from workshop.storage.session_values import read_record
from workshop.storage.toml_reading import read_toml, table_of

_LONGEST_NAME = 2000
_TABLE = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_PRINTED = re.compile(rb"[!-~]+")


@dataclass(frozen=True, slots=True)
class HeldSession:
    """What stands in the folder of a session, and what was wrong with it.

    Where `session.toml` is missing or cannot be read, the record is what the plans say.
    """

    folder: Path
    record: RecordFile
    plans: tuple[LoadedPlan, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """The values without their files."""
        return Outcome(self.record, tuple(loaded.plan for loaded in self.plans))


def load_session(folder: Path) -> HeldSession:
    """Read the folder of one session.

    Raises:
        UnusableFile: it holds neither a record nor a plan that can be read.
    """
    problems: list[Problem] = []
    plans: tuple[LoadedPlan, ...] = ()
    record = None
    try:
        record = read_record(read_toml(folder / RECORD_NAME), folder / RECORD_NAME, problems)
    except UnusableFile as error:
        problems += error.problems if (folder / RECORD_NAME).exists() else ()
    try:
        loaded = load_plans(folder)
    except UnusableFile as error:
        if record is None:
            raise UnusableFile([*problems, *error.problems]) from error
    else:
        plans = loaded.plans
        problems += [problem for plan in plans for problem in plan.problems] + list(loaded.unusable)
    if record is None and not plans:
        raise UnusableFile(problems)
    return HeldSession(
        folder, record or record_from(tuple(one.plan for one in plans)), plans, tuple(problems)
    )


def load_series(sessions: Path, name: str) -> tuple[HeldSession, ...]:
    """All sealed sessions of a series in the order of their dates; those without a date come last.

    Folders of other series are passed over after a look at their bytes.
    """
    wanted = clean(name, limit=_LONGEST_NAME)
    words = _PRINTED.findall(wanted.encode())
    found = [
        session
        for folder, raw in _headers(sessions)
        if wanted and _may_name(raw, words) and _series_of(raw) == wanted
        for session in _loaded(folder)
        if not session.record.still_open
    ]
    return tuple(sorted(found, key=lambda one: (one.record.session.date or dt.date.max, one.folder.name)))


def series_names(sessions: Path) -> tuple[str, ...]:
    """The names of all series, in alphabetical order."""
    return tuple(sorted({name for _, raw in _headers(sessions) if (name := _series_of(raw))}))


def _loaded(folder: Path) -> list[HeldSession]:
    try:
        return [load_session(folder)]
    except UnusableFile:
        return []


def _headers(sessions: Path) -> Iterator[tuple[Path, bytes]]:
    """Each session folder, and the bytes of its record or else of its first plan."""
    try:
        with os.scandir(sessions) as entries:
            names = sorted(one.name for one in entries if one.is_dir() and not one.name.startswith("."))
    except OSError:
        return
    for folder in (sessions / name for name in names):
        try:
            yield folder, (folder / RECORD_NAME).read_bytes()
        except OSError:
            try:
                yield folder, find_plans(folder)[0].read_bytes()
            except (OSError, UnusableFile):
                continue


def _may_name(raw: bytes, words: list[bytes]) -> bool:
    """Whether a file can hold a text of these words: spelled out, or with escapes in it."""
    return b"\\" in raw or all(word in raw for word in words)


def _series_of(raw: bytes) -> str:
    """The series in the header of a file; empty where there is none."""
    if b"series" not in raw and b"\\" not in raw:
        return ""
    for part in (_header(raw), raw):
        try:
            session = table_of(part, RECORD_NAME).get("session")
        except UnusableFile:
            continue
        name = session.get("series") if isinstance(session, dict) else None
        return clean(name, limit=_LONGEST_NAME) if isinstance(name, str) else ""
    return ""


def _header(raw: bytes) -> bytes:
    """The file up to its second table, where `[session]` is the first and no text runs over lines."""
    if b'"""' in raw or b"'''" in raw:
        return raw
    starts = [match.end() for match in itertools.islice(_TABLE.finditer(raw), 2)]
    if len(starts) < 2 or not raw.startswith(b"session]", starts[0]):
        return raw
    return raw[: starts[1] - 1]
