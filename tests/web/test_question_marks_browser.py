"""Marking a question on a phone with and without scripts, and reading the figure at a desk of 360 px."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.builders import lead_to
from tests.web.conftest import House
from tests.web.desks import desk_link
from tests.web.phone_browser import FIX, choose, complaints, phones_at, vote
from tests.web.test_question_marks import mark, next_step, phones, with_questions
from workshop.core.live import commands as c
from workshop.core.live.rounds import question_round
from workshop.core.live.session import Stage, Text


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.long)])
async def test_a_phone_marks_a_question_and_takes_that_back(
    house: House, browser: Browser, scripts: bool
) -> None:
    await with_questions(house)
    async with phones_at(house.url, browser) as open_page:
        page = await open_page(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
        await page.get_by_role("link", name="I ask one of these too").tap()
        button = page.get_by_role("button", name="I ask this too")
        await button.first.tap()
        await expect(page.get_by_text("You ask this too.")).to_be_visible()
        await expect(button).to_have_count(1)
        if scripts:
            assert await page.evaluate("document.documentElement.scrollWidth") <= 320
            assert await complaints(page) == []
        await page.get_by_role("button", name="Take it back").tap()
        await expect(button).to_have_count(2)
        await page.get_by_role("link", name="Back").tap()
        await expect(page.get_by_role("link", name="I ask one of these too")).to_be_visible()


async def test_the_page_follows_the_room_and_what_was_chosen_in_a_vote_waits(
    house: House, browser: Browser
) -> None:
    await with_questions(house)
    async with phones_at(f"{house.url}?questions", browser) as open_page:
        page = await open_page()
        await expect(page.get_by_role("button", name="I ask this too")).to_have_count(2)
        await lead_to(house.room, Stage.VOTE_1)
        await choose(page)
        await page.get_by_role("link", name="I ask one of these too").tap()
        await page.get_by_role("button", name="I ask this too").first.tap()
        await expect(page.get_by_text("You ask this too.")).to_be_visible()
        await page.get_by_role("link", name="Back").tap()
        await expect(page.get_by_label(FIX, exact=True)).to_be_checked()
        await expect(page.get_by_label("80%")).to_be_checked()
        await vote(page)
        await expect(page.get_by_text("Counted.")).to_be_visible()
        assert house.room.view().voted == 1


@pytest.mark.long
async def test_the_desk_reads_how_many_ask_a_long_question(house: House, browser: Browser) -> None:
    await with_questions(house)
    room = house.room
    await room.cast(room.new_token(), question_round(1), Text("Who decides? " + "w" * 200))
    await next_step(house)
    await room.lead(c.ReleaseTexts(question_round(1), (0,)))
    for phone in await phones(house, 7):
        await mark(house, phone, 2)
    await next_step(house)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(viewport={"width": 360, "height": 800})
        await expect(page.get_by_text("7 phones ask this too.")).to_be_visible()
        await expect(page.locator(".question").first).to_contain_text("Who decides?")
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        assert await complaints(page) == []
