"""A text of one's own work, from the command to the wall of a room, by stop-watch; and a kill in between."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.own_case import FIVE_MINUTES, SOURCE, measured, pasted
from tests.terminal import workshop
from workshop.services.scenario_check import check_path
from workshop.storage.library.scenarios import load_scenario

KILL = 9
"""The signal that nothing can refuse."""

pytestmark = pytest.mark.long


def test_a_case_is_on_the_wall_in_five_minutes(tmp_path: Path) -> None:
    cost = measured(tmp_path)
    assert cost.seconds < FIVE_MINUTES
    (path,) = (tmp_path / "my-scenarios").iterdir()
    saved = load_scenario(path)
    assert (len(saved.sentences), sum(line.wrong for line in saved.sentences)) == (7, 2)
    assert check_path(path).problems == ()


def test_what_was_typed_outlives_a_kill(tmp_path: Path) -> None:
    with workshop("scenarios", "new", cwd=tmp_path) as screen:
        screen.until("THE SOURCE")
        screen.child.send(pasted(SOURCE))
        screen.until("my-scenarios/case.draft")
        screen.child.kill(KILL)
        assert screen.ended() == -KILL
    with workshop("scenarios", "new", cwd=tmp_path) as screen:
        screen.until("Not finished")
        screen.insist(" ", SOURCE.splitlines()[1][:40])
