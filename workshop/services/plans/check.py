"""Checks plans by every rule, and says what was found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from workshop.core.english import counted
from workshop.core.plans.lacking import NEEDED
from workshop.core.plans.mends import MENDS
from workshop.core.plans.plan import Plan
from workshop.core.plans.rules import StillOpen, Warned, still_open
from workshop.core.plans.warnings import all_warnings, note_for
from workshop.core.problems import Problem, UnusableFile
from workshop.core.text import clean
from workshop.storage.disk import is_file
from workshop.storage.plans.check import check_session, odd_in
from workshop.storage.plans.read import LoadedPlan, LoadedPlans, doubled_ids, load_plans, wrong_in
from workshop.storage.session_folders import SessionFolder, find_sessions

_LONGEST_PATH = 1000


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What a check has found, each with the file it was found in."""

    plans: int
    actions: int
    errors: tuple[Problem, ...]
    warnings: tuple[tuple[str, Warned], ...]
    kept: tuple[tuple[str, Warned, str], ...]
    still_open: tuple[tuple[str, StillOpen], ...]

    @property
    def text(self) -> str:
        """The findings, the gravest first, and their counts."""
        lines = [str(error) for error in self.errors]
        lines += _grouped(self.warnings)
        lines += [
            f"{_shown(where)}: kept on purpose ({_rule(warning)}): {reason}"
            for where, warning, reason in self.kept
        ]
        lines += [
            f"{_shown(where)}: still open{f' in {open_.action}' if open_.action else ''}: "
            f"{', '.join(open_.fields)}"
            for where, open_ in self.still_open
        ]
        counts = f"{counted(self.plans, 'plan')}, {counted(self.actions, 'action')}"
        wrong = counted(len(self.errors), "error") if self.errors else "no errors"
        return "\n".join([*lines, f"{counts}: {wrong}, {counted(len(self.warnings), 'warning')}."])


def check_plans(path: Path) -> PlanReport:
    """Check what lies at a path; files that cannot be read are errors."""
    loaded = _loaded(path)
    wrong: list[Problem] = [*loaded.unusable]
    warned: list[tuple[str, Warned]] = []
    kept: list[tuple[str, Warned, str]] = []
    waiting: list[tuple[str, StillOpen]] = []
    for plan in loaded.plans:
        where = str(plan.path)
        wrong += _wrong_in(plan, where)
        told = all_warnings(plan.plan)
        for warning in (*odd_in(plan), *told):
            note = note_for(plan.plan, warning)
            if note is None:
                warned.append((where, warning))
            else:
                kept.append((where, warning, note.reason))
        waiting += [(where, fields) for fields in _not_said_yet(plan.plan, told)]
    for session in _sessions_at(path):
        findings = check_session(session, [plan for plan in loaded.plans if plan.path.parent == session.path])
        wrong += findings.errors
        warned += findings.warned
    warned += [(copy.where, Warned("left-out", f"{copy.what} {copy.mend}")) for copy in loaded.left_out]
    actions = sum(len(plan.plan.actions) for plan in loaded.plans)
    plans = len(loaded.plans) + len({problem.where for problem in loaded.unusable})
    return PlanReport(plans, actions, tuple(wrong), tuple(warned), tuple(kept), tuple(waiting))


def _loaded(path: Path) -> LoadedPlans:
    try:
        return load_plans(path)
    except UnusableFile as error:
        return LoadedPlans((), error.problems)


def _wrong_in(loaded: LoadedPlan, where: str) -> Iterator[Problem]:
    """All errors of a plan; an id that stands twice is named once, with its lines."""
    twice = [problem for problem in doubled_ids(loaded) if problem.key]
    ids = {problem.key for problem in twice}
    numbered = enumerate(loaded.plan.actions, start=1)
    keys = {f"action[{number}].id" for number, action in numbered if f"action {action.id}" in ids}
    yield from twice
    yield from (problem for problem in wrong_in(loaded, where) if problem.key not in keys)


def _sessions_at(path: Path) -> tuple[SessionFolder, ...]:
    try:
        return () if is_file(path) else find_sessions(path).folders
    except OSError:
        return ()


def _not_said_yet(plan: Plan, told: Sequence[Warned]) -> Iterator[StillOpen]:
    """What is still open, without what a warning asks for already."""
    asked = {(warning.action, MENDS.get(warning.rule, "")) for warning in told}
    asked |= {(warning.action, name) for warning in told for name in NEEDED.get(warning.rule, ("", ()))[1]}
    for open_ in still_open(plan):
        fields = tuple(name for name in open_.fields if (open_.action, name) not in asked)
        if fields:
            yield StillOpen(open_.action, fields)


def _grouped(warnings: tuple[tuple[str, Warned], ...]) -> list[str]:
    """One line for a rule of a file, with all its actions."""
    lines: dict[tuple[str, str, str], list[str]] = {}
    for where, warning in warnings:
        lines.setdefault((where, warning.rule, warning.text), []).append(warning.action)
    return [
        f"{_shown(where)}: warning ({', '.join([rule, *filter(None, actions)])}): {text}"
        for (where, rule, text), actions in lines.items()
    ]


def _shown(where: str) -> str:
    """A file in one line, whatever its name; JSON names it as it is."""
    return clean(where, limit=_LONGEST_PATH)


def _rule(warned: Warned) -> str:
    return f"{warned.rule}, {warned.action}" if warned.action else warned.rule
