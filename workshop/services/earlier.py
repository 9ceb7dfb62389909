"""Earlier sessions, from their files: where a room stood, and which look-back is due."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections.abc import Callable, Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.core.plans.action import days_after
from workshop.core.plans.appointments import FORGOTTEN, Appointment, Past, session_appointments
from workshop.core.plans.look_back import LookBack, plans_review
from workshop.core.problems import Problem, UnusableFile
from workshop.core.words import LOOK_BACK_DAYS
from workshop.services.folders import session_folders, title_of
from workshop.storage.disk import read_file
from workshop.storage.names import RECORD_NAME
from workshop.storage.toml.dates import date_meant
from workshop.storage.toml.reading import read_toml

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda
    from workshop.core.plans.path import PathStop
    from workshop.core.plans.record import MapPlace
    from workshop.storage.plans.sessions import HeldSession
    from workshop.storage.session_folders import SessionFolder
    from workshop.storage.session_heads import Heads

DAYS_AHEAD = 14
"""What falls within so many days counts as due, as in `plan due`."""


def last_place(sessions: Path, title: str, *, rehearsal: bool) -> MapPlace | None:
    """The place on the map of the latest sealed session with the same title; None where there is none.

    A rehearsal is compared with rehearsals only. A file that people changed so that it cannot be read is
    passed over: an old dot is no reason to keep a room waiting.
    """
    from workshop.core.plans.record import MapPlace

    for folder in session_folders(sessions):
        try:
            record: dict[str, Any] = read_toml(folder / RECORD_NAME)
            session, decisions = record["session"], record["map"]["decisions"]
            date = date_meant(session["sealed"])
            same = session["title"] == title and session.get("rehearsal", False) is rehearsal
            shares = (
                decisions["caught"] / decisions["faulty"],
                decisions["wrongly_flagged"] / decisions["sound"],
            )
            if same and date is not None and all(0 <= share <= 1 for share in shares):
                return MapPlace(*shares, date)
        except (UnusableFile, ArithmeticError, KeyError, TypeError):
            continue
    return None


TOUCH = "touch"
LOOK_BACK = "look-back"

_FORGOTTEN_AFTER = LOOK_BACK_DAYS[-1] + FORGOTTEN
"""Days after which the look-backs of an action are not proposed any more."""

MOST_ON_PATHS = 12
"""So many paths are looked at further: nobody leads more in two weeks."""

_OLDEST = 1000
"""Days after which nothing of a session is proposed, whatever its rhythm is."""


def look_back_agenda(agendas: Mapping[str, Agenda], day: int) -> Agenda:
    """The agenda of a look-back on a day: its own if there is one, the touch before all of them."""
    if not plans_review(day):
        return agendas[TOUCH]
    return agendas.get(f"{LOOK_BACK}-{day}") or agendas[LOOK_BACK]


def latest_sealed(
    sessions: Path, *, rehearsal: bool, series: str = "", warn: Callable[[str], None]
) -> str | None:
    """The latest sealed session that looks back at no other, of a series where one is named.

    A rehearsal looks back at rehearsals only. What is passed over is named to `warn`.
    """
    from workshop.storage.plans.sessions import load_session
    from workshop.storage.session_folders import unreadable
    from workshop.storage.session_heads import series_key

    wanted = series_key(series)
    for problem in unreadable(sessions):
        warn(str(problem))
    for folder in session_folders(sessions):
        try:
            held = load_session(folder)
        except UnusableFile as error:
            _name_passed_over(folder, error.problems, warn)
            continue
        record = held.record
        if not record.sealed and not record.still_open:
            _name_passed_over(folder, held.problems, warn)
        if wanted and series_key(record.session.series) != wanted:
            continue
        if record.sealed and not record.look_back_of and record.session.rehearsal is rehearsal:
            return folder.name
    return None


def _name_passed_over(folder: Path, problems: Sequence[Problem], warn: Callable[[str], None]) -> None:
    """The latest session may be the one that was meant, and not the one that is opened in its place."""
    if problems:
        warn("\n".join(map(str, problems)))
        warn(f"{folder} was passed over for it; --session opens it all the same.")


class Recent:
    """The sessions of which something may be due on a day, each read once."""

    def __init__(self, heads: Heads, today: dt.date) -> None:
        self.heads = heads
        self.today = today
        self.sessions = _recent_sessions(heads, today)
        self.held = _held(self.sessions, heads) if self.sessions else Past()


def due_look_backs(recent: Recent) -> list[LookBack]:
    """The look-backs that are due, the oldest session first; one for all that look back at the same."""
    if not recent.sessions:
        return []
    from workshop.storage.plans.look_backs import due_day, look_back_at

    look_backs: list[LookBack] = []
    taken: set[str] = set()
    for session in recent.sessions.values():
        id_ = session.record.session.id
        day = due_day(session, recent.today, recent.held) if id_ not in taken else None
        if day is not None:
            look_backs.append(look_back_at(session, recent.heads, recent.today, day, recent.sessions))
            taken |= recent.held.family_of(id_)
    return look_backs


def next_on_paths(recent: Recent, touched: Container[str]) -> list[tuple[LookBack, PathStop]]:
    """The next stop of each path of twelve weeks that is due or near, by date, with what it looks back at.

    Args:
        recent: the sessions.
        touched: the ids of those that wait for a look-back anyhow, which takes the place of a touch.
    """
    from workshop.core.plans.path import next_stop, path_of
    from workshop.core.plans.record import walked
    from workshop.storage.plans.look_backs import look_back_at

    last = days_after(recent.today, DAYS_AHEAD)
    families: dict[str, list[HeldSession]] = {}
    for session in recent.sessions.values():
        record = session.record
        if not record.still_open and not record.session.rehearsal:
            families.setdefault(record.look_back_of or record.session.id, []).append(session)
    stops: list[tuple[HeldSession, PathStop]] = []
    for id_, sessions in families.items():
        first = next((session for session in sessions if session.record.session.id == id_), None)
        records = sorted(
            (one.record for one in sessions), key=lambda record: record.session.date or recent.today
        )
        stop = next_stop(
            path_of(walked(one.outcome for one in sessions), recent.today, records[-1].session.next_session)
        )
        if (
            first is not None
            and stop is not None
            and stop.date <= last
            and (stop.stop.phase or id_ not in touched)
        ):
            stops.append((first, stop))
    stops.sort(key=lambda pair: (pair[1].date, pair[0].folder.name))
    return [
        (look_back_at(first, recent.heads, recent.today, None, recent.sessions), stop)
        for first, stop in stops[:MOST_ON_PATHS]
    ]


def due_of_sessions(recent: Recent) -> list[tuple[Path, str, Appointment]]:
    """What is due of whole sessions and is no look-back, by date: each with its folder and the title."""
    today, others, last = recent.today, recent.held, days_after(recent.today, DAYS_AHEAD)
    dates = [
        (session.folder, session.record.session.title or session.folder.name, appointment)
        for session in recent.sessions.values()
        if session.plans and not session.record.still_open and not session.record.session.rehearsal
        for _, appointment in session_appointments([loaded.plan for loaded in session.plans], today, others)
        if appointment.waits
        and appointment.kind in ("next-session", "guardrails", "no-action")
        and appointment.date <= last
    ]
    return sorted(dates, key=lambda due: (due[2].date, due[0].name))


def _recent_sessions(heads: Heads, today: dt.date) -> dict[Path, HeldSession]:
    """The sessions of which something may be due, by their folders, the oldest first."""
    folders = [folder for folder in heads.sessions.folders if (folder.has_record or folder.has_journal)]
    late = [folder.path for folder in folders if _may_be_due(folder, today)]
    recent: dict[Path, HeldSession] = {}
    if not late:
        return recent
    from workshop.storage.plans.sessions import load_session

    for folder in late:
        with contextlib.suppress(UnusableFile):
            recent[folder] = load_session(folder)
    return recent


def _held(recent: Mapping[Path, HeldSession], heads: Heads) -> Past:
    """When every session was held, the oldest too: only by them it is known which ones belong together.

    Of two families that are one, both would be looked back at on one day, and one action asked twice.
    """
    running = {folder for folder, session in recent.items() if session.record.still_open}
    return Past(head for folder, head in heads.of.items() if head is not None and folder not in running)


def _may_be_due(folder: SessionFolder, today: dt.date) -> bool:
    """Whether a folder is of a late date, or its plan names a rhythm or guardrails.

    The date is that of its name; only of a folder that was renamed the record is opened.
    """
    dated = re.match(r"\d{4}-\d{2}-\d{2}", folder.path.name)
    date = date_meant(dated[0]) if dated else title_of(folder)[1]
    if date is None or not 0 <= (today - date).days <= _OLDEST:
        return False
    if (today - date).days <= _FORGOTTEN_AFTER:
        return True
    try:
        plan = read_file(folder.path / "4-succeed.toml")
    except OSError:
        return False
    return b"then_every_days" in plan or b"checked_on" in plan
