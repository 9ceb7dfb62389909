"""Enter in a field of the desk presses the button that belongs to it, or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Request, expect

from tests.builders import an_opening, lead_to, token_of
from tests.web.conftest import House, a_house
from tests.web.desks import desk_link, desk_url
from tests.web.phone_browser import phones_at
from tests.web.test_desk_browser import be_at_work
from tests.web.test_words import STEPS
from workshop.core.live import commands as c
from workshop.core.live.session import Stage, Text

FIELDS = "form input:not([type=hidden])"
PRESSES = """fields => fields.map(field => {
    const first = field.form.querySelector("button");
    return first.formMethod === "dialog" ? "" : (field.form.upon ? "" : "other than meant: ") + first.value;
})"""
"""What Enter presses in each field: nothing, or the first button, which its form is for."""


async def pressed_by_enter(page: Page) -> set[str]:
    """Press Enter in each field whose form does not write one thing; returns what all forms say of Enter."""
    await page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    said: list[str] = await page.locator(FIELDS).evaluate_all(PRESSES)
    sent: list[str] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(request.post_data or "")

    page.on("request", note)
    for number, button in enumerate(said):
        if not button or ":" in button:
            await page.locator(FIELDS).nth(number).press("Enter", timeout=9000)
            assert sent == [], button
    await page.wait_for_timeout(50)
    page.remove_listener("request", note)
    assert sent == []
    return set(said)


@pytest.mark.parametrize("script", [True, False])
async def test_enter_takes_no_text_counts_no_hands_and_drops_no_step(
    tmp_path: Path, browser: Browser, script: bool
) -> None:
    house = await a_house(tmp_path, an_opening(STEPS))
    room = house.room
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(java_script_enabled=script)
        await lead_to(room, Stage.CARD, 1)
        for round_ in room.page().writes:
            for number in range(room.view().setup.k):
                await room.cast(token_of(room, f"p{number}"), round_, Text(f"private text {number}"))
        await room.lead(c.GatherTexts())
        for field in ("input[name=words]", "input[name^=text-]", "input[name^=sure-]", "input[name^=hands-]"):
            if "hands" in field:
                await lead_to(room, Stage.VOTE_1)
            await page.goto(desk_url(house))
            assert await page.locator(field).count()
            assert not [button for button in await pressed_by_enter(page) if ":" in button]
        await page.goto(f"{desk_url(house)}/step/{len(room.view().steps)}")
        await pressed_by_enter(page)
    await house.close()


@pytest.mark.long
async def test_in_each_place_enter_presses_what_belongs_to_its_field_or_nothing(
    pulse_house: House, browser: Browser
) -> None:
    room, met = pulse_house.room, set[str]()
    async with phones_at(desk_link(pulse_house), browser) as open_page:
        page = await open_page()
        while True:
            await expect(page.locator(f"main[data-moved='{room.view().moved}']")).to_be_visible()
            await be_at_work(room, page)
            room.note_writing(True)
            await page.reload()
            met |= await pressed_by_enter(page)
            room.note_writing(False)
            if room.view().stage is Stage.CLOSE:
                break
            await room.lead(c.Advance(room.clock(), room.present))
    assert {"", "remark", "agree", "idea-0", "date"} <= met
    assert not [button for button in met if ":" in button]
