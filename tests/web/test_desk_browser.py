"""The desk in a real browser: it follows, it leads, and nothing on it is too wide or complained about."""

from __future__ import annotations

import dataclasses
import os
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from tests.builders import START, a_card_step, a_step, an_action, an_opening, lead_to, token_of
from tests.web.conftest import House, a_house, note_ideas
from tests.web.desks import a_desk, desk_link, desk_url
from tests.web.phone_browser import complaints, phones_at
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.desk import Cover
from workshop.core.live.session import Stage, Text
from workshop.room import Room

PICTURES = os.environ.get("WORKSHOP_DESK_PICTURES")
"""A folder for a picture of each place, for who wants to look at them."""


async def look(page: Page, name: str) -> None:
    """Keep a picture where one is wanted."""
    if PICTURES:
        await page.screenshot(path=Path(PICTURES) / f"{name}.png", full_page=True)


async def write(room: Room, phones: int) -> None:
    """So many phones write wherever they can at this place: alone, for a group, or to ask something."""
    page = room.page()
    for number in range(phones):
        for round_ in filter(None, (*page.writes, page.says, page.asks)):
            text = Text(f"the last row looked right to phone {number}", "whoever sat beside it reads it")
            await room.cast(token_of(room, f"phone-{number}"), round_, text)


async def be_at_work(room: Room, page: Page) -> None:
    """Have at a place what people say and write there; the desk reads it, and releases some of it."""
    stage = room.view().stage
    questions = [one for one in room.desk().unread if one.round.is_question]
    if questions and not room.desk().questions:
        await room.lead(c.ReleaseTexts(questions[0].round, tuple(questions[0].texts)[:2]))
        await expect(page.get_by_text("Questions on the phones")).to_be_visible()
    if stage in (Stage.DEBRIEF, Stage.CARD, Stage.IDEAS):
        await write(room, phones=room.view().setup.k)
    if stage is Stage.IDEAS:
        await note_ideas(room, 3)
    elif stage is Stage.ACTIONS:
        await room.lead(c.AgreeAction(an_action()))
        await expect(page.get_by_text("Still open in this plan")).to_be_visible()
    elif stage is Stage.DEBRIEF:
        await room.lead(c.GatherTexts())
        unread, *_ = [one for one in room.desk().unread if not one.round.is_question]
        await room.lead(c.ReleaseTexts(unread.round, tuple(unread.texts)[:1]))
        await expect(page.get_by_text("Written to:").first).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("width", [360, 1024])
async def test_in_each_place_it_is_as_wide_as_the_device_and_axe_has_nothing_against_it(
    pulse_house: House, browser: Browser, width: int
) -> None:
    house, room = pulse_house, pulse_house.room
    assert {step.kind for step in room.view().steps} == set(StepKind)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(viewport={"width": width, "height": 800}, is_mobile=width < 700)
        assert page.url == desk_url(house)
        while True:
            view = room.view()
            await expect(page.locator(f"main[data-moved='{view.moved}']")).to_be_visible()
            await be_at_work(room, page)
            await look(page, f"{width}-{view.moved:02}-{view.stage}")
            for size in ("100%", "200%"):
                await page.evaluate("size => document.documentElement.style.fontSize = size", size)
                assert await page.evaluate("document.documentElement.scrollWidth") <= width, (
                    view.stage,
                    size,
                )
            await page.evaluate("document.documentElement.style.fontSize = ''")
            assert await complaints(page) == [], view.stage
            if view.stage is Stage.CLOSE:
                break
            await room.lead(c.Advance(room.clock(), room.present))
        await page.get_by_role("button", name="Save and end").click()  # axe has opened what is folded
        await expect(page.get_by_text("The plans are saved.")).to_be_visible()
        await look(page, f"{width}-sealed")
    assert room.view().stage is Stage.SEALED


async def test_the_big_button_leads_and_the_way_back_comes_with_the_news(
    house: House, browser: Browser
) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    async with phones_at(desk_link(house), browser) as open_page:
        page, other = await open_page(), await open_page()
        await page.locator(".big").click()
        for one in (page, other):
            await expect(one.get_by_role("button", name="Open the vote again")).to_be_visible()
        await other.get_by_role("button", name="Open the vote again").click()
        await expect(page.get_by_role("button", name="Close the vote")).to_be_visible()
    assert house.room.view().stage is Stage.VOTE_1


async def test_on_a_phone_what_to_say_stands_next_below_the_buttons(house: House, browser: Browser) -> None:
    await a_desk(house)
    asks = house.room.page().asks
    assert asks is not None
    await house.room.cast(house.room.new_token(), asks, Text("Who reads this afterwards?"))
    await lead_to(house.room, Stage.READ)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(viewport={"width": 390, "height": 844})
        await expect(page.get_by_text("Asked by the phones").first).to_be_visible()
        below = page.locator(".alone > :not(.quiet)").first
        await expect(below.get_by_role("heading", name="To say")).to_be_visible()


