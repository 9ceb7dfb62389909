"""Takes the pictures of the README and of the guide anew: `PYTHONPATH=. python docs/take_pictures.py`.

All are of one room, which `tests/pictures/room.py` leads in the same way each time. What they say is kept
beside them as digests: `tests/test_pictures.py` fails when the program says something else now.
"""

from __future__ import annotations

import asyncio
import tempfile
from http.cookies import Morsel
from pathlib import Path

import aiohttp
from playwright.async_api import Browser, Page

from tests.pictures.cells import HIGH, WIDE, moving_svg
from tests.pictures.room import DIGESTS, MOVING, SIZE, STILLS, Led, places, the_room
from tests.web.desks import desk_url
from tests.web.phone_browser import chromium
from workshop.core.live.session import Stage

PICTURES = Path(__file__).parent / "pictures"
DESKS = ((360, 780), (1024, 640))
"""The desk as a phone and as a tablet have it; the page itself is the same."""


async def main() -> None:
    """Lead the room once, and draw what it shows on the way."""
    for old in PICTURES.iterdir():
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        async with the_room(Path(folder)) as led, chromium() as browser:
            async for stage in places(led):
                if stage is Stage.VOTE_1:
                    await phone_picture(led, browser)
                elif stage is Stage.TALK:
                    await desk_pictures(led, browser)
            for name in STILLS:
                await wall_picture(led, browser, name)
            told = led.told
    (PICTURES / f"{MOVING}.svg").write_text(moving_svg(list(told.moving())), "utf-8")
    lines = [f"{name} {digest}\n" for name, digest in told.digests().items()]
    (PICTURES / DIGESTS).write_text("".join(lines), "utf-8")


async def phone_picture(led: Led, browser: Browser) -> None:
    """Draw the page of somebody who has tapped a line and chosen, and will now press the button."""
    page = await a_page(led.phone, browser, led.house.url, (390, 780), scale=2)
    tapped = page.locator("input[name=tap][value='3']")
    await tapped.check(force=True)
    await page.locator("input[name=decision][value=redo]").check(force=True)
    await tapped.evaluate("box => window.scrollTo(0, box.closest('label').offsetTop - 12)")
    await page.screenshot(path=PICTURES / "phone.png")
    await page.context.close()


async def desk_pictures(led: Led, browser: Browser) -> None:
    """Draw the desk in the talk after the first vote, with its suggestion."""
    for width, height in DESKS:
        page = await a_page(led.desk, browser, desk_url(led.house), (width, height))
        await page.screenshot(path=PICTURES / f"desk-{width}.png")
        await page.context.close()


async def a_page(
    device: aiohttp.ClientSession, browser: Browser, url: str, size: tuple[int, int], scale: int = 1
) -> Page:
    """A page as a device sees it that has been here before."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, device_scale_factor=scale, reduced_motion="reduce"
    )
    kept: list[Morsel[str]] = list(device.cookie_jar)
    await context.add_cookies([{"name": one.key, "value": one.value, "url": url} for one in kept])
    page = await context.new_page()
    await page.goto(url)
    return page


async def wall_picture(led: Led, browser: Browser, name: str) -> None:
    """Draw the wall as the terminal shows it."""
    columns, rows = SIZE
    page = await browser.new_page(viewport={"width": columns * WIDE, "height": rows * HIGH})
    await page.set_content(f"<body style='margin:0'>{moving_svg([(1, led.told.still(name))])}")
    await page.screenshot(path=PICTURES / f"{name}.png")
    await page.close()


if __name__ == "__main__":
    asyncio.run(main())
