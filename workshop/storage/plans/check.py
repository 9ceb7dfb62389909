"""What a check sees beyond single plans: the record of a session, and whether its files agree."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from workshop.core.plans.plan import Plan, SessionPart
from workshop.core.plans.record import Record
from workshop.core.plans.rules import Warned
from workshop.core.plans.warnings import balance
from workshop.core.problems import Problem, UnusableFile
from workshop.core.shell import quoted
from workshop.core.text import clean
from workshop.storage.disk import stands
from workshop.storage.names import RECORD_NAME
from workshop.storage.plans.read import LoadedPlan
from workshop.storage.plans.record import read_record
from workshop.storage.plans.spelling import odd_in_plan, odd_in_record
from workshop.storage.session_folders import SessionFolder
from workshop.storage.session_heads import series_key
from workshop.storage.toml.reading import read_toml

_LONGEST_VALUE = 60
_WRITTEN_BY_THE_PROGRAM = ("id", "participants", "minimum_group", "rehearsal")
"""Fields of the session that `plan set` does not change."""


@dataclass(slots=True)
class Findings:
    """Errors, and what is worth a second look, each with its file."""

    errors: list[Problem] = field(default_factory=list)
    warned: list[tuple[str, Warned]] = field(default_factory=list)
    lacking: set[tuple[str, str]] = field(default_factory=set)
    """What was named as missing, each with its file: once, however many others have it."""


def check_session(folder: SessionFolder, plans: list[LoadedPlan]) -> Findings:
    """Check the record of a session, and that all its files say the same of the session.

    Args:
        folder: the session folder.
        plans: its plans, as far as they could be read.
    """
    findings = Findings()
    # Also a folder of that name: whoever made it should hear that no record can be read.
    record = _record_of(folder, findings) if stands(folder.path / RECORD_NAME) else None
    if record is not None and record.still_open:
        return findings  # the plans are written one after the other while the session runs
    headers = [(RECORD_NAME, record.session)] if record is not None else []
    headers += [(plan.path.name, plan.plan.session) for plan in plans]
    for name, session in headers[1:]:
        _compare(folder.path, headers[0], (name, session), findings)
    of_phases: dict[str, list[Plan]] = {}
    for plan in plans:
        of_phases.setdefault(plan.plan.phase.id, []).append(plan.plan)
    for together in of_phases.values():
        if any(plan.phase.role for plan in together):
            findings.warned += [(str(folder.path), warned) for warned in balance(together)]
    return findings


def odd_in(loaded: LoadedPlan) -> list[Warned]:
    """What is written otherwise in a plan, each with the action that it stands in."""
    warned = []
    for odd in odd_in_plan(read_toml(loaded.path)):
        inside = loaded.plan.actions[odd.action : odd.action + 1] if odd.action is not None else ()
        action = inside[0].id if inside else ""
        warned.append(Warned(odd.rule, _harmless(f"{odd.key} {odd.text}"), action))
    return warned


def _record_of(folder: SessionFolder, findings: Findings) -> Record | None:
    path = folder.path / RECORD_NAME
    try:
        content = read_toml(path)
        record = read_record(content, path, findings.errors)
    except UnusableFile as error:
        findings.errors += error.problems
        return None
    for odd in odd_in_record(content):
        findings.warned.append((str(path), Warned(odd.rule, _harmless(f"{odd.key} {odd.text}"))))
    return record


def _compare(
    folder: Path, first: tuple[str, SessionPart], other: tuple[str, SessionPart], findings: Findings
) -> None:
    """Two files of a session: values that differ are errors, one that is missing is worth a second look."""
    for key, here, there in _differences(first[1], other[1]):
        mend = f"`workshop plan set {quoted(folder)} 'session.{key}=...'` writes it into all files."
        if key == "id":
            mend = "A folder holds one session: move the file to its own, or correct the id."
        elif key in _WRITTEN_BY_THE_PROGRAM:
            mend = "Write the same into all files of the session."
        if here and there:
            what = f"is {there} here and {here} in {first[0]}."
            findings.errors.append(Problem(str(folder / other[0]), f"session.{key}", what, mend))
        else:
            lacking, having, value = (first[0], other[0], there) if there else (other[0], first[0], here)
            if (lacking, key) in findings.lacking:
                continue
            findings.lacking.add((lacking, key))
            text = f"session.{key} is missing here, and {value} in {having}. {mend}"
            findings.warned.append((str(folder / lacking), Warned("session", _harmless(text))))


def _differences(first: SessionPart, other: SessionPart) -> Iterator[tuple[str, str, str]]:
    """The fields that differ, with both values in words; an absent one is empty."""
    here, there = _said(first), _said(other)
    for key in here:
        same = here[key] == there[key]
        if key == "series":
            same = series_key(first.series) == series_key(other.series)
        if not same:
            yield key, here[key], there[key]


def _said(session: SessionPart) -> dict[str, str]:
    """The fields of a session under their keys, in words."""
    values = {field.name: getattr(session, field.name) for field in dataclasses.fields(SessionPart)}
    if values.pop("no_next_session"):
        values["next_session"] = "none"
    return {key: _words(value) for key, value in values.items()}


def _words(value: object) -> str:
    if value in (None, "", False):
        return ""
    return f"'{clean(value, limit=_LONGEST_VALUE)}'" if isinstance(value, str) else str(value).lower()


def _harmless(text: str) -> str:
    return clean(text, limit=1000)
