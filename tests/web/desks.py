"""Devices that hold the desk of a room."""

from __future__ import annotations

import aiohttp

from tests.web.conftest import JSON, House


def desk_url(house: House) -> str:
    """The page of the desk."""
    return f"{house.url}/desk"


def desk_link(house: House) -> str:
    """What the second QR code holds."""
    return f"{house.url}/DESK/{house.room.desk_link()}"


async def a_desk(house: House) -> aiohttp.ClientSession:
    """A device that has opened the link."""
    desk = house.phone()
    async with desk.get(desk_link(house)) as answer:
        assert (answer.status, str(answer.url)) == (200, desk_url(house))
    return desk


async def press(
    house: House, desk: aiohttp.ClientSession, do: str, after: int | None = None, **typed: str
) -> tuple[int, dict[str, object]]:
    """Press a button as the page's script does; returns the status and what is said."""
    moved = house.room.view().moved if after is None else after
    async with desk.post(
        f"{desk_url(house)}/do",
        data={"after": str(moved), "do": do, **typed},
        headers={**JSON, "Origin": house.origin},
    ) as answer:
        return answer.status, await answer.json()
