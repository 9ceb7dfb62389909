"""A session that is killed wherever it stands and goes on keeps nothing beside that nobody edited."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.builders import (
    EVERY_STAGE,
    Clock,
    a_ballot,
    a_room,
    a_step,
    an_action,
    an_idea,
    an_opening,
    cast_all,
    lead_to,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.problems import Refused
from workshop.core.words import Decision, Phase
from workshop.room import Room
from workshop.storage.journal import Journal
from workshop.storage.plans.folder import PlanFolder


class Killed(BaseException):
    """The program ends here."""


async def killed(room: Room) -> Room:
    """Another program goes on; all that was acknowledged is on the disk, also where nobody said good-bye."""
    await room._journal.close()
    return await Room.resume(PlanFolder(room.folder.path), Clock(room.clock()))


def edited(room: Room) -> list[str]:
    return sorted(path.name for path in room.folder.path.glob("*.edited*"))


async def something(room: Room, chance: random.Random) -> None:
    """What a facilitator or a room may do now; what is refused is not possible here."""
    stage = room.view().stage
    done: list[c.Command] = [
        c.Advance(room.clock(), chance.randrange(30)),
        c.Advance(room.clock(), chance.randrange(30)),
        c.Skip(room.clock()),
        c.TakeBack(room.clock()),
        c.AgreeAction(an_action(then=f"we ask {chance.randrange(9)}")),
        c.WithdrawAction("A1"),
        c.NoteIdea(an_idea(chance.randrange(3))),
        c.FillCard({"green": (f"drafts {chance.randrange(9)}",)}),
        c.DropStep(chance.randrange(20), sure=True),
        c.MoveStep(chance.randrange(20), chance.randrange(20), sure=True),
        c.AddStep(chance.randrange(20), a_step(StepKind.BREAK, chance.choice(list(Phase)))),
    ]
    if stage in (Stage.VOTE_1, Stage.VOTE_2):
        await cast_all(room, [a_ballot(chance.choice(list(Decision))) for _ in range(7)])
    try:
        await room.lead(chance.choice(done))
    except Refused:
        return


@pytest.mark.parametrize(
    "seed", [*range(1, 7), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(7, 60))]
)
async def test_whenever_a_session_is_killed_nothing_is_kept_beside_that_nobody_edited(
    tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    room = await a_room(tmp_path, an_opening(EVERY_STAGE))
    save = PlanFolder._save
    left: list[bool] = []
    """Whether each of the next writes goes well; the last one first."""

    def perhaps_killed(folder: PlanFolder, name: str, text: str) -> None:
        """Before a file is written, or right after it."""
        if left and not left.pop():
            if chance.random() < 0.5:
                save(folder, name, text)
            raise Killed
        save(folder, name, text)

    monkeypatch.setattr(PlanFolder, "_save", perhaps_killed)
    for _ in range(60):
        if chance.random() < 0.3:
            left[:] = [False, *[True] * chance.randrange(3)]
        try:
            await something(room, chance)
        except Killed:
            room = await killed(room)
        if chance.random() < 0.1:
            steps = room.view().steps
            room = await killed(room)
            assert room.view().steps == steps
        assert edited(room) == []
    left.clear()
    for attempt in range(5):
        await lead_to(room, Stage.CLOSE)
        left[:] = [False, *[True] * attempt] if attempt < 4 else []
        try:
            await room.seal()
        except Killed:
            room = await killed(room)
            room.note_present(31 + attempt)  # every plan says so, and differs from what the seal wrote
            await room.lead(c.TakeBack(room.clock()))
            for _ in range(3):
                await something(room, chance)
        if room.view().stage is Stage.SEALED:
            break
    assert room.view().stage is Stage.SEALED
    assert edited(room) == []


async def test_a_session_that_is_killed_while_it_is_sealed_and_goes_on_keeps_nothing_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = await a_room(tmp_path, an_opening(EVERY_STAGE))
    await lead_to(room, Stage.ACTIONS)
    await room.lead(c.AgreeAction(an_action()))
    await lead_to(room, Stage.SHIFT)
    room.note_present(9)  # the first plan says so from the seal on
    await lead_to(room, Stage.CLOSE)

    async def at_once(journal: Journal) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "destroy", at_once)
        with pytest.raises(Killed):
            await room.seal()
    room = await killed(room)
    room.note_present(30)  # every plan says so, and differs from what the seal wrote
    await room.lead(c.TakeBack(room.clock()))
    await lead_to(room, Stage.CLOSE)
    await room.seal()
    assert edited(room) == []
