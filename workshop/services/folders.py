"""Session folders on the disk: new names, and what is there already."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
from pathlib import Path

from workshop.core.text import clean, hyphened
from workshop.storage.disk import stands
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.session_folders import (
    SessionFolder,
    all_sessions,
    each_session_once,
    is_listed,
    look_into,
    with_id,
)
from workshop.storage.toml.dates import date_meant
from workshop.storage.unfinished import finish, is_waiting

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""No letter or digit that a person could take for another one."""

LONGEST_TITLE = 120


def new_code() -> str:
    """Four characters that open the door of one session."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(4))


def slug(title: str) -> str:
    """A title as part of a folder name: a-z, 0-9 and hyphens."""
    return hyphened(title) or "session"


def free_folder(sessions: Path, date: dt.date, title: str) -> Path:
    """A folder `<date>-<slug>` that no session has; a second one of the day gets a number.

    Its name becomes the id of the session, and a session whose folder was renamed has its id still.
    """
    name = f"{date:%Y-%m-%d}-{slug(title)}"
    path, number = sessions / name, 1
    taken = _ids(sessions)
    while stands(path) or path.name in taken:
        number += 1
        path = sessions / f"{name}-{number}"
    return path


def _ids(sessions: Path) -> frozenset[str]:
    return frozenset(folder.id for folder in all_sessions(sessions).folders)


def is_open(folder: Path) -> bool:
    """Whether the folder holds a session that was not sealed; what is half done there is finished first."""
    finish(folder)
    return is_waiting(folder)


def session_folders(sessions: Path) -> list[Path]:
    """All session folders, the newest first."""
    folders = all_sessions(sessions).folders
    return [folder.path for folder in reversed(folders) if folder.has_record or folder.has_journal]


def session_at(path: Path, sessions: Path) -> Path:
    """The path itself, or the session that has that name or that id in the folder of the sessions."""
    named = sessions / path
    if stands(path) or stands(named):
        return path if stands(path) else named
    return with_id(sessions, str(path)) or path


def open_sessions(sessions: Path) -> tuple[int, list[SessionFolder]]:
    """How many folders there are, and those of sessions that were not sealed, the newest first.

    No other folder is listed: it takes a moment, however many there are.
    """
    try:
        with os.scandir(sessions) as entries:
            names = sorted(filter(is_listed, (entry.name for entry in entries)), reverse=True)
    except OSError:
        return 0, []
    waiting = []
    beside = os.fspath(sessions)
    for name in names:
        # Most folders hold none; a path of its own for each of thousands would be felt.
        if os.path.lexists(os.path.join(beside, name, JOURNAL_NAME)) and is_open(sessions / name):  # noqa: PTH118
            with contextlib.suppress(OSError):
                waiting.append(look_into(sessions / name))
    return len(names), each_session_once(waiting)


def held_with_a_room(folder: Path) -> bool:
    """Whether a session was held with people, as its record or its plans say; not where nothing says so."""
    try:
        session = look_into(folder).session
    except OSError:
        return False
    return session is not None and session.get("rehearsal") is not True


def title_of(folder: SessionFolder) -> tuple[str, dt.date | None]:
    """The title and date of a session, or the name of its folder where no file says it."""
    session = folder.session or {}
    title = clean(str(session.get("title", folder.path.name)), limit=LONGEST_TITLE)
    return title, date_meant(session.get("date"))
