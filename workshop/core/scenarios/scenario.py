"""A scenario: one text of an AI beside its source extract, with the key to it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NewType

from workshop.core.scenarios.taxonomy import KINDS, Kind
from workshop.core.words import Audience, Check, Decision, Difficulty, Phase

ScenarioId = NewType("ScenarioId", str)

MISSING_ROW = "Something important was left out"
"""The words of the extra row under the sentences, the same on screen and phone."""

TAP_WORDS = "Tap each line you would not let pass."
"""What taps mean, asked in the same words on screen and phone: a tap on a sound line is a false alarm."""


SHORT, LINE, PARAGRAPH, PAGE = 80, 300, 1_200, 4_000
"""Characters that texts of a scenario have at most: a name, a line, a paragraph, a source."""


Clause = tuple[int, ...] | None
"""The lines of the source, by their numbers from 1, against which something wrong stands.

Empty where nothing in the source says so; None where the file does not name any.
"""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One tappable unit of what the AI wrote; `kind`, `why` and `clause` are set only where it is wrong."""

    text: str
    wrong: bool = False
    kind: str | None = None
    why: str | None = None
    carried: bool = False
    clause: Clause = None


@dataclass(frozen=True, slots=True)
class Scenario:
    """Everything a room sees of one case, and what the reveal says about it.

    `options` are the decision labels in the order of `Decision`: use, fix, redo, stop.
    `missing` is set only where leaving something out is a real fault; then the extra row is a hit.
    """

    id: ScenarioId
    title: str
    phase: Phase
    audience: Audience
    role_task: str
    kinds: tuple[str, ...]
    control: bool
    difficulty: Difficulty
    minutes: int
    setting: str
    task: str
    source_title: str
    source: str
    best_decision: Decision
    options: tuple[str, str, str, str]
    check: str
    hint: str
    reveal: str
    debrief: tuple[str, ...]
    actions: tuple[str, ...]
    twin: str
    sentences: tuple[Sentence, ...]
    also_defensible: tuple[Decision, ...] = ()
    missing: str | None = None
    facilitator_note: str | None = None
    incident: str | None = None
    twin_of: ScenarioId | None = None
    missing_clause: Clause = None
    checked_on: dt.date | None = None
    """When somebody last made sure that it still fits the world."""

    @property
    def families(self) -> tuple[Check, ...]:
        """The checks that catch it, each once, in the order of its kinds; empty for a control."""
        return tuple(dict.fromkeys(KINDS[kind].check for kind in self.kinds))

    @property
    def main_kind(self) -> Kind | None:
        """The kind named first, which gives the reveal its check word; None for a control."""
        return KINDS[self.kinds[0]] if self.kinds else None

    @property
    def root(self) -> ScenarioId:
        """The id that it has in common with its twins: that of their original."""
        return self.twin_of or self.id

    def is_correct(self, decision: Decision) -> bool:
        """Whether a decision counts as caught: a faulty output not used as it is, a sound one used."""
        return (decision is Decision.USE) == self.control

    def option(self, decision: Decision) -> str:
        """The words of one decision in this case."""
        return self.options[list(Decision).index(decision)]
