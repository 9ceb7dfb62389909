"""The dates of many plans that ask for something: overdue, or within the next days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from workshop.core.plans.action import Action, days_after
from workshop.core.plans.appointments import (
    FORGOTTEN,
    Appointment,
    Past,
    appointments,
    held_of,
    session_appointments,
)
from workshop.core.plans.plan import Plan
from workshop.storage.plans.read import LoadedPlan
from workshop.storage.session_folders import FoundSessions
from workshop.storage.session_heads import Heads, heads_in


@dataclass(frozen=True, slots=True)
class DueDate:
    """One date that waits for somebody: of an action, or of a whole session where `action` is None."""

    appointment: Appointment
    days_late: int
    """0 where the date is today or still to come."""
    action: Action | None
    loaded: LoadedPlan

    @property
    def date(self) -> dt.date:
        """When it is."""
        return self.appointment.date

    @property
    def kind(self) -> str:
        """What it is, stable over time."""
        return self.appointment.kind

    @property
    def words(self) -> str:
        """What it is, in words."""
        return self.appointment.words

    @property
    def plan(self) -> Plan:
        """The plan it stands in."""
        return self.loaded.plan

    @property
    def text(self) -> str:
        """What to do: the first step's own words, else the action's name; a session's date says it itself."""
        return text_of(self.appointment, self.action)

    @property
    def owner(self) -> str:
        """Who answers for it."""
        return self.action.accountable if self.action is not None else self.appointment.owner


def text_of(appointment: Appointment, action: Action | None) -> str:
    """What a date asks for."""
    if action is None:
        return appointment.text
    return (action.first_step if appointment.kind == "first-step" else "") or action.name


def last_day(on: dt.date, days: int) -> dt.date:
    """The last day of a window that begins on a day."""
    return days_after(on, days)


def due_dates(
    plans: Iterable[LoadedPlan],
    on: dt.date,
    days: int,
    *,
    rehearsals: bool = False,
    among: FoundSessions | None = None,
) -> tuple[DueDate, ...]:
    """What waits up to so many days after a day, the oldest first; what was rehearsed only if asked for.

    Args:
        plans: the plans.
        on: the day.
        days: how far to look ahead.
        rehearsals: with what was rehearsed.
        among: the session folders that the plans were found in, which are not listed again then.
    """
    last = last_day(on, days)
    wanted = [loaded for loaded in plans if rehearsals or not loaded.plan.session.rehearsal]
    dates = [
        DueDate(appointment, max(0, (on - appointment.date).days), action, loaded)
        for loaded, action, appointment in (*_of_actions(wanted, on), *_of_sessions(wanted, on, among))
        if appointment.waits and appointment.date <= last
    ]
    return tuple(sorted(dates, key=_in_order))


def sessions_in(plans: Iterable[LoadedPlan]) -> list[list[LoadedPlan]]:
    """The plans, those of one session together."""
    by_session: dict[str, list[LoadedPlan]] = {}
    for loaded in plans:
        by_session.setdefault(loaded.plan.session.id or str(loaded.path.parent), []).append(loaded)
    return list(by_session.values())


def held_around(plans: Iterable[LoadedPlan], on: dt.date, among: FoundSessions | None = None) -> Past:
    """The sessions that were held, as far as the dates of these plans depend on them.

    Also those whose plans are not among them: a session or a file may have been named alone.
    """
    plans = list(plans)
    named = [held for beside in sessions_in(plans) for held in held_of([loaded.plan for loaded in beside])]
    since = days_after(on, -2 * FORGOTTEN)
    folders = dict.fromkeys(loaded.path.parent for loaded in plans)
    roots = dict.fromkeys(folder.resolve().parent for folder in folders)
    known = {among.at.resolve(): Heads(among)} if among is not None else {}
    heads = [known.get(root) or heads_in(root) for root in roots]
    on_disk = {held.id: held for head in heads for held in head.held_since(since)}
    return Past([*(held for held in named if held.id not in on_disk), *on_disk.values()])


_Found = Iterator[tuple[LoadedPlan, Action | None, Appointment]]


def _of_actions(plans: Iterable[LoadedPlan], on: dt.date) -> _Found:
    for loaded in plans:
        for action in loaded.plan.actions:
            for appointment in appointments(action, on):
                yield loaded, action, appointment


def _of_sessions(plans: list[LoadedPlan], on: dt.date, among: FoundSessions | None) -> _Found:
    others = held_around(plans, on, among)
    for beside in sessions_in(plans):
        by_plan = {id(loaded.plan): loaded for loaded in beside}
        for plan, appointment in session_appointments([loaded.plan for loaded in beside], on, others):
            yield by_plan[id(plan)], None, appointment


def _in_order(due: DueDate) -> tuple[dt.date, str, str, str]:
    return due.date, str(due.loaded.path), due.action.id if due.action is not None else "", due.kind
