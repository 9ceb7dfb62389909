"""`workshop report`: what a session or a series left, as one page to read, to send and to print."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from workshop.cli.formats import asked_format, format_options
from workshop.cli.options import sessions_option
from workshop.cli.say import say, warn
from workshop.reports.formats import HTML, page_formats

# Readers and reports are imported inside the command: `--help` should not wait for them.

_INSTEAD = tuple(one for one in page_formats() if one is not HTML)


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
    from workshop.services.report_subject import subject_of

    form = asked_format(_INSTEAD, flags, HTML)
    # The day on the wall of the room: a date without a zone is what people wrote into the files.
    today = dt.datetime.now().astimezone().date()
    found = subject_of(subject, sessions, today, leaders=leaders, warn=warn)
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
