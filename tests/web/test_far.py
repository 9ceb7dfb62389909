"""A room that is far away: what is about one phone comes later, and the room may have moved on meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from tests.builders import Clock, a_room, lead_to, open_round
from tests.web.conftest import AT_ONCE, House, cast, page_of
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.view import Marks
from workshop.room import Room
from workshop.web.endpoint import Endpoint


class FarRoom:
    """A room that says what is about one phone only when it is let."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self.asked, self.let = asyncio.Event(), asyncio.Event()
        self.let.set()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._room, name)

    async def marks(self, token: str) -> Marks:
        """What a phone has said, some time after it was asked for."""
        marks = await self._room.marks(token)
        self.asked.set()
        await self.let.wait()
        return marks


@pytest.fixture
async def far(tmp_path: Path) -> AsyncIterator[tuple[House, FarRoom]]:
    """A house whose room is far away."""
    room, clock = await a_room(tmp_path), Clock()
    afar = FarRoom(room)
    endpoint = Endpoint(afar, clock=clock, tempo=AT_ONCE, simulated=True)
    house = House(room, endpoint, clock, await endpoint.start(0, "127.0.0.1"))
    yield house, afar
    await house.close()


async def test_a_page_is_that_of_the_place_where_the_room_is_when_the_marks_of_its_phone_come(
    far: tuple[House, FarRoom],
) -> None:
    house, afar = far
    mine, silent = house.phone(), house.phone()
    await lead_to(house.room, Stage.VOTE_1)
    for phone in (mine, silent):
        await page_of(phone, house.url)
    await cast(house, mine, open_round(house.room))
    afar.let.clear()
    afar.asked.clear()
    early = [asyncio.ensure_future(page_of(phone, house.url)) for phone in (mine, silent)]
    await afar.asked.wait()
    await house.room.lead(c.Advance(house.room.clock()))
    afar.let.set()
    assert ['<main class="vote-1-closed"' in await page for page in early] == [True, True]
    assert "Yours is counted." in await early[0]
    assert "The room has voted. This page goes on when the room does." in await early[1]
    assert await page_of(silent, house.url) == await early[1], "and nothing older is kept"
