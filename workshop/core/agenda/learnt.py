"""What rooms have taught about a text: how many rooms, and nothing of any one of them.

A room comes in as the band of its first vote and two yes or no. So whoever knows all rooms of a total but one
learns of that one which band it was in, and no number.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.wording import wording_of
from workshop.core.words import Difficulty

ENOUGH_ROOMS = 3
"""Below this many rooms nothing is said of a text: one leader or one team would decide it."""


class Mark(enum.StrEnum):
    """What a text should be looked at for."""

    TOO_EASY = "too easy"
    NOT_FOUND = "nobody finds it"
    WRONG_LINE = "taps the wrong line"


@dataclass(frozen=True, slots=True)
class Learnt:
    """How many rooms judged a text in one wording, and in how many of them ...

    `few_right` and `most_right`: fewer than 30%, more than 70% were right in the first vote. `not_found`: in
    the vote that the room ended on, no wrong line was tapped by more than a blind tap would. `wrong_line`: a
    right line was tapped more than each wrong one.
    """

    wording: str
    rooms: int
    few_right: int = 0
    most_right: int = 0
    not_found: int = 0
    wrong_line: int = 0

    @property
    def enough(self) -> bool:
        """Whether anything may be said of the text."""
        return self.rooms >= ENOUGH_ROOMS

    @property
    def difficulty(self) -> Difficulty | None:
        """How hard rooms found it, as more than half of them say; None below enough of them."""
        if not self.enough:
            return None
        if self._most_of(self.most_right):
            return Difficulty.EASY
        return Difficulty.HARD if self._most_of(self.few_right) else Difficulty.MEDIUM

    def marks(self, scenario: Scenario) -> tuple[Mark, ...]:
        """What a faulty text should be looked at for; a sound one is right to be used."""
        if scenario.control or not self.enough:
            return ()
        found = (
            (Mark.TOO_EASY, 10 * self.most_right >= 9 * self.rooms),
            (Mark.NOT_FOUND, self._most_of(self.not_found)),
            (Mark.WRONG_LINE, self._most_of(self.wrong_line)),
        )
        return tuple(mark for mark, holds in found if holds)

    def _most_of(self, rooms: int) -> bool:
        return 2 * rooms > self.rooms


Lessons = Mapping[ScenarioId, Learnt]


def pooled(first: Learnt | None, second: Learnt) -> Learnt:
    """Two totals of other rooms over one wording as one."""
    if first is None:
        return second
    return Learnt(
        second.wording,
        first.rooms + second.rooms,
        first.few_right + second.few_right,
        first.most_right + second.most_right,
        first.not_found + second.not_found,
        first.wrong_line + second.wrong_line,
    )


def of_this_wording(scenario: Scenario, lessons: Lessons) -> Learnt | None:
    """What rooms taught about a text as it stands now; None where they judged another wording, or none."""
    learnt = lessons.get(scenario.id)
    return learnt if learnt is not None and learnt.wording == wording_of(scenario) else None


def as_learnt(scenario: Scenario, lessons: Lessons) -> Scenario:
    """The text with the difficulty that enough rooms found, or else as its file says."""
    learnt = of_this_wording(scenario, lessons)
    found = learnt.difficulty if learnt is not None else None
    return scenario if found is None else replace(scenario, difficulty=found)
