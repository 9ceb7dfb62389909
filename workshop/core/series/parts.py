"""What a series is told in: a question with its answer, its figures on their scales, and lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from workshop.core.english import short_date, short_day_of_year
from workshop.core.plans.look_back import plans_review
from workshop.core.series.series import Series, Sitting

Value = TypeVar("Value")

ABSENT = "no figure"


@dataclass(frozen=True, slots=True)
class OnScale:
    """Where a figure stands on its scale, with the ends of its range, all from 0 to 1."""

    low: float
    value: float
    high: float


@dataclass(frozen=True, slots=True)
class Point:
    """One session's figure in words; without a place where there is none, or nothing to draw."""

    label: str
    words: str
    place: OnScale | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Some lines under a heading. `scale` names the ends, and perhaps the middle, where points are drawn."""

    heading: str
    points: tuple[Point, ...] = ()
    scale: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One question about a series. `answer` is short enough for large letters."""

    name: str
    question: str
    answer: str
    detail: str
    blocks: tuple[Block, ...]
    caveat: str = ""


def points(
    series: Series,
    values: Sequence[Value | None],
    point: Callable[[Value], tuple[str, OnScale | None]],
    *,
    absent: str = ABSENT,
) -> tuple[Point, ...]:
    """A point for each session; where there is no figure it says so, or is left out if `absent` is empty."""
    years = {sitting.date.year for sitting in series.sittings if sitting.date}
    return tuple(
        Point(label(sitting, year=len(years) > 1), *(point(value) if value is not None else (absent, None)))
        for sitting, value in zip(series.sittings, values, strict=True)
        if value is not None or absent
    )


def label(sitting: Sitting, *, year: bool) -> str:
    """The date, and the day of a look-back, as in "14 Dec, day 30"; a touch has no day of its own."""
    date = sitting.date
    written = short_date if year else short_day_of_year
    name = written(date) if date else sitting.title
    day = sitting.look_back_day
    if day is None:
        return name
    return f"{name}, day {day}" if plans_review(day) else f"{name}, touch"


def beside(caveat: str, *lines: Sequence[object]) -> str:
    """The caveat wherever two sessions stand beside each other."""
    return caveat if any(sum(point is not None for point in line) > 1 for line in lines) else ""


def block(heading: str, lines: Iterable[str]) -> Block:
    """Those of some lines that say something, under a heading."""
    return Block(heading, lines=tuple(line for line in lines if line))
