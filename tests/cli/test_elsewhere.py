"""A session that another process leads is not interrupted: it is offered last, and stays as it is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.running import run
from tests.e2e.rooms import waiting_session
from tests.shipped import shelf
from workshop.services.live import LiveBackstage
from workshop.storage.in_use import in_use
from workshop.storage.names import JOURNAL_NAME

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
