"""How far a share, or the difference of two shares, is known from so few votes."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.96
"""How many standard errors a 95% interval reaches to either side."""

MAY_BE_CHANCE = "may be chance"
NOT_CLEARLY_DIFFERENT = "not clearly different"


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of values that the data do not speak against; both ends belong to it."""

    low: float
    high: float

    def includes(self, value: float) -> bool:
        """Whether a value lies in it; a benchmark that does is not clearly different."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Difference:
    """The second share minus the first, from -1 to 1; `value` is None where one of them has no votes."""

    value: float | None
    interval: Interval

    @property
    def may_be_chance(self) -> bool:
        """Whether no difference at all would fit the votes too."""
        return self.interval.includes(0)

    @property
    def words(self) -> str:
        """The difference in points, as in "+30 points, -1 to 54: may be chance"."""
        if self.value is None:
            return "nothing to compare"
        low, high = percent(self.interval.low), percent(self.interval.high)
        points = f"{signed(self.value)} points, {low} to {high}"
        return f"{points}: {MAY_BE_CHANCE}" if self.may_be_chance else points


def wilson(successes: int, n: int, z: float = Z95) -> Interval:
    """Wilson's score interval of a share (Wilson 1927).

    With p = successes / n::

        centre = (p + z^2 / 2n) / (1 + z^2 / n)
        half   = z * sqrt(p (1 - p) / n + z^2 / 4n^2) / (1 + z^2 / n)

    It holds for few votes and for shares near 0 and 1, and never leaves 0 to 1. Without votes nothing is
    known: 0 to 1. With no success its low end is 0, with nothing else its high end is 1, exactly.

    Raises:
        ValueError: more successes than votes, or a number below 0.
    """
    if not 0 <= successes <= n or z < 0:
        raise ValueError(f"{successes} of {n} is no share (z = {z})")
    if n == 0:
        return Interval(0.0, 1.0)
    share, square = successes / n, z * z
    shrink = 1 + square / n
    centre = (share + square / (2 * n)) / shrink
    half = z * math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / shrink
    # Rounding could leave the ends a hair beyond the share itself or beyond 0 and 1.
    low = 0.0 if successes == 0 else min(max(0.0, centre - half), share)
    high = 1.0 if successes == n else max(min(1.0, centre + half), share)
    return Interval(low, high)


def newcombe(k1: int, n1: int, k2: int, n2: int, z: float = Z95) -> Difference:
    """How much higher the second share is, with Newcombe's hybrid score interval (Newcombe 1998, method 10).

    With p1, p2 the shares and l, u the ends of their Wilson intervals::

        low  = p2 - p1 - sqrt((p2 - l2)^2 + (u1 - p1)^2)
        high = p2 - p1 + sqrt((u2 - p2)^2 + (p1 - l1)^2)

    For votes of different people, as in two sessions; two votes of the same people differ by less than
    chance would have it. Where one side has no votes there is no value, and the interval is -1 to 1.

    Raises:
        ValueError: a count that is no share, as in `wilson`.
    """
    first, second = wilson(k1, n1, z), wilson(k2, n2, z)
    if n1 == 0 or n2 == 0:
        return Difference(None, Interval(-1.0, 1.0))
    p1, p2 = k1 / n1, k2 / n2
    value = p2 - p1
    low = value - math.hypot(p2 - second.low, first.high - p1)
    high = value + math.hypot(second.high - p2, p1 - first.low)
    return Difference(value, Interval(max(-1.0, low), min(1.0, high)))


def share_words(k: int, n: int) -> str:
    """A share with its votes and its 95% Wilson interval: "9 of 22 (41%, 23-61%)"; without votes "no votes".

    Raises:
        ValueError: more successes than votes, or a number below 0.
    """
    interval = wilson(k, n)
    if n == 0:
        return "no votes"
    # In whole numbers, because 57 of 200 is 28.5% exactly but a little less as a float.
    share = (200 * k + n) // (2 * n)
    return f"{k} of {n} ({share}%, {percent(interval.low)}-{percent(interval.high)}%)"


def benchmark_words(k: int, n: int, benchmark: float) -> str:
    """How a room's share stands to a published one (0 to 1): not clearly different, higher, or lower.

    Without votes nothing is clearly different.

    Raises:
        ValueError: more successes than votes, or a number below 0.
    """
    interval = wilson(k, n)
    if interval.includes(benchmark):
        return NOT_CLEARLY_DIFFERENT
    return "higher" if interval.low > benchmark else "lower"


def percent(share: float) -> int:
    """A share or a difference of shares in whole points; a half is rounded away from 0."""
    points = math.floor(abs(share) * 100 + 0.5)
    return points if share >= 0 else -points


def signed(share: float) -> str:
    """A difference of shares in whole points with its sign; 0 has none."""
    points = percent(share)
    return f"{points:+d}" if points else "0"


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many votes."""

    k: int
    n: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.k / self.n

    @property
    def interval(self) -> Interval:
        """Its 95% Wilson interval."""
        return wilson(self.k, self.n)

    @property
    def words(self) -> str:
        """As in "9 of 22 (41%, 23-61%)"."""
        return share_words(self.k, self.n)
