"""How long until the program answers: its help, and the first paint of its home screen."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time

import pexpect

REPEATS = 9
EMPTY_APP = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self):\n"
    "        yield Static('ready to go')\n"
    "Empty().run()\n"
)


async def measure() -> list[str]:
    """Lines for the report."""
    bare, usage, empty, home = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(REPEATS):
            bare.append(_run("-c", "pass"))
            usage.append(_run("-m", "workshop", "--help"))
            empty.append(_paint("ready to go", "-c", EMPTY_APP))
            home.append(_paint("quit", "-m", "workshop", "run", "--sessions", folder))
    more_help = statistics.median(a - b for a, b in zip(usage, bare, strict=True))
    more_paint = statistics.median(a - b for a, b in zip(home, empty, strict=True))
    return [
        f"--help: {statistics.median(usage) / statistics.median(bare):.1f} times bare Python, "
        f"{more_help * 1000:.0f} ms more (at most 150)",
        f"home screen: {statistics.median(home) / statistics.median(empty):.1f} times an empty app, "
        f"{more_paint * 1000:.0f} ms more (at most 300)",
    ]


def _run(*arguments: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _paint(marker: str, *arguments: str) -> float:
    """Seconds from the start of a process to the first time its screen shows a text."""
    begun = time.perf_counter()
    child = pexpect.spawn(sys.executable, list(arguments), dimensions=(34, 120), timeout=20)
    child.expect_exact(marker)
    took = time.perf_counter() - begun
    child.terminate(force=True)
    return took
