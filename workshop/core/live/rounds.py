"""Rounds: each opening of a question for ballots has a name of its own, under which they are filed."""

from __future__ import annotations

import enum
from typing import Final, NewType

from workshop.core.scenarios.scenario import ScenarioId

Seat = NewType("Seat", str)
"""The random pseudonym of one phone within one subject: a scenario, a pulse, a dot vote."""

PULSE_PREFIX, DOTS_PREFIX = "pulse-", "dots-"
"""Subjects of pulses and of dot votes begin with them in journals and forms; no scenario may."""


class Takes(enum.Enum):
    """What a round takes from a phone."""

    BALLOT = "ballot"
    CHOICE = "choice"
    DOTS = "dots"


class Round:
    """What is asked about, a scenario or the step of a pulse or dot vote, and how often it was before.

    It is a text, `learn-04/1` or `pulse-3/1`, in journals and forms only. No data class: the journal would
    write the fields of one, and not the text.
    """

    __slots__ = ("number", "subject")

    def __init__(self, subject: str, number: int) -> None:
        self.subject: Final = subject
        self.number: Final = number

    @classmethod
    def parse(cls, text: str) -> Round:
        """The round of a text.

        Raises:
            ValueError: it is the text of none.
        """
        subject, _, number = text.rpartition("/")
        return cls(subject, int(number))

    @property
    def takes(self) -> Takes:
        """What it takes from a phone."""
        if self.subject.startswith(PULSE_PREFIX):
            return Takes.CHOICE
        return Takes.DOTS if self.subject.startswith(DOTS_PREFIX) else Takes.BALLOT

    @property
    def step(self) -> int:
        """The step of a pulse or of a dot vote."""
        return int(self.subject.rpartition("-")[2])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Round) and (self.subject, self.number) == (other.subject, other.number)

    def __hash__(self) -> int:
        return hash((self.subject, self.number))

    def __str__(self) -> str:
        return f"{self.subject}/{self.number}"

    def __repr__(self) -> str:
        return f"Round({self})"


def pulse_round(step: int) -> Round:
    """The round of the pulse that is asked at a step."""
    return Round(f"{PULSE_PREFIX}{step}", 1)


def dots_round(step: int, part: int) -> Round:
    """The first (part 0) or second round of the dot vote at a step."""
    return Round(f"{DOTS_PREFIX}{step}", part + 1)


def scenario_round(scenario: ScenarioId, number: int) -> Round:
    """A scenario's first or second round."""
    return Round(scenario, number)
