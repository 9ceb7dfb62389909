"""Then and now: what the figures of two sessions say, and how little they may mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from workshop.core.english import long_date
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.plans.look_back import RoomFigures
from workshop.core.stats.interval import MAY_BE_CHANCE, Difference, Share, newcombe

NO_FIGURE = "The two sessions have no figure in common."
_FINE = 10
"""A figure is drawn to its tenth."""


class Figure(NamedTuple):
    """A figure: of which session, how far a bar of it goes, and in words."""

    when: str
    part: int
    whole: int
    words: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A figure of both sessions, or of one of them: its name, both of it, what their difference may mean."""

    name: str
    figures: tuple[Figure, ...]
    change: str


def since_words(seen: ShiftPicture) -> str:
    """Which session is compared with."""
    back = seen.look_back
    return f"{back.title}, {long_date(back.date)}, and today, day {back.day}"


def shift_words(then: RoomFigures, now: RoomFigures) -> str:
    """What has changed in the decisions on faulty texts, as far as chance allows to say."""
    found = _difference(then.caught, now.caught)
    if found is None or found.value is None:
        return "Then and now."
    if found.may_be_chance:
        return "Much as it was: too few votes to tell."
    return "More of us would not have sent it." if found.value > 0 else "Fewer of us would not have sent it."


def shifts_of(then: RoomFigures, now: RoomFigures) -> Iterator[Shift]:
    """Each figure that at least one session has."""
    yield from _shares("Would not have sent it: first votes on faulty texts", then.caught, now.caught)
    yield from _shares("Held it back: first votes on sound texts", then.flagged, now.flagged)
    if then.gap_points is not None and now.gap_points is not None:
        name = f"Surer than right: then {then.gap_points:+.0f}, now {now.gap_points:+.0f} points"
        yield Shift(name, (), "0 would be well matched")
    sure = _bars(then.confidence, now.confidence, 100, "{:.0f} of 100")
    if sure:
        yield Shift("Sure to catch such an error at work", sure, "a few points are nothing")
    safe = _bars(then.safety, now.safety, 5, "{:.1f} of 5")
    if safe:
        yield Shift("Safe to say: I do not trust what the AI wrote", safe, "a few tenths are nothing")


def _bars(then: float | None, now: float | None, most: int, words: str) -> tuple[Figure, ...]:
    return tuple(
        Figure(name, round(value * _FINE), most * _FINE, words.format(value))
        for name, value in (("then", then), ("now", now))
        if value is not None
    )


def _shares(name: str, then: Share | None, now: Share | None) -> Iterator[Shift]:
    bars = tuple(
        Figure(when, share.k, share.n, f"{share.k} of {share.n}")
        for when, share in (("then", then), ("now", now))
        if share is not None
    )
    found = _difference(then, now)
    if bars:
        yield Shift(name, bars, MAY_BE_CHANCE if found is not None and found.may_be_chance else "")


def _difference(then: Share | None, now: Share | None) -> Difference | None:
    return newcombe(then.k, then.n, now.k, now.n) if then is not None and now is not None else None
