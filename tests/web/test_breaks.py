"""A break from the desk: at once at the end of a step, else put in behind it."""

from __future__ import annotations

import asyncio
import dataclasses
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.builders import Clock, a_room, lead_to
from tests.patience import PATIENCE
from tests.web.conftest import AT_ONCE, House, page_of
from tests.web.desks import a_desk, desk_link, desk_url, press
from tests.web.phone_browser import complaints, phones_at
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.desk import Cover
from workshop.core.live.pace import WINDOW
from workshop.core.live.session import Stage
from workshop.core.live.words.desk import BREAK_DUE, BREAK_DUE_LATER
from workshop.core.live.words.pace import Feeling
from workshop.web.endpoint import Endpoint


@pytest.mark.parametrize("minutes", [5, 10])
async def test_a_break_is_two_presses_and_the_wall_counts_it_down(house: House, minutes: int) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    assert "Break now" in await page_of(desk, desk_url(house))
    moved = house.room.view().moved
    assert await press(house, desk, f"break-{minutes}") == (200, {"done": True})
    view = house.room.view()
    assert (view.stage, view.ends_at) == (Stage.BREAK, house.clock() + 60 * minutes)
    again = await press(house, desk, f"break-{minutes}", moved)
    assert (again[0], house.room.view().moved) == (409, view.moved), "it is done once"


async def test_within_a_step_it_is_put_in_behind_it_and_the_wall_stays(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.VOTE_1)
    wall, page = house.room.view(), await page_of(desk, desk_url(house))
    assert "Break after this step" in page
    assert "Break now" not in page
    status, said = await press(house, desk, "break-5")
    assert (status, said["why"]) == (409, "A break is possible after this step.")
    assert await press(house, desk, "breakafter-5") == (200, {"done": True})
    assert (house.room.view().position, house.room.view().picture) == (wall.position, wall.picture)
    assert house.room.view().steps[wall.position.step + 1].kind is StepKind.BREAK
    assert "Break after this step" not in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "breakafter-5"))[0] == 409


async def test_what_lies_over_the_wall_goes_first_and_who_writes_is_not_surprised(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    house.room.cover(Cover.BLANK)
    assert "Break now" not in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "break-5"))[0] == 409
    house.room.note_writing(True)
    status, said = await press(house, desk, "break-5")
    assert (status, "Somebody writes" in str(said["why"])) == (409, True)
    assert house.room.view().stage is Stage.OPEN


async def test_after_an_hour_the_desk_proposes_one_and_wall_and_phones_do_not(house: House) -> None:
    desk, phone = await a_desk(house), house.phone()
    await lead_to(house.room, Stage.OPEN)
    house.clock.pass_by(3600)
    assert BREAK_DUE in await page_of(desk, desk_url(house))
    await lead_to(house.room, Stage.READ)
    assert BREAK_DUE_LATER in await page_of(desk, desk_url(house))
    assert "worked for an hour" not in await page_of(phone, house.url) + repr(house.room.view())


async def test_an_open_desk_reads_the_time_and_the_pace_anew_with_each_sign_of_life(tmp_path: Path) -> None:
    clock = Clock()
    room = await a_room(tmp_path, clock=clock)
    endpoint = Endpoint(room, clock=clock, tempo=dataclasses.replace(AT_ONCE, beat=0.02), simulated=True)
    house = House(room, endpoint, clock, await endpoint.start(0, "127.0.0.1"))
    desk = await a_desk(house)
    await lead_to(room, Stage.OPEN)
    clock.pass_by(WINDOW - clock() % WINDOW)
    for _ in range(5):
        await room.say_pace(room.new_token(), Feeling.LOST)
    async with desk.get(f"{desk_url(house)}/events") as stream, asyncio.timeout(PATIENCE):
        await stream.content.readuntil(b"\n\n")
        clock.pass_by(WINDOW * 2 - 1)
        news = b""
        while not (b"minutes over; " in news and b"Some are lost." in news):
            news = await stream.content.readuntil(b"\n\n")
    await house.close()


async def test_at_360_px_the_clock_of_the_agenda_is_one_line_and_leads_to_the_step_that_pays(
    house: House, browser: Browser
) -> None:
    await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    house.clock.pass_by(60 * 128)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(viewport={"width": 360, "height": 800})
        line = page.locator(".time")
        await expect(line).to_have_text("125 minutes over; you could leave out: The average of the averages")
        height = await line.evaluate(
            "part => part.getClientRects()[0].height / parseFloat(getComputedStyle(part).lineHeight)"
        )
        assert height == pytest.approx(1, abs=0.05)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        await line.get_by_role("link").click()
        await expect(page.get_by_text("could be left out")).to_be_in_viewport()
        assert await complaints(page) == []
