"""The page of a step to come in a real browser: as wide as the device, and led without a script."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.builders import an_opening, lead_to
from tests.shipped import library
from tests.web.conftest import House, a_house
from tests.web.desks import desk_link, desk_url
from tests.web.phone_browser import complaints, phones_at
from tests.web.test_desk_browser import look
from workshop.core.agenda.picker import pick_steps
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.services.shelf import read_shelf
from workshop.services.texts_to_come import ShelfTexts
from workshop.storage.library.agendas import load_agendas


@pytest.fixture
async def led_house(tmp_path: Path) -> AsyncIterator[House]:
    """An hour of the shipped agenda, with the shipped library behind it, in its opening."""
    scenarios = library().scenarios
    steps = pick_steps(load_agendas().agendas["60-minutes"], scenarios, "desk")
    played = [scenarios[step.scenario] for step in steps if step.scenario]
    built = await a_house(tmp_path, an_opening(steps, played), ShelfTexts(read_shelf))
    await lead_to(built.room, Stage.OPEN)
    yield built
    await built.close()


@pytest.mark.parametrize("width", [360, pytest.param(1024, marks=pytest.mark.long)])
async def test_it_is_as_wide_as_the_device_and_axe_has_nothing_against_it(
    led_house: House, browser: Browser, width: int
) -> None:
    steps = led_house.room.view().steps
    async with phones_at(desk_link(led_house), browser) as open_page:
        page = await open_page(viewport={"width": width, "height": 800}, is_mobile=width < 700)
        await look(page, f"{width}-to-come")
        kinds = {step.kind: number for number, step in enumerate(steps, 1) if number > 1}
        for kind, number in kinds.items():
            await page.goto(f"{desk_url(led_house)}/step/{number}")
            assert await complaints(page) == [], kind
            for size in ("100%", "200%"):
                await page.evaluate("size => document.documentElement.style.fontSize = size", size)
                assert await page.evaluate("document.documentElement.scrollWidth") <= width, (kind, size)
            await page.evaluate("document.documentElement.style.fontSize = ''")
            await look(page, f"{width}-step-{kind}")


@pytest.mark.parametrize("script", [True, False])
async def test_a_step_is_tapped_another_text_chosen_and_a_break_added(
    led_house: House, browser: Browser, script: bool
) -> None:
    room = led_house.room
    before = room.view().steps
    text = next(number for number, step in enumerate(before) if step.scenario)
    async with phones_at(desk_link(led_house), browser) as open_page:
        page, other = await open_page(java_script_enabled=script), await open_page()
        await page.locator(f"#step-{text} > summary").click()
        await page.get_by_role("link", name="Another text, or add before it").click()
        await expect(page.get_by_role("heading", name="Another text instead")).to_be_visible()
        choice = page.locator("button[value^='swap ']").first
        title = await choice.inner_text()
        await choice.click()
        assert page.url == f"{desk_url(led_house)}#changed"
        for one in (page, other):
            await expect(one.locator(f"#step-{text} > summary")).to_contain_text(title)
        await page.locator(f"#step-{len(before) - 1} > summary").click()
        await page.locator(f"#step-{len(before) - 1}").get_by_role("link").click()
        await page.get_by_role("button", name="A break, 5 min").click()
        await expect(page.locator(f"#step-{len(before)}")).to_be_visible()
    assert len(room.view().steps) == len(before) + 1
    assert room.view().stage is Stage.OPEN


async def test_a_page_that_is_out_of_date_becomes_the_desk_and_says_why(
    led_house: House, browser: Browser
) -> None:
    async with phones_at(desk_link(led_house), browser) as open_page:
        page, steps = await open_page(), len(led_house.room.view().steps)
        await page.goto(f"{desk_url(led_house)}/step/2")
        await led_house.room.lead(c.Advance(led_house.room.clock()))
        await page.get_by_role("button", name="A break, 5 min").click()
        await expect(page.get_by_role("alert")).to_contain_text("The room has moved on meanwhile.")
        await expect(page.get_by_text(f"Step 2 of {steps}")).to_be_visible()
        await lead_to(led_house.room, Stage.READ)
        await expect(page.get_by_text(f"Step 3 of {steps}")).to_be_visible()
