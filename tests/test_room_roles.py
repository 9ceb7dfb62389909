"""A session by role, without a screen: three groups and thirty phones, to one sealed plan for each role."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from tests.builders import (
    Clock,
    a_ballot,
    a_room,
    an_idea,
    an_opening,
    answer_all,
    lead_to,
    picture,
    token_of,
)
from tests.cli.running import run
from tests.core.live.test_role_plans import LIBRARY, ROLES, STEPS, TEXTS
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.rounds import scenario_round
from workshop.core.live.session import Stage
from workshop.core.live.steps.close import ClosePicture
from workshop.core.live.words.closing import saved_words
from workshop.core.words import Decision
from workshop.room import Room
from workshop.storage.plans.look_backs import open_look_back
from workshop.storage.plans.sessions import load_session

SIZES = (12, 10, 8)
OF_PHONES = [role for role, size in zip(ROLES, SIZES, strict=True) for _ in range(size)]
BY_ROLE = tuple(step for step in STEPS if step.kind is not StepKind.CARD)


async def judge(room: Room, vote: int) -> None:
    """Every phone votes on the text of its group; one of each group would use it as it is."""
    await lead_to(room, Stage.VOTE_1 if vote == 1 else Stage.VOTE_2)
    for number, role in enumerate(OF_PHONES):
        first = number == OF_PHONES.index(role)
        ballot = a_ballot(Decision.USE if first else Decision.FIX)
        await room.cast(token_of(room, f"phone-{number}"), scenario_round(dict(TEXTS)[role], vote), ballot)


async def held(folder: Path) -> Room:
    room = await a_room(folder, an_opening(BY_ROLE, LIBRARY))
    await lead_to(room, Stage.PULSE)
    await answer_all(room, [role.value for role in OF_PHONES])
    await judge(room, 1)
    await judge(room, 2)
    await lead_to(room, Stage.IDEAS)
    for role in ROLES:
        await room.lead(c.NoteIdea(an_idea(role, role=role.value)))
    await lead_to(room, Stage.DOTS)
    await answer_all(room, ["I1 I2"] * 25 + ["I3"] * 5)
    await lead_to(room, Stage.ACTIONS)
    await lead_to(room, Stage.CLOSE)
    return room


async def test_three_groups_and_thirty_phones_leave_a_plan_a_role_that_all_commands_know(
    tmp_path: Path,
) -> None:
    room = await held(tmp_path)
    await room.close()
    room = await Room.resume(room.folder, Clock())
    await room.lead(c.SetNextDate(None))
    closing = picture(room.view(), ClosePicture)
    assert "3 action plans, one a role" in saved_words(closing, room.view().setup.k)
    await room.seal()
    session = load_session(room.folder.path)
    assert [plan.path.name for plan in session.plans] == [f"2-lead-role.{role}.toml" for role in ROLES]
    for plan, role, size in zip((loaded.plan for loaded in session.plans), ROLES, SIZES, strict=True):
        (evidence,), (action,) = plan.evidence, plan.actions
        assert (plan.phase.role, evidence.scenario, action.role) == (role, f"of-{role}", role)
        assert evidence.round1 is not None
        assert (evidence.round1.voters, evidence.round1.correct) == (size, size - 1)
        assert action.if_ == f"a figure leaves the team {role}"
    assert session.problems == ()
    assert session.record.phases == ("lead-role",)
    assert session.record.scenarios == tuple(text for _, text in TEXTS)
    folder, day = room.folder.path, room._session.setup.date
    for command in ("list", "show", "export --markdown"):
        told = run("plan", *command.split(), folder).output
        assert all(f": {name}" in told for name in ("leaders", "managers", "sales and marketing")), command
    assert "no errors" in run("plan", "check", folder).output
    touch = run("plan", "due", folder, "--on", str(day + dt.timedelta(14)), "--days", "0").output
    assert touch.count("touch") == 1, touch
    back = open_look_back(folder, day + dt.timedelta(30))
    assert [(earlier.action.role, earlier.file.rpartition("/")[2]) for earlier in back.actions] == [
        (role, f"2-lead-role.{role}.toml") for role in ROLES
    ]
