"""`workshop rehearse`: an agenda from join to sealed folder, without a screen."""

from __future__ import annotations

import asyncio
import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import (
    SESSIONS,
    WHICH_DAY,
    day_option,
    earlier_option,
    packs_at_hand,
    port_option,
    scenarios_option,
    seed_option,
    text_option,
)
from workshop.cli.say import say, warn

if TYPE_CHECKING:
    from workshop.core.live.view import RoomView
    from workshop.tui.look import Look


PHONES = 24
REHEARSALS = Path("rehearsals")
"""Where rehearsals are kept, apart from what was held."""


@click.command(short_help="Try an agenda without a screen, with simulated phones.")
@click.argument("agenda")
@click.option(
    "--phones", default=PHONES, show_default=True, type=click.IntRange(1, 5000), help="How many phones."
)
@click.option("--headless", is_flag=True, help="Without a screen; with one, see `workshop demo`.")
@click.option(
    "--out",
    "--sessions",
    type=click.Path(file_okay=False, path_type=Path),
    default=REHEARSALS,
    show_default=True,
    help="The folder for the session folder.",
)
@click.option(
    "--mood",
    type=click.Choice(["mixed", "trusting", "refusing", "calibrated"]),
    default="mixed",
    show_default=True,
    help="What kind of room the phones are.",
)
@earlier_option
@day_option(WHICH_DAY)
@click.option("--series", default="", help="The series the session belongs to.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="The day it is held. [default: today]")
@seed_option
@scenarios_option
@text_option
@port_option
def command(
    agenda: str,
    phones: int,
    headless: bool,
    out: Path,
    mood: str,
    earlier: str | None,
    day: int | None,
    series: str,
    on: dt.datetime | None,
    seed: str | None,
    own: tuple[Path, ...],
    texts: tuple[tuple[int, str], ...],
    port: int | None,
) -> None:
    """Rehearse AGENDA (a name, or a .toml file) with simulated phones that vote over HTTP.

    Time is compressed: nobody reads, everybody votes. The sealed folder is marked as a rehearsal.
    """
    held = on.date() if on is not None else None
    if not headless:
        from workshop.cli.demo import play

        play(
            agenda,
            phones=phones,
            sessions=out,
            seed=seed,
            own=own,
            texts=texts,
            port=port,
            mood=mood,
            earlier=earlier,
            day=day,
            series=series,
            on=held,
        )
        return
    from workshop.services.compose import LOOPBACK, backstage, chosen_by_name, rehearse

    seed = seed or "rehearsal"
    live = backstage(
        out,
        own=own,
        address=LOOPBACK,
        port=port,
        rehearsal=True,
        on=held,
        warn=warn,
        agendas=SESSIONS,
    )
    chosen, troubles = chosen_by_name(
        live, agenda, earlier, day, seed=seed, series=series, sessions=SESSIONS, texts=texts
    )
    for trouble in troubles:
        warn(trouble)
    say(f"{chosen.agenda.title}: {len(chosen.steps)} steps, {phones} phones, seed {seed}")
    folder = asyncio.run(rehearse(live, chosen, phones=phones, seed=seed, mood=mood, progress=_Progress()))
    say(f"Saved in {folder}")
    if troubles:
        raise click.exceptions.Exit(1)


class _Progress:
    """Prints a line whenever a step begins."""

    def __init__(self) -> None:
        self._step = -1

    def __call__(self, view: RoomView) -> None:
        step = view.step
        if step is None or view.position.step == self._step:
            return
        self._step = view.position.step
        what = ", ".join(step.all_texts) or step.title or step.kind.value
        say(f"  {self._step + 1:2}/{len(view.steps)}  {step.phase.label:14} {step.kind.value:9} {what}")


def rehearse_prepared(path: Path, look: Look) -> None:
    """Play a prepared session on the screen, with a made-up room."""
    from workshop.cli.demo import play

    play(str(path), phones=PHONES, sessions=REHEARSALS, own=packs_at_hand(), look=look)
