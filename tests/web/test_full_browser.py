"""A room that has no stream left: whoever comes then follows it by asking again, and can vote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.builders import Clock, a_room, lead_to
from tests.web.conftest import AT_ONCE, House
from tests.web.phone_browser import choose, phones_at, vote
from workshop.core.live.session import Stage
from workshop.web.endpoint import Endpoint
from workshop.web.guard import Limits


@pytest.fixture
async def full_house(tmp_path: Path) -> AsyncIterator[House]:
    """A room that is full."""
    clock = Clock()
    room = await a_room(tmp_path, clock=clock)
    endpoint = Endpoint(room, clock=clock, tempo=AT_ONCE, simulated=True, limits=Limits(streams=0))
    house = House(room, endpoint, clock)
    house.port = await endpoint.start(0, "127.0.0.1")
    yield house
    await house.close()


async def test_a_phone_follows_and_votes_without_a_stream(full_house: House, browser: Browser) -> None:
    async with phones_at(full_house.url, browser) as open_phone:
        page = await open_phone()
        await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
        await lead_to(full_house.room, Stage.VOTE_1)
        await choose(page)
        await vote(page)
        await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
        await lead_to(full_house.room, Stage.TALK)
        await expect(page.get_by_role("heading", name="Which line would not pass")).to_be_visible()
        await expect(page.locator("#line")).to_be_empty()


async def test_the_page_of_the_wall_follows_without_a_stream(full_house: House, browser: Browser) -> None:
    async with phones_at(f"{full_house.url}/wall", browser) as open_wall:
        page = await open_wall()
        await expect(page.get_by_role("heading", name="Come in")).to_be_visible()
        await lead_to(full_house.room, Stage.TALK)
        await expect(page.get_by_role("heading", name="Which line would not pass")).to_be_visible()
        await expect(page.locator("#line")).to_be_empty()
