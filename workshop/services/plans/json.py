"""What `workshop plan` says to another program. Names follow the plan files; absent values are null."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workshop.core.plans.action import Action, Review
from workshop.core.plans.keys import FieldKind, keys_of
from workshop.core.plans.rules import Warned
from workshop.core.problems import Problem
from workshop.storage.plans.read import LoadedPlan

if TYPE_CHECKING:
    from workshop.reports.plan_dates import DueDate
    from workshop.services.plans.check import PlanReport
    from workshop.services.plans.set import ChangedPlan


def as_text(values: object) -> str:
    """Indented JSON in plain ASCII, which every terminal and pipe carries."""
    return json.dumps(values, indent=2, default=str) + "\n"


def action_values(loaded: LoadedPlan, action: Action) -> dict[str, object]:
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


def plan_values(loaded: LoadedPlan) -> dict[str, object]:
    """One plan, whole."""
    return {"file": str(loaded.path), **as_written(loaded.plan)}


def as_written(value: object) -> dict[str, object]:
    """The fields of a plan, or of a part of one, under the keys of its file; absent ones are null."""
    values: dict[str, object] = {}
    for known in keys_of(type(value)):
        *above, key = known.key.split(".")
        place: dict[str, Any] = values
        for name in above:
            place = place.setdefault(name, {})
        inner = getattr(value, known.field)
        match known.kind:
            case FieldKind.TABLE:
                place[key] = as_written(inner) if inner is not None else None
            case FieldKind.TABLES:
                place[key] = [as_written(part) for part in inner]
            case FieldKind.GOOD:
                place[key] = {good.role: good.words for good in inner}
            case FieldKind.PERMISSIONS:
                place[key] = [dataclasses.asdict(permission) for permission in inner]
            case FieldKind.COUNTS:
                place[key] = dict(inner)
            case FieldKind.SAYS_NONE:
                place[key] = "none" if inner else place[key]
            case _:
                place[key] = None if inner == "" else inner
    return values


def due_values(due: DueDate) -> dict[str, object]:
    """One date that waits; of a whole session `action` is null."""
    return {
        "date": due.date,
        "kind": due.kind,
        "days_late": due.days_late,
        "text": due.text,
        **_place(due.loaded, due.action),
        "status": due.action.status if due.action is not None else None,
        "accountable": due.owner or None,
    }


def report_values(report: PlanReport) -> dict[str, object]:
    """What a check has found."""
    return {
        "plans": report.plans,
        "actions": report.actions,
        "errors": [problem_values(problem) for problem in report.errors],
        "warnings": [warned_values(where, warning) for where, warning in report.warnings],
        "kept": [
            {"file": where, "rule": warning.rule, "action": warning.action or None, "reason": reason}
            for where, warning, reason in report.kept
        ],
        "still_open": [
            {"file": where, "action": open_.action or None, "fields": list(open_.fields)}
            for where, open_ in report.still_open
        ],
    }


def written_values(files: Sequence[Path], keys: Iterable[str]) -> dict[str, object]:
    """What was set, and where."""
    return {"changed": True, "files": files, "keys": list(keys)}


def changed_values(changed: ChangedPlan, keys: Iterable[str], action_id: str | None) -> dict[str, object]:
    """What was set in a plan, the action it belongs to, and the warnings that came with it."""
    action = as_written(changed.action(action_id)) if action_id is not None else None
    warnings = [warned_values(str(changed.after.path), warning) for warning in changed.new_warnings]
    return {**written_values(changed.files, keys), "action": action, "warnings": warnings}


def review_values(loaded: LoadedPlan, action: Action, review: Review) -> dict[str, object]:
    """A look-back that was written into a plan."""
    return {
        "changed": True,
        "files": [loaded.path],
        "action": action_values(loaded, action),
        "review": as_written(review),
    }


def problem_values(problem: Problem) -> dict[str, object]:
    """One error."""
    return {"file": problem.where, "key": problem.key, "what": problem.what, "mend": problem.mend}


def warned_values(where: str, warning: Warned) -> dict[str, object]:
    """One warning."""
    return {"file": where, "rule": warning.rule, "action": warning.action or None, "text": warning.text}


def _place(loaded: LoadedPlan, action: Action | None) -> dict[str, object]:
    session = loaded.plan.session
    return {
        "action": action.id if action is not None else None,
        "session": session.id,
        "title": session.title,
        "phase": loaded.plan.phase.id,
        "role": loaded.plan.phase.role or None,
        "rehearsal": session.rehearsal,
        "file": str(loaded.path),
    }
