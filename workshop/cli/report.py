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

_INSTEAD = tuple(form for form in page_formats() if form is not HTML)


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
    from workshop.services.report import page_of, subject_of
    from workshop.services.write_out import write_out

    form = asked_format(_INSTEAD, flags, HTML)
    # The day on the wall of the room: a date without a zone is what people wrote into the files.
    today = dt.datetime.now().astimezone().date()
    about = subject_of(subject, sessions, today, leaders=leaders, warn=warn)
    page = page_of(about, today, leaders=leaders)
    path = out or about.place.with_name(f"{about.place.name}.{form.ending}")
    write_out(path, form.write(page).encode())
    say(f"Written to {path}")
    if about.unread:
        raise click.exceptions.Exit(1)
