"""The path of twelve weeks: which session comes when, what of it was held or skipped, and what is next."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop.core.plans.action import days_after
from workshop.core.words import Phase

TOUCH = "touch"


@dataclass(frozen=True, slots=True)
class Stop:
    """A session of the path: in which week, with which agenda, and the phase it is for; a touch has none."""

    week: int
    agenda: str
    phase: Phase | None = None

    @property
    def name(self) -> str:
        """What people call it."""
        return self.phase.label if self.phase is not None else "A touch"

    @property
    def name_to_start(self) -> str:
        """The name with that of the agenda, where it is another one."""
        return f"{self.name} ({self.agenda})" if self.phase is not None else self.name


PATH = (
    Stop(0, "60-minutes", Phase.LEARN),
    Stop(2, TOUCH),
    Stop(4, "lead-role", Phase.LEAD_ROLE),
    Stop(6, TOUCH),
    Stop(8, "lead-redesign", Phase.LEAD_REDESIGN),
    Stop(10, TOUCH),
    Stop(12, "succeed", Phase.SUCCEED),
)
"""Then a look-back each quarter, which the rhythm of a team says."""


_PATIENCE = 7
"""So many days behind its date a touch that nobody held is skipped."""


class Stand(enum.Enum):
    """What became of a stop, or will."""

    HELD = "held"
    SKIPPED = "skipped"
    DUE = "due"
    COMING = "to come"


@dataclass(frozen=True, slots=True)
class Walked:
    """A session that was held, as the path sees it; one without a phase only looked back."""

    date: dt.date
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True)
class PathStop:
    """A stop with the day on which it was held, or is to be."""

    stop: Stop
    stand: Stand
    date: dt.date


def walked_phases(phases: Iterable[Phase], *, looks_back: bool, sets_rhythm: bool) -> tuple[Phase, ...]:
    """The phases that a session did: a look-back stands in SUCCEED, and does it where it sets a rhythm."""
    only = looks_back and not sets_rhythm
    return tuple(phase for phase in phases if not (only and phase is Phase.SUCCEED))


def path_of(
    sessions: Sequence[Walked], today: dt.date, agreed: dt.date | None = None
) -> tuple[PathStop, ...]:
    """The whole path as of a day; nothing before its first phase was held.

    A phase is behind the room once a later one was held. What is to come is counted from what was held, and
    from today where a phase is overdue; `agreed`, the date that the room has set, is that of the stop which
    it is nearest to. A touch is left out where there was no time for it between two phases, and behind a
    phase that was skipped.
    """
    held: dict[Phase, dt.date] = {}
    for session in sorted(sessions, key=lambda session: session.date):
        for phase in session.phases:
            held.setdefault(phase, session.date)
    if not held:
        return ()
    touches = sorted(session.date for session in sessions if not session.phases)
    path = tuple(_walk(held, touches, today, {}))
    ahead = [stop for stop in path if _is_open(stop)]
    if agreed is None or not ahead or agreed <= max(session.date for session in sessions):
        return path
    nearest = min(ahead, key=lambda stop: abs(stop.date - agreed))
    return tuple(_walk(held, touches, today, {nearest.stop: agreed}))


def next_stop(path: Iterable[PathStop]) -> PathStop | None:
    """The first stop that is due or to come; None where the path is at its end, or was never begun."""
    return next(filter(_is_open, path), None)


def _is_open(stop: PathStop) -> bool:
    return stop.stand in (Stand.DUE, Stand.COMING)


def _walk(
    held: Mapping[Phase, dt.date],
    touches: Sequence[dt.date],
    today: dt.date,
    agreed: Mapping[Stop, dt.date],
) -> Iterator[PathStop]:
    """Each stop in turn; `begun` and `week` say from which one the next are counted."""
    first = next(stop for stop in PATH if stop.phase in held)
    begun, week = days_after(held[first.phase or Phase.LEARN], -7 * first.week), 0
    last, passed = max(phase.number for phase in held), False
    for stop, after in zip(PATH, (*PATH[1:], None), strict=True):
        date = agreed.get(stop) or days_after(begun, 7 * (stop.week - week))
        ahead = Stand.DUE if date <= today else Stand.COMING
        if stop.phase is None:
            end = held.get(after.phase) if after is not None and after.phase is not None else None
            over = today > days_after(date, _PATIENCE)
            there = [day for day in touches if begun < day and (end is None or day < end)]
            if there:
                yield PathStop(stop, Stand.HELD, there[0])
            elif not passed and (end is None or end > date):
                yield PathStop(stop, Stand.SKIPPED if end is not None or over else ahead, date)
            continue
        passed = stop.phase not in held and stop.phase.number < last
        if stop.phase in held:
            begun, week = held[stop.phase], stop.week
            yield PathStop(stop, Stand.HELD, begun)
        elif passed:
            yield PathStop(stop, Stand.SKIPPED, date)
        else:
            begun, week = max(date, today), stop.week
            yield PathStop(stop, ahead, date)
