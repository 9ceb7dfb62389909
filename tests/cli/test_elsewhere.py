"""A session that another process leads is not interrupted: it is offered last, and stays as it is."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import run
from tests.e2e.rooms import local, waiting_session
from tests.shipped import shelf
from tests.terminal import workshop
from workshop.core.agenda.prepared import Prepared
from workshop.room import Room
from workshop.services.live import LiveBackstage
from workshop.storage.in_use import in_use
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME
from workshop.storage.plans.folder import PlanFolder
from workshop.storage.prepared_edit import add_prepared
from workshop.storage.throwing_away import StillThere, throw_away

LEADS = """
import asyncio, sys
from pathlib import Path
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder
async def lead():
    room = await Room.resume(PlanFolder(Path(sys.argv[1])))
    print("leads", flush=True)
    sys.stdin.read()
    await room.close()
asyncio.run(lead())
"""

ASKS = """
import sys
from pathlib import Path
from workshop.storage.in_use import in_use
print(in_use(Path(sys.argv[1])))
"""


def is_led_as_others_see_it(folder: Path) -> bool:
    """Whether another process finds the journal of a folder in use."""
    asked = [sys.executable, "-c", ASKS, str(folder / JOURNAL_NAME)]
    return subprocess.run(asked, check=True, capture_output=True, text=True).stdout == "True\n"


@contextmanager
def led(folder: Path) -> Iterator[None]:
    """Another process has the room of a folder."""
    command = [sys.executable, "-c", LEADS, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "leads\n"
        yield
        other.communicate()


def test_who_leads_elsewhere_is_known_and_who_was_interrupted_too(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path)
    backstage = LiveBackstage(shelf(), tmp_path)
    with led(folder):
        before = {path.name: path.stat() for path in folder.iterdir()}
        (seen,) = backstage.kept().interrupted
        (read,) = backstage.kept().read().sessions
        assert (seen.open, seen.elsewhere, read.elsewhere) == (True, True, True)
        assert {path.name: path.stat() for path in folder.iterdir()}.keys() == before.keys()
        said = run("resume", "--sessions", tmp_path, expect=1)
        assert f"Running elsewhere: {folder}" in said.output
        assert "No other session waits." in said.output
        assert in_use(folder / JOURNAL_NAME), "looking has not given its lock away"
    (seen,) = backstage.kept().interrupted
    assert (seen.open, seen.elsewhere) == (True, False)


def test_a_journal_that_is_none_is_not_in_use(tmp_path: Path) -> None:
    assert not in_use(tmp_path / JOURNAL_NAME)
    (tmp_path / JOURNAL_NAME).mkdir()
    assert not in_use(tmp_path / JOURNAL_NAME)


def test_who_looks_at_its_own_session_does_not_give_it_away(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path)

    async def lead_and_look() -> None:
        room = await Room.resume(PlanFolder(folder))
        (folder / RECORD_NAME).rename(folder / "aside")  # as while a session begins: nothing to read yet
        LiveBackstage(shelf(), tmp_path).kept().read()
        with pytest.raises(StillThere):
            throw_away(folder)
        assert is_led_as_others_see_it(folder)
        (folder / "aside").rename(folder / RECORD_NAME)
        await room.close()

    asyncio.run(lead_and_look())
    assert not is_led_as_others_see_it(folder)
    assert LiveBackstage(shelf(), tmp_path).kept().read().sessions[0].open


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_prepared_session_that_its_name_begins_is_led_as_others_see_it(tmp_path: Path) -> None:
    sessions = tmp_path / "sessions"
    for number in range(3):
        (sessions / f"2026-01-0{number + 1}-earlier").mkdir(parents=True)
    add_prepared(sessions, Prepared("care", "Care", "30-minutes", "seed", purpose="p", outcome="o"))
    with workshop("run", "care", *local(), cwd=tmp_path) as screen:
        screen.until("Space  begin")
        (journal,) = sessions.glob(f"*/{JOURNAL_NAME}")
        assert is_led_as_others_see_it(journal.parent)
