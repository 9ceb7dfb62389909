"""A room that is killed loses no acknowledged vote, and its folder claims nothing that is not so."""

from __future__ import annotations

import itertools
import random
import sys
from pathlib import Path

import pytest

assert sys.platform != "win32"

from tests.kills.killing import Figures, Hunt
from tests.kills.stopped import CAN_STOP

if sys.platform == "win32":
    pytest.skip("Windows has no such processes", allow_module_level=True)

needs_stops = pytest.mark.skipif(not CAN_STOP, reason="calls are stopped on Linux with x86-64 alone")

KILLS, KILLS_OF_ONE = 1000, 50


def a_hunt(tmp_path: Path, seed: int, *, too_early: bool = False) -> Hunt:
    sessions, state = tmp_path / "sessions", tmp_path / "state"
    for folder in (sessions, state):
        folder.mkdir(parents=True)
    return Hunt(sessions, state, random.Random(seed), too_early)


def show(figures: Figures, capsys: pytest.CaptureFixture[str]) -> None:
    with capsys.disabled():
        print(f"\n{figures}")  # noqa: T201 (the figures are what this is for)


@needs_stops
@pytest.mark.parametrize(
    ("seed", "kills"),
    [
        (0, 6),
        *(
            pytest.param(seed, KILLS_OF_ONE, marks=pytest.mark.long)
            for seed in range(1, KILLS // KILLS_OF_ONE + 1)
        ),
    ],
)
async def test_a_room_killed_at_any_moment_loses_nothing_and_claims_nothing_that_is_not_so(
    tmp_path: Path, seed: int, kills: int, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = await a_hunt(tmp_path, seed).kill_often(kills)
    show(figures, capsys)
    assert not figures.faults
    assert figures.kills >= kills
    assert figures.acknowledged


@needs_stops
@pytest.mark.parametrize(
    "calls", [itertools.count(5, 14), pytest.param(itertools.count(1), marks=pytest.mark.long)]
)
async def test_a_seal_killed_before_any_of_its_calls_is_whole_or_did_not_happen(
    tmp_path: Path, calls: itertools.count[int], capsys: pytest.CaptureFixture[str]
) -> None:
    hunt = a_hunt(tmp_path, 0)
    figures = await hunt.kill_each_seal(calls)
    show(figures, capsys)
    assert not figures.faults
    assert figures.in_seals == figures.kills == figures.at_calls > 2


@pytest.mark.long
async def test_acknowledging_before_the_commit_would_lose_votes_and_be_found_out(tmp_path: Path) -> None:
    early = await a_hunt(tmp_path / "early", 7, too_early=True).kill_voting(2)
    right = await a_hunt(tmp_path / "right", 7).kill_voting(2)
    assert early.lost
    assert not right.lost
    assert right.acknowledged
