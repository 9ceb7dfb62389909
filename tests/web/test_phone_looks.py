"""How the phone page looks in each stage: not too wide, not too small, and without a complaint of axe."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.builders import an_action, lead_to
from tests.stages import VOTING
from tests.web.conftest import CONFIDENCE, ROLE_STEP, House, note_ideas
from tests.web.phone_browser import OpenPhone, choose, complaints, vote
from workshop.core.live import commands as c
from workshop.core.live.session import Stage


async def places(house: House, page: Page) -> AsyncIterator[Stage]:
    """Lead a room and its phone through every place up to the sealing."""
    while True:
        view = house.room.view()
        await expect(page.locator(f"main[data-place^='{view.position.step}-{view.stage}-']")).to_be_visible()
        if view.stage is Stage.CARD:
            await house.room.lead(
                c.FillCard({"amber": ("text for customers", "figures"), "owner": ("Team leads",)})
            )
            await expect(page.get_by_text("text for customers")).to_be_visible()
        elif view.stage is Stage.IDEAS:
            await note_ideas(house.room, 3)
        yield view.stage
        if view.stage is Stage.CLOSE:
            break
        await house.room.lead(c.Advance(house.room.clock(), house.room.present))
    await house.room.seal()
    await expect(page.locator("main.sealed")).to_be_visible()
    yield Stage.SEALED


async def open_all(page: Page) -> None:
    """Open what is collapsed."""
    await page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")


@pytest.mark.parametrize("width", [320, pytest.param(390, marks=pytest.mark.long)])
async def test_nothing_is_wider_than_the_phone_even_with_large_text(
    pulse_house: House, open_pulse_phone: OpenPhone, width: int
) -> None:
    page = await open_pulse_phone(viewport={"width": width, "height": 640})
    async for stage in places(pulse_house, page):
        await open_all(page)
        for size in ("100%", "200%"):
            await page.evaluate("size => document.documentElement.style.fontSize = size", size)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, (stage, size)
            assert (
                await page.evaluate(
                    "too => [...document.querySelectorAll(too)].filter("
                    "part => part.scrollWidth > part.clientWidth + 1).map(part => part.outerHTML)",
                    ".row span, .sure span, .idea p, .box p, button, h1, h2",
                )
                == []
            ), (stage, size)
            if stage is Stage.DOTS:
                assert min(await sizes(page, TARGETS)) >= 48, size
        await page.evaluate("document.documentElement.style.fontSize = ''")
        if stage in VOTING:
            await page.locator(".choice").first.tap()
            await vote(page)
            await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()


async def sizes(page: Page, targets: str) -> list[float]:
    """The smaller side of everything that is there to be touched."""
    boxes = [await target.bounding_box() for target in await page.locator(targets).all()]
    return [min(box["width"], box["height"]) for box in boxes if box is not None]


IN_REACH = """() => {
    const at = document.querySelector("form[data-when] button").getBoundingClientRect();
    return at.top >= 0 && at.bottom <= innerHeight;
}"""


@pytest.mark.parametrize("size", ["100%", "200%"])
async def test_once_something_is_chosen_the_button_is_in_sight_wherever_the_page_stands(
    pulse_house: House, open_pulse_phone: OpenPhone, size: str
) -> None:
    page = await open_pulse_phone(viewport={"width": 320, "height": 640})
    for stage, choice in ((Stage.VOTE_1, ".choice"), (Stage.DOTS, ".idea > p")):
        await lead_to(pulse_house.room, stage)
        await page.locator(f"main.{stage}").wait_for()
        await page.evaluate("size => document.documentElement.style.fontSize = size", size)
        assert not await page.evaluate(IN_REACH)
        await page.locator(choice).first.tap()
        await page.evaluate("scrollTo(0, 0)")
        assert await page.evaluate(IN_REACH), stage
        await vote(page)
        await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()


TARGETS = "form label, form button, summary, #own button, textarea"


async def test_everything_to_touch_is_large_enough(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone(viewport={"width": 320, "height": 640})
    await lead_to(house.room, Stage.VOTE_1)
    await expect(page.locator("main.vote-1")).to_be_visible()
    found = await sizes(page, TARGETS)
    assert len(found) == 5 + 4 + 6 + 1 + 1
    assert min(found) >= 48
    await choose(page)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await lead_to(house.room, Stage.REVEAL)
    await expect(page.locator("main.reveal")).to_be_visible()
    await lead_to(house.room, Stage.CLOSE)
    await expect(page.locator("main.close")).to_be_visible()
    await page.get_by_text("Your own session").tap()
    await expect(page.get_by_role("button", name="Forget this on my phone")).to_be_visible()
    found = await sizes(page, TARGETS)
    assert len(found) == 3
    assert min(found) >= 48


@pytest.mark.parametrize(("step", "answers"), [(ROLE_STEP, 7), (CONFIDENCE, 11)])
@pytest.mark.parametrize("size", ["100%", "200%"])
async def test_answers_are_large_enough(
    pulse_house: House, open_pulse_phone: OpenPhone, step: int, answers: int, size: str
) -> None:
    page = await open_pulse_phone(viewport={"width": 320, "height": 640})
    await lead_to(pulse_house.room, Stage.PULSE, step)
    await expect(page.locator("form label")).to_have_count(answers)
    await page.evaluate("size => document.documentElement.style.fontSize = size", size)
    assert min(await sizes(page, TARGETS)) >= 48


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_stage_is_accessible(
    pulse_house: House, open_pulse_phone: OpenPhone, scheme: str
) -> None:
    room = pulse_house.room
    page = await open_pulse_phone(color_scheme=scheme, reduced_motion="reduce")
    seen = set()
    async for stage in places(pulse_house, page):
        seen.add(stage)
        if stage is Stage.ACTIONS:
            await room.lead(c.AgreeAction(an_action()))
            await expect(page.get_by_text("one person recomputes it")).to_be_visible()
        if stage is Stage.TALK:
            await room.lead(c.ShowHint())
            await expect(page.get_by_text("One figure can be checked")).to_be_visible()
        assert await complaints(page) == [], stage
        if stage in (*VOTING, Stage.PULSE, Stage.DOTS, Stage.LINES):
            await page.locator("fieldset:last-of-type label").first.tap()
            if stage in VOTING:
                await page.locator(".choice").first.tap()
            assert await complaints(page) == [], stage
            await vote(page)
            await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
            assert await complaints(page) == [], stage
    assert seen == set(Stage)
    for path in ("", "/WXYZ", "/no/such/page"):
        await page.goto(pulse_house.origin + path)
        assert await complaints(page) == [], path
