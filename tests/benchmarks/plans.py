"""How long a thousand sessions take: what is due, and what a series says."""

from __future__ import annotations

import datetime as dt
import re
import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

SESSION = Path(__file__).parents[1] / "data" / "sessions" / "2026-11-02-ai-in-customer-care"
SESSIONS, OF_A_SERIES = 1000, 10
HELD = dt.date(2026, 11, 2)
BEFORE, AFTER = HELD - dt.timedelta(30), HELD + dt.timedelta(400)
"""A day on which nothing is due yet, and one on which everything is overdue."""

REPEATS = 5
_OWN_LINES = re.compile(r"^(?:rehearsal|series) = .*\n", re.MULTILINE)
A_SERIES = (
    "import datetime as dt, pathlib, sys\n"
    "from workshop.core.series.series import series_of\n"
    "from workshop.core.series.words import parts_of\n"
    "from workshop.storage.plans.sessions import load_series\n"
    "held = load_series(pathlib.Path(sys.argv[1]), 'Series 050')\n"
    "parts_of(series_of('Series 050', [session.outcome for session in held.sessions], dt.date(2027, 1, 4)))\n"
    "assert len(held.sessions) == 10\n"
)


async def measure() -> list[str]:
    """Lines for the report."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder))
        bare = _seconds("-c", "pass")
        lines = []
        for name, arguments in (
            ("plan due, nothing due", ("-m", "workshop", "plan", "due", folder, "--on", str(BEFORE))),
            ("plan due, all overdue", ("-m", "workshop", "plan", "due", folder, "--on", str(AFTER))),
            (f"a series of {OF_A_SERIES} found and told", ("-c", A_SERIES, folder)),
        ):
            took = _seconds(*arguments)
            lines.append(
                f"{SESSIONS} sessions, {name}: {took:.2f} s of CPU, {took / bare:.0f} times bare Python"
            )
    return lines


def fill(folder: Path, sessions: int = SESSIONS) -> None:
    """Copies of the session that is shipped, as if they had been held, ten to a series."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in SESSION.glob("*.toml")}
    for number in range(sessions):
        session = folder / f"{HELD}-s{number:04}"
        session.mkdir()
        series = f'series = "Series {number // OF_A_SERIES:03}"\ntitle = '
        own_id = f'id = "{session.name}"'
        for name, text in texts.items():
            held = _OWN_LINES.sub("", text).replace("title = ", series, 1)
            held = held.replace(f'id = "{SESSION.name}"', own_id)
            (session / name).write_text(held, encoding="utf-8")


def _seconds(*arguments: str) -> float:
    """The CPU time of a process, of several runs the one in the middle."""
    return statistics.median(_once(*arguments) for _ in range(REPEATS))


def _once(*arguments: str) -> float:
    if sys.platform == "win32":
        raise NotImplementedError("Windows does not count the time of processes")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
