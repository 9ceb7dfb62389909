"""Finds and reads plan files: one, those of a session, or those of hundreds of sessions. Never writes."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop.core.plan_file import PlanFile
from workshop.core.plan_rules import errors
from workshop.core.problems import Problem, UnusableFile
from workshop.storage.plan_fields import Fields
from workshop.storage.plan_values import read_values
from workshop.storage.toml_reading import bytes_of, table_of

_PLAN_NAME = re.compile(
    r"[1-4]-(?P<part>(?:learn|lead-role|lead-redesign|succeed)(?!\.edited)(?:\.[\w-]+)?)\.toml"
)
_WITHOUT_DATES = re.compile(
    rb"^\[\[?(?:evidence|process|share|note|phase\.[\w.-]+|action\.(?:metric|support|votes))\][^\n]*"
    rb"(?:\n(?![ \t]*\[)[^\n]*)*",
    re.MULTILINE,
)
"""A table that holds no date of an action, up to the next line that begins with a bracket."""
_DATE = re.compile(rb"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class LoadedPlan:
    """A plan with the path it was read from, and what was wrong with the types of its fields."""

    path: Path
    plan: PlanFile
    problems: tuple[Problem, ...] = ()

    @property
    def part(self) -> str:
        """Which plan of its session this is, such as `lead-role.managers`; its phase if the name is free."""
        match = _PLAN_NAME.fullmatch(self.path.name)
        return match["part"] if match else self.plan.phase.id


@dataclass(frozen=True, slots=True)
class LoadedPlans:
    """The plans that could be read, and the problems of the files that could not."""

    plans: tuple[LoadedPlan, ...]
    unusable: tuple[Problem, ...] = ()


def find_plans(path: Path) -> list[Path]:
    """The plan files at a path: the file itself, those of a session folder, or those of all its sessions.

    Copies that were kept of edited files (`1-learn.edited.toml`) are no plans. Sessions come in the
    order of their names, which begin with their dates.

    Raises:
        UnusableFile: there is nothing, or a folder without a plan.
    """
    if path.is_file():
        return [path]
    try:
        own = _plans_of(path)
        found = own or [plan for folder in _folders_of(path) for plan in _plans_of(folder)]
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise UnusableFile([_whole(path, f"cannot be read: {reason}.", "Check the name.")]) from error
    if not found:
        what = "holds no action plan, neither itself nor in its session folders."
        raise UnusableFile([_whole(path, what, "Name a plan, a session folder or the folder above.")])
    return found


def load_plans(path: Path, *, until: dt.date | None = None) -> LoadedPlans:
    """Read the plans at a path, each file once.

    Args:
        path: a file, a session folder, or a folder of sessions.
        until: only dates matter, and only up to this one: files without such a date are passed over
            unparsed, and of the others only the session, the phase and the dates of actions are read.

    Raises:
        UnusableFile: nothing is there, or the one file that was named cannot be used.
    """
    plans: list[LoadedPlan] = []
    unusable: list[Problem] = []
    for found in find_plans(path):
        try:
            plan = read_plan(found, until=until)
        except UnusableFile as error:
            if found == path:
                raise
            unusable += error.problems
        else:
            plans += [plan] if plan is not None else []
    return LoadedPlans(tuple(plans), tuple(unusable))


def load_plan(path: Path) -> LoadedPlan:
    """Read one plan file.

    Raises:
        UnusableFile: it cannot be read, is not TOML (with the line), or is no plan.
    """
    plan = read_plan(path)
    assert plan is not None  # only a limit passes a file over
    return plan


def read_plan(path: Path, *, until: dt.date | None = None) -> LoadedPlan | None:
    """Read one plan file; None where its actions have no date up to `until`.

    Raises:
        UnusableFile: it cannot be read, is not TOML (with the line), or is no plan.
    """
    raw = bytes_of(path)
    if until is None:
        return plan_in(table_of(raw, str(path)), path)
    if not _has_date(raw, until):
        return None
    try:
        content = table_of(_dates_only(raw), str(path))
    except UnusableFile:
        content = table_of(raw, str(path))
    return plan_in(content, path)


def plan_in(content: Mapping[str, object], path: Path) -> LoadedPlan:
    """The plan that the content of a file makes.

    Raises:
        UnusableFile: it is no plan.
    """
    if "phase" not in content and "action" not in content:
        what = "is no action plan: it has neither a `[phase]` nor an `[[action]]`."
        raise UnusableFile([_whole(path, what, "Name another file.")])
    problems: list[Problem] = []
    plan = read_values(Fields(content, path, problems))
    return LoadedPlan(path, plan, tuple(problems))


def wrong_in(one: LoadedPlan, where: str = "") -> list[Problem]:
    """All errors of a plan: fields of a wrong type, and what the rules find; `where` is its file in words."""
    # A value of a wrong type is read as absent: "is missing" would say it twice, and wrongly.
    reported = {problem.key for problem in one.problems}
    found = errors(one.plan, where or str(one.path), _ids_beside(one))
    return [*one.problems, *(problem for problem in found if problem.key not in reported)]


def _ids_beside(one: LoadedPlan) -> frozenset[str]:
    """The actions of the session's other plans, which are read only where a partner is not found here."""
    own = {action.id for action in one.plan.actions}
    if all(action.paired_with in {"", *own} for action in one.plan.actions):
        return frozenset()
    return frozenset(
        action.id for plan in plans_beside(one.path) for action in plan.plan.actions if plan.path != one.path
    )


def plans_beside(path: Path) -> Iterator[LoadedPlan]:
    """The plans in the folder of a plan; those that cannot be read are passed over."""
    with contextlib.suppress(OSError):
        for found in _plans_of(path.parent):
            with contextlib.suppress(UnusableFile):
                yield load_plan(found)


def _has_date(raw: bytes, until: dt.date) -> bool:
    """Whether a date up to `until` stands behind the first action; dates in texts count as well."""
    limit = until.isoformat().encode()
    start = raw.find(b"action")
    return start >= 0 and any(found <= limit for found in _DATE.findall(raw, start))


def _dates_only(raw: bytes) -> bytes:
    """The file without the tables that hold no date of an action: less than half of it is left to parse.

    Where no text runs over several lines, a line that begins with a bracket begins a table, or it goes on
    with a list. A list that was cut in two is no TOML any more, and then the whole file is read after all.
    """
    return raw if b'"""' in raw or b"'''" in raw else _WITHOUT_DATES.sub(b"", raw)


def _whole(path: Path, what: str, mend: str) -> Problem:
    return Problem(str(path), "", what, mend)


def _plans_of(folder: Path) -> list[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if _PLAN_NAME.fullmatch(entry.name))
    return [folder / name for name in names]


def _folders_of(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir() and not entry.name.startswith("."))
    return (folder / name for name in names)
