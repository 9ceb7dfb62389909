"""Reads what sessions left: a record and plans each, one session or all of a series. Never writes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from workshop.core.plans.record import Outcome, Record, record_from
from workshop.core.problems import Problem, UnusableFile
from workshop.storage.disk import stands
from workshop.storage.names import RECORD_NAME
from workshop.storage.plans.read import LoadedPlan, load_plans
from workshop.storage.plans.record import read_record
from workshop.storage.session_folders import all_sessions, look_into
from workshop.storage.session_heads import Heads, series_in, series_key
from workshop.storage.toml.reading import read_toml


@dataclass(frozen=True, slots=True)
class HeldSession:
    """What stands in the folder of a session, and what was wrong with it.

    Where `session.toml` is missing or cannot be read, the record is what the plans say.
    """

    folder: Path
    record: Record
    plans: tuple[LoadedPlan, ...] = ()
    problems: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    """Copies and sub-folders in it, which are named and not read."""

    @property
    def unread_plans(self) -> tuple[Path, ...]:
        """Its plan files of which nothing could be read."""
        try:
            there = look_into(self.folder).plans
        except OSError:
            return ()
        read = {plan.path for plan in self.plans}
        return tuple(path for path in there if path not in read)

    @property
    def outcome(self) -> Outcome:
        """The values without their files."""
        return Outcome(self.record, tuple(loaded.plan for loaded in self.plans))


@dataclass(frozen=True, slots=True)
class LoadedSeries:
    """The sessions of a series that could be read, by date; those without a date come last."""

    name: str = ""
    """In the spelling that most of its sessions use."""
    sessions: tuple[HeldSession, ...] = ()
    unusable: tuple[Problem, ...] = ()
    """Folders of the series, or perhaps of it, that cannot be read at all."""
    left_out: tuple[Problem, ...] = ()
    """Copies and sub-folders, which are named and not read."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that could not be read."""
        return (*self.unusable, *(problem for held in self.sessions for problem in held.problems))


def load_session(folder: Path) -> HeldSession:
    """Read the folder of one session.

    Raises:
        UnusableFile: it holds neither a record nor a plan that can be read.
    """
    problems: list[Problem] = []
    plans: tuple[LoadedPlan, ...] = ()
    left_out: tuple[Problem, ...] = ()
    record = None
    try:
        record = _read_record(folder / RECORD_NAME, problems)
    except UnusableFile as error:
        problems += error.problems if stands(folder / RECORD_NAME) else ()
    try:
        loaded = load_plans(folder)
    except UnusableFile as error:
        if record is None:
            raise UnusableFile([*problems, *error.problems]) from error
    else:
        plans = loaded.plans
        left_out = loaded.left_out
        problems += loaded.unread
    if record is None and not plans:
        raise UnusableFile(problems)
    kept = record or record_from(tuple(plan.plan for plan in plans))
    return HeldSession(folder, kept, plans, tuple(problems), left_out)


def load_series(sessions: Path, name: str) -> LoadedSeries:
    """All sealed sessions of a series. Neither case nor blanks around a name make another series.

    Folders of other series are passed over after a look at their headers.
    """
    wanted = series_key(name)
    there = all_sessions(sessions)
    held: list[HeldSession] = []
    unusable = [*there.unusable]
    for folder in there.folders if wanted else ():
        named = series_in(folder)
        if named is not None and series_key(named) != wanted:
            continue
        try:
            session = load_session(folder.path)
        except UnusableFile as error:  # where nothing says which series it is of, it may be this one
            unusable += error.problems
        else:
            unusable += session.problems if named is None else ()
            held += [session] if named is not None and not session.record.still_open else []
    held.sort(key=lambda session: (session.record.session.date or dt.date.max, session.folder.name))
    spelled = Counter(session.record.session.series for session in held)
    common = spelled.most_common(1)[0][0] if spelled else name
    return LoadedSeries(common, tuple(held), tuple(unusable), there.left_out)


def load_family(
    first: HeldSession, heads: Heads, loaded: Mapping[Path, HeldSession] = MappingProxyType({})
) -> LoadedSeries:
    """A session, the one it looked back at, and all sealed look-backs at one of them, by date.

    Where a later folder says nothing of what it is, it may be one of them: it is named.

    Args:
        first: the session.
        heads: the folders around it.
        loaded: sessions that were read already, by their folders.
    """
    session = first.record.session
    date = session.date or dt.date.max
    unusable = [*heads.sessions.unusable]
    # What was only rehearsed belongs to no session that was held, and the other way round.
    past = heads.past.alike(rehearsal=session.rehearsal)
    family = past.family_of(session.id, first.record.look_back_of) if session.id else frozenset()
    held = [first]
    later = [folder for folder in heads.unknown if folder.path.name >= date.isoformat()]
    related = [folder for id_ in family if id_ != session.id for folder in heads.by_id.get(id_, ())]
    for folder in sorted((*later, *related), key=lambda folder: folder.path.name):
        if folder.path == first.folder:
            continue
        try:
            other = loaded.get(folder.path) or load_session(folder.path)
        except UnusableFile as error:
            unusable += error.problems
        else:
            unknown = heads.of[folder.path] is None
            unusable += other.problems if unknown else ()
            held += [other] if not unknown and not other.record.still_open else []
    held.sort(key=lambda other: (other.record.session.date or dt.date.max, other.folder.name))
    return LoadedSeries(session.series, tuple(held), tuple(unusable), heads.sessions.left_out)


def _read_record(path: Path, problems: list[Problem]) -> Record:
    """Read one `session.toml`.

    Raises:
        UnusableFile: it cannot be read, is not TOML, or says nothing of a session.
    """
    return read_record(read_toml(path), path, problems)
