"""What is written at the desk: all that the keyboard writes, and who writes the same loses no word."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import aiohttp
import pytest

from tests.builders import (
    SOUND,
    a_ballot,
    a_card_step,
    a_control,
    a_dots_step,
    a_look_back,
    a_pulse_step,
    a_step,
    an_action,
    an_idea,
    an_opening,
    answer_all,
    cast_all,
    lead_to,
)
from tests.web.conftest import House, a_house, page_of
from tests.web.desks import a_desk, desk_url, press
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import FEAR, PULSES
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.plans.action import Metric, Support
from workshop.core.words import Decision

STEPS = (
    a_step(StepKind.REVIEW, minutes=8),
    a_step(scenario=SOUND),
    a_pulse_step(PULSES[FEAR]),
    a_card_step("canvas"),
    a_step(StepKind.ACTIONS, minutes=4),
    a_step(StepKind.CLOSE, minutes=5),
)
OLD = (
    an_action(
        id="A1",
        accountable="Controlling",
        first_step="Tell it in the round",
        metric=Metric(name="sent back", baseline=4.0, target=1.0),
    ),
    an_action(id="A2", if_="a summary arrives", then="I ask what was left out"),
)


@pytest.fixture
async def writing_house(tmp_path: Path) -> AsyncIterator[House]:
    """A room that has all that is written beside ideas."""
    opening = an_opening(STEPS, (a_control(),), look_back=a_look_back(*OLD))
    built = await a_house(tmp_path, opening)
    yield built
    await built.close()


async def form_of(house: House, desk: aiohttp.ClientSession, do: str) -> str:
    """The form with this button, as the page has it."""
    page = await page_of(desk, desk_url(house))
    forms = re.findall(r"<form .*?</form>", page, re.DOTALL)
    return str(next(form for form in forms if f'name="do" value="{do}"' in form))


async def upon(house: House, desk: aiohttp.ClientSession, do: str) -> str:
    """What the form with this button is written upon."""
    found = re.search(r'name="upon" value="([^"]*)"', await form_of(house, desk, do))
    assert found
    return str(found[1])


async def test_two_desks_that_fill_in_different_fields_keep_both(writing_house: House) -> None:
    house, room = writing_house, writing_house.room
    one, other = await a_desk(house), await a_desk(house)
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action(accountable="Controlling")))
    held = await upon(house, one, "agree-1")
    same = {"upon": held, "if": "a figure leaves the team", "then": "one person recomputes it"}
    first = {**same, "accountable": "Controlling", "first-step": "Tell it"}
    assert (await press(house, one, "agree-1", None, **first))[0] == 200
    second = {**same, "accountable": "Head of sales", "first-step": ""}
    assert (await press(house, other, "agree-1", None, **second))[0] == 200
    (action,) = room.desk().actions or ()
    assert (action.accountable, action.first_step) == ("Head of sales", "Tell it")


async def test_who_comes_second_in_the_same_field_is_told_what_the_first_one_wrote(
    writing_house: House,
) -> None:
    house, room = writing_house, writing_house.room
    one, other = await a_desk(house), await a_desk(house)
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    held = await upon(house, one, "agree-1")
    await press(house, one, "agree-1", None, upon=held, then="two people recompute it")
    mine = {"then": "a colleague recomputes it"}
    status, said = await press(house, other, "agree-1", None, upon=held, **mine)
    assert status == 409
    assert said["why"] == (
        "Somebody else has written here meanwhile. Theirs: Then: two people recompute it. "
        "Yours still stands in its field: change it, or press again to put it in the place of theirs."
    )
    assert [action.then for action in room.desk().actions or ()] == ["two people recompute it"]
    again = await press(house, other, "agree-1", None, upon=str(said["upon"]), **mine)
    assert again == (200, {"done": True})
    assert [action.then for action in room.desk().actions or ()] == ["a colleague recomputes it"]


async def test_two_who_press_at_the_same_moment_are_told_apart_as_well(writing_house: House) -> None:
    house, room = writing_house, writing_house.room
    desks = [await a_desk(house) for _ in range(2)]
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    held = await upon(house, desks[0], "agree-1")
    said = await asyncio.gather(
        *(
            press(house, desk, "agree-1", None, upon=held, accountable=role)
            for desk, role in zip(desks, ("Controlling", "Head of sales"), strict=True)
        )
    )
    (action,) = room.desk().actions or ()
    (why,) = [str(told["why"]) for status, told in said if status == 409]
    assert f"Theirs: Answers for it: {action.accountable}." in why


async def test_without_a_script_what_was_typed_stays_in_its_field_and_theirs_is_said(
    writing_house: House,
) -> None:
    house, room = writing_house, writing_house.room
    desk = await a_desk(house)
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    held = await upon(house, desk, "agree-1")
    await room.lead(c.AgreeAction(an_action(id="A1", then="two people recompute it")))

    async def send(**typed: str) -> str:
        data = {"after": str(room.view().moved), "do": "agree-1", "upon": held, **typed}
        async with desk.post(f"{desk_url(house)}/do", data=data, headers={"Origin": house.origin}) as answer:
            return await answer.text()

    page = await send(then="a colleague recomputes it")
    assert "Theirs: Then: two people recompute it" in page
    (form,) = [one for one in re.findall(r"<form .*?</form>", page, re.DOTALL) if 'value="agree-1"' in one]
    assert 'value="a colleague recomputes it"' in form
    assert '<details id="action-A1" class="ask" open>' in form
    found = re.search(r'name="upon" value="([^"]*)"', form)
    assert found
    held = found[1]
    await send(then="a colleague recomputes it")
    assert [action.then for action in room.desk().actions or ()] == ["a colleague recomputes it"]
    await room.lead(c.WithdrawAction("A1"))
    page = await send(then="all of us recompute it")
    assert "belongs to what is not here any more" in page
    assert "<p>all of us recompute it</p>" in page, "its form is gone, and it is not"


async def test_a_new_entry_behind_one_that_came_meanwhile_is_a_new_entry(writing_house: House) -> None:
    house, room = writing_house, writing_house.room
    desk = await a_desk(house)
    await lead_to(room, Stage.CARD)
    said = {f"card-{key}": "-" for key in ("why_it_exists", "for_whom", "if_we_stopped")}
    for name in ("Report", "Minutes"):
        await press(house, desk, "fill-0", None, upon="", **said, **{"card-name": name})
    assert [entry["name"] for entry in room.desk().entries] == [("Report",), ("Minutes",)]


async def test_every_field_of_an_action_is_at_the_desk(writing_house: House) -> None:
    house, room = writing_house, writing_house.room
    desk = await a_desk(house)
    await lead_to(room, Stage.ACTIONS)
    typed = {
        "if": "a figure leaves the team",
        "then": "one person recomputes it",
        "owner-side": "employer",
        "with": "Sales, Finance",
        "metric-name": "sent back",
        "metric-baseline": "4",
        "metric-target": "1.0",
        "metric-baseline-date": "2025-09-30",
        "support-needed": "",
        "support-needed=time": "1",
        "support-given-by": "Managing director",
        "support-endorsed": "yes",
        "due": "2026-02-16",
    }
    assert await press(house, desk, "agree", None, **typed) == (200, {"done": True})
    (action,) = room.desk().actions or ()
    assert (action.owner_side, action.with_, str(action.due)) == (
        "employer",
        ("Sales", "Finance"),
        "2026-02-16",
    )
    assert action.metric is not None
    assert (action.metric.name, action.metric.baseline, action.metric.target) == ("sent back", 4.0, 1.0)
    assert action.support == Support(("time",), given_by="Managing director", endorsed=True)
    form = await form_of(house, desk, "agree-1")
    assert 'name="support-needed=time" value="1" checked' in form
    assert 'value="2025-09-30"' in form
    for wrong, why in (("metric-target", "Aim is not a number"), ("owner-side", "Owned by")):
        status, said = await press(house, desk, "agree-1", None, **{wrong: "soon"})
        assert (status, why in str(said["why"])) == (409, True), said
    assert room.desk().actions == (action,)


async def test_what_is_open_in_a_plan_leads_to_the_field_that_mends_it(writing_house: House) -> None:
    house, room = writing_house, writing_house.room
    desk = await a_desk(house)
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action(if_="there is time")))
    page = unescape(await page_of(desk, desk_url(house)))
    (vague,) = re.findall(
        r"is not a situation. When exactly will it happen\? <a class=\"mend\" href=\"#([^\"]+)", page
    )
    assert vague == "action-A1-if"
    mends = re.findall(r'<a class="mend" href="#([^"]+)">', page)
    assert len(mends) > 3
    assert all(f' id="{field}"' in page for field in mends)


async def test_an_action_begins_with_what_a_text_has_shown(house: House) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.ACTIONS)
    ((scenarios, words, _), *_) = room.desk().writing_here.starters
    assert words in unescape(await page_of(desk, desk_url(house)))
    assert (await press(house, desk, "starter-0"))[0] == 200
    (action,) = room.desk().actions or ()
    assert (action.if_ in words, action.then in words) == (True, True)
    assert action.from_scenario == scenarios


async def test_a_single_idea_is_no_vote_and_an_action_begins_with_it(tmp_path: Path) -> None:
    steps = (a_dots_step(), a_step(StepKind.ACTIONS), STEPS[-1])
    house = await a_house(tmp_path, an_opening(steps, ()))
    desk, room = await a_desk(house), house.room
    await room.lead(c.Advance(house.clock()))
    assert "The vote needs two ideas.<" in await page_of(desk, desk_url(house))
    await room.lead(c.NoteIdea(an_idea(1, from_scenario=("one",))))
    said = "The vote needs two ideas. One alone is offered where the actions are written."
    assert said in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "next"))[0] == 200
    assert room.view().stage is Stage.ACTIONS
    assert (await press(house, desk, "starter-0"))[0] == 200
    (action,) = room.desk().actions or ()
    idea = an_idea(1)
    assert (action.if_, action.then, action.from_scenario) == (idea.if_, idea.then, ("one",))
    await house.close()


async def test_an_earlier_action_is_asked_about_with_all_that_was_agreed(writing_house: House) -> None:
    house, room = writing_house, writing_house.room
    desk = await a_desk(house)
    await lead_to(room, Stage.REVIEW)
    page = await page_of(desk, desk_url(house))
    for said in ("Action 1 of 2", "Controlling", "Tell it in the round", "sent back: "):
        assert said in page
    assert (await press(house, desk, "happened-1"))[0] == 200
    typed = {"card-value": "2", "card-lesson": "Say it aloud", "card-next": "keep"}
    assert (await press(house, desk, "review-0", None, **typed))[0] == 200
    review = room._session.reviews[0].review
    assert (review.did_it_happen, review.value, review.lesson) == ("partly", 2.0, "Say it aloud")
    status, told = await press(house, desk, "review-0", None, **{"card-value": "many"})
    assert (status, "number" in str(told["why"])) == (409, True)
    assert (await press(house, desk, "turn-1"))[0] == 200
    assert "Action 2 of 2" in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "turn-0"))[0] == 200
    assert (await press(house, desk, "turn-9"))[0] == 409
    await lead_to(room, Stage.READ)
    assert (await press(house, desk, "happened-0"))[0] == 409


async def test_the_sponsors_answer_the_price_and_a_remark_are_written_at_the_desk(
    writing_house: House,
) -> None:
    house, room = writing_house, writing_house.room
    desk = await a_desk(house)
    assert (await press(house, desk, "price"))[0] == 409
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [a_ballot(Decision.STOP, ())] * 6)
    await lead_to(room, Stage.OUTCOME)
    assert (await press(house, desk, "price", None, **{"price-minutes": "a few"}))[0] == 409
    assert (await press(house, desk, "price", None, **{"price-minutes": "12"}))[0] == 200
    assert room._session.minutes == {SOUND: 12}
    await lead_to(room, Stage.DEBRIEF)
    assert room.desk().writing_here.debrief
    assert (await press(house, desk, "remark", None, **{"remark-text": "It read too well."}))[0] == 200
    assert room._session.remarks == {SOUND: ("It read too well.",)}
    assert "It read too well." in await page_of(desk, desk_url(house))
    await lead_to(room, Stage.PULSE)
    await answer_all(room, ["job-security"] * 6)
    await lead_to(room, Stage.PULSE_RESULT)
    sponsor = {"sponsor-text": "Nobody goes because of this."}
    assert (await press(house, desk, "sponsor", None, **sponsor))[0] == 200
    assert list(room._session.sponsor.values()) == ["Nobody goes because of this."]


async def test_hands_can_stand_in_the_place_of_phones_at_the_desk_as_well(house: House) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.VOTE_1)
    await cast_all(room, [a_ballot()] * 2)
    await press(house, desk, "hands", None, **{"hands-use": "3"}, instead="1")
    assert (room.view().hands, room.view().voted, room.view().by_hand) == (3, 0, True)


async def test_the_desk_turns_the_walls_page_and_says_what_the_figures_mean(house: House) -> None:
    desk, room = await a_desk(house), house.room
    await lead_to(room, Stage.OUTCOME)
    assert "On the wall:" not in await page_of(desk, desk_url(house))
    room.note_page("both votes")
    assert "On the wall: both votes" in await page_of(desk, desk_url(house))
    assert await press(house, desk, "page") == (200, {"done": True})
    assert room.turned == 1
    assert (await press(house, desk, "figures"))[0] == 200
    assert "The wall shows what the figures mean." in await page_of(desk, desk_url(house))


async def test_the_report_is_written_and_offered_at_the_desk_once_the_session_has_ended(
    tmp_path: Path,
) -> None:
    written: list[bool] = []

    async def report(*, phones: bool) -> str:
        written.append(phones)
        return "The report is there."

    house = await a_house(tmp_path, reports=report)
    desk = await a_desk(house)
    assert (await press(house, desk, "report"))[0] == 409
    await lead_to(house.room, Stage.CLOSE)
    await press(house, desk, "seal")
    assert "Offer it to the phones" in await page_of(desk, desk_url(house))
    for do in ("report", "offer"):
        assert await press(house, desk, do) == (200, {"done": True, "said": "The report is there."})
    assert written == [False, True]
    async with desk.post(
        f"{desk_url(house)}/do", data={"after": "0", "do": "report"}, headers={"Origin": house.origin}
    ) as answer:
        assert "The report is there." in await answer.text()
    await house.close()
