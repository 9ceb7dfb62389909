"""A room that several lead at once: what was meant for a place that was left meanwhile is refused."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.builders import ONE_SCENARIO, START, a_room, an_opening, lead_to
from tests.tui.driving import live_stand, settle
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused
from workshop.core.live.session import Stage
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder

STALE = "The room has moved on meanwhile. Look again, then press."


async def test_the_number_of_the_last_move_rises_on_the_way_back_too_and_is_there_after_a_resume(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    seen = [room.view().moved]
    for command in (c.Advance(START), c.Advance(START), c.TakeBack(START), c.Advance(START)):
        await room.lead(command)
        seen.append(room.view().moved)
    await room.lead(c.Extend(START))
    assert [*seen, room.view().moved] == [0, 1, 2, 3, 4, 4]
    await room.close()
    again = await Room.resume(PlanFolder(room.folder.path))
    assert again.view().moved == 4
    await again.close()


async def test_of_two_that_press_on_the_same_picture_one_leads_the_room_and_the_other_is_told(
    tmp_path: Path,
) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.READ)
    after = room.view().moved
    both = [room.lead(c.Advance(START), after) for _ in range(2)]
    said = await asyncio.gather(*both, return_exceptions=True)
    assert [str(one) for one in said if one is not None] == [STALE]
    assert (room.view().stage, room.view().moved) == (Stage.VOTE_1, after + 1)
    await room.close()


async def test_there_and_back_is_another_place_for_who_pressed_before(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.READ)
    after = room.view().moved
    await room.lead(c.Advance(START), after)
    await room.lead(c.TakeBack(START), after + 1)
    with pytest.raises(Refused, match=STALE):
        await room.lead(c.Advance(START), after)
    assert room.view().stage is Stage.READ
    await room.close()


async def test_a_seal_that_was_meant_for_another_place_seals_nothing(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(ONE_SCENARIO))
    await lead_to(room, Stage.CLOSE)
    with pytest.raises(Refused, match=STALE):
        await room.lead(c.Seal(START), room.view().moved - 1)
    assert room.view().stage is Stage.CLOSE
    await room.close()


async def test_a_key_carries_the_number_of_the_picture_that_is_on_the_wall(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.READ) as at:
        drawn = at.live._seen
        await at.room.lead(c.Advance(START))
        at.live._seen = drawn  # as if the key had come before the wall was drawn again
        at.live.action_skip()
        await at.until(lambda: at.notice == STALE)
        assert at.room.view().stage is Stage.VOTE_1


async def test_a_form_on_the_wall_stays_and_can_be_left_when_a_desk_leads_on(tmp_path: Path) -> None:
    async with live_stand(tmp_path, stage=Stage.ACTIONS) as at:
        await at.press("n")
        form = at.app.screen
        assert form is not at.live
        await at.room.lead(c.Advance(START), at.room.view().moved)
        await settle(at.pilot)
        assert at.app.screen is form
        await at.press("escape")
        await at.until(lambda: at.app.screen is not form)
        assert at.room.view().stage is Stage.CLOSE
