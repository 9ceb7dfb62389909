"""A pack: scenarios that come together in one folder, such as the shipped library or a team's own cases."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from workshop.core.problems import Problem
from workshop.core.scenarios.scenario import Scenario, ScenarioId

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
