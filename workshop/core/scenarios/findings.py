"""What a text is found to be: one finding after another, each a place of its reveal."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from workshop.core.english import listed
from workshop.core.scenarios.scenario import Clause, Scenario


class Found(enum.Enum):
    """What kind of finding it is."""

    WRONG = "wrong"
    LEFT_OUT = "left out"
    CARRIED = "carried"
    SOUND = "sound"
    UNNAMED = "unnamed"
    """A faulty text in whose key no line is named."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: its lines by their places from 0, the clause they stand against, and why."""

    found: Found
    lines: tuple[int, ...] = ()
    clause: Clause = None
    why: str = ""


def findings(key: Scenario) -> tuple[Finding, ...]:
    """Each wrong line, what was left out, and last what only follows from these, together; never none."""
    wrong = [(index, line) for index, line in enumerate(key.sentences) if line.wrong]
    found = [
        Finding(Found.WRONG, (index,), line.clause, line.why or "")
        for index, line in wrong
        if not line.carried
    ]
    if key.missing is not None:
        found.append(Finding(Found.LEFT_OUT, (), key.missing_clause, key.missing))
    if carried := [(index, line) for index, line in wrong if line.carried]:
        clauses = [line.clause for _, line in carried]
        why = " ".join(line.why for _, line in carried if line.why)
        found.append(Finding(Found.CARRIED, tuple(index for index, _ in carried), _together(clauses), why))
    return tuple(found) or (Finding(Found.SOUND if key.control else Found.UNNAMED),)


def named_lines(finding: Finding) -> str:
    """The lines of a finding, as people say them: line 4, or lines 4 and 7."""
    numbers = [str(index + 1) for index in finding.lines]
    return f"line{'s' if len(numbers) > 1 else ''} {listed(numbers)}"


def finding_words(finding: Finding) -> str:
    """What comes next, as Space says it."""
    if finding.found is Found.CARRIED:
        return "what follows from it"
    return "what was left out" if finding.found is Found.LEFT_OUT else named_lines(finding)


def _together(clauses: list[Clause]) -> Clause:
    """The lines of several clauses; where one is not named, none is."""
    named = [clause for clause in clauses if clause is not None]
    return (
        tuple(sorted({line for clause in named for line in clause})) if len(named) == len(clauses) else None
    )
