"""The wall as a page: in words, complete, live, and open to whoever knows the code."""

from __future__ import annotations

import asyncio
import html
import re
from collections.abc import Callable
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from tests.builders import Clock, a_room, lead_to
from tests.patience import PATIENCE
from tests.tui.live import card_states, figure_states, states
from tests.web.conftest import AT_ONCE, House, note_ideas, page_of
from tests.web.phone_browser import complaints
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.steps import Picture
from workshop.core.live.view import RoomView
from workshop.tui.live.steps import PANELS
from workshop.web.endpoint import Endpoint
from workshop.web.guard import Limits
from workshop.web.templating import template_of
from workshop.web.wall import WallPage

_TEMPLATES = Path(__file__).parents[2] / "workshop/web/templates"
ALL: dict[str, Callable[[], RoomView]] = {
    **states.STATES,
    **card_states.CARD_STATES,
    **figure_states.FIGURE_STATES,
}


def said(page: str) -> str:
    """The words of a page, as they are read aloud."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


def headline_of(page: str) -> str:
    """The words of its only headline."""
    (found,) = re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)
    return said(found)


@pytest.mark.parametrize("kind", [Picture, *PANELS])
def test_each_kind_of_picture_of_the_wall_has_a_template(kind: type[Picture]) -> None:
    assert (_TEMPLATES / template_of(kind)).is_file()


@pytest.mark.parametrize("state", ALL)
def test_each_state_is_said_under_one_headline(state: str) -> None:
    view = ALL[state]()
    page = WallPage(lambda: view).page()
    assert headline_of(page)
    assert page.count("<li>") + page.count("<li ") == page.count("</li>")


async def test_it_is_open_sets_no_cookie_and_counts_as_no_phone(house: House) -> None:
    reader = house.phone()
    async with reader.get(f"{house.url}/WALL") as answer:
        assert answer.status == 200
        assert "Set-Cookie" not in answer.headers
        assert "Come in" in await answer.text()
    async with reader.get(f"{house.url}/wall/events") as stream:
        await event_of(stream)
        assert house.room.view().present == 0
    async with reader.get(f"{house.origin}/WRONG/wall") as answer:
        assert answer.status == 404


async def test_it_follows_the_room_back_too_and_to_the_end(house: House) -> None:
    reader = house.phone()
    async with reader.get(f"{house.url}/wall/events") as stream:
        lobby = await event_of(stream)
        await lead_to(house.room, Stage.OPEN)
        opened = await event_of(stream)
        await lead_to(house.room, Stage.READ)
        shown = await event_of(stream)
        assert headline_of(shown) == "Would you send this?"
        assert said(shown.partition("\n")[2]) in said(await page_of(reader, f"{house.url}/wall"))
        await house.room.lead(c.TakeBack(house.clock()))
        assert headline_of(await event_of(stream)) == headline_of(opened)
    assert headline_of(lobby) == "Come in"


async def test_who_shows_it_already_is_sent_its_name_alone(house: House) -> None:
    reader = house.phone()
    (name,) = re.findall(r'data-shown="(\w+)"', await page_of(reader, f"{house.url}/wall"))
    async with reader.get(f"{house.url}/wall/events?at={name}") as stream:
        assert await event_of(stream) == name


async def test_its_streams_count_in_the_limit_of_all(tmp_path: Path) -> None:
    clock = Clock()
    room = await a_room(tmp_path, clock=clock)
    endpoint = Endpoint(room, clock=clock, tempo=AT_ONCE, simulated=True, limits=Limits(streams=40))
    house = House(room, endpoint, clock)
    house.port = await endpoint.start(0, "127.0.0.1")
    reader = house.phone()
    opened = [await reader.get(f"{house.url}/wall/events") for _ in range(40)]
    assert {answer.status for answer in opened} == {200}
    async with reader.get(f"{house.url}/wall/events") as answer:
        assert answer.status == 503
    assert room.view().present == 0
    for answer in opened:
        answer.close()
    await house.close()


async def event_of(answer: aiohttp.ClientResponse) -> str:
    """What the next word of the wall is."""
    name, data = "", []
    async with asyncio.timeout(PATIENCE):
        async for raw in answer.content:
            line = raw.decode().rstrip("\n")
            if line.startswith("event: "):
                name = line.removeprefix("event: ")
            elif line.startswith("data: "):
                data.append(line.removeprefix("data: "))
            elif not line and name == "wall":
                return "\n".join(data)
            elif not line:
                data = []
    raise EOFError


@pytest.mark.long
@pytest.mark.parametrize("width", [320, 1024])
async def test_it_is_read_live_in_a_browser_at_every_place(
    pulse_house: House, browser: Browser, width: int
) -> None:
    house = pulse_house
    context = await browser.new_context(viewport={"width": width, "height": 800})
    page = await context.new_page()
    await page.goto(f"{house.url}/wall")
    while True:
        view = house.room.view()
        if view.stage is Stage.IDEAS:
            await note_ideas(house.room, 3)
        headline = headline_of(WallPage(house.room.view).page())
        await expect(page.locator("#wall h1")).to_have_text(headline)
        await page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert await page.evaluate("document.documentElement.scrollWidth") <= width, view.stage
        await page.evaluate("document.documentElement.style.fontSize = '100%'")
        assert await complaints(page) == [], view.stage
        if view.stage is Stage.CLOSE:
            break
        await house.room.lead(c.Advance(house.clock(), house.room.present))
    await house.room.seal()
    await expect(page.locator("#wall h1")).to_contain_text("Thank you.")
    assert await context.cookies() == []
    await context.close()
