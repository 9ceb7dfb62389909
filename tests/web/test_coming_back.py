"""A phone that slept, a browser without cookies, scripts that fail, and a finger that is down."""

from __future__ import annotations

import asyncio
import inspect
import re
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, Request, Route, expect

from tests.builders import lead_to, open_round
from tests.web.conftest import House, ballots_in
from tests.web.phone_browser import OpenPhone, choose, vote
from workshop.core.live import commands as c
from workshop.core.live.session import Ballot, Stage
from workshop.core.words import Decision
from workshop.web import phones
from workshop.web.streams import Tempo

SCRIPT = Path(phones.__file__).parent / "static/phone.js"
COME_BACK = "document.dispatchEvent(new Event('visibilitychange'))"
AGAIN = "Load this page again"


def is_stream(request: Request) -> bool:
    """Whether a phone opens its stream."""
    return "/events" in request.url


async def test_on_return_a_phone_opens_a_fresh_stream(house: House, open_phone: OpenPhone) -> None:
    async with asyncio.timeout(30):
        page = await open_phone()
        await lead_to(house.room, Stage.OPEN)
        await expect(page.get_by_text("Mistakes are the material today.")).to_be_visible()
        async with page.expect_request(is_stream):
            await page.evaluate(COME_BACK)


async def test_a_stream_whose_beat_is_overdue_by_half_is_dead(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await page.clock.install()
    async with page.expect_request(is_stream):
        await page.reload()
    await lead_to(house.room, Stage.OPEN)
    await expect(page.get_by_text("Mistakes are the material today.")).to_be_visible()
    async with page.expect_request(is_stream):
        await page.clock.run_for(26_000)
    await lead_to(house.room, Stage.READ)
    await expect(page.get_by_text("The vote opens in a moment.")).to_be_visible()


def test_the_script_knows_how_often_a_beat_comes() -> None:
    silence = re.search(r"SILENCE ?= ?(\d+)", SCRIPT.read_text())
    assert silence is not None
    assert int(silence[1]) == inspect.signature(Tempo).parameters["beat"].default * 1500


async def test_without_cookies_the_phone_says_so_and_is_not_counted(
    house: House, open_phone: OpenPhone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.web.seat_cookie.give", lambda *given: None)
    page = await open_phone()
    await expect(page.get_by_text("This browser keeps no cookies")).to_be_visible()
    await expect(page.get_by_text("No connection")).to_be_hidden()
    await expect(page.get_by_role("link", name=AGAIN)).to_be_visible()
    assert house.endpoint._streams._presence.count() == 0


async def test_a_browser_that_names_its_cookies_off_is_told_at_once(browser: Browser, house: House) -> None:
    page = await (await browser.new_context()).new_page()
    await page.add_init_script("Object.defineProperty(navigator, 'cookieEnabled', {get: () => false})")
    await page.goto(house.url)
    await expect(page.get_by_text("This browser keeps no cookies")).to_be_visible()


async def test_a_cookie_that_ran_out_is_no_cookie_refused(house: House, open_phone: OpenPhone) -> None:
    page = await open_phone()
    await page.context.clear_cookies()
    await page.reload()
    await lead_to(house.room, Stage.OPEN)
    await expect(page.get_by_text("Mistakes are the material today.")).to_be_visible()
    await page.context.clear_cookies()
    async with page.expect_request(is_stream):
        await page.evaluate(COME_BACK)
    await lead_to(house.room, Stage.READ)
    await expect(page.get_by_text("The vote opens in a moment.")).to_be_visible()
    await expect(page.get_by_text("This browser keeps no cookies")).to_be_hidden()


@pytest.mark.parametrize("missing", ["delete window.EventSource", "delete Element.prototype.replaceChildren"])
async def test_a_script_that_fails_leaves_the_way_to_load_again(
    browser: Browser, house: House, missing: str
) -> None:
    page = await (await browser.new_context()).new_page()
    await page.add_init_script(missing)
    await page.goto(house.url)
    await lead_to(house.room, Stage.VOTE_1)
    await page.get_by_role("link", name=AGAIN).click()
    await choose_by_click(page)
    await page.get_by_role("button", name="Vote").click()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()


@pytest.mark.parametrize("missing", ["delete Element.prototype.replaceWith", "delete window.DOMParser"])
async def test_a_script_that_fails_at_a_page_it_asked_for_leaves_that_way_too(
    browser: Browser, house: House, missing: str
) -> None:
    page = await (await browser.new_context()).new_page()
    await page.add_init_script(missing)
    await lead_to(house.room, Stage.VOTE_1)
    await page.goto(house.url)
    await expect(page.get_by_role("button", name="Vote")).to_be_visible()
    await expect(page.get_by_role("link", name=AGAIN)).to_be_hidden()
    await page.evaluate("localStorage.clear()")  # so that the phone has to ask
    await house.room.lead(c.ShowHint())
    await page.get_by_role("link", name=AGAIN).click()
    await expect(page.get_by_text("One figure can be checked")).to_be_visible()


async def choose_by_click(page: Page) -> None:
    """The one thing that a ballot needs."""
    await page.get_by_text("Correct it.", exact=True).click()


async def test_without_scripts_there_is_the_way_to_load_again_and_with_them_it_is_hidden(
    house: House, open_phone: OpenPhone
) -> None:
    without = await open_phone(java_script_enabled=False)
    await expect(without.get_by_role("link", name=AGAIN)).to_be_visible()
    page = await open_phone()
    await expect(page.get_by_role("heading", name="You are in.")).to_be_visible()
    await expect(page.get_by_role("link", name=AGAIN)).to_be_hidden()


async def test_a_tap_on_a_page_that_is_about_to_be_replaced_is_not_lost(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone(is_mobile=False, has_touch=False)
    await lead_to(house.room, Stage.VOTE_1)
    row = page.get_by_text("Overall, 74% were satisfied.")
    await expect(page.locator("form[action$='/ballot']")).to_be_visible()
    await row.scroll_into_view_if_needed()
    told = await page.evaluate_handle(
        "new Promise((opened) => { const probe = new EventSource(location.pathname + '/events'); let told; "
        "const done = new Promise((then) => { told = then; }); let heard = 0; probe.addEventListener"
        "('stage', () => { heard += 1; if (heard > 1) told(); else opened({done}); }); })"
    )
    box = await row.bounding_box()
    assert box is not None
    await page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    await page.mouse.down()
    await house.room.lead(c.ShowHint())
    await told.evaluate("(probe) => probe.done")
    # What is new has come; on a page that does not wait it is drawn within two frames of its answer.
    await page.evaluate(
        "fetch(location.pathname + '?part').then((answer) => answer.text())"
        ".then(() => new Promise((then) => requestAnimationFrame(() => requestAnimationFrame(then))))"
    )
    await page.mouse.up()
    await expect(page.get_by_text("One figure can be checked")).to_be_visible()
    await expect(page.get_by_label("Overall, 74% were satisfied.")).to_be_checked()
    after = await row.bounding_box()
    assert after is not None
    assert abs(after["y"] - box["y"]) < 2


async def test_a_page_asked_for_before_a_vote_does_not_take_it_back(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    asked, voted = asyncio.Event(), asyncio.Event()

    async def hold_back(route: Route) -> None:
        answer = await route.fetch()
        asked.set()
        await voted.wait()
        await route.fulfill(response=answer)

    await page.route("**/7QK2?part", hold_back, times=1)
    await page.evaluate("localStorage.clear()")  # so that the phone has to ask
    await house.room.lead(c.ShowHint())
    await asked.wait()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    async with page.expect_request("**/7QK2?part"):
        voted.set()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert ballots_in(house.room, open_round(house.room)) == [Ballot(Decision.FIX, (1,), False, 80)]
