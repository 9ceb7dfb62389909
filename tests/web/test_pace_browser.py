"""The pace in a real browser: three buttons that are folded away, and a sentence on the desk."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from tests.builders import lead_to
from tests.web.conftest import House
from tests.web.desks import desk_link
from tests.web.phone_browser import OpenPhone, complaints, phones_at
from tests.web.test_pace import LOST, at_text, say
from workshop.core.live.pace import WINDOW
from workshop.core.live.session import Stage
from workshop.core.live.words.pace import SENT


async def test_a_phone_says_how_the_pace_is_and_the_desk_reads_it(
    house: House, open_phone: OpenPhone, browser: Browser
) -> None:
    _, phones = await at_text(house, 4)
    page = await open_phone(viewport={"width": 320, "height": 700})
    lost = page.get_by_role("button", name="I am lost")
    await expect(lost).to_be_hidden()
    await page.get_by_text("How is the pace?").click()
    await lost.click()
    await expect(page.get_by_text(SENT)).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320
    assert await complaints(page) == []
    for phone in phones:
        await say(house, phone, "lost")
    house.clock.pass_by(WINDOW)
    async with phones_at(desk_link(house), browser) as open_desk:
        desk = await open_desk(viewport={"width": 360, "height": 800})
        await expect(desk.get_by_text(LOST)).to_be_visible()
        assert await complaints(desk) == []
    await lead_to(house.room, Stage.VOTE_1)
    await expect(page.get_by_text("How is the pace?")).to_be_hidden()
