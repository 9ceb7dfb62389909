"""How long until the home screen is painted beside two thousand session folders, and says what is due."""

from __future__ import annotations

import datetime as dt
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

import pexpect

from tests.benchmarks import plans
from tests.benchmarks.startup import EMPTY_APP

FOLDERS, REPEATS = 2000, 9
FIRST_PICTURE = "PREPARE OR LEAD"
"""It stands above the agendas."""
ALL_READ = "Look back: "
"""It stands before a session whose look-back is due, once all files are read."""


async def measure() -> list[str]:
    """Lines for the report."""
    return _measured()


def _measured() -> list[str]:
    with tempfile.TemporaryDirectory() as made:
        empty, full = Path(made, "empty"), Path(made, "full")
        empty.mkdir()
        full.mkdir()
        _fill(full)
        floor, alone, beside, read = [], [], [], []
        for _ in range(REPEATS):
            floor.append(_seconds(["-c", EMPTY_APP], "ready to go")[0])
            alone.append(_seconds(_home(empty), FIRST_PICTURE)[0])
            first, all_read = _seconds(_home(full), FIRST_PICTURE, ALL_READ)
            beside.append(first)
            read.append(all_read)
    return [
        f"an app without anything in it: {_ms(floor)} ms; the home screen beside {FOLDERS} folders "
        f"{statistics.median(beside) / statistics.median(floor):.2f} times as long",
        f"{FOLDERS} folders: first picture after {_ms(beside)} ms (at most 500), "
        f"{statistics.median(beside) / statistics.median(alone):.2f} times an empty folder's {_ms(alone)} ms",
        f"{FOLDERS} folders: look-backs and all that is saved after {_ms(read)} ms",
    ]


def _fill(folder: Path) -> None:
    """Sessions of today and of the years before, so that some of them are due."""
    plans.fill(folder, FOLDERS)
    today = dt.datetime.now(dt.UTC).date()
    for number, session in enumerate(sorted(folder.iterdir())):
        held = today - dt.timedelta(number)
        moved = session.with_name(f"{held}-s{number:04}")
        for file in session.iterdir():
            text = file.read_text("utf-8").replace(session.name, moved.name)
            file.write_text(text.replace(f"date = {plans.HELD}", f"date = {held}", 1), "utf-8")
        shutil.move(session, moved)


def _home(sessions: Path) -> list[str]:
    return ["-m", "workshop", "--sessions", str(sessions)]


def _seconds(program: list[str], first: str, then: str = "") -> tuple[float, float]:
    """From the start of a program to a text of its first picture, and to one that comes later."""
    begun = time.perf_counter()
    child = pexpect.spawn(sys.executable, program, dimensions=(34, 120), timeout=60)
    child.expect_exact(first)
    seen = time.perf_counter() - begun
    if then:
        child.expect_exact(then)
    later = time.perf_counter() - begun
    child.terminate(force=True)
    return seen, later


def _ms(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f}"
