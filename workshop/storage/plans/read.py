"""Finds and reads plan files: one, those of a session, or those of hundreds of sessions. Never writes."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from workshop.core.english import counted
from workshop.core.plans.plan import Plan
from workshop.core.plans.rules import errors
from workshop.core.problems import Problem, UnusableFile
from workshop.storage.disk import is_file, read_file
from workshop.storage.plan_names import part_of, role_of
from workshop.storage.plans.values import read_values
from workshop.storage.session_folders import NOTHING_FOUND, FoundSessions, find_sessions, look_into, no_folder
from workshop.storage.toml.reading import read_toml
from workshop.storage.toml.table import Table

_WITHOUT_DATES = ("evidence", "process", "share", "note")
"""The tables of a plan that hold no date of an action."""
_DATES = ("first_step_by", "due", "planned", "held")
"""The dates of an action and of its look-backs."""
_OF_PHASE = ("rhythm", "guardrails", "look_back")
"""What a phase may hold that says when something is due of the whole session, or was held."""


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan with the path it was read from, and what was wrong with the types of its fields."""

    path: Path
    plan: Plan
    problems: tuple[Problem, ...] = ()

    @property
    def part(self) -> str:
        """Which plan of its session this is, such as `lead-role.managers`; its phase if the name is free."""
        return part_of(self.path.name) or self.plan.phase.id


@dataclass(frozen=True, slots=True)
class LoadedPlans:
    """The plans that could be read, and the problems of the files that could not."""

    plans: tuple[LoadedPlan, ...]
    unusable: tuple[Problem, ...] = ()
    left_out: tuple[Problem, ...] = ()
    """Copies and sub-folders, which are named and not read."""
    sessions: FoundSessions = NOTHING_FOUND
    """The folders they lie in, unless one file was named."""

    @property
    def unread(self) -> tuple[Problem, ...]:
        """Everything that stands in the files and could not be read: whole files, and single fields."""
        return (*self.unusable, *(problem for plan in self.plans for problem in plan.problems))


@dataclass(frozen=True, slots=True)
class FoundPlans:
    """The plan files at a path."""

    paths: tuple[Path, ...]
    sessions: FoundSessions = NOTHING_FOUND
    """The folders they lie in, unless one file was named, and what was passed over on the way to them."""


def find_plans(path: Path) -> FoundPlans:
    """The plan files at a path: the file itself, those of a session folder, or those of all its sessions.

    Copies of plans are no plans, and a session that lies there twice is found once. Sessions come in the
    order of their folders' names, which begin with their dates.

    Raises:
        UnusableFile: there is nothing, or a folder without a plan.
    """
    if is_file(path):
        return FoundPlans((path,))
    try:
        sessions = find_sessions(path)
    except OSError as error:
        raise no_folder(path, error) from error
    paths = tuple(plan for folder in sessions.folders for plan in folder.plans)
    if not paths:
        what = "holds no action plan, neither itself nor in its session folders."
        nothing = _whole(path, what, "Name a plan, a session folder or the folder above.")
        raise UnusableFile([nothing, *sessions.unusable, *sessions.left_out])
    return FoundPlans(paths, sessions)


def load_plans(path: Path, *, until: dt.date | None = None) -> LoadedPlans:
    """Read the plans at a path, each file once.

    Args:
        path: a file, a session folder, or a folder of sessions.
        until: only dates matter, and only up to this one: plans without such a date are left out, and of the
            others only the session, the phase and the actions are read.

    Raises:
        UnusableFile: nothing is there, or the one file that was named cannot be used.
    """
    there = find_plans(path)
    plans: list[LoadedPlan] = []
    unusable, left_out = [*there.sessions.unusable], [*there.sessions.left_out]
    for file in there.paths:
        try:
            plan = read_plan(file, until=until)
        except UnusableFile as error:
            if file == path:
                raise
            unusable += error.problems
            continue
        if plan is not None and (copied := _from_another_session(plan)) and file != path:
            left_out.append(copied)
        elif plan is not None:
            plans.append(plan)
    return LoadedPlans(tuple(plans), tuple(unusable), tuple(left_out), there.sessions)


def _from_another_session(loaded: LoadedPlan) -> Problem | None:
    """Words for a plan that was copied out of the session it belongs to, where it counts already."""
    id_, folder = loaded.plan.session.id, loaded.path.parent
    if id_ in ("", folder.name) or Path(id_).name != id_:
        return None
    own = folder.parent / id_ / loaded.path.name
    try:
        # Where the whole folder is a copy, somebody named it and wants to see it.
        if not is_file(own) or look_into(folder).id == id_:
            return None
    except OSError:  # an id can be longer than any name of a file
        return None
    what = f"is a plan of the session '{id_}', and is not read here: it counts in its own folder."
    return _whole(loaded.path, what, f"Compare it with {own}, then delete it.")


def load_plan(path: Path) -> LoadedPlan:
    """Read one plan file.

    Raises:
        UnusableFile: it cannot be read, is not TOML (with the line), or is no plan.
    """
    plan = read_plan(path)
    assert plan is not None  # only a limit passes a file over
    return plan


