"""What `workshop plan` says to another program. Names follow the plan files; absent values are null."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from workshop.core.plan_file import PlanAction
from workshop.storage.plan_files import LoadedPlan

if TYPE_CHECKING:
    from workshop.cli.plan_check import PlanReport
    from workshop.reports.plan_dates import DueDate


def as_text(values: object) -> str:
    """Indented JSON in plain ASCII, which every terminal and pipe carries."""
    return json.dumps(values, indent=2, default=str)


def action_values(loaded: LoadedPlan, action: PlanAction) -> dict[str, object]:
    """One action with the plan it stands in."""
    return {
        **_place(loaded, action),
        "status": action.status,
        "if": action.if_,
        "then": action.then,
        "owner_side": action.owner_side,
        "owner_item": action.owner_item or None,
        "accountable": action.accountable or None,
        "first_step": action.first_step or None,
        "first_step_by": action.first_step_by,
        "due": action.due,
        "value": action.latest_value,
    }


def due_values(one: DueDate) -> dict[str, object]:
    """One date that waits."""
    return {
        "date": one.date,
        "kind": one.kind,
        "days_late": one.days_late,
        "text": one.text,
        **_place(one.loaded, one.action),
        "status": one.action.status,
        "accountable": one.action.accountable or None,
    }


def report_values(report: PlanReport) -> dict[str, object]:
    """What a check has found."""
    return {
        "plans": report.plans,
        "actions": report.actions,
        "errors": [
            {"file": one.where, "key": one.key, "what": one.what, "mend": one.mend} for one in report.errors
        ],
        "warnings": [
            {"file": where, "rule": one.rule, "action": one.action or None, "text": one.text}
            for where, one in report.warnings
        ],
        "kept": [
            {"file": where, "rule": one.rule, "action": one.action or None, "reason": reason}
            for where, one, reason in report.kept
        ],
        "still_open": [
            {"file": where, "action": one.action or None, "fields": list(one.fields)}
            for where, one in report.still_open
        ],
    }


def _place(loaded: LoadedPlan, action: PlanAction) -> dict[str, object]:
    session = loaded.plan.session
    return {
        "action": action.id,
        "session": session.id,
        "title": session.title,
        "phase": loaded.plan.phase.id,
        "rehearsal": session.rehearsal,
        "file": str(loaded.path),
    }
