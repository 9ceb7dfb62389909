"""Earlier sessions, from their files: where a room stood, and which look-back is due."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.cli.folders import session_folders
from workshop.core.look_back import LOOK_BACK_DAYS, LookBack
from workshop.core.problems import UnusableFile
from workshop.storage.names import RECORD_NAME
from workshop.storage.plan_fields import date_meant
from workshop.storage.toml_reading import read_toml

if TYPE_CHECKING:
    from workshop.core.agenda import Agenda
    from workshop.core.session import Dot
    from workshop.storage.session_files import HeldSession


def last_dot(sessions: Path, title: str, *, rehearsal: bool) -> Dot | None:
    """The place on the map of the latest sealed session with the same title; None where there is none.

    A rehearsal is compared with rehearsals only. A file that people changed so that it cannot be read is
    passed over: an old dot is no reason to keep a room waiting.
    """
    from workshop.core.session import Dot

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
                return Dot(*shares, date)
        except (UnusableFile, ArithmeticError, KeyError, TypeError):
            continue
    return None


TOUCH = "touch"
LOOK_BACK = "look-back"

_FORGOTTEN_AFTER = LOOK_BACK_DAYS[-1] + 60
"""Days after which a look-back that was never held is not proposed any more."""


def look_back_agenda(agendas: Mapping[str, Agenda], day: int) -> Agenda:
    """The agenda of a look-back on a day: its own if there is one."""
    if day == LOOK_BACK_DAYS[0]:
        return agendas[TOUCH]
    return agendas.get(f"{LOOK_BACK}-{day}") or agendas[LOOK_BACK]


def latest_sealed(sessions: Path, *, rehearsal: bool, series: str = "") -> str | None:
    """The latest sealed session that looks back at no other, of a series where one is named.

    A rehearsal looks back at rehearsals only.
    """
    from workshop.storage.session_files import load_session, series_key

    wanted = series_key(series)

    for folder in session_folders(sessions):
        try:
            record = load_session(folder).record
        except UnusableFile:
            continue
        if wanted and series_key(record.session.series) != wanted:
            continue
        if record.sealed and not record.look_back_of and record.session.rehearsal is rehearsal:
            return folder.name
    return None


def due_look_backs(sessions: Path, today: dt.date) -> list[LookBack]:
    """The look-backs that are due, the oldest session first.

    Only folders whose name begins with a date of the last months are opened: a home screen must not wait.
    """
    folders = [folder for folder in session_folders(sessions) if _is_recent(folder, today)]
    if not folders:
        return []
    from workshop.storage.look_backs import due_day, open_look_back
    from workshop.storage.session_files import load_session

    recent: list[HeldSession] = []
    for folder in folders:
        try:
            recent.append(load_session(folder))
        except UnusableFile:
            continue
    looked = [one.record for one in recent if one.record.look_back_day is not None]
    held = {(one.look_back_of, one.look_back_day) for one in looked if not one.look_back_unread}
    partly = {(one.look_back_of, one.look_back_day) for one in looked if one.look_back_unread}
    found = []
    for one in reversed(recent):
        day = due_day(one, today, _days_of(one, held), _days_of(one, partly))
        if day is not None:
            found.append(open_look_back(one.folder, today, day))
    return found


def _days_of(session: HeldSession, looked: Iterable[tuple[str, int | None]]) -> frozenset[int]:
    return frozenset(day for of, day in looked if of == session.record.session.id and day is not None)


def _is_recent(folder: Path, today: dt.date) -> bool:
    """Whether a folder's name begins with a date of the last months."""
    found = re.match(r"\d{4}-\d{2}-\d{2}", folder.name)
    try:
        date = dt.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return False
    return date is not None and dt.timedelta(0) <= today - date <= dt.timedelta(_FORGOTTEN_AFTER)
