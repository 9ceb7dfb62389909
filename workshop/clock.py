"""Time for a room: what no change of the wall clock moves, and what stands still while the machine sleeps."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from typing import Protocol

Seconds = Callable[[], float]


class RoomClock(Protocol):
    """The clock of a room: called, it gives seconds since the epoch that never run backwards."""

    def __call__(self) -> float:
        """The time, for deadlines and for the journal."""
        ...

    def today(self) -> dt.date:
        """The day that the calendar says."""
        ...

    def not_before(self, at: float) -> None:
        """Go on from a time that a journal knows already, if the clock is behind it."""
        ...


if sys.platform == "win32":
    import ctypes

    def awake() -> float:
        """Seconds for which this machine has been awake since it started."""
        ticks = ctypes.c_ulonglong()
        ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
        return ticks.value / 1e7

    def passed() -> float:
        """Seconds since this machine started, asleep or awake."""
        count = ctypes.windll.kernel32.GetTickCount64
        count.restype = ctypes.c_ulonglong
        return int(count()) / 1e3

else:
    awake: Seconds = time.monotonic
    """Seconds for which this machine has been awake since it started."""

    def passed() -> float:
        """Seconds since this machine started, asleep or awake."""
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        # Elsewhere than on Linux no sleep is seen, and none is said.
        return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class SteadyClock:
    """Starts at what the wall clock says, and from then on goes by the time that the machine is awake.

    A wall clock that is set, or corrects itself, moves no deadline. The calendar is read anew each time: a
    room may stand open over midnight.
    """

    def __init__(self, wall: Seconds = time.time, ticks: Seconds = awake) -> None:
        self._wall, self._ticks = wall, ticks
        self._start = wall() - ticks()

    def __call__(self) -> float:
        """Seconds since the epoch as of the start, and those that have passed since."""
        return self._start + self._ticks()

    def today(self) -> dt.date:
        """The day that the wall clock says."""
        return dt.datetime.fromtimestamp(self._wall()).astimezone().date()

    def not_before(self, at: float) -> None:
        """Go on from a time that a journal knows already.

        A wall clock that was set back between two runs would give a step an hour more than it has.
        """
        self._start = max(self._start, at - self._ticks())


class Sleeps:
    """Tells how long the machine slept between two looks."""

    def __init__(self, awake: Seconds = awake, passed: Seconds = passed) -> None:
        self._awake, self._passed = awake, passed
        self._asleep = passed() - awake()

    def since_last_look(self) -> float:
        """Seconds of sleep since this was asked last, or since the start."""
        before, self._asleep = self._asleep, self._passed() - self._awake()
        return max(0.0, self._asleep - before)
