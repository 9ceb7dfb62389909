"""Takes the pictures of the README and of the guide: `PYTHONPATH=. python docs/take_pictures.py`."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests.browser import ARGUMENTS, chromium_path
from workshop.core.live.session import Stage
from workshop.ports import ChosenSetup
from workshop.rehearsal.crowd import FAST, crowd
from workshop.services.live import LiveBackstage
from workshop.services.shelf import read_shelf
from workshop.tui.app import WorkshopApp
from workshop.tui.messages import AtRoom

PICTURES = Path(__file__).parent / "pictures"
PHONES = 18
SIZE = (120, 34)


async def main() -> None:
    """Lead the first scenario of the demo, with a picture of each stage that shows something."""
    shelf = read_shelf()
    agenda = shelf.agenda("demo")
    with tempfile.TemporaryDirectory() as folder:
        backstage = LiveBackstage(shelf, Path(folder), address="192.168.1.23", rehearsal=False)
        steps = backstage.pick_steps(agenda, None, "pictures")
        room = await backstage.begin(ChosenSetup(agenda, steps, "AI in customer care", "192.168.1.23"))
        setup = room.view().setup
        url = f"http://127.0.0.1:{setup.port}/{setup.code}"
        app = WorkshopApp(backstage, start=AtRoom(room), ticks=lambda: app_ticks())
        async with (
            crowd(url, steps, shelf.scenarios, phones=PHONES - 1, seed="pictures", pace=FAST),
            async_playwright() as play,
            app.run_test(size=SIZE) as pilot,
        ):
            browser = await play.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
            phone = await browser.new_page(viewport={"width": 390, "height": 780}, device_scale_factor=2)
            await phone.goto(url)
            desk = await browser.new_page(viewport={"width": 360, "height": 780})
            await desk.goto(f"{url}/desk/{room.desk_link()}")
            while room.present < PHONES:
                await pilot.pause(0.05)
            await pilot.pause(0.5)
            await screen_picture(browser, app, "lobby")
            while room.view().stage is not Stage.CHECK:
                stage = room.view().stage
                if stage in (Stage.VOTE_1, Stage.VOTE_2):
                    await phone.wait_for_selector("input[name=decision]", state="attached")
                    await phone.locator("input[name=tap][value='3']").check(force=True)
                    await phone.locator("input[name=decision][value=redo]").check(force=True)
                    if stage is Stage.VOTE_1:
                        await phone.evaluate("window.scrollTo(0, 420)")
                        await phone.screenshot(path=PICTURES / "phone.png")
                        await screen_picture(browser, app, "vote")
                    await phone.get_by_role("button", name="Vote").click()
                    while room.view().voted < PHONES:
                        await pilot.pause(0.05)
                await pilot.press("space")
                await pilot.pause(0.4)
                if room.view().stage is Stage.TALK:
                    await desk.get_by_text("Suggested").wait_for()
                    await desk_pictures(desk)
                if room.view().stage is Stage.REVEAL and room.view().position.part == 0:
                    await screen_picture(browser, app, "reveal")
            await browser.close()
        await backstage.leave()


async def desk_pictures(desk: Page) -> None:
    """Draw the desk as a phone and as a tablet have it; the page itself is the same."""
    for width, height in ((360, 780), (1024, 640)):
        await desk.set_viewport_size({"width": width, "height": height})
        await desk.screenshot(path=PICTURES / f"desk-{width}.png")


_ticks = [0.0]


def app_ticks() -> float:
    """A clock on which every press of Space is meant."""
    _ticks[0] += 10
    return _ticks[0]


async def screen_picture(browser: Browser, app: WorkshopApp, name: str) -> None:
    """Draw the screen as the terminal shows it."""
    page = await browser.new_page(viewport={"width": 1480, "height": 900})
    await page.set_content(f"<body style='margin:0'>{app.export_screenshot()}")
    await page.locator("svg").screenshot(path=PICTURES / f"{name}.png")
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
