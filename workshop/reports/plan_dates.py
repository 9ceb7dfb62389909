"""The dates of many plans that ask for something: overdue, or within the next days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.action import Action
from workshop.core.plan_file import PlanFile, appointments
from workshop.storage.plan_files import LoadedPlan


@dataclass(frozen=True, slots=True)
class DueDate:
    """One date of one action that waits for somebody."""

    date: dt.date
    kind: str
    words: str
    days_late: int
    """0 where the date is today or still to come."""
    action: Action
    loaded: LoadedPlan

    @property
    def plan(self) -> PlanFile:
        """The plan the action stands in."""
        return self.loaded.plan

    @property
    def text(self) -> str:
        """What to do: the first step's own words, else the action's name."""
        return (self.action.first_step if self.kind == "first-step" else "") or self.action.name


def last_day(on: dt.date, days: int) -> dt.date:
    """The last day of a window that begins on a day."""
    return on + dt.timedelta(min(days, (dt.date.max - on).days))


def due_dates(
    plans: Iterable[LoadedPlan], on: dt.date, days: int, *, rehearsals: bool = False
) -> tuple[DueDate, ...]:
    """What waits up to so many days after a day, the oldest first; what was rehearsed only if asked for."""
    last = last_day(on, days)
    found = [
        DueDate(one.date, one.kind, one.words, max(0, (on - one.date).days), action, loaded)
        for loaded in plans
        if rehearsals or not loaded.plan.session.rehearsal
        for action in loaded.plan.actions
        for one in appointments(action)
        if one.waits and one.date <= last
    ]
    return tuple(sorted(found, key=lambda one: (one.date, str(one.loaded.path), one.action.id, one.kind)))
