"""The page of a step to come: another text, more steps before it, by forms alone and by two desks at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest

from tests.builders import STEPS, a_scenario, lead_to
from tests.web.conftest import House, a_house, page_of
from tests.web.desks import a_desk, desk_url
from tests.web.listener import listening
from workshop.core.agenda.choices import Choice
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.to_come import StepToCome
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder

STALE = "The room has moved on meanwhile. Look again, then press."
OTHER = a_scenario("other", title="The weekly figures", difficulty="hard")


class OneText:
    """A library with one text."""

    async def to_swap(self, step: StepToCome) -> list[Choice]:
        """It, unless it is in the agenda."""
        names = [one.scenario for one in step.steps]
        return [] if OTHER.id in names else [Choice(OTHER, "The only text here whose check is TRACE.")]

    async def to_add(self, step: StepToCome) -> list[Choice]:
        """The same."""
        return await self.to_swap(step)

    async def named(self, id_: ScenarioId) -> Scenario:
        """It, whatever it is called."""
        return OTHER


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    built = await a_house(tmp_path, texts=OneText())
    yield built
    await built.close()


def step_url(house: House, number: int) -> str:
    """The page of a step."""
    return f"{desk_url(house)}/step/{number}"


async def change(
    house: House,
    desk: aiohttp.ClientSession,
    number: int,
    do: str,
    *,
    after: int | None = None,
    **more: str,
) -> tuple[int, str]:
    """Press a button of the page of a step, without a script; returns the status and the page that comes."""
    moved = house.room.view().moved if after is None else after
    async with desk.post(
        step_url(house, number),
        data={"after": str(moved), "do": do, **more},
        headers={"Origin": house.origin},
    ) as answer:
        return answer.status, await answer.text()


def kinds(room: Room) -> list[str]:
    """What the steps of a room are."""
    return [step.kind.value for step in room.view().steps]


async def test_the_desk_links_to_each_step_that_the_room_has_not_met(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.READ)
    page = await page_of(desk, desk_url(house))
    assert 'href="/7QK2/desk/step/2"' not in page
    assert 'href="/7QK2/desk/step/3"' in page
    assert 'href="/7QK2/desk/step/11"' in page


async def test_what_was_left_out_is_put_back(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    await house.room.lead(c.DropStep(5))
    assert "Planned, and left out" in await page_of(desk, step_url(house, 6))
    assert (await change(house, desk, 6, "planned 0"))[0] == 200
    assert house.room.view().steps == STEPS


async def test_another_text_is_chosen_with_all_that_helps_to_choose(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    page = await page_of(desk, step_url(house, 2))
    for said in ("The weekly figures", "Arithmetic slip · hard", "The only text here whose check is TRACE."):
        assert said in page
    assert (await change(house, desk, 2, "swap other"))[0] == 200
    await lead_to(house.room, Stage.READ)
    assert house.room.desk().subject == "The weekly figures"


@pytest.mark.parametrize(
    ("do", "kind", "minutes"),
    [
        ("break", "break", 5),
        ("question fear", "pulse", 2),
        ("card purpose", "card", 5),
        ("text other", "scenario", 7),
    ],
)
async def test_a_step_of_the_catalogue_is_added(house: House, do: str, kind: str, minutes: int) -> None:
    desk = await a_desk(house)
    assert (await change(house, desk, 11, do, cycle="short"))[0] == 200
    added = house.room.view().steps[10]
    assert (added.kind.value, added.minutes, added.phase) == (kind, minutes, STEPS[-1].phase)


@pytest.mark.parametrize(
    "do", ["swap learn-01", "swap", "text nothing", "card nothing", "question", "planned 0"]
)
async def test_what_is_no_choice_is_refused_in_words(house: House, do: str) -> None:
    desk = await a_desk(house)
    status, page = await change(house, desk, 2, do)
    assert (status, "That is not to choose any more." in page) == (409, True)
    assert house.room.view().steps == STEPS


@pytest.mark.parametrize("do", ["next", "", "drop", "swap swap" * 4000, "\x1b[2J"])
async def test_what_no_page_sends_changes_nothing(house: House, do: str) -> None:
    desk = await a_desk(house)
    await change(house, desk, 2, do)
    assert house.room.view().steps == STEPS


async def test_a_list_that_was_read_before_is_refused_in_words(house: House) -> None:
    one, other = await a_desk(house), await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    read = house.room.view().moved
    answers = await asyncio.gather(
        change(house, one, 6, "break", after=read), change(house, other, 6, "break", after=read)
    )
    assert sorted(status for status, _ in answers) == [200, 409]
    assert STALE in max(answers)[1]
    assert len(house.room.view().steps) == 12
    status, page = await change(house, one, 2, "swap other", after=house.room.view().moved - 1)
    assert (status, STALE in page) == (409, True)


async def test_a_step_that_the_room_has_met_meanwhile_leads_back_to_the_desk(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.READ)
    async with desk.get(step_url(house, 2)) as answer:
        assert str(answer.url) == desk_url(house)
    status, page = await change(house, desk, 2, "break")
    assert (status, STALE in page) == (409, True)


async def test_a_form_of_another_page_changes_nothing(house: House) -> None:
    desk = await a_desk(house)
    async with desk.post(
        step_url(house, 2), data={"after": "0", "do": "break"}, headers={"Origin": "http://elsewhere"}
    ) as answer:
        assert answer.status == 403
    assert house.room.view().steps == STEPS


async def test_the_changed_agenda_is_there_when_the_session_is_resumed(house: House, tmp_path: Path) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.OPEN)
    await change(house, desk, 2, "swap other")
    await change(house, desk, 6, "break")
    steps, folder = house.room.view().steps, house.room.folder.path
    await house.room.close()
    again = await Room.resume(PlanFolder(folder))
    assert again.view().steps == steps
    await again.lead(c.Advance(again.clock()))
    assert again.desk().subject == "The weekly figures"
    assert again.desk().moved == house.room.desk().moved + 1
    await again.close()


async def test_phones_are_told_nothing_of_it(house: House) -> None:
    desk, phone = await a_desk(house), house.phone()
    await lead_to(house.room, Stage.READ)
    await page_of(phone, house.url)
    async with listening(house, phone) as listener:
        await listener.next()
        await change(house, desk, 7, "swap other")
        await change(house, desk, 9, "break")
        await house.room.lead(c.Advance(house.room.clock()))
        name, said = await listener.next()
        assert (name, said.split("-")[:2]) == ("stage", ["1", "vote"])
