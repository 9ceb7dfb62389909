"""`workshop discard`: an open session is thrown away with its key, so that no copy of it can be read."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from workshop.cli.say import say


@click.command(short_help="Throw away a session that was interrupted.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, help="Do not ask.")
def command(folder: Path, yes: bool) -> None:
    """Throw away the open session in FOLDER: its key, its journal, its record and its plans.

    A sealed session leads to no vote: remove its folder like any other.
    """
    from workshop.cli.errors import agreed
    from workshop.services.folders import is_open
    from workshop.storage.disk import stands
    from workshop.storage.throwing_away import throw_away

    if not is_open(folder):
        raise click.ClickException(f"{folder} holds no open session. Remove it like any other folder.")
    if not yes and not sys.stdin.isatty():
        raise click.ClickException("Nobody can be asked here. Say it with --yes.")
    if not yes and not agreed(f"Throw away {folder}, with all votes and plans in it?"):
        say("Nothing was changed.")
        return
    throw_away(folder)
    say(
        "It is thrown away."
        if not stands(folder)
        else f"It is thrown away. What else lies in {folder} stays."
    )
