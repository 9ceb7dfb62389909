"""What was acknowledged is there after a kill in any moment, and this test can tell."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.builders import an_opening
from tests.storage.hammer import hammer
from workshop.core.live import events as e
from workshop.storage.journal import Journal

if sys.platform == "win32":
    pytest.skip("Windows has no such processes", allow_module_level=True)

KILLS = 50
KILLS_OF_ONE_JOURNAL = 5
_processes = multiprocessing.get_context("forkserver")


def a_journal(path: Path) -> Path:
    """The journal of a session that has begun."""

    async def begin() -> None:
        journal = Journal.create(path)
        await journal.append([an_opening()])
        await journal.close()

    asyncio.run(begin())
    return path


def seats_lost_by_kills(folder: Path, *, too_early: bool) -> Iterator[set[str]]:
    """Kill a busy process again and again; yields what it had acknowledged and the journal does not hold."""
    _processes.set_forkserver_preload(["tests.storage.hammer"])
    when = random.Random(4)
    path = folder
    for run in range(KILLS):
        if run % KILLS_OF_ONE_JOURNAL == 0:
            path = a_journal(folder / f"{run}.sqlite")
        hear, say = _processes.Pipe(duplex=False)
        process = _processes.Process(
            target=hammer,
            args=(path, run, say, os.environ["XDG_STATE_HOME"]),
            kwargs={"too_early": too_early},
            daemon=True,
        )
        process.start()
        say.close()
        heard = b""
        until = when.randint(1, 5000)
        while len(heard) < until:
            part = os.read(hear.fileno(), 4096)
            assert part, "the process ended by itself"
            heard += part
        process.kill()
        process.join()
        while part := os.read(hear.fileno(), 65536):
            heard += part
        hear.close()
        acknowledged = set(heard.decode().split("\n")[:-1])
        assert acknowledged
        yield acknowledged - seats_in(path)


def seats_in(path: Path) -> set[str]:
    journal, events = Journal.reopen(path)
    asyncio.run(journal.close())
    return {event.seat for event in events if isinstance(event, e.VoteCast)}


@pytest.mark.long
def test_no_acknowledged_ballot_is_lost_by_fifty_kills_under_load(tmp_path: Path) -> None:
    assert list(seats_lost_by_kills(tmp_path, too_early=False)) == [set()] * KILLS


def test_acknowledging_before_the_commit_would_lose_ballots_and_be_found_out(tmp_path: Path) -> None:
    assert any(seats_lost_by_kills(tmp_path, too_early=True))
