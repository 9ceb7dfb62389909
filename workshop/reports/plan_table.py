"""Plans as a table of comma-separated values, one action a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from workshop.core.action import Action
from workshop.core.plan_file import PlanFile, number_words

COLUMNS = (
    *("session", "date", "title", "phase", "rehearsal", "id", "status", "if", "then", "owner_side"),
    *("owner_item", "accountable", "with", "first_step", "first_step_by", "due", "metric", "unit"),
    *("baseline", "target", "value"),
)
_FORMULAS = ("=", "+", "-", "@")


def table(plans: Iterable[PlanFile]) -> str:
    """The actions of all plans under one line of names."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for plan in plans:
        for action in plan.actions:
            writer.writerow([_cell(value) for value in _row(plan, action)])
    return text.getvalue()


def _row(plan: PlanFile, action: Action) -> tuple[object, ...]:
    session, metric = plan.session, action.metric
    numbers = (metric.baseline, metric.target, action.latest_value) if metric else (None, None, None)
    return (
        *(session.id, session.date, session.title, plan.phase.id, "yes" if session.rehearsal else "no"),
        *(action.id, action.status, action.if_, action.then, action.owner_side, action.owner_item),
        *(action.accountable, "; ".join(action.with_), action.first_step, action.first_step_by, action.due),
        *((metric.name, metric.unit) if metric else ("", "")),
        *numbers,
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return number_words(value)
    text = str(value)
    # A spreadsheet would take such a text for a formula and run it.
    return f"'{text}" if text.startswith(_FORMULAS) else text
