"""The phone page in a real browser, as a phone: voting, losing the connection, and no scripts at all."""

from __future__ import annotations

from playwright.async_api import expect

from tests.builders import lead_to, open_round
from tests.web.conftest import AT_ONCE, House, ballots_in
from tests.web.phone_browser import FIX, OpenPhone, choose, vote
from workshop.core.live import commands as c
from workshop.core.live.session import Ballot, Stage
from workshop.core.words import Decision
from workshop.room import Room
from workshop.web.endpoint import Endpoint

CHOSEN = Ballot(Decision.FIX, (1,), False, 80)


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


async def test_hands_instead_of_phones_are_said_on_the_phone_and_can_be_taken_back(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    await house.room.lead(c.CountHands({Decision.USE: 9}, instead=True))
    await expect(page.get_by_text("This vote is counted by hand.")).to_be_visible()
    await expect(page.get_by_role("heading", name="Counted.")).to_have_count(0)
    await house.room.lead(c.CountHands({}))
    await choose(page)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    assert ballots_in(house.room, open_round(house.room)) == [CHOSEN]


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


async def test_a_reload_loses_no_tap_and_the_source_stays_as_it_was(
    house: House, open_phone: OpenPhone
) -> None:
    page = await open_phone()
    await lead_to(house.room, Stage.READ)
    await expect(page.get_by_label("Table")).to_be_visible()
    await lead_to(house.room, Stage.VOTE_1)
    await choose(page)
    await expect(page.get_by_label("Table")).to_be_visible()
    await page.get_by_text("Survey table").tap()
    await expect(page.get_by_label("Table")).to_be_hidden()
    await page.evaluate("() => new Promise(requestAnimationFrame)")
    await page.reload()
    await expect(page.get_by_label(FIX)).to_be_checked()
    await expect(page.get_by_label("Overall, 74% were satisfied.")).to_be_checked()
    await expect(page.get_by_label("80%")).to_be_checked()
    await expect(page.get_by_label("Table")).to_be_hidden()
    await page.get_by_text("Survey table").tap()
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
    await expect(page.get_by_text("What you chose is not counted: it came too late.")).to_be_visible()


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
    async with page.expect_request("**/events?*"):
        await page.reload()
    await choose(page)
    assert [path.partition("?")[0] for path in paths] == ["", "/events"]


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
