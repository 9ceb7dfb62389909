"""`workshop demo`: a whole session for one person, with simulated phones at a human pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from workshop.cli.options import SESSIONS, host_option, port_option, scenarios_option, seed_option

if TYPE_CHECKING:
    from workshop.room import Room


@click.command(short_help="See a whole session in about five minutes, with simulated phones.")
@click.option("--phones", default=24, show_default=True, type=click.IntRange(0, 500), help="How many phones.")
@click.option(
    "--sessions",
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
    phones: int, sessions: Path, seed: str | None, own: Path | None, host: str | None, port: int | None
) -> None:
    """Lead a short session across all four phases with the space bar alone; real phones can join.

    What the room says is typed for you: ideas, cards and actions. You can type as well.
    """
    from workshop.cli.errors import sentences

    with sentences():
        play("demo", phones=phones, sessions=sessions, seed=seed, own=own, host=host, port=port)


def play(
    agenda: str,
    *,
    phones: int,
    sessions: Path,
    seed: str | None = None,
    own: Path | None = None,
    host: str | None = None,
    port: int | None = None,
) -> None:
    """Show an agenda with simulated phones beside it, and with somebody who types what the room says."""
    from workshop.cli.show import show_room
    from workshop.ports import Choice
    from workshop.rehearsal.crowd import HUMAN, crowd
    from workshop.rehearsal.leader import write_along
    from workshop.services.live import LiveHost
    from workshop.services.shelf import read_shelf

    shelf = read_shelf(own)
    plan = shelf.agenda(agenda)
    live = LiveHost(shelf, sessions, host=host, port=port, rehearsal=True)
    steps = live.plan_steps(plan, None, seed or "demo")

    @asynccontextmanager
    async def begin() -> AsyncIterator[Room]:
        room = await live.begin(Choice(plan, steps, plan.title, live.addresses()[0]))
        setup = room.view().setup
        url = f"http://127.0.0.1:{setup.port}/{setup.code}"
        async with (
            crowd(url, steps, shelf.scenarios, phones=phones, seed=seed or "demo", pace=HUMAN),
            beside(write_along(room, seed or "demo")),
        ):
            yield room

    show_room(live, begin)


@asynccontextmanager
async def beside(work: Coroutine[None, None, None]) -> AsyncIterator[None]:
    """Let something run while the context is open."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
