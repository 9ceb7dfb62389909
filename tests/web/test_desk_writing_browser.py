"""Writing at an open desk while somebody else writes the same: nothing typed is lost, each hears of it."""

from __future__ import annotations

from playwright.async_api import Browser, expect

from tests.builders import an_action, lead_to
from tests.web.conftest import House
from tests.web.desks import desk_link
from tests.web.phone_browser import complaints, phones_at
from workshop.core.live import commands as c
from workshop.core.live.session import Stage


async def test_what_two_write_in_one_field_is_said_and_stays_and_who_writes_twice_is_not_two(
    house: House, browser: Browser
) -> None:
    room = house.room
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(viewport={"width": 360, "height": 800})
        await page.locator("a.mend", has_text="How we know: its name").click()
        await expect(page.locator("#action-A1-metric-name")).to_be_focused()
        then, line = page.locator("#action-A1-then"), page.locator("#line")
        await then.fill("a colleague recomputes it")
        await room.lead(c.AgreeAction(an_action(id="A1", then="two people recompute it")))
        keep = page.locator("button[value='agree-1']")
        await expect(page.locator("summary", has_text="two people")).to_be_visible()
        await expect(then).to_have_value("a colleague recomputes it")
        await keep.click()
        await expect(line).to_contain_text("Theirs: Then: two people recompute it.")
        await expect(then).to_have_value("a colleague recomputes it")
        assert await complaints(page) == []
        await expect(keep).to_be_enabled()
        await keep.click()
        await expect(then).to_have_js_property("defaultValue", "a colleague recomputes it")
        await expect(keep).to_be_enabled()
        for words in ("I recompute it", "we recompute it"):
            await page.locator("#action-A1 > summary").click()
            await then.fill(words)
            await keep.click()
            await expect(then).to_have_js_property("defaultValue", words)
            await expect(keep).to_be_enabled()
            await expect(line).to_have_text("")
    assert [action.then for action in room.desk().actions or ()] == ["we recompute it"]
