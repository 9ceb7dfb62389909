"""Answers on a scale: quartiles of 0 to 100, the mean of 1 to 5, nothing below the smallest group."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.core.stats.interval import percent


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Where the lowest quarter ends, the middle, and where the highest quarter begins, from 0 to 100."""

    n: int
    low: float
    median: float
    high: float

    @property
    def words(self) -> str:
        """As in "median 60, half from 40 to 75 (n = 18)"."""
        low, median, high = (percent(value / 100) for value in (self.low, self.median, self.high))
        return f"median {median}, half from {low} to {high} (n = {self.n})"


@dataclass(frozen=True, slots=True)
class Mean:
    """The mean of a pulse, from 1 to 5."""

    n: int
    value: float

    @property
    def words(self) -> str:
        """As in "3.4 of 5 (n = 18)"."""
        return f"{self.value:.1f} of 5 (n = {self.n})"


def quartiles(answers: Iterable[int], k: int) -> Quartiles | None:
    """The quartiles of answers from 0 to 100, or None below `k` of them (and always without any).

    Between two answers the value is interpolated (type 7 of Hyndman and Fan 1996, the usual one); one
    answer is its own quartiles.

    Raises:
        ValueError: an answer is not from 0 to 100.
    """
    given = _checked(answers, 0, 100)
    if len(given) < max(k, 1):
        return None
    if len(given) == 1:
        return Quartiles(1, given[0], given[0], given[0])
    low, median, high = statistics.quantiles(given, n=4, method="inclusive")
    return Quartiles(len(given), low, median, high)


def middle(counts: Mapping[str, int]) -> float:
    """The median of answers from 0 to 100, each with how many gave it.

    Raises:
        ValueError: nobody gave any, or one is not from 0 to 100.
    """
    found = quartiles((int(value) for value, count in counts.items() for _ in range(count)), 1)
    if found is None:
        raise ValueError("nobody answered")
    return found.median


def mean(answers: Iterable[int], k: int) -> Mean | None:
    """The mean of answers from 1 to 5, or None below `k` of them (and always without any).

    Raises:
        ValueError: an answer is not from 1 to 5.
    """
    given = _checked(answers, 1, 5)
    if len(given) < max(k, 1):
        return None
    return Mean(len(given), sum(given) / len(given))


def most_given(counts: Mapping[str, int]) -> tuple[str, ...]:
    """The answers given most often, all of them where several are level; none where nobody answered."""
    most = max(counts.values(), default=0)
    return tuple(value for value, count in counts.items() if count == most and most)


def _checked(answers: Iterable[int], lowest: int, highest: int) -> list[int]:
    given = list(answers)
    for answer in given:
        if not lowest <= answer <= highest:
            raise ValueError(f"answers are from {lowest} to {highest}, not {answer}")
    return given
