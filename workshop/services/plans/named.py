"""Which action, plan or session a command means, among the plans that were read for it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from workshop.core.plans.action import Action
from workshop.services.errors import NoSuch, NothingChanged
from workshop.storage.names import RECORD_NAME
from workshop.storage.plans.read import LoadedPlan, LoadedPlans, doubled_ids
from workshop.storage.session_folders import look_into


class ActionIn(NamedTuple):
    """An action and the plan it stands in."""

    loaded: LoadedPlan
    action: Action


def actions_named(loaded: LoadedPlans, path: Path, action_id: str | None) -> list[ActionIn]:
    """The actions that were read at a path; with an id just the one that has it.

    Raises:
        NoSuch: no action has the id.
        NothingChanged: it stands in several places, or in a file that cannot be read.
    """
    actions = [ActionIn(plan, action) for plan in loaded.plans for action in plan.plan.actions]
    if action_id is None:
        return actions
    named = [entry for entry in actions if entry.action.id == action_id]
    if not named and loaded.unusable:
        raise NothingChanged("Nothing was changed. Mend that file first.")
    if not named:
        alone = len(loaded.plans) == 1
        known = ", ".join(dict.fromkeys(entry.action.id for entry in actions)) if alone else ""
        more = f"It has {known}." if known else "`workshop plan list` shows all."
        raise NoSuch(f"{path}: no action is called {action_id}. {more}")
    for entry in named:
        for problem in doubled_ids(entry.loaded):
            if problem.key == f"action {action_id}":
                raise NothingChanged(f"Nothing was changed. {problem}")
    if len(named) > 1:
        files = "\n".join(f"  {entry.loaded.path}" for entry in named)
        raise NothingChanged(
            f"Nothing was changed: {action_id} stands in {len(named)} files. Name one of them:\n{files}"
        )
    return named


def plan_alone(loaded: LoadedPlans, path: Path) -> LoadedPlan:
    """The one plan at a path.

    Raises:
        NothingChanged: there is another number of them.
    """
    if len(loaded.plans) != 1:
        files = "\n".join(f"  {plan.path}" for plan in loaded.plans)
        raise NothingChanged(
            f"Nothing was changed: {path} has {len(loaded.plans)} plans. Name the one of the phase:\n{files}"
        )
    return loaded.plans[0]


def plan_of_the_session(loaded: LoadedPlans, path: Path) -> LoadedPlan:
    """A plan of the one session at a path.

    Raises:
        NothingChanged: there are several sessions, or no plan of any could be read.
    """
    if not loaded.plans:
        raise NothingChanged("Nothing was changed. Mend that file first.")
    sessions = {(plan.path.parent, plan.plan.session.id): plan for plan in loaded.plans}
    folders = dict.fromkeys(folder for folder, _ in sessions)
    if len(sessions) != 1 and len(folders) == 1:
        ids = ", ".join(id_ for _, id_ in sessions)
        raise NothingChanged(
            f"Nothing was changed: the plans of {path} are of {len(sessions)} sessions: {ids}. "
            "One folder holds one session."
        )
    if len(sessions) != 1:
        lines = "\n".join(f"  {folder}" for folder in folders)
        raise NothingChanged(
            f"Nothing was changed: {path} has {len(sessions)} sessions. Name one of them:\n{lines}"
        )
    (plan,) = sessions.values()
    return plan


def record_alone(path: Path) -> Path | None:
    """The record of a session that left no plan."""
    try:
        folder = look_into(path)
    except OSError:
        return None
    return path / RECORD_NAME if folder.has_record and not folder.plans else None
