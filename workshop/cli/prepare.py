"""`workshop prepare`: a session before its day."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import (
    WHICH_DAY,
    day_option,
    earlier_option,
    scenarios_option,
    sessions_option,
    text_option,
)


@click.command(short_help="Prepare a session before its day.")
@click.argument("agenda", required=False)
@sessions_option
@scenarios_option
@text_option
@earlier_option
@day_option(WHICH_DAY)
def command(
    agenda: str | None,
    sessions: Path,
    own: tuple[Path, ...],
    texts: tuple[tuple[int, str], ...],
    earlier: str | None,
    day: int | None,
) -> None:
    """Prepare a session of AGENDA (a name, or a .toml file): who comes, the texts, your notes.

    The name of a session that was prepared opens it again. It is kept in `prepared/` beside the sessions;
    `workshop run` with its name begins it in the lobby, and `workshop rehearse` tries exactly this.
    """
    from workshop.cli.rehearse import rehearse_prepared
    from workshop.cli.say import warn
    from workshop.cli.show import show
    from workshop.services.compose import backstage
    from workshop.services.texts_by_hand import chosen_by_hand, texts_of_steps
    from workshop.tui.messages import AtHome, AtPreparing, Start

    live = backstage(sessions, own=own, warn=warn)
    start: Start = AtHome()
    if agenda and (file := live.preparing.find(agenda)) is not None:
        shelf = live.with_packs([Path(folder) for folder in file.prepared.packs])
        start = AtPreparing(file=file, chosen=texts_of_steps(shelf, texts))
    elif agenda:
        found, look_back = live.looking_back(agenda, earlier, day)
        start = AtPreparing(found, look_back, chosen=chosen_by_hand(live.shelf, found, texts))
    elif texts:
        raise click.UsageError(
            "--text needs the agenda whose step it is: workshop prepare AGENDA --text STEP=ID."
        )
    show(live, start, rehearse_prepared)
