"""The journal of an interrupted session is read without a lock, with what a kill left in its log."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.builders import a_ballot, a_room, an_opening, cast_all, lead_to
from workshop.core.live.machine import replay
from workshop.core.live.session import Stage
from workshop.core.problems import FileTrouble
from workshop.storage.at_rest import events_at_rest
from workshop.storage.names import JOURNAL_NAME


async def killed(folder: Path, stage: Stage) -> tuple[Path, int]:
    """A copy of a folder as a kill would leave it at a stage, and the step that the room stood at."""
    room = await a_room(folder, an_opening())
    await lead_to(room, stage)
    if stage is Stage.VOTE_1:
        await cast_all(room, [a_ballot()] * 3)
    left = Path(shutil.copytree(room.folder.path, folder / "left"))
    step = room.view().position.step
    await room.close()
    return left, step


@pytest.mark.parametrize("stage", [Stage.VOTE_1, Stage.TALK, Stage.ACTIONS, Stage.BREAK])
async def test_it_stands_where_it_was_killed_and_no_byte_changes(tmp_path: Path, stage: Stage) -> None:
    left, step = await killed(tmp_path, stage)
    assert (left / f"{JOURNAL_NAME}-wal").stat().st_size, "nothing lies in the log: this shows little"
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in left.iterdir()}
    session = replay(events_at_rest(left / JOURNAL_NAME))
    assert session.position.step == step
    assert not session.ballots, "votes are not read"
    assert {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in left.iterdir()} == before


@pytest.mark.parametrize("cut", [1, 100, 5000])
async def test_a_log_that_was_cut_is_read_up_to_its_last_commit(tmp_path: Path, cut: int) -> None:
    left, step = await killed(tmp_path, Stage.TALK)
    log = left / f"{JOURNAL_NAME}-wal"
    log.write_bytes(log.read_bytes()[:-cut])
    assert replay(events_at_rest(left / JOURNAL_NAME)).position.step <= step


@pytest.mark.parametrize("held", [b"", b"no journal", b"SQLite format 3\0" + bytes(4000)])
def test_what_is_no_journal_is_said(tmp_path: Path, held: bytes) -> None:
    (tmp_path / JOURNAL_NAME).write_bytes(held)
    with pytest.raises(FileTrouble):
        events_at_rest(tmp_path / JOURNAL_NAME)
