"""The dot vote in a real browser: dots are counted while they are put, and it works without scripts."""

from __future__ import annotations

from pathlib import Path

from playwright.async_api import Browser, Page, expect

from tests.builders import a_card_step, a_step, an_opening, lead_to, open_round, some_dots, words_of
from tests.web.conftest import House, a_house, answers_in, lead_to_dots
from tests.web.phone_browser import OpenPhone, phones_at, vote
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.session import Stage

FIRST = "If a figure leaves the team, then one person recomputes it."
THIRD = "If a text names a paragraph, then we open the paragraph."


async def put(page: Page, idea: str, dot: str) -> None:
    """Tap one of the two places for a dot beside an idea."""
    await page.get_by_role("group", name=idea).get_by_text(dot, exact=True).tap()


async def test_dots_left_are_counted_and_at_none_the_rest_is_shut(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_dots(pulse_house)
    left, shut = page.locator("[data-dots]"), page.locator("[name=dot]:disabled")
    await expect(left).to_have_text("3 dots left, at most 2 on one idea.")
    await put(page, FIRST, "2nd dot")
    await put(page, THIRD, "Dot")
    await expect(left).to_have_text("1 dot left, at most 2 on one idea.")
    await expect(shut).to_have_count(0)
    await page.reload()
    await expect(left).to_have_text("1 dot left, at most 2 on one idea.")
    await put(page, THIRD, "2nd dot")
    await expect(left).to_have_text("No dot left. Tap one to take it back.")
    await expect(shut).to_have_count(17)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_focused()
    assert answers_in(pulse_house.room, round_) == [some_dots("I1 I3 I3")]

    await page.get_by_role("link", name="Change").tap()
    await put(page, THIRD, "Dot")
    await expect(shut).to_have_count(0)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert answers_in(pulse_house.room, round_) == [some_dots("I1 I3")]
    await lead_to(pulse_house.room, Stage.DOTS_RESULT)
    await expect(page.get_by_text("one person recomputes it. 1 dot")).to_be_visible()


async def test_a_tap_on_an_idea_is_a_dot_for_it_another_a_second_and_the_next_takes_both_back(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_dots(pulse_house)
    left, given = page.locator("[data-dots]"), page.locator("[name=dot]:checked")
    first, third = page.get_by_text(FIRST), page.get_by_text(THIRD)
    for dots in (1, 2, 0, 1, 2):
        await first.tap()
        await expect(given).to_have_count(dots)
    await third.tap()
    await expect(left).to_have_text("No dot left. Tap one to take it back.")
    await third.tap()
    await expect(given).to_have_count(2)
    await page.reload()
    await expect(given).to_have_count(2)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert answers_in(pulse_house.room, round_) == [some_dots("I1 I1")]


async def test_without_a_dot_there_is_no_vote_and_the_phone_says_so(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_dots(pulse_house)
    await vote(page)
    await expect(page.get_by_text("Not counted. Give at least one dot first.")).to_be_visible()
    assert answers_in(pulse_house.room, round_) == []


async def test_without_scripts_too_many_dots_are_taken_back_and_then_counted(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    round_ = await lead_to_dots(pulse_house)
    page = await open_pulse_phone(java_script_enabled=False)
    for idea in (FIRST, THIRD):
        await put(page, idea, "Dot")
        await put(page, idea, "2nd dot")
    await vote(page)
    await expect(page.get_by_text("You have 3 dots, at most 2 for one idea.")).to_be_visible()
    await expect(page.locator("[name=dot]:checked")).to_have_count(4)
    await put(page, FIRST, "2nd dot")
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert [words_of(answer) for answer in answers_in(pulse_house.room, round_)] == ["I1 I3 I3"]


async def test_dots_are_put_on_the_parts_of_both_sides_with_scripts_and_without(
    tmp_path: Path, browser: Browser
) -> None:
    steps = (a_card_step("ownership"), a_step(StepKind.CLOSE))
    house = await a_house(tmp_path, an_opening(steps, ()))
    async with phones_at(house.url, browser) as open_page:
        page = await open_page()
        await lead_to(house.room, Stage.LINES)
        round_ = open_round(house.room)
        await expect(page.get_by_role("heading", name="What is missing most here?")).to_be_visible()
        await expect(page.locator("h2").filter(has_text="EMPLOY")).to_have_text(["EMPLOYER", "EMPLOYEE"])
        await put(page, "keep learning", "Dot")
        await expect(page.locator("[data-dots]")).to_have_text("1 dot left, at most 2 on one line.")
        await vote(page)
        await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()

        plain = await open_page(java_script_enabled=False)
        for part in ("keep learning", "where and why AI matters"):
            await put(plain, part, "Dot")
            await put(plain, part, "2nd dot")
        await vote(plain)
        await expect(plain.get_by_text("You have 2 dots, at most 2 on one line.")).to_be_visible()
        await expect(plain.locator("[name=dot]:checked")).to_have_count(4)
        for dot in ("Dot", "2nd dot"):
            await put(plain, "where and why AI matters", dot)
        await vote(plain)
        await expect(plain.get_by_role("heading", name="Counted.")).to_be_visible()
        given = sorted(words_of(answer) for answer in answers_in(house.room, round_))
        assert given == ["I6", "I6 I6"]

        await lead_to(house.room, Stage.LINES_CLOSED)
        await expect(page.get_by_text("keep learning 1 dot")).to_be_visible()
        await lead_to(house.room, Stage.LINES_RESULT)
        await expect(page.get_by_role("heading", name="Too few have voted")).to_be_visible()
    await house.close()
