"""`workshop resume`: the same step, the same QR code, and every vote that was counted."""

from __future__ import annotations

from pathlib import Path

import click

from workshop.cli.options import host_option, port_option, sessions_option
from workshop.cli.plan.loading import name_all
from workshop.cli.say import say


@click.command(short_help="Go on with a session that was interrupted.")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
@sessions_option
@host_option
@port_option
def command(folder: Path | None, sessions: Path, host: str | None, port: int | None) -> None:
    """Go on with the session in FOLDER, or with the latest one that was not sealed."""
    from workshop.cli.show import show
    from workshop.services.compose import backstage
    from workshop.services.folders import is_open
    from workshop.tui.messages import AtResume

    chosen = folder or _latest(sessions)
    if not is_open(chosen):
        raise click.ClickException(f"{chosen} holds no open session: there is nothing to resume.")
    show(backstage(chosen.parent, address=host, port=port), AtResume(chosen))


def _latest(sessions: Path) -> Path:
    from workshop.services.folders import is_open, session_folders
    from workshop.storage.in_use import in_use
    from workshop.storage.journal import refusal
    from workshop.storage.names import JOURNAL_NAME
    from workshop.storage.session_folders import unreadable

    name_all(*unreadable(sessions))
    unsealed = [folder for folder in session_folders(sessions) if is_open(folder)]
    elsewhere = [folder for folder in unsealed if in_use(folder / JOURNAL_NAME)]
    waiting = [folder for folder in unsealed if folder not in elsewhere]
    for led in elsewhere:
        say(f"Running elsewhere: {led}")
    if elsewhere and not waiting:
        raise click.ClickException("No other session waits. End that one where it is led, then come back.")
    if not waiting:
        raise click.ClickException(
            f"No session waits in {sessions}. Name its folder, or the folder of all: --sessions DIR."
        )
    waiting.sort(key=lambda folder: (folder / JOURNAL_NAME).stat().st_mtime, reverse=True)
    refused = {folder: why for folder in waiting if (why := refusal(folder / JOURNAL_NAME))}
    latest = next((folder for folder in waiting if folder not in refused), waiting[0])
    for other in waiting:
        if other != latest:
            say(f"Passed over: {refused[other]}" if other in refused else f"Also waiting: {other}")
    return latest
