"""What the headers of many sessions say, of which no more is read than that."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from workshop.core.plans.appointments import Held, Past
from workshop.core.text import clean
from workshop.storage.session_folders import FoundSessions, SessionFolder, all_sessions
from workshop.storage.toml.dates import date_meant

_LONGEST_NAME = 2000


@dataclass(frozen=True)
class Heads:
    """All session folders with what each says of when it was held: each file is read once for all who ask."""

    sessions: FoundSessions

    @cached_property
    def of(self) -> Mapping[Path, Held | None]:
        """When the session of each folder was held; None where it does not say it."""
        return {folder.path: _head_of(folder) for folder in self.sessions.folders}

    @cached_property
    def past(self) -> Past:
        """The sessions that were held."""
        return Past(head for head in self.of.values() if head is not None)

    @cached_property
    def by_id(self) -> Mapping[str, Sequence[SessionFolder]]:
        """The folders that say when they were held, by the id of the session."""
        folders: dict[str, list[SessionFolder]] = {}
        for folder in self.sessions.folders:
            if (head := self.of[folder.path]) is not None:
                folders.setdefault(head.id, []).append(folder)
        return folders

    @cached_property
    def unknown(self) -> Sequence[SessionFolder]:
        """The folders whose files do not say when they were held."""
        return [folder for folder in self.sessions.folders if self.of[folder.path] is None and folder.headed]

    def held_since(self, date: dt.date) -> Iterator[Held]:
        """The sessions whose folders' names begin with this date or a later one."""
        late = (folder for folder in self.sessions.folders if folder.path.name >= date.isoformat())
        return (head for folder in late if (head := _head_of(folder)) is not None)


def heads_in(sessions: Path) -> Heads:
    """What lies in the folder of the sessions, by a look at the headers of their files."""
    return Heads(all_sessions(sessions))


def _head_of(folder: SessionFolder) -> Held | None:
    """What the record of a folder, or else its first plan, says of when it was held; None where it cannot."""
    session = folder.session
    if session is None:
        return None
    id_, of, series = (session.get(key) for key in ("id", "look_back_of", "series"))
    date = date_meant(session.get("date"))
    if not isinstance(id_, str) or date is None:
        return None
    return Held(
        clean(id_, limit=_LONGEST_NAME),
        date,
        clean(of, limit=_LONGEST_NAME) if isinstance(of, str) else "",
        clean(series, limit=_LONGEST_NAME) if isinstance(series, str) else "",
        session.get("rehearsal") is True,
        bool(session.get("look_back_unread")),
    )


def series_names(sessions: FoundSessions) -> tuple[str, ...]:
    """The names of all series in alphabetical order, each in the spelling that most of its sessions use."""
    spelled: dict[str, Counter[str]] = {}
    for folder in sessions.folders:
        if (name := series_in(folder)) and (key := series_key(name)):
            spelled.setdefault(key, Counter())[name] += 1
    return tuple(sorted(counts.most_common(1)[0][0] for counts in spelled.values()))


def series_key(name: str) -> str:
    """What two spellings of one series have in common."""
    return clean(name, limit=_LONGEST_NAME).casefold()


def series_in(folder: SessionFolder) -> str | None:
    """The series that the record, or else the first plan that can be read, names; None where none can.

    A session of which there is only the journal is of none yet.
    """
    if folder.session is None:
        return None if folder.headed else ""
    name = folder.session.get("series")
    return clean(name, limit=_LONGEST_NAME) if isinstance(name, str) else ""
