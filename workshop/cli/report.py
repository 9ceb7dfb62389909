"""`workshop report`: what a session or a series left, as one page to read, to send and to print."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import session_at, sessions_option

if TYPE_CHECKING:
    from workshop.core.problems import Problem
    from workshop.core.record_file import Outcome
    from workshop.core.series import Series
    from workshop.core.words import Audience

# Readers and reports are imported inside the command: `--help` should not wait for them.


@dataclass(frozen=True, slots=True)
class Subject:
    """What a report is about: one session, or a series with its sessions. `place` lacks its ending."""

    outcomes: tuple[Outcome, ...]
    place: Path
    series: Series | None = None


@click.command("report")
@click.argument("subject", metavar="SESSION|SERIES")
@click.option("--markdown", is_flag=True, help="Markdown, for a wiki.")
@click.option("--leaders", is_flag=True, help="The one page for leaders: actions and what comes of them.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file.")
@sessions_option
def command(subject: str, markdown: bool, leaders: bool, out: Path | None, sessions: Path) -> None:
    """Write what a session or a series left, as one HTML file that needs no network.

    SESSION is a session folder or its name; SERIES is the name of a series. The file is written into the
    session folder, that of a series into the folder of the sessions.
    """
    from workshop.cli.plan_export import write_out
    from workshop.reports.html import as_html
    from workshop.reports.leaders import leaders_page
    from workshop.reports.markdown import as_markdown
    from workshop.reports.series_report import series_report, sessions_of
    from workshop.reports.session_report import session_report

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
    made = as_markdown(report) if markdown else as_html(report)
    path = out or found.place.with_name(f"{found.place.name}.{'md' if markdown else 'html'}")
    write_out(path, made.encode())
    click.echo(f"Written to {path}")


def _found(subject: str, sessions: Path, today: dt.date, *, leaders: bool) -> Subject:
    """The session at a path or of a name, else the series of that name.

    Raises:
        click.ClickException: there is neither, or something of it cannot be read: a report that lacks a
            part must not take the place of one that was whole.
    """
    from workshop.cli.folders import slug
    from workshop.core.problems import UnusableFile
    from workshop.core.series import series_of
    from workshop.storage.session_files import load_series, load_session, series_names

    folder = session_at(Path(subject), sessions)
    if folder.is_dir():
        try:
            held = load_session(folder)
        except UnusableFile as error:
            raise click.ClickException(str(error)) from error
        _refuse(held.problems)
        return Subject((held.outcome,), folder / ("leaders" if leaders else "report"))
    loaded = load_series(sessions, subject)
    if not loaded:
        names = series_names(sessions)
        close = difflib.get_close_matches(subject, names, n=1)
        guess = f" Did you mean '{close[0]}'?" if close else ""
        known = f" There are these series: {', '.join(names)}." if names and not close else ""
        raise click.ClickException(
            f"There is no session and no series '{subject}' in {sessions}.{guess}{known}"
        )
    _refuse([problem for held in loaded for problem in held.problems])
    outcomes = tuple(held.outcome for held in loaded)
    series = series_of(subject, outcomes, today, _audiences())
    return Subject(outcomes, sessions / (slug(subject) + ("-leaders" if leaders else "")), series)


def _refuse(problems: Sequence[Problem]) -> None:
    if problems:
        raise click.ClickException("\n".join(["Nothing was written.", *map(str, problems)]))


def _audiences() -> dict[str, Audience]:
    """Whose work each shipped scenario shows."""
    from workshop.storage.scenarios import library_folder, load_library

    return {id_: one.audience for id_, one in load_library(library_folder()).scenarios.items()}
