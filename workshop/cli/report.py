"""`workshop report`: what a session or a series left, as one page to read, to send and to print."""

from __future__ import annotations

import datetime as dt
import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.formats import asked_format, format_options
from workshop.cli.options import sessions_option
from workshop.cli.plan.loading import name_all
from workshop.cli.say import say
from workshop.reports.formats import HTML, page_formats

if TYPE_CHECKING:
    from workshop.core.plans.record import Outcome
    from workshop.core.problems import Problem
    from workshop.core.series.series import Series
    from workshop.core.words import Audience

# Readers and reports are imported inside the command: `--help` should not wait for them.

_INSTEAD = tuple(one for one in page_formats() if one is not HTML)


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: one session, or a series with its sessions. `place` lacks its ending."""

    outcomes: tuple[Outcome, ...]
    place: Path
    series: Series | None = None
    unread: tuple[Problem, ...] = ()
    """What could not be read of it."""


@click.command("report")
@click.argument("subject", metavar="SESSION|SERIES")
@format_options(_INSTEAD)
@click.option("--leaders", is_flag=True, help="The one page for leaders: actions and what comes of them.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@sessions_option
def command(subject: str, leaders: bool, out: Path | None, sessions: Path, **flags: bool) -> None:
    """Write what a session or a series left, as one HTML file that needs no network.

    SESSION is a session folder or its name; SERIES is the name of a series. The file is written into the
    session folder, that of a series into the folder of the sessions.
    """
    from workshop.cli.plan.export import write_out
    from workshop.reports.document import with_gaps
    from workshop.reports.leaders import leaders_page
    from workshop.reports.series_report import series_report, sessions_of
    from workshop.reports.session_report import session_report

    form = asked_format(_INSTEAD, flags, HTML)
    # The day on the wall of the room: a date without a zone is what people wrote into the files.
    today = dt.datetime.now().astimezone().date()
    found = _found(subject, sessions, today, leaders=leaders)
    if leaders:
        used = sessions_of(found.series, found.outcomes) if found.series else found.outcomes
        report = leaders_page(used, today, found.series.name if found.series else "")
    elif found.series is not None:
        report = series_report(found.series, found.outcomes, today)
    else:
        report = session_report(found.outcomes[0], today)
    path = out or found.place.with_name(f"{found.place.name}.{form.ending}")
    write_out(path, form.write(with_gaps(report, len(found.unread))).encode())
    say(f"Written to {path}")
    if found.unread:
        raise click.exceptions.Exit(1)


def _found(subject: str, sessions: Path, today: dt.date, *, leaders: bool) -> Subject:
    """The session at a path or of a name, else the series of that name; what cannot be read is named.

    Raises:
        click.ClickException: there is neither.
        UnusableFile: nothing of it can be read.
    """
    from workshop.core.series.series import series_of
    from workshop.services.folders import session_at, slug
    from workshop.storage.disk import is_folder
    from workshop.storage.plans.sessions import load_series, load_session
    from workshop.storage.session_folders import all_sessions
    from workshop.storage.session_heads import series_names

    folder = session_at(Path(subject), sessions)
    if is_folder(folder):
        held = load_session(folder)
        name_all(*held.problems, *held.left_out)
        place = folder / ("leaders" if leaders else "report")
        return Subject((held.outcome,), place, unread=held.problems)
    loaded = load_series(sessions, subject)
    name_all(*loaded.problems, *loaded.left_out)
    if not loaded.sessions:
        names = series_names(all_sessions(sessions))
        close = difflib.get_close_matches(subject, names, n=1)
        guess = f" Did you mean '{close[0]}'?" if close else ""
        known = f" There are these series: {', '.join(names)}." if names and not close else ""
        raise click.ClickException(
            f"There is no session and no series '{subject}' in {sessions}.{guess}{known}"
        )
    outcomes = tuple(held.outcome for held in loaded.sessions)
    series = series_of(loaded.name, outcomes, today, _audiences())
    place = sessions / (slug(loaded.name) + ("-leaders" if leaders else ""))
    return Subject(outcomes, place, series, loaded.problems)


def _audiences() -> dict[str, Audience]:
    """Whose work each shipped scenario shows."""
    from workshop.storage.library.scenarios import library_folder, load_library

    return {id_: one.audience for id_, one in load_library(library_folder()).scenarios.items()}
