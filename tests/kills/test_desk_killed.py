"""kill -9 while a desk leads: the next start knows the changed agenda, what people wrote, and the marks."""

from __future__ import annotations

import sys

import pytest

if sys.platform == "win32":
    pytest.skip("needs signals and forks", allow_module_level=True)

import asyncio
import multiprocessing
import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path

from tests.builders import EVERY_STAGE, Clock, a_room, an_opening, lead_to
from tests.patience import PATIENCE
from workshop.core.live import commands as c
from workshop.core.live.desk import DeskView
from workshop.core.live.rounds import mark_round
from workshop.core.live.session import QuestionMark, Stage, Text
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.kills.test_desk_killed"])


def _led(folder: Path, state: Path, pipe: Connection) -> None:
    """Lead a room as a desk does, say what it knows then, and wait to be killed."""
    os.environ["XDG_STATE_HOME"] = str(state)
    asyncio.run(_lead(folder, pipe))


async def _lead(folder: Path, pipe: Connection) -> None:
    room = await a_room(folder, an_opening(EVERY_STAGE))
    await room.lead(c.OpenDesk())
    asks = room.page().asks
    assert asks is not None
    for words in ("When is lunch?", "Who pays?", "Why now?"):
        await room.cast(room.new_token(), asks, Text(words))
    await lead_to(room, Stage.READ)
    await room.lead(c.ReleaseTexts(asks, (0, 1)))
    tokens = [room.new_token() for _ in range(7)]
    question = mark_round(next(iter(room.page().questions)), 1)
    for token in tokens[:5]:
        await room.cast(token, question, QuestionMark(True))
    last = len(room.view().steps) - 2
    await room.lead(c.MoveStep(last, last - 1, sure=True))
    await room.lead(c.DropStep(last, sure=True))
    await lead_to(room, Stage.IDEAS)
    says = room.page().says
    assert says is not None
    for number in range(3):
        await room.cast(room.new_token(), says, Text(f"it is {number}", "we stop"))
    await room.lead(c.TakeSentence(says, room.desk().sentences[0].key))
    for token in tokens[5:]:
        await room.cast(token, question, QuestionMark(True))
    await room.lead(c.AnswerQuestion(list(room.page().questions)[1]))
    pipe.send((room.desk(), tokens, [(await room.marks(token)).questions for token in tokens]))
    await asyncio.to_thread(pipe.recv)


async def test_a_room_that_was_killed_goes_on_with_all_that_its_desk_knew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = tmp_path / "state"
    monkeypatch.setenv("XDG_STATE_HOME", str(state))
    ours, theirs = _processes.Pipe()
    process = _processes.Process(target=_led, args=(tmp_path / "sessions", state, theirs))
    process.start()
    theirs.close()
    try:
        assert await asyncio.to_thread(ours.poll, PATIENCE)
        before, tokens, marks = ours.recv()
    finally:
        assert process.pid is not None
        os.kill(process.pid, signal.SIGKILL)
        await asyncio.to_thread(process.join)
    assert isinstance(before, DeskView)
    assert (before.figures, len(before.sentences), len(before.questions)) == ({0: 5}, 2, 1)
    assert len(before.agenda.steps) == len(EVERY_STAGE) - 1
    (folder,) = (path.parent for path in (tmp_path / "sessions").rglob("journal.sqlite"))
    room = await Room.resume(PlanFolder(folder), Clock())
    try:
        assert room.desk() == before
        assert [(await room.marks(token)).questions for token in tokens] == marks
    finally:
        await room.close()
