"""The dates of plans as an iCalendar file (RFC 5545), all of them whole days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from icalendar import Calendar, Event

from workshop.core.action import Action
from workshop.core.plan_file import Appointment, appointments
from workshop.reports.plan_sentences import action_sentences, phase_of, title_of
from workshop.storage.plan_files import LoadedPlan


def calendar(plans: Iterable[LoadedPlan], now: dt.datetime) -> bytes:
    """First steps, due dates and look-backs of all actions that were not dropped.

    Args:
        plans: the plans.
        now: when the file is made; the format asks for it on each event.
    """
    made = Calendar()
    made.add("prodid", "-//workshop//action plans//EN")
    made.add("version", "2.0")
    for loaded in plans:
        for action in loaded.plan.actions:
            for one in appointments(action):
                made.add_component(_event(loaded, action, one, now))
    text: bytes = made.to_ical()
    return text


def _event(loaded: LoadedPlan, action: Action, one: Appointment, now: dt.datetime) -> Event:
    plan = loaded.plan
    mark = "Rehearsal: " if plan.session.rehearsal else ""
    step = one.kind == "first-step"
    text = (action.first_step if step else "") or action.name
    event = Event()
    # The same action keeps its entry in a calendar when its words or dates change.
    event.add("uid", f"{plan.session.id}.{loaded.part}.{action.id}.{one.kind}@workshop")
    event.add("dtstamp", now)
    event.add("dtstart", one.date)
    event.add("summary", f"{mark}{one.words[0].upper()}{one.words[1:]}: {text}")
    event.add("description", f"{action_sentences(action)}\n{title_of(plan)}, {phase_of(plan)}")
    event.add("transp", "TRANSPARENT")
    return event
