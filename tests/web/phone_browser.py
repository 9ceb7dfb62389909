"""The phone page in a real browser: opens it as a phone, and asks axe about it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from tests.browser import ARGUMENTS, chromium_path
from tests.patience import PATIENCE

OpenPhone = Callable[..., Awaitable[Page]]

FIX = "Correct it."
expect.set_options(timeout=PATIENCE * 1000)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@asynccontextmanager
async def phones_at(url: str, browser: Browser) -> AsyncIterator[OpenPhone]:
    """Opens a room's page on a small phone; a mistake in a script or a blocked request fails the test."""
    mistakes: list[str] = []

    def note_refusal(said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            mistakes.append(said.text)

    async def open_page(**options: Any) -> Page:
        context = await browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, **options}
        )
        page = await context.new_page()
        page.set_default_timeout(PATIENCE * 1000)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", note_refusal)
        await page.goto(url)
        return page

    yield open_page
    assert mistakes == []


async def choose(page: Page) -> None:
    """Tap the second sentence, correct it, 80% sure; once the vote is there, for its text was read before."""
    await expect(page.locator("form[action$='/ballot']")).to_be_visible()
    await page.get_by_text("Overall, 74% were satisfied.").tap()
    await page.get_by_text(FIX, exact=True).tap()
    await page.get_by_label("80%").tap()


async def vote(page: Page) -> None:
    """Press the one button."""
    await page.get_by_role("button", name="Vote").tap()


async def complaints(page: Page) -> list[str]:
    """What axe has against a page."""
    await page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    results = await Axe().run(page)
    return [
        f"{violation['id']}: {node['html']}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]
