"""The time that is left, in figures the whole room can read."""

from __future__ import annotations

import math
from collections.abc import Callable

from workshop.tui.widgets.numerals import LARGE, Numerals, numeral_rows

_UPPER = str.maketrans({"▀": "█", "▄": " "})
_LOWER = str.maketrans({"▀": " ", "▄": "█"})


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
    """The same in figures twice as large, where they fit: people are far, and nothing else is to be seen."""

    def _lines(self, width: int) -> tuple[str, ...]:
        large = doubled(numeral_rows(self.text, LARGE))
        fits = large and len(large[0]) <= width and len(large) <= self.app.size.height // 2
        return large if fits else super()._lines(width)


def doubled(rows: tuple[str, ...]) -> tuple[str, ...]:
    """A picture of half blocks, twice as wide and twice as high."""
    wide = ["".join(cell * 2 for cell in row) for row in rows]
    return tuple(half for row in wide for half in (row.translate(_UPPER), row.translate(_LOWER)))


def time_left(ends_at: float | None, now: float) -> str:
    """Minutes and seconds until a moment, rounded up, so that 0:00 means that the time is up."""
    if ends_at is None:
        return ""
    minutes, seconds = divmod(max(0, math.ceil(ends_at - now)), 60)
    return f"{minutes}:{seconds:02d}"
