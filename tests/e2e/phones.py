"""Three phones in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser import ARGUMENTS, chromium_path
from tests.patience import PATIENCE

expect.set_options(timeout=PATIENCE * 1000)

AGENT = "Mozilla/5.0 (Linux; Android 14; Pixel 7) one-very-special-agent"
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True, "user_agent": AGENT}


@contextmanager
def browser() -> Iterator[Browser]:
    """A browser that talks to nobody but the endpoint."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium_path(), args=list(ARGUMENTS))
        try:
            yield running
        finally:
            running.close()


def join(running: Browser, url: str) -> tuple[BrowserContext, Page]:
    """One more phone that has opened the page."""
    context = running.new_context(**PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(url)
    return context, page


def vote(page: Page, decision: str, *taps: int) -> None:
    """Decide, tap sentences, and wait until the page says that it counted."""
    button = page.get_by_role("button", name=re.compile(r"^Vote"))
    expect(button).to_be_visible()
    for tap in taps:
        page.locator(f"input[name=tap][value='{tap}']").set_checked(True, force=True)
    page.locator(f"input[name=decision][value={decision}]").set_checked(True, force=True)
    button.click()
    expect(page.locator("body")).to_contain_text("Counted")


def answer(page: Page, value: str) -> None:
    """Answer a pulse, and wait until the page says that it counted."""
    choice = page.locator(f"input[name=value][value='{value}']")
    expect(choice).to_be_attached()
    choice.set_checked(True, force=True)
    page.get_by_role("button", name=re.compile(r"^(Vote|Answer)")).click()
    expect(page.locator("body")).to_contain_text("Counted")


def put_dots(page: Page, *ideas: str) -> None:
    """Give one dot for each name of an idea, and wait until the page says that it counted."""
    for idea in ideas:
        free = page.locator(f"input[name=dot][value={idea}]:not(:checked)").first
        expect(free).to_be_attached()
        free.set_checked(True, force=True)
    page.get_by_role("button", name=re.compile("^Vote")).click()
    expect(page.locator("body")).to_contain_text("Counted")


def token_of(context: BrowserContext) -> str:
    """The phone's cookie, which the laptop must not keep."""
    return next(cookie["value"] for cookie in context.cookies() if cookie["httpOnly"])
