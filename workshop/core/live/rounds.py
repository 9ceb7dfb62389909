"""Rounds: each opening of a question for ballots has a name of its own, under which they are filed."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from typing import NewType

from workshop.core.scenarios.scenario import ScenarioId

Seat = NewType("Seat", str)
"""The random pseudonym of one phone within one subject: a scenario, a pulse, a dot vote."""


class Takes(enum.Enum):
    """What a round takes from a phone; the value is how its subject begins, in journals and forms too.

    The subject of a ballot is a scenario, and none is called so that it begins like another.
    """

    BALLOT = ""
    CHOICE = "pulse-"
    DOTS = "dots-"
    TEXT = "text_"
    """A sentence in somebody's own words: beside what a place is about, see `workshop.core.live.texts`."""
    SCORES = "scores_"
    """1 to 5 for each of some ideas."""
    TAPS = "taps_"
    """The lines of an open case that somebody would not let pass."""
    MARK = "mark_"
    """That a phone asks a released question too: see `workshop.core.live.question_marks`."""


_BEGINNINGS = tuple((takes.value, takes) for takes in Takes if takes.value)


_QUESTION = f"{Takes.TEXT.value}ask_"
_GROUP = f"{Takes.TEXT.value}group_"


class Round(str):
    """What is asked about, a scenario or the step of a pulse or dot vote, and how often it was before.

    It is written as `learn-04/1` or `pulse-3/1`, in journals and forms. A text with parts, and no data class:
    the journal would write the fields of one, and to find it as a key would take other steps where phones
    have answered in it than where none has.
    """

    __slots__ = ()

    def __new__(cls, subject: str, number: int) -> Round:
        """The round of a subject with a number."""
        return super().__new__(cls, f"{subject}/{number}")

    def __getnewargs__(self) -> tuple[str, int]:  # type: ignore[override]  # those of a text are its letters
        return self.subject, self.number

    @property
    def subject(self) -> str:
        """What is asked about."""
        return self.rpartition("/")[0]

    @property
    def number(self) -> int:
        """How often it was asked about, this time included."""
        return int(self.rpartition("/")[2])

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
        for beginning, takes in _BEGINNINGS:  # looked at for each vote
            if self.startswith(beginning):
                return takes
        return Takes.BALLOT

    @property
    def step(self) -> int:
        """The step of a pulse, a dot vote, scores or an open case; of a mark the place of its question."""
        return int(self.subject.replace("_", "-").split("-")[1])

    @property
    def is_question(self) -> bool:
        """Whether people ask something in it, where they like, and not about the place they are at."""
        return self.startswith(_QUESTION)

    @property
    def is_group(self) -> bool:
        """Whether one phone types in it for its group, what is said aloud anyway."""
        return self.startswith(_GROUP)

    @property
    def place(self) -> tuple[int, int]:
        """The step and the part at which people wrote in it; not for a question."""
        step, part, _ = self.subject.split("_")[-3:]
        return int(step), int(part)

    def __repr__(self) -> str:
        return f"Round({self})"


def question_round(number: int) -> Round:
    """The round of questions after so many others: a subject of its own, so that no two share a seat."""
    return Round(f"{_QUESTION}{number}", 1)


def mark_round(question: int, number: int) -> Round:
    """The round in which phones mark a released question, by how often its marks were counted."""
    return Round(f"{Takes.MARK.value}{question}", number)


def text_round(place: tuple[int, int], closed: Iterable[Round], *, of_groups: bool = False) -> Round:
    """The round of texts at a step and a part of it, a subject of its own after those that are closed."""
    subject = f"{_GROUP if of_groups else Takes.TEXT.value}{place[0]}_{place[1]}"
    before = sum(round_.subject.rpartition("_")[0] == subject for round_ in closed)
    return Round(f"{subject}_{before}", 1)


def pulse_round(step: int) -> Round:
    """The round of the pulse that is asked at a step."""
    return Round(f"{Takes.CHOICE.value}{step}", 1)


def dots_round(step: int, part: int) -> Round:
    """The first (part 0) or second round of the dot vote at a step."""
    return Round(f"{Takes.DOTS.value}{step}", part + 1)


def scores_round(step: int) -> Round:
    """The round in which the ideas at a step are scored."""
    return Round(f"{Takes.SCORES.value}{step}", 1)


def taps_round(step: int) -> Round:
    """The round in which the lines of the open case at a step are tapped."""
    return Round(f"{Takes.TAPS.value}{step}", 1)


def scenario_round(scenario: ScenarioId, number: int) -> Round:
    """A scenario's first or second round."""
    return Round(scenario, number)
