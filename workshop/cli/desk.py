"""`workshop desk`: the facilitator's own page, in this laptop's own browser."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import sessions_option
from workshop.cli.say import say


@click.command(short_help="Open your desk in this laptop's own browser.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@sessions_option
def command(folder: Path | None, sessions: Path) -> None:
    """Open the desk of the session in FOLDER, or of the one that is led right now.

    It shows your notes and leads the room: keep its window on a screen that nobody else sees.
    """
    import webbrowser

    from workshop.services.desk import desk_address

    if not webbrowser.open(desk_address(sessions, folder)):
        raise click.ClickException("No browser opens here. Press d on the wall, and scan the code.")
    say("The desk opens in this laptop's browser. Keep its window off the projector.")
