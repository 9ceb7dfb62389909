"""What phones show while a round is closed and not told yet, and when it is opened again."""

from __future__ import annotations

from playwright.async_api import expect

from tests.builders import lead_to, open_round
from tests.web.conftest import House, cast, give, lead_to_dots, lead_to_pulse, page_of
from tests.web.phone_browser import FIX, OpenPhone, choose, vote
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.words import Decision


async def test_a_closed_vote_shows_each_phone_its_own_ballot_and_nothing_else(house: House) -> None:
    mine, other = house.phone(), house.phone()
    for phone in (mine, other):
        await page_of(phone, house.url)
    await lead_to(house.room, Stage.VOTE_1)
    await cast(house, mine, open_round(house.room), ("decision", "fix"), ("tap", "1"), ("confidence", "80"))
    await lead_to(house.room, Stage.VOTE_1_CLOSED)
    page, empty = await page_of(mine, house.url), await page_of(other, house.url)
    for words in ("The vote is closed.", "Yours is counted.", FIX, "80% sure", "74% were satisfied"):
        assert words in page
    assert "The room has voted. This page goes on when the room does." in empty
    assert "you can change yours" in page
    assert "you can change yours" not in empty
    assert "you can still vote" in empty
    assert "<form" not in page + empty
    assert FIX not in empty


async def test_a_vote_closed_by_hand_promises_a_phone_nothing(house: House) -> None:
    phone = house.phone()
    await page_of(phone, house.url)
    await lead_to(house.room, Stage.VOTE_1)
    await cast(house, phone, open_round(house.room), ("decision", "fix"))
    await house.room.lead(c.CountHands(dict.fromkeys(Decision, 3), instead=True))
    await lead_to(house.room, Stage.VOTE_1_CLOSED)
    page = await page_of(phone, house.url)
    assert "The room voted by hand." in page
    assert "If the vote is opened again" not in page


async def test_a_closed_pulse_and_a_closed_dot_vote_show_only_what_is_ones_own(pulse_house: House) -> None:
    mine, other = pulse_house.phone(), pulse_house.phone()
    for phone in (mine, other):
        await page_of(phone, pulse_house.url)
    round_ = await lead_to_pulse(pulse_house, 1)
    await give(pulse_house, mine, round_, "yes")
    await lead_to(pulse_house.room, Stage.PULSE_CLOSED)
    assert "Your own answer: <strong>" in await page_of(mine, pulse_house.url)
    assert "Your own answer" not in await page_of(other, pulse_house.url)
    round_ = await lead_to_dots(pulse_house)
    body = [("round", round_), ("dot", "I1"), ("dot", "I1")]
    await mine.post(f"{pulse_house.url}/answer", data=body, headers={"Origin": pulse_house.origin})
    await lead_to(pulse_house.room, Stage.DOTS_CLOSED)
    assert "2 dots</strong>" in await page_of(mine, pulse_house.url)
    assert "dots</strong>" not in await page_of(other, pulse_house.url)


async def test_what_was_chosen_and_not_sent_is_there_again_when_the_vote_is_opened_again(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await lead_to(house.room, Stage.VOTE_1_CLOSED)
    await expect(page.get_by_role("heading", name="The vote is closed.")).to_be_visible()
    await house.room.lead(c.TakeBack(house.room.clock()))
    await expect(page.get_by_label(FIX)).to_be_checked()
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
