"""Plans as a table of comma-separated values, one action a row."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

from workshop.core.plans.action import Action
from workshop.core.plans.plan import Plan, number_words

COLUMNS = (
    *("session", "date", "title", "phase", "role", "rehearsal", "id", "status", "if", "then", "owner_side"),
    *("owner_item", "accountable", "with", "first_step", "first_step_by", "due", "metric", "unit"),
    *("baseline", "target", "value", "problem", "for_whom", "decision", "serves", "link"),
)
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=[\"'\s]*[=+\-@;\t])")
"""Where a cell begins that a spreadsheet would run: at the beginning of a text, and behind what some of them
take for the end of a cell. That goes by the country, and whoever opens the file may choose it."""


def table(plans: Iterable[Plan]) -> str:
    """The actions of all plans under one line of names."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for plan in plans:
        for action in plan.actions:
            writer.writerow([_cell(value) for value in _row(plan, action)])
    return text.getvalue()


def _row(plan: Plan, action: Action) -> tuple[object, ...]:
    session, metric = plan.session, action.metric
    numbers = (metric.baseline, metric.target, action.latest_value) if metric else (None, None, None)
    return (
        *(session.id, session.date, session.title, plan.phase.id, plan.phase.role),
        "yes" if session.rehearsal else "no",
        *(action.id, action.status, action.if_, action.then, action.owner_side, action.owner_item),
        *(action.accountable, "; ".join(action.with_), action.first_step, action.first_step_by, action.due),
        *((metric.name, metric.unit) if metric else ("", "")),
        *numbers,
        *(action.problem, action.for_whom, action.decision, action.serves, action.link),
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return number_words(value)
    return _FORMULA.sub(r"\1'", str(value))
