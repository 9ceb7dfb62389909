"""Plans for tests: one that breaks no rule and provokes no warning, to be changed at one point."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from workshop.core.plans.action import Action, Metric, Review, Support
from workshop.core.plans.plan import EvidencePart, PhasePart, Plan, RoundTotals, SessionPart

DATE = dt.date(2025, 11, 18)


def action(**changed: Any) -> Action:
    """An action with everything that the rules look at."""
    kept = Action(
        id="A1",
        status="planned",
        problem="A label was wrong.",
        for_whom="Dealers",
        outcome="Figures that can be quoted.",
        what="Formula line",
        if_="a comment uses 'adjusted'",
        then="we write the formula behind it",
        owner_side="shared",
        owner_item="feedback-insight",
        accountable="Head of customer care",
        with_=("Controlling",),
        first_step="Add the line to the template",
        first_step_by=DATE + dt.timedelta(7),
        due=dt.date(2026, 1, 31),
        what_good_looks_like="Anyone can recompute it.",
        support=Support(("time",), given_by="Management", endorsed=True),
        metric=Metric("quality", "Corrections", "a quarter", "down", 5.0, DATE, 1.0, "Log"),
        reviews=tuple(Review(day=day, planned=DATE + dt.timedelta(day)) for day in (30, 60, 90)),
    )
    return replace(kept, **changed)


def evidence(**changed: Any) -> EvidencePart:
    """The totals of two rounds with their gain."""
    first, second = RoundTotals(18, 8, 0.78), RoundTotals(18, 14, 0.86)
    return replace(EvidencePart("role-10", "Gross and net", (), False, first, second, 0.60), **changed)


def plan(*actions: Action, **changed: Any) -> Plan:
    """A plan with these actions, by default the one above."""
    session = SessionPart(
        id="2025-11-18-care",
        title="AI in customer care",
        date=DATE,
        no_next_session=True,
        purpose="More time.",
        outcome="Fewer wrong replies.",
        sponsor="Head of customer care",
        participants=18,
        minimum_group=5,
    )
    phase = PhasePart("lead-role", 2, "LEAD: enable AI by role", "Each role says what good means.")
    return replace(Plan(session, phase, actions or (action(),), (evidence(),)), **changed)
