"""`workshop resume`: the same step, the same QR code, and every vote that was counted."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import host_option, port_option, sessions_option
from workshop.cli.say import say, warn


@click.command(short_help="Go on with a session that was interrupted.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@sessions_option
@host_option
@port_option
def command(folder: Path | None, sessions: Path, host: str | None, port: int | None) -> None:
    """Go on with the session in FOLDER, or with the latest one that was not sealed."""
    from workshop.cli.rehearse import rehearse_prepared
    from workshop.cli.show import show
    from workshop.services.compose import backstage
    from workshop.services.folders import is_open
    from workshop.services.waiting import latest_waiting
    from workshop.tui.messages import AtResume

    chosen = folder or latest_waiting(sessions, tell=say, warn=warn)
    if not is_open(chosen):
        raise click.ClickException(f"{chosen} holds no open session: there is nothing to resume.")
    show(backstage(chosen.parent, address=host, port=port), AtResume(chosen), rehearse_prepared)
