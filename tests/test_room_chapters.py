"""What a role agreed on is kept apart from what the room did, from the event to the file."""

from __future__ import annotations

from pathlib import Path

from tests.builders import a_room, a_step, an_action, an_opening, lead_to
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.session import Stage
from workshop.core.plans.chapter import Chapter
from workshop.core.words import Audience, Phase
from workshop.room import Room
from workshop.storage.plans.read import load_plan

ROLE = Phase.LEAD_ROLE
OURS, THEIRS = Chapter(ROLE), Chapter(ROLE, Audience.MANAGERS)
BOTH = {"2-lead-role.toml": "everybody asks", "2-lead-role.managers.toml": "managers ask"}
STEPS = (a_step(StepKind.ACTIONS, phase=ROLE), a_step(StepKind.CLOSE, phase=ROLE))


async def test_a_role_has_its_own_actions_in_a_plan_of_its_own(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening(STEPS))
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action(then="everybody asks")))
    await room._journal.append([e.ActionAgreed(THEIRS, an_action(id="A2", then="managers ask"))])
    session = room._session
    assert [action.then for action in session.actions_of(OURS)] == ["everybody asks"]
    assert [action.then for action in session.actions_of(THEIRS)] == ["managers ask"]
    assert (session.chapters_held, session.phases_held) == ((OURS, THEIRS), (ROLE,))
    assert len(room.view().actions_by_phase[ROLE]) == 2, "the room sees what all agreed on"
    await room.lead(c.Advance(room.clock()))
    assert then_in(room) == BOTH
    await room.lead(c.TakeBack(room.clock()))
    assert then_in(room) == {}, "the phase is not left any more"
    await room.close()
    room = await Room.resume(room.folder)
    assert room._session.chapters_held == (OURS, THEIRS)
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert then_in(room) == BOTH


async def test_the_plan_goes_whose_only_action_is_for_a_role_by_now(tmp_path: Path) -> None:
    room = await a_room(tmp_path, an_opening((STEPS[0], *STEPS)))
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action(then="managers ask")))
    await room.lead(c.Advance(room.clock()))
    assert then_in(room) == {"2-lead-role.toml": "managers ask"}
    for last in (Stage.CLOSE, Stage.SEALED):
        of = THEIRS if last is Stage.CLOSE else OURS
        await room._journal.append([e.ActionAgreed(of, an_action(id="A1", then="managers ask"))])
        await (room.lead(c.Advance(room.clock())) if last is Stage.CLOSE else room.seal())
        assert then_in(room) == {f"{of.name}.toml": "managers ask"}


def then_in(room: Room) -> dict[str, str]:
    """The one action of each plan."""
    return {path.name: load_plan(path).plan.actions[0].then for path in room.folder.path.glob("2-*.toml")}
