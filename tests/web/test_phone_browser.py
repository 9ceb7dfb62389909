"""The phone page in a real browser, as a phone: voting, losing the connection, and no scripts at all."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]  # it has no types
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from tests.browser import ARGUMENTS, chromium_path
from tests.builders import an_action, lead_to, open_round
from tests.web.conftest import AT_ONCE, House, ballots_in
from workshop.core import commands as c
from workshop.core.session import Ballot, Stage
from workshop.core.words import Decision
from workshop.room import Room
from workshop.web.endpoint import Endpoint

OpenPhone = Callable[..., Awaitable[Page]]

FIX = "Correct it."
CHOSEN = Ballot(Decision.FIX, (1,), False, 80)


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    path = chromium_path()
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        await browser.close()


@pytest.fixture
async def open_phone(house: House, browser: Browser) -> AsyncIterator[OpenPhone]:
    """Opens the room's page on a small phone; a mistake in a script or a blocked request fails the test."""
    mistakes: list[str] = []

    def note_refusal(said: ConsoleMessage) -> None:
        if "Content Security" in said.text:
            mistakes.append(said.text)

    async def open_page(**options: Any) -> Page:
        context = await browser.new_context(
            **{"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True, **options}
        )
        page = await context.new_page()
        page.set_default_timeout(10_000)
        page.on("pageerror", lambda error: mistakes.append(str(error)))
        page.on("console", note_refusal)
        await page.goto(house.url)
        return page

    yield open_page
    assert mistakes == []


async def choose(page: Page) -> None:
    """Tap the second sentence, correct it, 80% sure."""
    await page.get_by_text("Overall, 74% were satisfied.").tap()
    await page.get_by_text(FIX, exact=True).tap()
    await page.get_by_label("80%").tap()


async def vote(page: Page) -> None:
    """Press the one button."""
    await page.get_by_role("button", name="Vote").tap()


async def test_a_phone_follows_the_room_votes_and_changes_its_mind(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_focused()
    await expect(page.locator(".counted .count")).to_have_text("1 of 1 have voted")
    assert ballots_in(house.room, open_round(house.room)) == [CHOSEN]

    await page.get_by_role("link", name="Change").tap()
    await expect(page.get_by_label(FIX)).to_be_checked()
    await page.get_by_text("Read it out.").tap()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert [ballot.decision for ballot in ballots_in(house.room, open_round(house.room))] == [Decision.USE]

    await lead_to(house.room, Stage.TALK)
    await expect(page.get_by_text("Your first vote counted.")).to_be_visible()
    await lead_to(house.room, Stage.VOTE_2)
    await expect(page.get_by_text("Second vote. Decide again, alone.")).to_be_visible()
    assert await page.locator("input:checked").count() == 0


async def test_a_change_can_be_dropped(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await vote(page)
    await page.get_by_role("link", name="Change").tap()
    await page.get_by_text("Stop here.").tap()
    await page.get_by_role("link", name="Keep it").tap()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await page.get_by_role("link", name="Change").tap()
    await expect(page.get_by_label(FIX)).to_be_checked()


async def test_without_a_decision_there_is_no_vote(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await page.get_by_text("Overall, 74% were satisfied.").tap()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_hidden()
    assert ballots_in(house.room, open_round(house.room)) == []


async def test_a_reload_loses_no_tap_and_the_source_stays_open(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await page.get_by_text("Survey table").tap()
    await page.wait_for_function("sessionStorage.getItem('open source-learn-01') === 'true'")
    await page.reload()
    await expect(page.get_by_label(FIX)).to_be_checked()
    await expect(page.get_by_label("Overall, 74% were satisfied.")).to_be_checked()
    await expect(page.get_by_label("80%")).to_be_checked()
    await expect(page.get_by_label("Table")).to_be_visible()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await lead_to(house.room, Stage.VOTE_2)
    await expect(page.get_by_text("Second vote. Decide again, alone.")).to_be_visible()
    await expect(page.get_by_label("Table")).to_be_visible()


async def test_a_hint_loses_no_tap(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await house.room.lead(c.ShowHint())
    await expect(page.get_by_text("One figure can be checked")).to_be_visible()
    await expect(page.get_by_label(FIX)).to_be_checked()


async def test_offline_the_phone_says_so_and_votes_when_it_can(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await page.context.set_offline(True)
    await vote(page)
    await expect(page.get_by_text("Not counted yet: no connection. Trying again.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_hidden()
    await page.context.set_offline(False)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert ballots_in(house.room, open_round(house.room)) == [CHOSEN]


async def test_a_vote_that_was_not_sent_survives_a_reload(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await page.route("**/ballot", lambda route: route.abort())
    await vote(page)
    await expect(page.get_by_text("Not counted yet")).to_be_visible()
    await page.unroute("**/ballot")
    await page.reload()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert ballots_in(house.room, open_round(house.room)) == [CHOSEN]


async def test_a_vote_that_came_too_late_is_called_so(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await page.context.set_offline(True)
    await vote(page)
    await lead_to(house.room, Stage.TALK)
    await page.context.set_offline(False)
    await expect(page.get_by_text("The vote closed without a ballot from this phone.")).to_be_visible()


async def test_after_a_crash_of_the_laptop_the_phone_comes_back_by_itself(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await house.endpoint.stop()
    await house.room.close()
    await expect(page.get_by_text("No connection. Trying again.")).to_be_visible()

    house.room = await Room.resume(house.room.folder)
    house.endpoint = Endpoint(house.room, tempo=AT_ONCE)
    await house.endpoint.start(house.port, "127.0.0.1")
    await expect(page.get_by_text("No connection. Trying again.")).to_be_hidden()
    await lead_to(house.room, Stage.TALK)
    await expect(page.get_by_text("Your first vote counted.")).to_be_visible()


async def test_opening_the_page_takes_two_requests(house: House, open_phone: OpenPhone) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    page = await open_phone()
    paths: list[str] = []
    page.on("request", lambda request: paths.append(request.url.removeprefix(house.url)))
    async with page.expect_request("**/events"):
        await page.reload()
    await choose(page)
    assert paths == ["", "/events"]


async def test_without_scripts_everything_works_by_forms(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone(java_script_enabled=False)
    await lead_to(house.room, Stage.VOTE_1)
    await page.reload()
    await choose(page)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert ballots_in(house.room, open_round(house.room)) == [CHOSEN]
    await page.get_by_role("link", name="Change").tap()
    await expect(page.get_by_label(FIX)).to_be_checked()
    await page.get_by_text("Stop here.").tap()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert [ballot.decision for ballot in ballots_in(house.room, open_round(house.room))] == [Decision.STOP]


@pytest.mark.parametrize("width", [320, 390])
async def test_nothing_is_wider_than_the_phone_even_with_large_text(
    house: House, open_phone: OpenPhone, width: int
) -> None:
    page = await open_phone(viewport={"width": width, "height": 640})
    for stage in (Stage.LOBBY, Stage.READ, Stage.VOTE_1, Stage.REVEAL):
        await lead_to(house.room, stage)
        await expect(page.locator(f"main.{stage}")).to_be_visible()
        for size in ("100%", "200%"):
            await page.evaluate("size => document.documentElement.style.fontSize = size", size)
            assert await page.evaluate("document.documentElement.scrollWidth") <= width, (stage, size)
        await page.evaluate("document.documentElement.style.fontSize = ''")


async def test_everything_to_touch_is_large_enough(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone(viewport={"width": 320, "height": 640})
    await lead_to(house.room, Stage.VOTE_1)
    await expect(page.locator("main.vote-1")).to_be_visible()
    targets = page.locator("form label, form button, summary")
    assert await targets.count() == 5 + 4 + 6 + 1 + 1
    for target in await targets.all():
        box = await target.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 48


async def complaints(page: Page) -> list[str]:
    """What axe has against a page."""
    await page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    found = await Axe().run(page)
    return [
        f"{violation['id']}: {node['html']}"
        for violation in found.response["violations"]
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_stage_is_accessible(house: House, open_phone: OpenPhone, scheme: str) -> None:
    page = await open_phone(color_scheme=scheme, reduced_motion="reduce")
    stages = [stage for stage in Stage if stage is not Stage.SEALED]
    for stage in stages:
        await lead_to(house.room, stage)
        if stage is Stage.ACTIONS:
            await house.room.lead(c.AgreeAction(an_action()))
            await expect(page.get_by_text("one person recomputes it")).to_be_visible()
        if stage is Stage.TALK:
            await house.room.lead(c.ShowHint())
        await expect(page.locator(f"main.{stage}")).to_be_visible()
        assert await complaints(page) == [], stage
        if stage in (Stage.VOTE_1, Stage.VOTE_2):
            await choose(page)
            assert await complaints(page) == [], stage
            await vote(page)
            await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
            assert await complaints(page) == [], stage
    await house.room.seal()
    await expect(page.locator("main.sealed")).to_be_visible()
    assert await complaints(page) == []
    for path in ("", "/WXYZ", "/no/such/page"):
        await page.goto(house.origin + path)
        assert await complaints(page) == [], path
