"""What a room says about earlier actions gets into their plan, even if that has to wait."""

from __future__ import annotations

import datetime as dt
import tomllib
from pathlib import Path

from tests.builders import a_room, a_step, an_opening, lead_to
from workshop.core import commands as c
from workshop.core.action import Review
from workshop.core.agenda import StepKind
from workshop.core.look_back import LookBack, Reviewed
from workshop.core.session import Stage
from workshop.room import Room
from workshop.storage.look_backs import open_look_back
from workshop.storage.plan_files import load_plan

EXAMPLE = Path(__file__).parent / "data" / "example-plan.toml"
STEPS = (a_step(StepKind.REVIEW), a_step(StepKind.OPEN), a_step(StepKind.CLOSE))


async def a_look_back_in(folder: Path) -> tuple[Room, Path, LookBack]:
    """A room at the first of the earlier actions, the plan they stand in, and what is looked back at."""
    earlier = folder / "earlier"
    earlier.mkdir()
    plan = earlier / "2-lead-role.toml"
    plan.write_bytes(EXAMPLE.read_bytes())
    looked_at = open_look_back(earlier, dt.date(2026, 1, 19), 60)
    room = await a_room(folder, an_opening(STEPS, look_back=looked_at))
    await lead_to(room, Stage.REVIEW)
    return room, plan, looked_at


async def test_a_review_may_be_said_anew_until_its_step_is_left_and_is_written_then(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="yes"))))
    await room.lead(c.TurnToAction(1, room.clock()))
    await room.close()
    room = await Room.resume(room.folder)
    await room.lead(c.TurnToAction(0, room.clock()))
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="no"))))
    assert plan.read_bytes() == EXAMPLE.read_bytes()
    await room.lead(c.Skip(room.clock()))
    first = load_plan(plan).plan.actions[0]
    assert [one.did_it_happen for one in first.reviews if one.day == looked_at.day] == ["no"]
    await room.close()


async def test_a_review_that_cannot_be_written_is_said_until_it_is_written(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="partly"), "started")))
    away = plan.rename(tmp_path / "away.toml")
    await lead_to(room, Stage.OPEN)
    assert room.trouble is not None
    assert str(plan) in room.trouble
    away.rename(plan)
    await lead_to(room, Stage.CLOSE)
    assert room.trouble is None
    first = load_plan(plan).plan.actions[0]
    assert [one.did_it_happen for one in first.reviews if one.day == looked_at.day] == ["partly"]
    await room.close()


async def test_a_plan_that_is_gone_keeps_nobody_from_sealing_and_the_answers_are_kept(tmp_path: Path) -> None:
    room, plan, looked_at = await a_look_back_in(tmp_path)
    await room.lead(c.ReviewAction(Reviewed(Review(did_it_happen="no", lesson="Too early."), "dropped")))
    plan.unlink()
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert room.trouble is not None
    assert "reviews.toml" in room.trouble
    kept = tomllib.loads((room.folder.path / "reviews.toml").read_text("utf-8"))["review"]
    action = looked_at.actions[0].action.id
    assert [(one["file"], one["action"]) for one in kept] == [("earlier/2-lead-role.toml", action)]
    assert (kept[0]["did_it_happen"], kept[0]["lesson"], kept[0]["status"]) == ("no", "Too early.", "dropped")
    assert not list(room.folder.path.glob("journal*"))
