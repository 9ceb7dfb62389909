"""The room's clock: no change of the wall clock moves a deadline, and a sleep is told from such a change."""

from __future__ import annotations

import datetime as dt
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, Clock
from workshop.clock import Sleeps, SteadyClock, awake, passed

STEPS = st.lists(st.tuples(st.floats(0, 1e5), st.floats(-1e6, 1e6)), max_size=20)
"""What happens one after the other: so many seconds go by, and the wall clock is moved by so many."""


@given(STEPS)
def test_a_wall_clock_that_is_moved_moves_no_time(steps: list[tuple[float, float]]) -> None:
    wall, ticks = Clock(), Clock(77.0)
    clock = SteadyClock(wall, ticks)
    gone = 0.0
    for seconds, moved in steps:
        before = clock()
        ticks.pass_by(seconds)
        wall.pass_by(seconds + moved)
        gone += seconds
        assert clock() >= before
        assert clock() - START == pytest.approx(gone, abs=1e-3)


@given(behind=st.floats(-1e6, 1e6))
def test_a_resume_never_begins_before_what_the_journal_knows(behind: float) -> None:
    clock = SteadyClock(Clock(START - behind), Clock(5.0))
    clock.not_before(START)
    assert clock() == pytest.approx(max(START, START - behind), abs=1e-3)


def test_the_day_is_that_of_the_calendar() -> None:
    wall = Clock()
    clock = SteadyClock(wall, Clock(0.0))
    wall.pass_by(3 * 24 * 3600)
    assert clock.today() == dt.datetime.fromtimestamp(START).astimezone().date() + dt.timedelta(3)


def test_a_sleep_is_said_once() -> None:
    awake_for, since_start = Clock(100.0), Clock(500.0)
    sleeps = Sleeps(awake_for, since_start)
    awake_for.pass_by(60)
    since_start.pass_by(60 + 840)
    assert sleeps.since_last_look() == 840
    assert sleeps.since_last_look() == 0


def test_this_machine_has_both_clocks() -> None:
    first = awake()
    assert passed() >= first > 0
    assert Sleeps().since_last_look() < 1
    assert abs(SteadyClock()() - time.time()) < 5
