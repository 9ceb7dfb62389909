"""Where a room stood the last time, from the files of its earlier sessions."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from workshop.cli.folders import session_folders
from workshop.core.session import Dot
from workshop.storage.plans import RECORD_NAME


def last_dot(sessions: Path, title: str, *, rehearsal: bool) -> Dot | None:
    """The place on the map of the latest sealed session with the same title; None where there is none.

    A rehearsal is compared with rehearsals only. A file that people changed so that it cannot be read is
    passed over: an old dot is no reason to keep a room waiting.
    """
    for folder in session_folders(sessions):
        try:
            record = tomllib.loads((folder / RECORD_NAME).read_text("utf-8"))
            session, decisions = record["session"], record["map"]["decisions"]
            date = session["sealed"]
            same = session["title"] == title and session.get("rehearsal", False) is rehearsal
            if same and isinstance(date, dt.date) and decisions["faulty"] and decisions["sound"]:
                return Dot(
                    decisions["caught"] / decisions["faulty"],
                    decisions["wrongly_flagged"] / decisions["sound"],
                    date,
                )
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None
