"""Answering a pulse in a real browser: changing it, losing the connection, naming a role, and no scripts."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.builders import lead_to, open_round
from tests.web.conftest import (
    CONFIDENCE,
    FAULTY_STEP,
    ROLE_STEP,
    SAFETY,
    SUPPORT,
    House,
    answers_in,
    ballots_in,
    lead_to_pulse,
)
from tests.web.phone_browser import OpenPhone, choose, vote
from workshop.core.agenda.pulse import Answer
from workshop.core.live.session import Ballot, Stage
from workshop.core.words import Audience, Decision

QUESTION = "I feel supported in learning how to use AI."
WITH_ROLE = Ballot(Decision.FIX, (1,), False, 80, Audience.MANAGERS)


async def be_counted(page: Page) -> None:
    """Vote, and wait until the page says that it counted."""
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()


async def test_a_phone_answers_changes_its_mind_and_sees_only_its_own(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_pulse(pulse_house, SUPPORT)
    await expect(page.get_by_role("group", name=QUESTION)).to_be_visible()
    await page.get_by_text("Yes").tap()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_focused()
    await expect(page.locator(".counted .count")).to_have_text("1 of 1 have voted")

    await page.get_by_role("link", name="Change").tap()
    await expect(page.get_by_label("Yes")).to_be_checked()
    await page.get_by_text("No", exact=True).tap()
    await be_counted(page)
    assert answers_in(pulse_house.room, round_) == [Answer("no")]

    await page.reload()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await lead_to(pulse_house.room, Stage.PULSE_RESULT)
    await expect(page.get_by_role("heading", name="1 of 5 votes needed: nothing is shown.")).to_be_focused()
    await expect(page.get_by_text("Your own answer: No")).to_be_visible()


async def test_without_an_answer_there_is_no_vote(pulse_house: House, open_pulse_phone: OpenPhone) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_pulse(pulse_house, CONFIDENCE)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_hidden()
    assert answers_in(pulse_house.room, round_) == []


async def test_a_reload_loses_no_tap(pulse_house: House, open_pulse_phone: OpenPhone) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_pulse(pulse_house, CONFIDENCE)
    await page.get_by_label("70%").tap()
    await page.reload()
    await expect(page.get_by_label("70%")).to_be_checked()
    await be_counted(page)
    assert answers_in(pulse_house.room, round_) == [Answer("70")]
    await lead_to_pulse(pulse_house, SAFETY)
    await expect(page.get_by_label("5 fully")).to_be_visible()
    assert await page.locator("input:checked").count() == 0


async def test_offline_the_phone_says_so_and_answers_when_it_can(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_pulse(pulse_house, SAFETY)
    await page.get_by_text("4 rather so").tap()
    await page.context.set_offline(True)
    await vote(page)
    await expect(page.get_by_text("Not counted yet: no connection. Trying again.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Counted.")).to_be_hidden()
    await page.context.set_offline(False)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert answers_in(pulse_house.room, round_) == [Answer("4")]


async def test_an_answer_that_came_too_late_is_called_so(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    page = await open_pulse_phone()
    round_ = await lead_to_pulse(pulse_house, SUPPORT)
    await page.get_by_text("Yes").tap()
    await page.context.set_offline(True)
    await vote(page)
    await lead_to(pulse_house.room, Stage.PULSE_RESULT)
    await page.context.set_offline(False)
    await expect(page.get_by_text("What you chose is not counted: it came too late.")).to_be_visible()
    assert answers_in(pulse_house.room, round_) == []


async def test_a_role_goes_along_with_later_votes(pulse_house: House, open_pulse_phone: OpenPhone) -> None:
    room = pulse_house.room
    page = await open_pulse_phone()
    await lead_to_pulse(pulse_house, ROLE_STEP)
    await page.get_by_text("Managers: lead a team").tap()
    await be_counted(page)
    await page.reload()
    await lead_to(room, Stage.VOTE_1, FAULTY_STEP)
    await choose(page)
    await be_counted(page)
    assert ballots_in(room, open_round(room)) == [WITH_ROLE]
    assert {cookie.get("name") for cookie in await page.context.cookies()} == {"seat"}


async def test_without_scripts_a_pulse_is_answered_and_the_role_goes_along(
    pulse_house: House, open_pulse_phone: OpenPhone
) -> None:
    room = pulse_house.room
    page = await open_pulse_phone(java_script_enabled=False)
    round_ = await lead_to_pulse(pulse_house, ROLE_STEP)
    await page.reload()
    await page.get_by_text("Sales and marketing").tap()
    await be_counted(page)
    await page.get_by_role("link", name="Change").tap()
    await expect(page.get_by_label("Sales and marketing")).to_be_checked()
    await page.get_by_text("Managers: lead a team").tap()
    await be_counted(page)
    assert answers_in(room, round_) == [Answer("managers")]
    await lead_to(room, Stage.VOTE_1, FAULTY_STEP)
    await page.reload()
    await choose(page)
    await be_counted(page)
    assert ballots_in(room, open_round(room)) == [WITH_ROLE]
