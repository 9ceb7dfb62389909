"""Three lead one room at once, two desks and a keyboard: each step stands in the journal once."""

from __future__ import annotations

import asyncio
import random
import re
from collections.abc import Awaitable, Callable

import aiohttp
import pytest

from tests.web.conftest import House, page_of
from tests.web.desks import a_desk, desk_url, press
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.machine import Refused
from workshop.core.live.session import Stage
from workshop.storage.journal import Journal

PRESSES = 150
BUTTONS = ("next",) * 5 + ("back",) * 3 + ("more", "less", "skip", "hint", "blank", "uncover")
KEYS: dict[str, Callable[[float, int], c.Command]] = {
    "next": c.Advance,
    "back": lambda at, present: c.TakeBack(at),
    "more": lambda at, present: c.Extend(at),
    "skip": c.Skip,
}

Driver = Callable[[str], Awaitable[tuple[int, bool]]]
"""Presses what the picture at hand offers; returns the move it was meant for, and whether it was done."""


async def moved_on(desk: aiohttp.ClientSession, house: House) -> int:
    """The number of the last move, as the page of a desk has it."""
    found = re.search(r'data-moved="(\d+)"', await page_of(desk, desk_url(house)))
    assert found
    return int(found[1])


def at_a_desk(house: House, desk: aiohttp.ClientSession, chance: random.Random) -> Driver:
    """Somebody with a desk: looks at its page, waits a little, presses."""

    async def drive(do: str) -> tuple[int, bool]:
        after = await moved_on(desk, house)
        await asyncio.sleep(chance.random() / 200)
        status, said = await press(house, desk, do, after, reason="Enough.")
        assert (status == 200) == bool(said["done"])
        return after, status == 200

    return drive


def at_the_keyboard(house: House, chance: random.Random) -> Driver:
    """Somebody at the keyboard: the wall's picture carries its number."""

    async def drive(do: str) -> tuple[int, bool]:
        view = house.room.view()
        await asyncio.sleep(chance.random() / 200)
        command = KEYS.get(do, KEYS["more"])(house.room.clock(), view.present)
        try:
            await house.room.lead(command, view.moved)
        except Refused:
            return view.moved, False
        return view.moved, True

    return drive


@pytest.mark.parametrize("seed", [1, pytest.param(2, marks=pytest.mark.long)])
async def test_whatever_three_press_each_move_is_made_once_and_all_see_the_same_place(
    pulse_house: House, seed: int
) -> None:
    house, chance = pulse_house, random.Random(seed)
    room, journal = house.room, house.room._journal
    written: list[e.Event] = []
    append = Journal.append

    async def note(events: list[e.Event], *, closes_round: bool = False) -> None:
        await append(journal, events, closes_round=closes_round)
        written.extend(events)

    journal.append = note  # type: ignore[method-assign]
    desks = [await a_desk(house) for _ in range(2)]
    drivers = [*(at_a_desk(house, desk, chance) for desk in desks), at_the_keyboard(house, chance)]
    made: list[int] = []

    async def press_on(drive: Driver) -> None:
        for _ in range(PRESSES):
            if room.view().stage is Stage.CLOSE:
                return
            do = chance.choice(BUTTONS)
            after, done = await drive(do)
            if done and do in ("next", "back", "skip"):
                made.append(after)

    await asyncio.gather(*map(press_on, drivers))
    moves = [one for one in written if isinstance(one, e.StageEntered | e.MoveTakenBack)]
    assert room.view().moved == len(moves)
    assert sorted(made) == list(range(len(moves))), "each place was left by one press"
    assert {await moved_on(desk, house) for desk in desks} == {room.view().moved}
    assert len(moves) > 50
