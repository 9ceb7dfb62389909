"""`workshop rehearse`: an agenda from join to sealed folder, without a screen."""

from __future__ import annotations

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import click

from workshop.cli.options import (
    WHICH_DAY,
    day_option,
    earlier_option,
    port_option,
    scenarios_option,
    seed_option,
)
from workshop.cli.say import say


@click.command(short_help="Try an agenda without a screen, with simulated phones.")
@click.argument("agenda")
@click.option(
    "--phones", default=24, show_default=True, type=click.IntRange(1, 5000), help="How many phones."
)
@click.option("--headless", is_flag=True, help="Without a screen; with one, see `workshop demo`.")
@click.option(
    "--out",
    "--sessions",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("rehearsals"),
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
    own: Path | None,
    port: int | None,
) -> None:
    """Rehearse AGENDA (a name, or a .toml file) with simulated phones that vote over HTTP.

    Time is compressed: nobody reads, everybody votes. The sealed folder is marked as a rehearsal.
    """
    from workshop.cli.errors import sentences

    if not headless:
        from workshop.cli.demo import play

        with sentences():
            play(agenda, phones=phones, sessions=out, seed=seed, own=own, port=port)
        return
    with sentences():
        work = rehearse(
            agenda,
            phones=phones,
            seed=seed or "rehearsal",
            out=out,
            mood=mood,
            earlier=earlier,
            day=day,
            series=series,
            on=on.date() if on is not None else None,
            own=own,
            port=port,
        )
        folder, complete = asyncio.run(work)
    say(f"Saved in {folder}")
    if not complete:
        raise click.exceptions.Exit(1)


async def rehearse(
    agenda: str,
    *,
    phones: int,
    seed: str,
    out: Path,
    mood: str = "mixed",
    earlier: str | None = None,
    day: int | None = None,
    series: str = "",
    on: dt.date | None = None,
    own: Path | None = None,
    port: int | None = None,
) -> tuple[Path, bool]:
    """Rehearse an agenda.

    Returns:
        Its sealed folder, and whether all that it looked back at could be read.
    """
    from workshop.ports import Choice
    from workshop.rehearsal.crowd import FAST, crowd
    from workshop.rehearsal.leader import lead
    from workshop.rehearsal.opinions import Mood
    from workshop.services.live import LiveHost
    from workshop.services.shelf import read_shelf

    shelf = read_shelf(own)
    host = LiveHost(shelf, out, host="127.0.0.1", port=port, rehearsal=True, wall=_wall(on))
    plan, look_back = host.looking_back(agenda, earlier, day, series)
    for trouble in look_back.troubles if look_back is not None else ():
        say(trouble, err=True)
    steps = host.plan_steps(plan, None, seed, look_back)
    choice = Choice(
        plan,
        steps,
        f"Day {look_back.day}: {look_back.title}" if look_back is not None else plan.title,
        "127.0.0.1",
        series=series or (look_back.series if look_back is not None else ""),
        look_back=look_back,
    )
    room = await host.begin(choice)
    setup = room.view().setup
    url = f"http://127.0.0.1:{setup.port}/{setup.code}"
    say(f"{plan.title}: {len(steps)} steps, {phones} phones, seed {seed}")
    try:
        async with crowd(url, steps, shelf.scenarios, phones=phones, seed=seed, pace=FAST, mood=Mood(mood)):
            await lead(room, phones=phones, report=_Progress())
        return room.folder.path, look_back is None or not look_back.troubles
    finally:
        await host.leave()


def _wall(on: dt.date | None) -> Callable[[], float]:
    """The present time of day, on another day if one is named."""
    if on is None:
        return time.time
    shift = (on - dt.datetime.now().astimezone().date()).days * 24 * 3600
    return lambda: time.time() + shift


class _Progress:
    """Prints a line whenever a step begins."""

    def __init__(self) -> None:
        self._step = -1

    def __call__(self, view: object) -> None:
        from workshop.core.live.view import RoomView

        assert isinstance(view, RoomView)
        step = view.step
        if step is None or view.position.step == self._step:
            return
        self._step = view.position.step
        what = step.scenario or step.title or step.kind.value
        say(f"  {self._step + 1:2}/{len(view.steps)}  {step.phase.label:14} {step.kind.value:9} {what}")