def read_plan(path: Path, *, until: dt.date | None = None) -> LoadedPlan | None:
    """Read one plan file; None where it has no date up to `until` that may ask for something.

    Raises:
        UnusableFile: it cannot be read, is not TOML (with the line), or is no plan.
    """
    content = read_toml(path)
    if until is None:
        return plan_in(content, path)
    if _is_plan(content) and not _asks_by(content.get("action"), until) and not _of_session(content):
        return None
    return plan_in({key: value for key, value in content.items() if key not in _WITHOUT_DATES}, path)


def plan_in(content: Mapping[str, object], path: Path) -> LoadedPlan:
    """The plan that the content of a file makes.

    Raises:
        UnusableFile: it is no plan.
    """
    if not content:
        mend = "Bring it back from an earlier version or a backup, or delete it."
        raise UnusableFile([_whole(path, "is empty: no plan is left in it.", mend)])
    if not _is_plan(content):
        what = "is no action plan: it has neither a `[phase]` nor an `[[action]]`."
        raise UnusableFile([_whole(path, what, "Name another file.")])
    problems: list[Problem] = []
    plan = read_values(Table(content, str(path), problems))
    if not plan.phase.role:  # files of earlier versions say it in their names alone
        plan = replace(plan, phase=replace(plan.phase, role=role_of(path.name)))
    return LoadedPlan(path, plan, tuple(problems))


def doubled_ids(loaded: LoadedPlan) -> list[Problem]:
    """The ids that several actions of a plan have, with their lines: nobody can say which one is meant.

    Actions without an id are named as well.
    """
    ids = Counter(action.id for action in loaded.plan.actions)
    none = ids.pop("", 0)
    problems = [
        Problem(
            str(loaded.path),
            f"action {id_}",
            f"'{id_}' is the id of {times} actions{_lines_of(loaded.path, id_)}.",
            "Give each of them its own id.",
        )
        for id_, times in ids.items()
        if times > 1
    ]
    if none:
        what = f"has {counted(none, 'action')} without an id."
        problems.append(Problem(str(loaded.path), "", what, "Give each of them its own, such as A1."))
    return problems


def _lines_of(path: Path, id_: str) -> str:
    """Where an id stands, such as ", in lines 12 and 40"; empty where it has no line of its own."""
    line = re.compile(rf"[ \t]*id[ \t]*=[ \t]*([\"']){re.escape(id_)}\1")
    try:
        text = read_file(path).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""
    numbers = [str(number) for number, row in enumerate(text.split("\n"), start=1) if line.match(row)]
    return f", in lines {', '.join(numbers[:-1])} and {numbers[-1]}" if len(numbers) > 1 else ""


def wrong_in(loaded: LoadedPlan, where: str = "") -> list[Problem]:
    """All errors of a plan: fields of a wrong type, and what the rules find; `where` is its file in words."""
    # A value of a wrong type is read as absent: "is missing" would say it twice, and wrongly.
    reported = {problem.key for problem in loaded.problems}
    errors_ = errors(loaded.plan, where or str(loaded.path), _ids_beside(loaded))
    return [*loaded.problems, *(problem for problem in errors_ if problem.key not in reported)]


def _ids_beside(loaded: LoadedPlan) -> frozenset[str]:
    """The actions of the session's other plans, which are read only where a partner is not found here."""
    own = {action.id for action in loaded.plan.actions}
    if all(action.paired_with in {"", *own} for action in loaded.plan.actions):
        return frozenset()
    return frozenset(
        action.id
        for plan in plans_beside(loaded.path)
        for action in plan.plan.actions
        if plan.path != loaded.path
    )


def plans_beside(path: Path) -> Iterator[LoadedPlan]:
    """The plans in the folder of a plan; those that cannot be read are passed over."""
    with contextlib.suppress(OSError):
        for beside in look_into(path.parent).plans:
            with contextlib.suppress(UnusableFile):
                yield load_plan(beside)


def _is_plan(content: Mapping[str, object]) -> bool:
    return "phase" in content or "action" in content


def _of_session(content: Mapping[str, object]) -> bool:
    """Whether a file may say when something is due of the whole session, or which one it looked back at."""
    session, phase = content.get("session"), content.get("phase")
    return (isinstance(session, dict) and "next_session" in session) or (
        isinstance(phase, dict) and any(key in phase for key in _OF_PHASE)
    )


def _asks_by(actions: object, until: dt.date) -> bool:
    """Whether the actions of a file have a date up to `until`, or anything that may be meant as one."""
    if not isinstance(actions, list):
        return actions is not None
    return any(_table_asks_by(action, until) for action in actions)


def _table_asks_by(table: object, until: dt.date) -> bool:
    if not isinstance(table, dict):
        return True
    dates = [table[key] for key in _DATES if key in table]
    later = all(
        isinstance(date, dt.date) and not isinstance(date, dt.datetime) and date > until for date in dates
    )
    return not later or _asks_by(table.get("review"), until)


def _whole(path: Path, what: str, mend: str) -> Problem:
    return Problem(str(path), "", what, mend)
