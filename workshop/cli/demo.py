"""`workshop demo`: a whole session for one person, with simulated phones at a human pace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import (
    SESSIONS,
    given_before,
    host_option,
    port_option,
    scenarios_option,
    seed_option,
)

if TYPE_CHECKING:
    from workshop.tui.look import Look


@click.command(short_help="See a whole session in about eight minutes, with simulated phones.")
@click.option("--phones", default=24, show_default=True, type=click.IntRange(0, 500), help="How many phones.")
@click.option(
    "--sessions",
    callback=given_before,
    type=click.Path(file_okay=False, path_type=Path),
    default=SESSIONS,
    show_default=True,
    help="The folder for the session folder; the session is marked as a rehearsal.",
)
@seed_option
@scenarios_option
@host_option
@port_option
def command(
    phones: int, sessions: Path, seed: str | None, own: tuple[Path, ...], host: str | None, port: int | None
) -> None:
    """Lead a short session across all four phases with the space bar alone; real phones can join.

    What the room says is typed for you: ideas, cards and actions. You can type as well.
    """
    play("demo", phones=phones, sessions=sessions, seed=seed, own=own, host=host, port=port)


def play(
    agenda: str,
    *,
    phones: int,
    sessions: Path,
    seed: str | None = None,
    own: Sequence[Path] = (),
    texts: Sequence[tuple[int, str]] = (),
    host: str | None = None,
    port: int | None = None,
    look: Look | None = None,
    mood: str = "mixed",
    earlier: str | None = None,
    day: int | None = None,
    series: str = "",
    on: dt.date | None = None,
) -> None:
    """Show an agenda with simulated phones beside it, and with somebody who types what the room says."""
    from workshop.cli.say import warn
    from workshop.cli.show import show_room
    from workshop.services.compose import backstage, chosen_by_name, demo

    seed = seed or "demo"
    live = backstage(sessions, own=own, address=host, port=port, rehearsal=True, on=on, agendas=SESSIONS)
    chosen, troubles = chosen_by_name(
        live, agenda, earlier, day, seed=seed, series=series, sessions=SESSIONS, texts=texts
    )
    for trouble in troubles:
        warn(trouble)
    show_room(live, demo(live, chosen, phones=phones, seed=seed, mood=mood), look)
