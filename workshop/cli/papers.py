"""`workshop papers`: what is printed and sent for the hour."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import scenarios_option, sessions_option


@click.command(short_help="Write run sheet, invitation, pre-read and pocket card.")
@click.argument("name", metavar="PREPARED|AGENDA")
@sessions_option
@scenarios_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder for them.")
def command(name: str, sessions: Path, own: tuple[Path, ...], out: Path | None) -> None:
    """Write what is printed and sent for the hour of a prepared session, or of an agenda.

    \b
    run-sheet    for you alone: times, notes, what to say, every text and its key
    invitation   for those who come: when, where, why, what to bring
    pre-read     for those who come: one page, the four checks
    pocket-card  for those who were there: the four checks, eight cards a sheet to cut out

    Each is written as Markdown (to send) and as HTML (to print), into papers/ beside the prepared session
    or into the folder of --out. Only the run sheet holds texts and keys.
    """
    from workshop.cli.say import say, warn
    from workshop.services.compose import backstage

    files, troubles = backstage(sessions, own=own, warn=warn).preparing.papers_of(name, out)
    for trouble in troubles:
        warn(trouble)
    for path in files:
        say(f"Written to {path}")
