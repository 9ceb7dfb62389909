"""`workshop run`, and the home screen that opens without a command."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import (
    SESSIONS,
    WHICH_DAY,
    day_option,
    earlier_option,
    host_option,
    port_option,
    refuse_texts,
    scenarios_option,
    sessions_option,
    text_option,
)

if TYPE_CHECKING:
    from workshop.tui.look import Look


@click.command(short_help="Lead a session with a room.")
@click.argument("agenda", required=False)
@sessions_option
@scenarios_option
@text_option
@earlier_option
@day_option(WHICH_DAY)
@host_option
@port_option
def command(
    agenda: str | None,
    sessions: Path,
    own: tuple[Path, ...],
    texts: tuple[tuple[int, str], ...],
    earlier: str | None,
    day: int | None,
    host: str | None,
    port: int | None,
) -> None:
    """Set up a session of AGENDA (a name, or a .toml file) and lead it; without one, choose it on screen.

    The name of a session that was prepared begins it in the lobby.

    `workshop run look-back --session FOLDER` opens the plans of an earlier session in the room.
    """
    open_home(agenda, sessions=sessions, own=own, texts=texts, earlier=earlier, day=day, host=host, port=port)


def open_home(
    agenda: str | None = None,
    *,
    sessions: Path = SESSIONS,
    own: Sequence[Path] = (),
    texts: Sequence[tuple[int, str]] = (),
    earlier: str | None = None,
    day: int | None = None,
    host: str | None = None,
    port: int | None = None,
) -> None:
    """Show the home screen, or the set-up of an agenda."""
    from workshop.cli.say import warn
    from workshop.cli.show import show
    from workshop.services.compose import backstage
    from workshop.services.texts_by_hand import chosen_by_hand
    from workshop.tui.messages import AtHome, AtPrepared, AtSetup, Start

    live = backstage(sessions, own=own, address=host, port=port, warn=warn)
    start: Start = AtHome()
    if agenda and (file := live.preparing.find(agenda)) is not None:
        refuse_texts(texts, file.prepared.id)
        start = AtPrepared(file)
    elif agenda:
        found, look_back = live.looking_back(agenda, earlier, day)
        start = AtSetup(found, look_back, chosen_by_hand(live.shelf, found, texts))
    elif texts:
        raise click.UsageError(
            "--text needs the agenda whose step it is: workshop run AGENDA --text STEP=ID."
        )
    show(live, start, _rehearse)


def _rehearse(path: Path, look: Look) -> None:
    """Play a prepared session with a made-up room; what that needs is imported when it is wanted."""
    from workshop.cli.rehearse import rehearse_prepared

    rehearse_prepared(path, look)