async def test_a_reload_and_a_wake_find_the_desk_where_the_room_is(house: House, browser: Browser) -> None:
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page()
        await page.context.set_offline(True)
        await lead_to(house.room, Stage.READ)
        await page.context.set_offline(False)
        await expect(page.get_by_text("Step 2 of 11")).to_be_visible()
        await page.reload()
        await expect(page.get_by_text("Step 2 of 11")).to_be_visible()


async def test_what_is_open_and_typed_stays_where_the_room_has_not_moved(
    house: House, browser: Browser
) -> None:
    await lead_to(house.room, Stage.ACTIONS)
    await house.room.lead(c.AgreeAction(an_action()))
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page()
        await page.get_by_label("Why it stays open").fill("We count")
        await page.locator("#end > summary").click()
        await house.room.lead(c.Extend(START))
        await house.room.lead(c.AgreeAction(an_action(then="we ask")))
        await expect(page.locator("#end")).to_have_attribute("open", "")
        await expect(page.get_by_label("Why it stays open")).to_have_value("We count")
        await page.locator(".big").click()
        await expect(page.get_by_text("Step 4 of 11")).to_be_visible()


async def test_what_nobody_touched_on_an_open_desk_is_what_the_room_has_now(
    tmp_path: Path, browser: Browser
) -> None:
    steps = (a_step(StepKind.OPEN), a_card_step("canvas"), a_step(StepKind.ACTIONS), a_step(StepKind.CLOSE))
    house = await a_house(tmp_path, an_opening(steps))
    room = house.room
    await lead_to(room, Stage.CARD)
    said = dict.fromkeys(("why_it_exists", "for_whom", "if_we_stopped"), ("-",))
    await room.lead(c.FillCard({**said, "name": ("Draft",), "verdict": ("keep",)}, 0))
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page()
        verdict, name, person = (
            page.locator(f"#card-0-card-{key}") for key in ("verdict", "name", "person_decides")
        )
        await page.locator("#card-0 > summary").click()
        await person.fill("which risks")
        await room.lead(c.FillCard({**said, "name": ("Report",), "verdict": ("stop",)}, 0))
        await expect(name).to_have_value("Report")
        await expect(verdict).to_have_value("stop")
        await expect(person).to_have_value("which risks")
        await verdict.select_option("keep")
        await room.lead(c.FillCard({**said, "name": ("Weekly report",), "verdict": ("change",)}, 0))
        await expect(name).to_have_value("Weekly report")
        await expect(verdict).to_have_value("keep")
        await lead_to(room, Stage.ACTIONS)
        await room.lead(c.AgreeAction(an_action()))
        (action,) = room.desk().actions or ()
        await page.locator("summary", has_text="one person recomputes it").click()
        await page.locator("#action-A1-first-step").fill("Try it")
        await room.lead(c.AgreeAction(dataclasses.replace(action, accountable="Controlling")))
        await expect(page.locator("#action-A1-accountable")).to_have_value("Controlling")
        await page.locator("button[value='agree-1']").click()
        await expect(page.locator("#action-A1-first-step")).to_have_js_property("defaultValue", "Try it")
    (action,) = room.desk().actions or ()
    assert (action.accountable, action.first_step) == ("Controlling", "Try it")
    await house.close()


async def test_what_is_written_stays_while_its_place_does_and_else_is_put_aside(
    house: House, browser: Browser
) -> None:
    await lead_to(house.room, Stage.ACTIONS)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page()
        await page.locator("#action-new > summary").click()
        await page.locator("#action-new-if").fill("a report comes")
        await page.locator("#action-new-then").fill("I count")
        await house.room.lead(c.AgreeAction(an_action()))
        await house.room.lead(c.DropStep(3))
        await expect(page.locator(".agenda").get_by_text("Coach or judge")).to_have_count(0)
        await expect(page.locator("#action-new-then")).to_have_value("I count")
        await expect(page.locator("#action-new-then")).to_be_visible()
        await page.locator("a[href*='/step/']").last.evaluate("link => link.click()")
        await page.get_by_role("link", name="Back to the desk").click()
        await expect(page.locator("#action-new-if")).to_have_value("a report comes")
        await look(page, "390-kept-in-its-place")
        await house.room.lead(c.Advance(house.room.clock()))
        aside = page.get_by_role("region", name="What you were writing")
        words = aside.get_by_role("textbox")
        await expect(words).to_have_value("If: a report comes\nThen: I count")
        assert await complaints(page) == []
        await look(page, "390-put-aside")
        await page.reload()
        await expect(words).to_have_value("If: a report comes\nThen: I count")
        await aside.get_by_role("button", name="Put it away").click()
        await expect(aside).to_be_hidden()
        await page.reload()
        await expect(page.locator(".big")).to_be_visible()
        await expect(aside).to_be_hidden()


