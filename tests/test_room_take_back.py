"""A move that is taken back in a live room: its files, its journal, and what a kill leaves."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import (
    Clock,
    a_ballot,
    a_dots_step,
    a_pulse_step,
    a_room,
    a_step,
    an_action,
    an_opening,
    answer_all,
    cast_all,
    drawn,
    lead_to,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.plans.chapter import Chapter
from workshop.core.words import Phase
from workshop.room import Room
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanFolder, plan_name

LEARN_PLAN = plan_name(Chapter(Phase.LEARN))
CLOSING = a_step(StepKind.CLOSE)
TWICE = (
    a_step(StepKind.ACTIONS),
    a_step(StepKind.BREAK),
    a_dots_step(winners=2),
    a_step(StepKind.ACTIONS),
    CLOSING,
)


async def space(room: Room, times: int = 1) -> None:
    for _ in range(times):
        await room.lead(c.Advance(room.clock(), room.present))


async def back(room: Room) -> None:
    await room.lead(c.TakeBack(room.clock()))


async def resumed(room: Room) -> Room:
    """Another program goes on with the session."""
    await room.close()
    return await Room.resume(PlanFolder(room.folder.path), Clock())


async def with_a_saved_plan(tmp_path: Path) -> Room:
    """A room that has just left the first step in which an action was agreed."""
    room = await a_room(tmp_path, an_opening(TWICE, ()))
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    await space(room)
    assert (room.folder.path / LEARN_PLAN).exists()
    return room


@pytest.mark.parametrize("resumes", [False, True])
async def test_a_plan_that_was_saved_too_early_goes_again_and_comes_back(
    tmp_path: Path, resumes: bool
) -> None:
    room = await with_a_saved_plan(tmp_path)
    plan = room.folder.path / LEARN_PLAN
    saved = plan.read_bytes()
    room = await resumed(room) if resumes else room
    await back(room)
    assert (room.view().stage, plan.exists()) == (Stage.ACTIONS, False)
    assert [action.id for action in drawn(room.view(), "actions")] == ["A1"], "what was typed stays"
    room = await resumed(room) if resumes else room
    await space(room)
    assert plan.read_bytes() == saved
    assert [*room.folder.path.glob("*.edited*")] == []
    await room.close()


async def test_a_plan_that_somebody_edited_meanwhile_is_left_alone(tmp_path: Path) -> None:
    room = await with_a_saved_plan(tmp_path)
    plan = room.folder.path / LEARN_PLAN
    edited = plan.read_text() + "# our own words\n"
    plan.write_text(edited)
    await back(room)
    assert plan.read_text() == edited
    await space(room)
    assert plan.read_text() == edited
    await room.close()


@pytest.mark.parametrize("resumes", [False, True])
async def test_actions_that_dots_made_leave_the_plan_with_the_move(tmp_path: Path, resumes: bool) -> None:
    room = await with_a_saved_plan(tmp_path)
    plan = room.folder.path / LEARN_PLAN
    before = plan.read_bytes()
    await lead_to(room, Stage.DOTS)
    await answer_all(room, ["I1 I2"] * 5)
    await lead_to(room, Stage.DOTS_RESULT)
    record = (room.folder.path / "session.toml").read_bytes()
    await space(room)
    after = plan.read_bytes()
    assert after.count(b"[[action]]") == 3
    room = await resumed(room) if resumes else room
    await back(room)
    assert plan.read_bytes() == before
    assert (room.folder.path / "session.toml").read_bytes() == record
    room = await resumed(room) if resumes else room
    await space(room)
    assert plan.read_bytes() == after
    assert {path.name for path in room.folder.path.iterdir()} >= {LEARN_PLAN, "session.toml", JOURNAL_NAME}
    assert [*room.folder.path.glob("*.edited*")] == []
    await room.close()


async def test_a_kill_between_the_journal_and_the_files_is_mended_by_the_next_step(tmp_path: Path) -> None:
    room = await with_a_saved_plan(tmp_path)
    plan = room.folder.path / LEARN_PLAN
    saved = plan.read_bytes()
    await back(room)
    plan.write_bytes(saved)  # as if the power had gone before it was removed
    room = await resumed(room)
    assert room.view().stage is Stage.ACTIONS
    await room.lead(c.AgreeAction(an_action(then="we ask")))
    await space(room)
    assert plan.read_bytes().count(b"[[action]]") == 2
    assert [*room.folder.path.glob("*.edited*")] == []
    await room.close()


OPEN = {
    Stage.VOTE_1: (a_step(scenario="learn-01"), CLOSING),
    Stage.PULSE: (a_step(StepKind.OPEN), a_pulse_step(), CLOSING),
    Stage.DOTS: (a_dots_step(), CLOSING),
}
WAYS: dict[str, Callable[[Room], c.Command]] = {
    "space": lambda room: c.Advance(room.clock()),
    "skip": lambda room: c.Skip(room.clock()),
    "end early": lambda room: c.EndEarly(room.clock()),
    "take back": lambda room: c.TakeBack(room.clock()),
}


@pytest.mark.parametrize(
    ("stage", "way"),
    [(stage, way) for stage in OPEN for way in WAYS if way != "skip" or stage is Stage.PULSE],
)
async def test_however_an_open_round_is_left_the_bytes_forget_in_which_order_its_ballots_came(
    tmp_path: Path, stage: Stage, way: str
) -> None:
    room = await a_room(tmp_path, an_opening(OPEN[stage]))
    await lead_to(room, stage)
    if stage is Stage.VOTE_1:
        await cast_all(room, [a_ballot()] * 20)
    else:
        await answer_all(room, ["job" if stage is Stage.PULSE else "I1"] * 20)
    log = room.folder.path / f"{JOURNAL_NAME}-wal"
    assert log.stat().st_size > 0
    await room.lead(WAYS[way](room))
    if (writing := room._journal._at_work) is not None:
        await writing
    assert log.stat().st_size == 0
    await room.close()


@pytest.mark.parametrize("stage", OPEN)
async def test_a_resumed_room_opens_a_closed_round_again_with_its_ballots(
    tmp_path: Path, stage: Stage
) -> None:
    room = await a_room(tmp_path, an_opening(OPEN[stage]))
    await lead_to(room, stage)
    if stage is Stage.VOTE_1:
        await cast_all(room, [a_ballot()] * 6)
    else:
        await answer_all(room, ["job" if stage is Stage.PULSE else "I1"] * 6)
    await space(room)
    room = await resumed(room)
    assert (room.view().is_closed, room.view().voted) == (True, 6)
    await back(room)
    room = await resumed(room)
    assert (room.view().stage, room.view().voted) == (stage, 6)
    await space(room, 2)
    room = await resumed(room)
    assert c.TakeBack not in room.view().allowed
    await room.close()
