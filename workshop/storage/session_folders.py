"""Which folders are sessions. A session is known by its `session.id`, never by the name of its folder.

A folder that was copied, or that a sync service kept twice, holds the same id: one of them counts, the others
are named. Of equal ids the folder counts whose name is the id, else the one that was changed last.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workshop.core.problems import Problem, UnusableFile
from workshop.core.text import clean
from workshop.storage.disk import is_file, read_file, stands
from workshop.storage.names import JOURNAL_NAME, NO_SESSIONS, RECORD_NAME
from workshop.storage.plan_names import Sorted, sort_names
from workshop.storage.toml.reading import table_of

_LONGEST_ID = 200
_MOST_NAMED = 5
_TABLE = re.compile(rb"^[ \t]*\[", re.MULTILINE)
_PLAIN_ID = re.compile(rb'^id[ \t]*=[ \t]*"([^"\\\x00-\x1f\x7f-\xff]+)"[ \t]*(?:#[^\n]*)?\r?$', re.MULTILINE)


@dataclass(frozen=True)
class SessionFolder:
    """What lies in a folder, by name; what its files say of the session is read when asked for."""

    path: Path
    names: Sorted
    inner: tuple[str, ...] = ()
    """Its sub-folders, without hidden ones and those that are no sessions."""
    has_record: bool = False
    has_journal: bool = False

    @property
    def is_session(self) -> bool:
        """Whether it holds anything of a session."""
        return self.has_record or self.has_journal or bool(self.names.plans)

    @cached_property
    def plans(self) -> tuple[Path, ...]:
        """The paths of its plans."""
        return tuple(self.path / name for name in self.names.plans)

    @property
    def headed(self) -> list[Path]:
        """The files whose header says which session it is, the record first."""
        return [*([self.path / RECORD_NAME] if self.has_record else []), *self.plans]

    @cached_property
    def id(self) -> str:
        """The id that its record, or else one of its plans, gives; empty where none does."""
        return next(filter(None, map(_id_in, self._raw())), "")

    @cached_property
    def session(self) -> Mapping[str, object] | None:
        """The `[session]` of its record, or else of the first plan that can be read; None where none can."""
        headers = (session_in(raw) for raw in self._raw())
        return next((header for header in headers if header is not None), None)

    def _raw(self) -> Iterator[bytes]:
        """The files whose header says which session it is; the first one is read once."""
        if self._first is not None:
            yield self._first
        for path in self.headed[1:]:
            with contextlib.suppress(OSError):
                yield read_file(path)

    @cached_property
    def _first(self) -> bytes | None:
        try:
            return read_file(self.headed[0])
        except (IndexError, OSError):
            return None


@dataclass(frozen=True, slots=True)
class FoundSessions:
    """The session folders that count, in the order of their names, and what was passed over."""

    folders: tuple[SessionFolder, ...] = ()
    unusable: tuple[Problem, ...] = ()
    """Folders that cannot be opened."""
    left_out: tuple[Problem, ...] = ()
    """Copies of sessions and of plans, and sub-folders: they are named, and not read."""
    at: Path = Path()
    """Where they were looked for."""


NOTHING_FOUND = FoundSessions()


def look_into(folder: Path) -> SessionFolder:
    """List a folder.

    Raises:
        OSError: it cannot be opened.
    """
    names: list[str] = []
    inner: list[str] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            if is_listed(entry.name):
                (inner if _is_folder(entry) else names).append(entry.name)
    return SessionFolder(
        folder, sort_names(names), tuple(sorted(inner)), RECORD_NAME in names, JOURNAL_NAME in names
    )


def is_listed(name: str) -> bool:
    """Whether a name in a folder may be that of a session, or of one of its files."""
    return not name.startswith(".") and name not in NO_SESSIONS


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or to where nobody may look
        return False


def find_sessions(path: Path, *, many: bool = False) -> FoundSessions:
    """The sessions at a path: the folder itself where it is one, or those of its sub-folders.

    Args:
        path: the folder.
        many: it is known for the folder of the sessions, whatever file of one lies in it.

    Raises:
        OSError: the folder cannot be opened.
    """
    top = look_into(path)
    unusable: list[Problem] = []
    below = _look_below(top, unusable)
    within = [folder for folder in below if folder.is_session]
    alone = top.has_record or top.has_journal or (top.is_session and not within)
    if alone and not many:
        return FoundSessions((top,), tuple(unusable), (*copies_in(top), *_not_read(top, within)), path)
    # A file that lies beside the folders of the sessions hides none of them.
    sessions, twice = _each_once([*([top] if top.is_session else []), *within])
    left_out = [*twice, *copies_in(top)]
    counted = {folder.path for folder in sessions}
    for folder in below:
        left_out += copies_in(folder) if folder.path in counted else ()
        left_out += _not_read(folder, _look_below(folder, unusable)) if folder.inner else ()
    return FoundSessions(tuple(sessions), tuple(unusable), tuple(left_out), path)


def all_sessions(sessions: Path) -> FoundSessions:
    """What lies in the folder of the sessions; nothing where it cannot be opened, or is not there yet."""
    try:
        return find_sessions(sessions, many=True)
    except OSError:
        return NOTHING_FOUND


def every_plan(path: Path) -> list[Path]:
    """The plan files at a path, copies of sessions among them: no file is opened.

    Raises:
        OSError: a folder cannot be opened.
    """
    if is_file(path):
        return [path]
    top = look_into(path)
    return [*top.plans, *(plan for name in top.inner for plan in look_into(path / name).plans)]


def copies_in(folder: SessionFolder) -> list[Problem]:
    """Words for what looks like a copy of a plan or of the record: it is never read."""
    names = folder.names.copies
    copies = [
        Problem(
            str(folder.path / name),
            "",
            "looks like a copy of the journal: it may hold single votes, and sealing does not reach it.",
            "Delete it, also where your files are kept or synced.",
        )
        for name in folder.names.journals
    ]
    if len(names) == 1:
        mend = "Take over what is missing, then delete it; if it is the right one, give it the right name."
        copies.append(Problem(str(folder.path / names[0]), "", "looks like a copy, and is not read.", mend))
    elif names:
        what = f"has files that look like copies, and are not read: {', '.join(names)}."
        mend = "Take over what is missing, then delete them; the right one needs the right name."
        copies.append(Problem(str(folder.path), "", what, mend))
    return copies


def session_in(raw: bytes) -> Mapping[str, object] | None:
    """The `[session]` of a file, of which no more is parsed than that; None where there is none to read."""
    for part in (_header(raw), raw):
        try:
            session = table_of(part, RECORD_NAME).get("session")
        except UnusableFile:
            continue
        if isinstance(session, dict):
            return session
    return None


def with_id(sessions: Path, wanted: str) -> Path | None:
    """The folder of the session with an id, whatever the folder is called."""
    folders = all_sessions(sessions).folders if wanted else ()
    return next((folder.path for folder in folders if folder.id == wanted), None)


def cannot_be_read(path: Path, error: OSError) -> Problem:
    """What is said of a folder that cannot be opened."""
    if isinstance(error, NotADirectoryError):  # neither that nor a file: a pipe, a socket, a device
        return Problem(str(path), "", "is no file and no folder.", "Name a plan file, or a folder of them.")
    reason = (error.strerror or "unknown reason").lower()
    return Problem(str(path), "", f"cannot be read: {reason}.", "Check the name and your rights.")


def no_folder(path: Path, error: OSError) -> UnusableFile:
    """The refusal of a folder that was named, and cannot be opened."""
    return UnusableFile([cannot_be_read(path, error)])


def unreadable(sessions: Path) -> tuple[Problem, ...]:
    """What cannot be opened in the folder of the sessions, or that folder itself where there is one."""
    unusable: list[Problem] = []
    try:
        inner = look_into(sessions).inner
    except OSError as error:
        return (cannot_be_read(sessions, error),) if stands(sessions) else ()
    for name in inner:
        try:
            os.scandir(sessions / name).close()  # opened, and not listed: the start screen waits for it
        except OSError as error:
            unusable.append(cannot_be_read(sessions / name, error))
    return tuple(unusable)


def each_session_once(folders: Iterable[SessionFolder]) -> list[SessionFolder]:
    """The folders without those that hold a session a second time."""
    return _each_once(list(folders))[0]


def _look_below(folder: SessionFolder, unusable: list[Problem]) -> list[SessionFolder]:
    below = []
    for name in folder.inner:
        try:
            below.append(look_into(folder.path / name))
        except OSError as error:
            unusable.append(cannot_be_read(folder.path / name, error))
    return below


def _each_once(folders: Sequence[SessionFolder]) -> tuple[list[SessionFolder], list[Problem]]:
    """Of the folders with the same id the one that counts, in the order given, and words for the others."""
    same: dict[str, list[SessionFolder]] = {}
    for folder in folders:
        same.setdefault(folder.id or f"/{folder.path}", []).append(folder)
    kept: set[Path] = set()
    words: list[Problem] = []
    for id_, alike in same.items():
        counts = next((folder for folder in alike if folder.path.name == id_), None)
        why = "its name is the id"
        if counts is None:
            counts, why = (
                max(alike, key=lambda folder: (_changed(folder), folder.path.name)),
                "it was changed last",
            )
        kept.add(counts.path)
        for copy in alike:
            if copy is not counts:
                what = f"is the session '{clean(id_, limit=_LONGEST_ID)}' once more, and is not read."
                mend = f"{counts.path} counts: {why}. Move one of the two away."
                # A file that lies beside the folders is meant, and not the folder of all.
                where = copy.headed[0] if counts.path.parent == copy.path else copy.path
                words.append(Problem(str(where), "", what, mend))
    return [folder for folder in folders if folder.path in kept], words


def _changed(folder: SessionFolder) -> int:
    """When one of its files was changed last."""
    times = [0]
    for path in (*folder.headed, folder.path / JOURNAL_NAME):
        try:
            times.append(path.stat().st_mtime_ns)
        except OSError:
            continue
    return max(times)


def _not_read(folder: SessionFolder, below: Sequence[SessionFolder]) -> list[Problem]:
    """The sub-folders of a folder that hold sessions, or parts of one."""
    names = [inner.path.name for inner in below if inner.is_session]
    if not names:
        return []
    shown = ", ".join(names[:_MOST_NAMED])
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    what = f"has sub-folders with files of sessions, and they are not read: {shown}{more}."
    mend = "Move them out of this folder if they should count."
    return [Problem(str(folder.path), "", what, mend)]


def _id_in(raw: bytes) -> str:
    header = _header(raw)
    plain = _PLAIN_ID.findall(header) if len(header) < len(raw) else []
    if len(plain) == 1:
        return clean(plain[0].decode(), limit=_LONGEST_ID)
    id_ = (session_in(raw) or {}).get("id")
    return clean(id_, limit=_LONGEST_ID) if isinstance(id_, str) else ""


def _header(raw: bytes) -> bytes:
    """The file up to its second table, where `[session]` is the first and no text runs over lines."""
    if b'"""' in raw or b"'''" in raw:
        return raw
    starts = [match.end() for match in itertools.islice(_TABLE.finditer(raw), 2)]
    if len(starts) < 2 or not raw.startswith(b"session]", starts[0]):
        return raw
    return raw[: starts[1] - 1]
