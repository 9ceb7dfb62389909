"""A leader without a screen: takes a room through its agenda as soon as everybody has voted."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import Callable, Sequence

from workshop.core import commands as c
from workshop.core.action import FIRST_STEP_DAYS, Action, split_starter
from workshop.core.session import VOTING, Stage
from workshop.core.view import RoomView
from workshop.core.words import OwnerSide
from workshop.room import Room

OWNERS: Sequence[tuple[OwnerSide, str]] = (
    (OwnerSide.EMPLOYEE, "Each team"),
    (OwnerSide.EMPLOYER, "Head of the unit"),
    (OwnerSide.SHARED, "Team leads"),
)
ACTIONS_A_PHASE = 2
PATIENCE = 20.0
"""Seconds to wait for phones before going on without the missing ones."""

Report = Callable[[RoomView], None]


async def lead(room: Room, *, phones: int, report: Report) -> None:
    """Lead a room from the lobby to its closing, then seal it.

    Raises:
        Refused, JournalError, PlanError: as the room does.
    """
    await _wait_for(room, lambda: room.present >= phones)
    while (stage := room.view().stage) is not Stage.CLOSE:
        report(room.view())
        if stage in VOTING or stage is Stage.PULSE:
            await _wait_for(room, lambda: room.view().voted >= phones)
        elif stage is Stage.ACTIONS:
            await _agree_on_starters(room)
        elif stage is Stage.PULSE_RESULT:
            await _let_the_sponsor_answer(room)
        await room.lead(c.Advance(room.clock(), room.present))
    report(room.view())
    await room.seal()
    report(room.view())


async def _agree_on_starters(room: Room) -> None:
    """Take the first starters of the phase as its actions."""
    view = room.view()
    by = view.setup.date + dt.timedelta(days=FIRST_STEP_DAYS)
    for (scenario, starter), (side, who) in zip(view.starters[:ACTIONS_A_PHASE], OWNERS, strict=False):
        condition, act = split_starter(starter)
        action = Action(
            "", condition, act, side, who, "Try it once and tell the team", by, from_scenario=(scenario,)
        )
        await room.lead(c.AgreeAction(action))


async def _let_the_sponsor_answer(room: Room) -> None:
    """Answer the question about worries, as a sponsor would."""
    shown = room.view().pulse
    if shown is not None and shown.pulse.sponsor_answers and not shown.sponsor:
        await room.lead(c.RecordSponsor("Nobody loses a job because of this programme. We will train first."))


async def _wait_for(room: Room, reached: Callable[[], bool]) -> None:
    """Wait until something is so, looking at each change of the room, but not longer than `PATIENCE`."""
    changed = asyncio.Event()
    stop = room.subscribe(lambda change: changed.set())
    try:
        async with asyncio.timeout(PATIENCE):
            while not reached():
                changed.clear()
                await changed.wait()
    except TimeoutError:
        pass
    finally:
        stop()
