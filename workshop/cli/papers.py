"""`workshop papers`: what is printed and sent for the hour."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import scenarios_option, sessions_option


@click.command(short_help="Write run sheet, invitation and pre-read.")
@click.argument("name", metavar="PREPARED|AGENDA")
@sessions_option
@scenarios_option
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="The folder for them.")
def command(name: str, sessions: Path, own: Path | None, out: Path | None) -> None:
    """Write the papers of a prepared session: a run sheet for you, an invitation and a pre-read for the room.

    Each is written as Markdown and as HTML that prints. Only the run sheet holds the texts and their keys.
    """
    from workshop.cli.say import say, warn
    from workshop.services.compose import backstage
    from workshop.services.papers import write_papers

    for path in write_papers(backstage(sessions, own=own, warn=warn), name, out):
        say(f"Written to {path}")
