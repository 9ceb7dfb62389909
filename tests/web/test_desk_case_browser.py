"""A case of our own at the desk in a real browser: as wide as the device, and written by plain forms."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.builders import lead_to
from tests.web.desks import desk_link, desk_url
from tests.web.phone_browser import complaints, phones_at
from tests.web.test_desk_browser import look
from tests.web.test_desk_case import OUTPUT, SOURCE, a_team
from workshop.core.live.session import Stage

pytestmark = pytest.mark.long


async def test_a_case_is_written_with_a_thumb_and_played_next(tmp_path: Path, browser: Browser) -> None:
    team = await a_team(tmp_path)
    await lead_to(team.house.room, Stage.OPEN)
    async with phones_at(desk_link(team.house), browser) as open_page:
        page = await open_page(viewport={"width": 390, "height": 780}, java_script_enabled=True)
        await page.get_by_role("link", name="Write a case of our own").click()

        async def looked_at(name: str) -> None:
            assert await complaints(page) == [], name
            for size in ("100%", "200%"):
                await page.evaluate("size => document.documentElement.style.fontSize = size", size)
                assert await page.evaluate("document.documentElement.scrollWidth") <= 390, (name, size)
            await page.evaluate("document.documentElement.style.fontSize = ''")
            await look(page, name)

        await looked_at("case-empty")
        await page.get_by_label("The source, as far as it counts").fill(SOURCE)
        await page.get_by_label("What the AI wrote").fill(OUTPUT)
        await page.get_by_role("button", name="Show its lines").click()
        await looked_at("case-lines")
        await page.locator("#wrong-4").check()
        await page.get_by_role("button", name="Check it").click()
        await expect(page.locator("#lacks")).to_contain_text("Name the kind of failure.")
        await looked_at("case-lacks")
        await page.reload()
        await page.locator("#lacks a").first.click()
        await page.locator("#kind-4").select_option("arithmetic-slip")
        await page.locator("#why-4").fill("120 + 30 - 45 is 105.")
        await page.locator("summary", has_text="Around it").click()
        await page.get_by_label("Title").fill("March pallets")
        await page.get_by_role("button", name="Check it").click()
        await expect(page.get_by_text("It can be saved.")).to_be_visible()
        await looked_at("case-ready")
        await page.get_by_role("button", name="play it in place of").click()
        await expect(page.locator("#changed")).to_contain_text("March pallets")
        assert page.url == f"{desk_url(team.house)}#changed"
    assert [path.name for path in team.folder.iterdir()] == ["march-pallets.toml"]
    await team.house.close()
