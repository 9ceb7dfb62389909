"""`workshop prepare`: a session before its day."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import WHICH_DAY, day_option, earlier_option, scenarios_option, sessions_option


@click.command(short_help="Prepare a session before its day.")
@click.argument("agenda", required=False)
@sessions_option
@scenarios_option
@earlier_option
@day_option(WHICH_DAY)
def command(
    agenda: str | None, sessions: Path, own: tuple[Path, ...], earlier: str | None, day: int | None
) -> None:
    """Prepare a session of AGENDA (a name, or a .toml file): who comes, the texts, your notes.

    The name of a session that was prepared opens it again. It is kept in `prepared/` beside the sessions;
    `workshop run` with its name begins it in the lobby, and `workshop rehearse` tries exactly this.
    """
    from workshop.cli.rehearse import rehearse_prepared
    from workshop.cli.say import warn
    from workshop.cli.show import show
    from workshop.services.compose import backstage
    from workshop.tui.messages import AtHome, AtPreparing, Start

    live = backstage(sessions, own=own, warn=warn)
    start: Start = AtHome()
    if agenda and (file := live.preparing.find(agenda)) is not None:
        start = AtPreparing(file=file)
    elif agenda:
        start = AtPreparing(*live.looking_back(agenda, earlier, day))
    show(live, start, rehearse_prepared)
