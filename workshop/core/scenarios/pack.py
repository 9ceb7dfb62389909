"""A pack: scenarios that come together in one folder, such as the shipped library or a team's own cases."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop.core.problems import Problem
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Check, Phase

OWN_FOLDER = "my-scenarios"
"""Where a team's own cases lie, in the folder that one works in."""


@dataclass(frozen=True, slots=True)
class Pack:
    """The texts of a folder that can be used, what its `pack.toml` says, and what is wrong with its files.

    `checked_on` is when somebody last made sure that all of it still fits the world.
    """

    folder: Path
    title: str
    by: str = ""
    language: str = ""
    checked_on: dt.date | None = None
    texts: tuple[Scenario, ...] = ()
    problems: tuple[Problem, ...] = ()


def played_from(packs: Iterable[Pack]) -> Mapping[ScenarioId, Pack]:
    """The pack from which each text is played: of those that hold its id the last one."""
    return {text.id: pack for pack in packs for text in pack.texts}


def set_aside(pack: Pack, packs: Iterable[Pack]) -> Iterator[tuple[ScenarioId, Pack]]:
    """The texts of a pack that are not played, each with the pack whose text takes its place."""
    winners = played_from(packs)
    for text in pack.texts:
        if (winner := winners[text.id]) is not pack:
            yield text.id, winner


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many texts there are of each sort; a faulty one may be of several kinds, with several checks."""

    texts: int
    sound: int
    phases: Mapping[Phase, int]
    roles: Mapping[Audience, int]
    checks: Mapping[Check, int]
    kinds: Mapping[str, int]
    by_role: Mapping[tuple[Audience, Check | None], int]
    """Of each role how many need a check; None counts the sound ones."""


def coverage(texts: Iterable[Scenario]) -> Coverage:
    """Count the texts; what there is none of is counted as 0."""
    there = list(texts)
    phases = Counter(text.phase for text in there)
    roles = Counter(text.audience for text in there)
    checks = Counter(check for text in there for check in text.families)
    kinds = Counter(kind for text in there for kind in text.kinds)
    by_role = Counter((text.audience, check) for text in there for check in text.families or (None,))
    return Coverage(
        len(there),
        sum(text.control for text in there),
        {phase: phases[phase] for phase in Phase},
        {role: roles[role] for role in Audience},
        {check: checks[check] for check in Check},
        {kind: kinds[kind] for kind in KINDS},
        by_role,
    )
