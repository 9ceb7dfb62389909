"""A group types its sentence in a real browser, and the desk takes it at 360 px."""

from __future__ import annotations

import re

from playwright.async_api import Browser, expect

from tests.web.conftest import House
from tests.web.desks import desk_link
from tests.web.phone_browser import complaints, phones_at
from tests.web.test_words import STEPS, go
from tests.web.test_words import house as house
from workshop.core.agenda.card import GUARDRAILS
from workshop.core.live import commands as c
from workshop.core.live.words import texts

assert STEPS


async def test_a_group_types_and_the_desk_takes_it_as_an_idea_and_as_a_line(
    house: House, browser: Browser
) -> None:
    await go(house, "a card of groups")
    async with phones_at(house.url, browser) as open_page, phones_at(desk_link(house), browser) as open_desk:
        phone = await open_page(viewport={"width": 320, "height": 640})
        desk = await open_desk(viewport={"width": 360, "height": 800})
        await phone.get_by_label(texts.BEFORE_SENTENCE).fill("names of customers")
        send_it = phone.get_by_role("button", name="Send").first
        await send_it.tap()
        await expect(phone.get_by_text(f"Sent. {texts.SENT_SENTENCE}")).to_be_visible()
        await desk.get_by_role("button", name="Red: ask first").tap()
        await expect(phone.get_by_text("names of customers")).to_be_visible()
        await expect(desk.get_by_text(texts.READ_ALOUD)).to_be_hidden()
        await go(house, "an idea of a group")
        await phone.get_by_label("If", exact=True).fill("a sum is ours")
        await phone.get_by_label("then", exact=True).fill("we count it")
        for page, width in ((phone, 320), (desk, 360)):
            assert await page.evaluate("document.documentElement.scrollWidth") <= width
            assert await complaints(page) == []
        await send_it.tap()
        await desk.get_by_role("button", name="Take it as an idea").tap()
        await expect(desk.get_by_role("button", name="Take it as an idea")).to_be_hidden()
    assert house.room._session.entries_of(GUARDRAILS) == ({"red": ("names of customers",)},)
    assert [idea.if_ for _, idea in house.room._session.ideas.values()] == ["a sum is ours"]


async def test_what_a_group_has_half_typed_in_fours_is_there_all_together(
    house: House, browser: Browser
) -> None:
    await go(house, "an idea of a group")
    await house.room.lead(c.TakeBack(house.room.clock()))
    async with phones_at(house.url, browser) as open_page:
        phone = await open_page()
        await phone.get_by_label("If", exact=True).fill("a sum is ours")
        await house.room.lead(c.Advance(house.room.clock(), 1))
        await expect(phone.get_by_text("All together")).to_be_visible()
        await expect(phone.get_by_label("If", exact=True)).to_have_value("a sum is ours")
        await house.room.lead(c.Advance(house.room.clock(), 1))
        await expect(phone.get_by_text("Not sent. You can say it aloud.")).to_be_visible()
        assert await complaints(phone) == []


async def test_both_halves_that_were_not_sent_stay_apart_and_in_their_order(
    house: House, browser: Browser
) -> None:
    await go(house, "an idea of a group")
    async with phones_at(house.url, browser) as open_page:
        phone = await open_page()
        await phone.get_by_label("If", exact=True).fill("a sum is ours")
        await phone.get_by_label("then", exact=True).fill("we count it")
        left = phone.get_by_label("Not sent. You can say it aloud.")
        for _ in range(2):
            await house.room.lead(c.Advance(house.room.clock(), 1))
            await expect(phone.locator("main")).to_have_attribute(
                "data-place", re.compile(house.room.view().stage)
            )
            await expect(left).to_have_count(2)
            assert [await left.nth(at).input_value() for at in (0, 1)] == ["a sum is ours", "we count it"]
            ids = await phone.eval_on_selector_all("[id]", "all => all.map((one) => one.id)")
            assert len(ids) == len(set(ids))
            assert await complaints(phone) == []
