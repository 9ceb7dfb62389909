"""Keys as a real terminal hands them over: several in one read."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from tests.e2e.rooms import waiting_session
from tests.terminal import Terminal, workshop
from workshop.core.live.session import Stage

if sys.platform == "win32":
    pytest.skip("Windows has no such signals", allow_module_level=True)

SHELL_LINE = "clear; .venv/bin/workshop\r"


@pytest.mark.parametrize("stands_still", [pytest.param(False, marks=pytest.mark.long), True])
def test_spaces_of_one_read_open_a_vote_and_leave_it_open(tmp_path: Path, stands_still: bool) -> None:
    """Also those pressed while the program stood still, by somebody whom it did not answer."""
    folder = waiting_session(tmp_path / "sessions", Stage.READ)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("Space  open the vote")
        screen.be_heard()
        if stands_still:
            screen.signal(signal.SIGSTOP)
        screen.child.send("   ")
        if stands_still:
            screen.signal(signal.SIGCONT)
        stays_at(screen, "close the vote")


def test_lines_meant_for_a_shell_lead_nowhere(tmp_path: Path) -> None:
    folder = waiting_session(tmp_path / "sessions", Stage.LOBBY)
    with workshop("resume", folder, cwd=tmp_path) as screen:
        screen.until("Space  begin")
        screen.be_heard()
        screen.child.send(SHELL_LINE * 5)
        stays_at(screen, "Space  begin")


def stays_at(screen: Terminal, words: str) -> None:
    """The screen shows it, and still does when all that was sent has been read."""
    screen.until(words)
    screen.be_heard()
    assert words in screen.text
