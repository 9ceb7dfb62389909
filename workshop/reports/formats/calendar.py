"""The dates of plans as an iCalendar file (RFC 5545), all of them whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from workshop.core.english import capital
from workshop.core.plans.action import Action
from workshop.core.plans.appointments import Appointment, appointments, session_appointments
from workshop.reports.plan_dates import held_around, sessions_in, text_of
from workshop.reports.plan_sentences import action_sentences, phase_of, title_of
from workshop.storage.plans.read import LoadedPlan

AHEAD = 4
"""So many of the look-backs that come again and again: a year of quarters."""


def calendar(plans: Iterable[LoadedPlan], now: dt.datetime) -> bytes:
    """First steps, due dates and look-backs of all actions that were not dropped, and the dates of sessions.

    Args:
        plans: the plans.
        now: when the file is made; the format asks for it on each event.
    """
    made = Calendar()
    made.add("prodid", "-//workshop//action plans//EN")
    made.add("version", "2.0")
    plans, today = list(plans), now.date()
    for loaded in plans:
        for action in loaded.plan.actions:
            for appointment in appointments(action, today):
                made.add_component(_event(loaded, action, appointment, now))
    others = held_around(plans, today)
    for beside in sessions_in(plans):
        by_plan = {id(loaded.plan): loaded for loaded in beside}
        for plan, appointment in session_appointments(
            [loaded.plan for loaded in beside], today, others, ahead=AHEAD
        ):
            made.add_component(_event(by_plan[id(plan)], None, appointment, now))
    text: bytes = made.to_ical()
    return text


def _event(loaded: LoadedPlan, action: Action | None, appointment: Appointment, now: dt.datetime) -> Event:
    plan = loaded.plan
    mark = "Rehearsal: " if plan.session.rehearsal else ""
    text = text_of(appointment, action) or title_of(plan)
    event = Event()
    # The same action keeps its entry in a calendar when its words or dates change.
    of = f"{loaded.part}.{action.id}" if action is not None else "session"
    event.add("uid", f"{plan.session.id}.{of}.{appointment.kind}@workshop")
    event.add("dtstamp", now)
    event.add("dtstart", appointment.date)
    event.add("summary", f"{mark}{capital(appointment.words)}: {text}")
    about = (
        [action_sentences(action), *filter(None, [action.link])]
        if action is not None
        else [appointment.owner]
        if appointment.owner
        else []
    )
    event.add("description", "\n".join([*about, f"{title_of(plan)}, {phase_of(plan)}"]))
    event.add("transp", "TRANSPARENT")
    return event
