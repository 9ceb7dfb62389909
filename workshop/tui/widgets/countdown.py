"""The time that is left, in figures the whole room can read."""

from __future__ import annotations

import math
from collections.abc import Callable

from workshop.tui.widgets.numerals import LARGE, Numerals, numeral_rows


class Countdown(Numerals):
    """Counts down to a moment; empty where there is none, and stays at 0:00 after it."""

    DEFAULT_CSS = """
    Countdown { color: $text-primary; }
    """

    def __init__(
        self,
        ends_at: float | None,
        clock: Callable[[], float],
        rows: int = LARGE,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        self._ends_at = ends_at
        self._clock = clock
        super().__init__(time_left(ends_at, clock()), rows, id=id)

    def on_mount(self) -> None:
        """Look at the clock a few times a second: a second must not seem to last two."""
        self.set_interval(0.25, self.tick)

    def aim(self, ends_at: float | None) -> None:
        """Count down to another moment."""
        self._ends_at = ends_at
        self.tick()

    def tick(self) -> None:
        """Say what the clock says now."""
        self.say(time_left(self._ends_at, self._clock()))

    @property
    def columns(self) -> int:
        """How wide it is when it is large, whatever its figures are."""
        return max(map(len, numeral_rows(self.text, LARGE)), default=0)


class DoubledCountdown(Countdown):
    """The same twice as large, where it fits: people are far, and nothing else is to be seen."""

    twice = True


def time_left(ends_at: float | None, now: float) -> str:
    """Minutes and seconds until a moment, rounded up, so that 0:00 means that the time is up."""
    if ends_at is None:
        return ""
    minutes, seconds = divmod(max(0, math.ceil(ends_at - now)), 60)
    return f"{minutes}:{seconds:02d}"
