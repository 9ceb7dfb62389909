"""Rooms for the measures: a full cycle scenario whose first vote is open."""

from __future__ import annotations

from pathlib import Path

from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.ports import ChosenSetup
from workshop.room import Room
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf

AGENDA = "demo"


async def new_room(
    sessions: Path, agenda: str = AGENDA, *, rehearsal: bool = True
) -> tuple[LiveBackstage, Room, str]:
    """A room in its lobby, with its endpoint and the address phones join at."""
    shelf = read_shelf()
    backstage = LiveBackstage(shelf, sessions, address="127.0.0.1", rehearsal=rehearsal)
    chosen = shelf.agenda(agenda)
    room = await backstage.begin(
        ChosenSetup(chosen, backstage.pick_steps(chosen, None, "bench"), chosen.title, "127.0.0.1")
    )
    setup = room.view().setup
    return backstage, room, f"http://127.0.0.1:{setup.port}/{setup.code}"


async def open_vote(sessions: Path, *, rehearsal: bool = True) -> tuple[LiveBackstage, Room, str]:
    """The same with the first vote open; limits hold for this machine as well where it is no rehearsal."""
    backstage, room, url = await new_room(sessions, rehearsal=rehearsal)
    while room.view().stage is not Stage.VOTE_1:
        await room.lead(c.Advance(room.clock(), room.present))
    return backstage, room, url
