"""Writing in a real browser, and reading what was written at a desk of 360 px."""

from __future__ import annotations

import asyncio

from playwright.async_api import Browser, Route, expect

from tests.builders import lead_to
from tests.web.conftest import House
from tests.web.desks import a_desk, desk_link
from tests.web.phone_browser import OpenPhone, complaints, phones_at
from tests.web.test_texts import WORDS, at_questions, send
from workshop.core.live import commands as c
from workshop.core.live.session import Stage, Text
from workshop.core.live.words import texts


async def test_what_is_typed_is_sent_once_and_stays_where_the_desk_gathers_meanwhile(
    house: House, open_phone: OpenPhone
) -> None:
    writers, round_ = await at_questions(house)
    page = await open_phone()
    await expect(page.get_by_text(texts.BEFORE)).to_be_visible()
    field, send_it = page.get_by_label("In your own words"), page.get_by_role("button", name="Send").first
    await field.fill("It was too + smooth.")
    for phone, words in zip(writers, WORDS, strict=True):
        await send(house, phone, round_, words)
    await house.room.lead(c.GatherTexts())
    await expect(page.get_by_text(texts.after(True, 5))).to_be_visible()
    await expect(field).to_have_value("It was too + smooth.")
    assert await complaints(page) == []
    await send_it.tap()
    await expect(page.get_by_text(f"Sent. {texts.SENT}")).to_be_visible()
    kept = [text.words for of in house.room._session.texts.values() for text in of.values()]
    assert kept.count("It was too + smooth.") == 1
    await page.reload()
    await expect(field).to_have_value("")
    await field.fill("Half a sent")
    await house.room.lead(c.Advance(house.room.clock()))
    left = page.get_by_label("Not sent. You can say it aloud.")
    await expect(left).to_have_value("Half a sent")
    assert await complaints(page) == []
    await expect(page.get_by_text(texts.after(False, 5))).to_be_visible()
    await lead_to(house.room, Stage.ACTIONS)
    await expect(field).to_be_hidden()
    await expect(left).to_have_value("Half a sent")
    await left.fill("")
    await lead_to(house.room, Stage.CLOSE)
    await expect(page.get_by_role("heading", name="When do we meet again?")).to_be_visible()
    await expect(left).to_have_count(0)


async def test_what_is_on_its_way_while_the_room_moves_is_not_called_unsent_once_it_counted(
    house: House, open_phone: OpenPhone
) -> None:
    await at_questions(house)
    page = await open_phone()
    on_its_way: asyncio.Future[Route] = asyncio.get_running_loop().create_future()

    async def hold(route: Route) -> None:
        on_its_way.set_result(route)

    await page.route("**/text", hold)
    await page.get_by_label("In your own words").fill("It was too smooth.")
    await page.get_by_role("button", name="Send").first.tap()
    route = await on_its_way
    await house.room.lead(c.Advance(house.room.clock()))
    left = page.get_by_label("Not sent. You can say it aloud.")
    await expect(left).to_be_visible()
    await route.fulfill(json={"counted": True})
    await expect(left).to_have_count(0)


async def test_the_desk_ticks_releases_and_puts_away(house: House, browser: Browser) -> None:
    writers, round_ = await at_questions(house)
    await a_desk(house)
    for phone in writers:
        await send(house, phone, round_, "A long word: " + "w" * 200)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(viewport={"width": 360, "height": 800})
        await page.get_by_role("button", name="Read what came in").click()
        await expect(page.get_by_role("button", name="Release as a remark")).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        assert await complaints(page) == []
        boxes = page.get_by_role("checkbox", name="A long word")
        await boxes.nth(0).check()
        await page.get_by_label("One sentence for what is ticked").fill("Too smooth.")
        await page.get_by_role("button", name="Release as a remark").click()
        await expect(boxes).to_have_count(4)
        await expect(page.get_by_label("One sentence for what is ticked")).to_have_value("")
        await boxes.nth(3).check()
        await asyncio.sleep(0.8)  # buttons that were pressed rest a moment
        await page.get_by_role("button", name="Put away", exact=True).click()
        await expect(boxes).to_have_count(3)
        await asyncio.sleep(0.8)
        await page.get_by_role("button", name="Put all of these away").click()
        await expect(boxes).to_have_count(0)
    assert list(house.room._session.remarks.values()) == [("Too smooth.",)]


async def test_a_question_of_one_long_word_fits_on_the_smallest_phone(house: House, browser: Browser) -> None:
    await a_desk(house)
    round_ = house.room.page().asks
    assert round_ is not None
    await house.room.cast(house.room.new_token(), round_, Text("w" * 240))
    await lead_to(house.room, Stage.VOTE_1)
    await house.room.lead(c.ReleaseTexts(round_, (0,)))
    async with phones_at(house.url, browser) as open_page:
        page = await open_page(viewport={"width": 320, "height": 640})
        await expect(page.get_by_text("w" * 240)).to_be_visible()
        await page.get_by_text("Ask a question").tap()
        await expect(page.get_by_text(texts.BEFORE_QUESTION)).to_be_visible()
        assert await page.evaluate("document.documentElement.scrollWidth") <= 320
        assert await complaints(page) == []
