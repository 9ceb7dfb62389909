"""Whether people are as sure as they are right.

All sums are taken over whole percents, so no figure depends on the order of the judgements.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.stats.groups import disclose
from workshop.core.stats.interval import Z95, Interval, percent, signed
from workshop.core.words import CONFIDENCES

COIN_TOSS = 0.25
"""The Brier score of someone who always says 50%."""

CLAIM_FROM = 8
"""From this many judgements a gap is put in words (a convention, as the next four)."""

MATCHED_WITHIN = 10
"""Up to this gap, in points, people are as sure as they are right."""

SURE_FROM = 80
HIGHLIGHT_FROM, HIGHLIGHT_AT_LEAST = 10, 3
"""Sure and wrong is said from so many judgements, if at least so many were."""

BIN_FROM = 10
"""From this many judgements a bin of the curve is shown."""

BINS = ((50, 60), (70, 80), (90, 100))


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure one ballot was of its decision, in percent, and whether it was right."""

    confidence: int
    correct: bool

    def __post_init__(self) -> None:
        if self.confidence not in CONFIDENCES:
            raise ValueError(f"a confidence is one of {CONFIDENCES}, not {self.confidence}")

    @property
    def excess(self) -> int:
        """By how many points it was surer than right: from -50 to 100."""
        return self.confidence - 100 * self.correct


@dataclass(frozen=True, slots=True)
class Gap:
    """How much surer people were than right, in points, with its 95% interval; None without a claim."""

    n: int
    points: float
    interval: Interval | None

    @property
    def claim(self) -> str:
        """The gap in words; empty with too few judgements for any.

        Where the interval includes 0 a gap is "within chance", unless all of the interval lies within ten
        points: then the judgements show a match, and do not merely fail to show a gap.
        """
        if self.interval is None:
            return ""
        near = self.interval.low >= -MATCHED_WITHIN and self.interval.high <= MATCHED_WITHIN
        if self.interval.includes(0) and not near:
            return "within chance"
        if self.points > MATCHED_WITHIN:
            return "surer than right"
        return "more right than sure" if self.points < -MATCHED_WITHIN else "well matched"

    @property
    def words(self) -> str:
        """As in "+28 points, -11 to +66: within chance"; only the points with too few judgements for more."""
        points = f"{signed(self.points / 100)} points"
        if self.interval is None:
            return points
        low, high = signed(self.interval.low / 100), signed(self.interval.high / 100)
        return f"{points}, {low} to {high}: {self.claim}"


@dataclass(frozen=True, slots=True)
class SureAndWrong:
    """How many were 80% sure or more, and wrong, of all who said how sure they were."""

    count: int
    n: int

    @property
    def words(self) -> str:
        """The highlight, as the screen says it."""
        return (
            f"{self.count} of {self.n} were {SURE_FROM}% sure or more, and wrong. "
            "Those are the ones you will remember."
        )


@dataclass(frozen=True, slots=True)
class Bin:
    """The judgements between two confidences: how sure on average, and how many right, from 0 to 1."""

    low: int
    high: int
    n: int
    mean_confidence: float
    share_correct: float

    @property
    def words(self) -> str:
        """As in "90-100% sure: right in 64% (n = 25)"."""
        return f"{self.low}-{self.high}% sure: right in {percent(self.share_correct)}% (n = {self.n})"


@dataclass(frozen=True, slots=True)
class Calibration:
    """All that may be shown of some judgements; what their number does not carry is None or left out."""

    n: int
    brier: float
    gap: Gap
    sure_and_wrong: SureAndWrong | None = None
    curve: tuple[Bin, ...] = ()


def calibrate(judgements: Iterable[Judgement], k: int) -> Calibration | None:
    """All figures of some judgements, or None below `k` of them (and always without any)."""
    given = list(judgements)
    score, difference = brier(given), gap(given)
    if len(given) < k or score is None or difference is None:
        return None
    return Calibration(len(given), score, difference, sure_and_wrong(given), curve(given, k))


def brier(judgements: Iterable[Judgement]) -> float | None:
    """The mean of (f - o)^2 (Brier 1950), f the confidence from 0.5 to 1 and o 1 for right and 0 for wrong.

    From 0, which is perfect, to 1; `COIN_TOSS` for always saying 50%. A proper score: it is best to say
    what one believes. None without judgements.
    """
    excesses = [judgement.excess for judgement in judgements]
    if not excesses:
        return None
    return sum(excess**2 for excess in excesses) / (100**2 * len(excesses))


def gap(judgements: Iterable[Judgement]) -> Gap | None:
    """The mean of f - o in points, from -50 to 100; above 0 people are surer than right.

    The interval is the normal one, mean plus and minus 1.96 s / sqrt(n) with s the standard deviation of a
    sample, from eight judgements; it may reach beyond what a gap can be. Without judgements there is no gap.
    """
    excesses = [judgement.excess for judgement in judgements]
    n, total = len(excesses), sum(excesses)
    if n == 0:
        return None
    points, interval = total / n, None
    if n >= CLAIM_FROM:
        variance = (n * sum(excess**2 for excess in excesses) - total**2) / (n * (n - 1))
        reach = Z95 * math.sqrt(variance / n)
        interval = Interval(points - reach, points + reach)
    return Gap(n, points, interval)


def gap_again(n: int, points: float, brier: float) -> Gap:
    """The gap with its interval, as `gap` has it from single judgements, made again of what is kept of them.

    The Brier score is the mean of (f - o)^2 and the gap the mean of f - o, so that their variance follows.
    """
    interval = None
    if n >= CLAIM_FROM:
        variance = max(0.0, brier * 100**2 - points**2) * n / (n - 1)
        reach = Z95 * math.sqrt(variance / n)
        interval = Interval(points - reach, points + reach)
    return Gap(n, points, interval)


def sure_and_wrong(judgements: Iterable[Judgement]) -> SureAndWrong | None:
    """The judgements that were sure and wrong; None below three of them, or below ten judgements in all."""
    given = list(judgements)
    count = sum(judgement.confidence >= SURE_FROM and not judgement.correct for judgement in given)
    if len(given) < HIGHLIGHT_FROM or count < HIGHLIGHT_AT_LEAST:
        return None
    return SureAndWrong(count, len(given))


def curve(judgements: Iterable[Judgement], k: int) -> tuple[Bin, ...]:
    """How often each bin of confidences was right, in rising order, for a whole session or series.

    A bin is shown from ten judgements (or `k`, where that is more), and never so that the hidden bins, which
    are all judgements minus the shown bins, have fewer than that: see `groups.disclose`.
    """
    bins: dict[str, list[Judgement]] = {str(low): [] for low, _ in BINS}
    for judgement in judgements:
        bins[str(max(low for low, _ in BINS if low <= judgement.confidence))].append(judgement)
    shown = disclose({name: len(within) for name, within in bins.items()}, max(BIN_FROM, k)).shown
    return tuple(_bin(low, high, bins[str(low)]) for low, high in BINS if str(low) in shown)


def _bin(low: int, high: int, within: list[Judgement]) -> Bin:
    n = len(within)
    sure = sum(judgement.confidence for judgement in within) / (100 * n)
    return Bin(low, high, n, sure, sum(judgement.correct for judgement in within) / n)
