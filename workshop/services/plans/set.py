"""Sets fields of a plan or of a whole session, and says which warnings came with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop.core.plans.action import Action
from workshop.core.plans.rules import Warned
from workshop.core.plans.warnings import warnings
from workshop.storage.plans.edit import edit_plan, edit_session, setting
from workshop.storage.plans.read import LoadedPlan, load_plan


@dataclass(frozen=True, slots=True)
class ChangedPlan:
    """A plan before and after a change, and the files that are another now: none where it said so already."""

    before: LoadedPlan
    after: LoadedPlan
    files: Sequence[Path]

    def action(self, action_id: str) -> Action:
        """One of its actions, as it stands there now."""
        return next(action for action in self.after.plan.actions if action.id == action_id)

    @property
    def new_warnings(self) -> list[Warned]:
        """What the rules say now and did not say before."""
        known = {(warning.rule, warning.action) for warning in warnings(self.before.plan)}
        now = warnings(self.after.plan)
        return [warning for warning in now if (warning.rule, warning.action) not in known]


def set_in_plan(before: LoadedPlan, action_id: str | None, values: Mapping[str, str]) -> ChangedPlan:
    """Set fields of an action, or of the phase where no action is named.

    Raises:
        As `edit_plan`.
    """
    edit_plan(before.path, setting(action_id, values))
    return ChangedPlan(before, load_plan(before.path), [before.path])


def set_in_session(before: LoadedPlan, values: Mapping[str, str]) -> ChangedPlan:
    """Set fields of the session in all its files, of which one plan was read.

    Raises:
        As `edit_plan`.
    """
    files = edit_session(before.path, values)
    return ChangedPlan(before, load_plan(before.path), files)


def set_in_record(record: Path, values: Mapping[str, str]) -> None:
    """Set fields of a session that left no plan.

    Raises:
        As `edit_plan`.
    """
    edit_session(record, values)
