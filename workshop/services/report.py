"""What a report is about (a session at a path or of a name, else the series of that name), and its page."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.core.series.series import series_of
from workshop.services.errors import NoSuch
from workshop.services.folders import session_at, slug
from workshop.storage.disk import is_folder
from workshop.storage.plans.sessions import load_series, load_session
from workshop.storage.session_folders import all_sessions
from workshop.storage.session_heads import series_names

if TYPE_CHECKING:
    from workshop.core.plans.record import Outcome
    from workshop.core.problems import Problem
    from workshop.core.series.series import Series
    from workshop.core.words import Audience
    from workshop.reports.document import Document


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: one session, or a series with its sessions. `place` lacks its ending."""

    outcomes: tuple[Outcome, ...]
    place: Path
    series: Series | None = None
    unread: tuple[Problem, ...] = ()
    """What could not be read of it."""


def subject_of(
    name: str, sessions: Path, today: dt.date, *, leaders: bool, warn: Callable[[str], None]
) -> Subject:
    """The session at a path or of a name, else the series; what cannot be read is named to `warn`.

    Raises:
        NoSuch: there is neither.
        UnusableFile: nothing of it can be read.
    """
    folder = session_at(Path(name), sessions)
    if is_folder(folder):
        held = load_session(folder)
        _name_to(warn, *held.problems, *held.left_out)
        place = folder / ("leaders" if leaders else "report")
        return Subject((held.outcome,), place, unread=held.problems)
    loaded = load_series(sessions, name)
    _name_to(warn, *loaded.problems, *loaded.left_out)
    if not loaded.sessions:
        names = series_names(all_sessions(sessions))
        close = difflib.get_close_matches(name, names, n=1)
        guess = f" Did you mean '{close[0]}'?" if close else ""
        known = f" There are these series: {', '.join(names)}." if names and not close else ""
        raise NoSuch(f"There is no session and no series '{name}' in {sessions}.{guess}{known}")
    outcomes = tuple(held.outcome for held in loaded.sessions)
    series = series_of(loaded.name, outcomes, today, _audiences())
    place = sessions / (slug(loaded.name) + ("-leaders" if leaders else ""))
    return Subject(outcomes, place, series, loaded.problems)


def page_of(subject: Subject, today: dt.date, *, leaders: bool) -> Document:
    """The report as of a day, or its one page for leaders; it says that something could not be read."""
    from workshop.reports.document import with_gaps
    from workshop.reports.leaders import leaders_page
    from workshop.reports.series_report import series_report, sessions_of
    from workshop.reports.session_report import session_report

    series, outcomes = subject.series, subject.outcomes
    if leaders:
        used = sessions_of(series, outcomes) if series else outcomes
        page = leaders_page(used, today, series.name if series else "")
    elif series is not None:
        page = series_report(series, outcomes, today)
    else:
        page = session_report(outcomes[0], today)
    return with_gaps(page, len(subject.unread))


def _name_to(warn: Callable[[str], None], *problems: Problem) -> None:
    for problem in problems:
        warn(str(problem))


def _audiences() -> dict[str, Audience]:
    """Whose work each shipped scenario shows."""
    from workshop.storage.library.scenarios import library_folder, load_library

    scenarios = load_library(library_folder()).scenarios
    return {id_: scenario.audience for id_, scenario in scenarios.items()}
