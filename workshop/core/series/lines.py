"""The three lines of a series: capability, confidence and culture, one point a session.

A missing point stays missing. Two points make no trend: they are compared, with the interval of their
difference, and nothing is said about a direction.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

from workshop.core.plans.record import PulseTotals, Record, RelianceMap
from workshop.core.stats.calibration import Gap
from workshop.core.stats.interval import Difference, Interval, Share, newcombe, percent, signed
from workshop.core.stats.ordinal import Mean, Quartiles

OTHER_TEXTS = "Different people may have been in the room, and other texts were judged."
"""What stands beside every comparison of two sessions in which texts were judged."""

TREND_FROM = 3
"""From this many points something may be said about the way they took."""

_NO_TREND = "Two points make no trend."
_NO_REASON = "Why, these figures do not say."


_Point = TypeVar("_Point")


@dataclass(frozen=True, slots=True)
class _Line(Generic[_Point]):
    """A figure over the sessions; None where one has none."""

    points: tuple[_Point | None, ...]

    @property
    def trend(self) -> str:
        """What the points say together."""
        known = [point for point in self.points if point is not None]
        return self._way(known) if len(known) > 1 else _too_few(len(known))

    def _way(self, known: Sequence[_Point]) -> str:
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class ShareLine(_Line[Share]):
    """A share over the sessions, with what its rising and its falling mean."""

    rising: str
    falling: str

    def _way(self, known: Sequence[Share]) -> str:
        first, last = known[0], known[-1]
        change = newcombe(first.k, first.n, last.k, last.n)
        return _share_trend(change, [point.value for point in known], self.rising, self.falling)


@dataclass(frozen=True, slots=True)
class GapLine(_Line[Gap]):
    """How much surer than right, over the sessions."""

    def _way(self, known: Sequence[Gap]) -> str:
        """What they say together; without an interval on both sides only the points."""
        first, last = known[0], known[-1]
        if first.interval is None or last.interval is None:
            return f"{signed(first.points / 100)} points, then {signed(last.points / 100)}: too few for more."
        between = (last.points - first.points) / 100
        half = math.hypot(_half(first.interval), _half(last.interval)) / 100
        change = Difference(between, Interval(between - half, between + half))
        values = [point.points for point in known]
        return _share_trend(change, values, "sure rose against right", "sure fell against right")


@dataclass(frozen=True, slots=True)
class QuartilesLine(_Line[Quartiles]):
    """How sure people say they are, from 0 to 100, over the sessions."""

    def _way(self, known: Sequence[Quartiles]) -> str:
        """What they say together. A median has no interval here: the middle halves stand for it."""
        first, last = known[0], known[-1]
        medians = f"median {percent(first.median / 100)}, then {percent(last.median / 100)}"
        if len(known) < TREND_FROM:
            return f"{medians.capitalize()}. {_NO_TREND}"
        apart = first.high < last.low or last.high < first.low
        overlap = "the middle halves lie apart" if apart else "the middle halves overlap, so no clear change"
        return f"Over {len(known)} sessions {medians}: {overlap}."


@dataclass(frozen=True, slots=True)
class MeanLine(_Line[Mean]):
    """A mean from 1 to 5 over the sessions; `before` is what the same sessions began with."""

    before: tuple[Mean | None, ...]

    def _way(self, known: Sequence[Mean]) -> str:
        first, last = known[0], known[-1]
        both = f"{first.words}, then {last.words}"
        if len(known) < TREND_FROM:
            return f"{both}. {_NO_TREND}"
        return f"Over {len(known)} sessions {both}: a rough sign, for a mean of so few has no interval here."


@dataclass(frozen=True, slots=True)
class Lines:
    """The three lines, each with a place for every session."""

    caught: ShareLine
    flagged: ShareLine
    sure: QuartilesLine
    gap: GapLine
    safety: MeanLine


def lines_of(records: Sequence[Record]) -> Lines:
    """The lines over some sessions in their order."""
    maps = [record.map or RelianceMap() for record in records]
    decisions = [kept.decisions for kept in maps]
    return Lines(
        caught=ShareLine(
            tuple(Share(trials.hits, trials.signals) if trials.signals else None for trials in decisions),
            "more would not have sent it",
            "fewer would not have sent it",
        ),
        flagged=ShareLine(
            tuple(
                Share(trials.false_alarms, trials.noises) if trials.noises else None for trials in decisions
            ),
            "more sound work was held back",
            "less sound work was held back",
        ),
        sure=QuartilesLine(tuple(_quartiles(_last(record, "confidence")) for record in records)),
        gap=GapLine(tuple(kept.calibration.gap if kept.calibration else None for kept in maps)),
        safety=MeanLine(
            tuple(_mean(_last(record, "safety")) for record in records),
            tuple(_mean(record.pulse("safety", "before")) for record in records),
        ),
    )


def _last(record: Record, pulse: str) -> PulseTotals | None:
    """The answers that a session ended with."""
    return record.pulse(pulse, "after") or record.pulse(pulse)


def _quartiles(pulse: PulseTotals | None) -> Quartiles | None:
    return pulse.quartiles if pulse else None


def _mean(pulse: PulseTotals | None) -> Mean | None:
    return Mean(pulse.n, pulse.mean) if pulse and pulse.mean is not None else None


def _half(interval: Interval) -> float:
    return (interval.high - interval.low) / 2


def _too_few(points: int) -> str:
    return "Only one session has this figure: nothing to compare yet." if points else "No figure yet."


def _share_trend(change: Difference, values: Sequence[float], rising: str, falling: str) -> str:
    """A comparison of two points; from three on also where the way led, unless it may be chance."""
    if len(values) < TREND_FROM:
        return f"{change.words}. {_NO_TREND}"
    if change.may_be_chance:
        return f"No clear change over {len(values)} sessions: {change.words}."
    what = rising if (change.value or 0) > 0 else falling
    return f"Over {len(values)} sessions {what}, {_way(values)}: {change.words}. {_NO_REASON}"


def _way(values: Sequence[float]) -> str:
    steps = [after - before for before, after in pairwise(values)]
    same_way = all(step > 0 for step in steps) or all(step < 0 for step in steps)
    return "at every step" if same_way else "not at every step"
