"""A room with its endpoint on a free port, and phones that talk to it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import aiohttp
import pytest

from tests.builders import Clock, a_room
from workshop.core.session import Ballot, RoundId
from workshop.room import Room
from workshop.web.endpoint import Endpoint
from workshop.web.streams import Tempo

AT_ONCE = Tempo(count=0.0, gather=0.0, beat=3600.0)
"""Counts are told without delay, and no sign of life comes between what a test waits for."""

JSON = {"Accept": "application/json"}


@dataclass
class House:
    """A room that is being served. `clock` is what the endpoint goes by."""

    room: Room
    endpoint: Endpoint
    clock: Clock
    port: int = 0
    phones: list[aiohttp.ClientSession] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """The start of every address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The page of the room."""
        return f"{self.origin}/7QK2"

    def phone(self) -> aiohttp.ClientSession:
        """A phone with cookies of its own, closed with the house."""
        phone = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), auto_decompress=True)
        self.phones.append(phone)
        return phone

    async def close(self) -> None:
        """Send the phones home and close the endpoint and the room."""
        for phone in self.phones:
            await phone.close()
        await self.endpoint.stop()
        await self.room.close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A room in its lobby."""
    clock = Clock()
    room = await a_room(tmp_path, clock=clock)
    built = House(room, Endpoint(room, clock=clock, tempo=AT_ONCE), clock)
    built.port = await built.endpoint.start(0, "127.0.0.1")
    yield built
    await built.close()


async def page_of(phone: aiohttp.ClientSession, url: str) -> str:
    """The text of a page."""
    async with phone.get(url) as answer:
        return await answer.text()


async def cast(
    house: House, phone: aiohttp.ClientSession, round_: RoundId, *fields: tuple[str, str]
) -> aiohttp.ClientResponse:
    """Post a ballot as the page's script does; without fields it is only a decision."""
    body = [("round", round_), *(fields or [("decision", "fix")])]
    return await phone.post(f"{house.url}/ballot", data=body, headers={**JSON, "Origin": house.origin})


def ballots_in(room: Room, round_: RoundId) -> list[Ballot]:
    """What has been counted in a round."""
    return list(room._session.ballots.get(round_, {}).values())
