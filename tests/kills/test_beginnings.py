"""A session that is killed before any call of its beginning is begun, or leaves nothing: no key either."""

from __future__ import annotations

import asyncio
import itertools
import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

assert sys.platform != "win32"

from tests.builders import ONE_SCENARIO, an_opening
from tests.kills.stopped import CAN_STOP, Stopped, kill_before
from tests.patience import PATIENCE
from workshop.room import Room
from workshop.services.folders import is_open
from workshop.storage.journal import Journal
from workshop.storage.key_file import keys_folder
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanFolder

if not CAN_STOP:
    pytest.skip("calls are stopped on Linux with x86-64 alone", allow_module_level=True)

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.kills.test_beginnings"])

AT_KEY = 25
"""Before this call of a beginning its key is not made yet, on whatever version of SQLite."""


def begun(folder: Path) -> None:
    asyncio.run(Room.begin(an_opening(ONE_SCENARIO), PlanFolder(folder)))


def killed(work: Callable[[Path], object], place: Path, call: int) -> Stopped:
    """Let a process of its own work in a folder, and kill it before its n-th call that changes the disk."""
    pipe, theirs = _processes.Pipe()
    process = _processes.Process(target=_when_told, args=(theirs, work, place), daemon=True)
    process.start()
    theirs.close()
    pipe.recv()
    assert process.pid is not None
    with ThreadPoolExecutor(1) as watcher:  # a thread that has no other children to wait for
        stopped = watcher.submit(kill_before, process.pid, call, lambda: pipe.send(None)).result(PATIENCE)
    process.join(PATIENCE)
    assert stopped.killed or process.exitcode == 0
    return stopped


def _when_told(pipe: Connection, work: Callable[[Path], object], place: Path) -> None:
    os.environ["XDG_STATE_HOME"] = str(place / "state")
    pipe.send(None)
    pipe.recv()
    work(place / "session")


def left_by(place: Path) -> str:
    """What should not be there after the next start; empty where all is well."""
    folder = place / "session"
    goes_on = is_open(folder)
    keys = sorted(path.name for path in keys_folder().glob("*"))
    if not goes_on:
        files = sorted(path.name for path in folder.glob("*"))
        return f"nothing is begun, and there are {files + keys}" if files + keys else ""
    journal, _ = Journal.reopen(folder / JOURNAL_NAME)
    asyncio.run(journal.close())
    return "" if len(keys) == 1 else f"it goes on, and there are {keys}"


@pytest.mark.parametrize(
    ("first", "again"),
    [
        pytest.param(1, False, marks=pytest.mark.long, id="any call"),
        pytest.param(AT_KEY, True, marks=pytest.mark.long, id="and the next start too"),
    ],
)
def test_a_beginning_killed_before_any_of_its_calls_is_whole_or_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int, again: bool
) -> None:
    faults, kills = [], 0
    for call in itertools.count(first):
        for second in itertools.count(1) if again else (0,):
            place = tmp_path / f"{call}-{second}"
            monkeypatch.setenv("XDG_STATE_HOME", str(place / "state"))
            (place / "state").mkdir(parents=True)
            at = killed(begun, place, call)
            kills += at.killed
            there = killed(is_open, place, second) if again else Stopped()
            if fault := left_by(place):
                faults.append(f"before {at.calls[-1]} ({call}), then {there.calls[-1:]} ({second}): {fault}")
            if not there.killed:
                break
        if not at.killed or (again and "rename" in at.calls):
            break  # it is begun, or has its journal in place: from there on it is as any other
    assert not faults
    assert kills > 30