async def test_what_was_refused_is_still_there_and_what_was_sent_is_not(
    house: House, browser: Browser
) -> None:
    await lead_to(house.room, Stage.ACTIONS)
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page()
        await page.locator("#action-new > summary").click()
        await page.locator("#action-new-if").fill("a report comes")
        await page.get_by_role("button", name="Agree on it").click()
        await expect(page.get_by_role("status")).not_to_be_empty()
        await expect(page.locator("#action-new-if")).to_have_value("a report comes")
        await page.locator("#action-new-then").fill("I count")
        await page.wait_for_timeout(800)  # the buttons of a refused press come back
        await page.get_by_role("button", name="Agree on it").click()
        await expect(page.locator("summary", has_text="a report comes")).to_be_visible()
        await expect(page.locator("#action-new-if")).to_have_value("")
        await expect(page.locator("#aside")).to_be_hidden()
        await page.locator("summary", has_text="a report comes").click()
        back = page.get_by_role("button", name="Yes, without this action")
        await expect(back).to_be_hidden()
        await page.get_by_text("Take this action back").click()
        await back.click()
        await expect(page.locator("summary", has_text="a report comes")).to_have_count(0)
    assert house.room.desk().actions == ()


async def test_without_a_script_it_leads_too(house: House, browser: Browser) -> None:
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page(java_script_enabled=False)
        await page.locator(".big").click()
        await expect(page.get_by_text("Step 1 of 11")).to_be_visible()
        assert page.url == desk_url(house)


async def test_a_step_that_is_left_out_is_gone_on_each_desk(house: House, browser: Browser) -> None:
    async with phones_at(desk_link(house), browser) as open_page:
        page, other = await open_page(), await open_page()
        await page.get_by_text("Coach or judge").click()
        await page.locator("#step-3").get_by_role("button", name="Leave it out").click()
        for one in (page, other):
            await expect(one.locator(".agenda").get_by_text("Coach or judge")).to_have_count(0)
        await expect(other.get_by_text("Left out: Coach or judge.")).to_be_visible()
        assert await complaints(other) == []
        await other.get_by_role("button", name="Put it back").click()
        await page.locator("#step-3 > summary", has_text="Coach or judge").click()
        await page.locator("#step-3").get_by_role("button", name="Leave it out").click()
        await expect(page.locator("#changed")).to_be_focused()
        await look(page, "390-left-out")
        await page.get_by_text("Write down what we will do").first.click()
        await page.locator("#step-2").get_by_role("button", name="Leave it out").click()
        await expect(page.get_by_role("status")).to_contain_text("Say that you mean it.")
        await page.locator("#sure-2").check()
        await page.wait_for_timeout(800)  # the buttons of a refused press come back
        await page.locator("#step-2").get_by_role("button", name="Leave it out").click()
        await expect(page.locator("#step-9")).to_have_count(0)
    assert len(house.room.view().steps) == 9


async def test_axe_has_nothing_against_what_is_said_out_of_turn(house: House, browser: Browser) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    house.room.note_writing(True)
    house.room.cover(Cover.BLANK)
    house.room.warn("crowded", "One device or network asks very often.")
    async with phones_at(desk_link(house), browser) as open_page:
        page = await open_page()
        await expect(page.get_by_text("The wall is blank.")).to_be_visible()
        assert await complaints(page) == []
        await page.get_by_role("button", name="Show the wall again").click()
        await expect(page.get_by_text("The wall is blank.")).to_have_count(0)
        await page.locator(".big").click()
        await expect(page.get_by_role("status")).to_contain_text("Say that you mean it.")
        assert await complaints(page) == []
        await look(page, "360-out-of-turn")
        plain = await open_page(java_script_enabled=False)
        await plain.locator(".big").click()
        await expect(plain.get_by_role("alert")).to_contain_text("Say that you mean it.")


COUNTED = """
    let news = 0;
    window.EventSource = class extends EventSource {
        constructor(address) {
            super(address);
            this.addEventListener("desk", () => { document.documentElement.dataset.news = ++news; });
        }
    };
"""
"""Counts what the stream has brought, before the page turns to it."""


async def test_news_that_comes_while_a_finger_is_down_does_not_cost_the_press(
    pulse_house: House, browser: Browser
) -> None:
    room = pulse_house.room
    await lead_to(room, Stage.VOTE_1)
    async with phones_at(desk_link(pulse_house), browser) as open_page:
        page = await open_page(viewport={"width": 360, "height": 800})
        await page.add_init_script(COUNTED)
        await page.reload()
        await expect(page.locator("html")).to_have_attribute("data-news", "1")
        await page.locator(".big").hover()
        await page.mouse.down()
        await room.lead(c.ShowHint())
        await expect(page.locator("html")).to_have_attribute("data-news", "2")
        await page.mouse.up()
        await expect(page.locator("main")).to_have_class(Stage.VOTE_1_CLOSED.value)
        assert room.view().stage is Stage.VOTE_1_CLOSED
