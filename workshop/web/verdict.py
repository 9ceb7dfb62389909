"""A phone's own answers held against the key: what only this phone shows."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from workshop.core.scenario import MISSING_ROW, Scenario
from workshop.core.session import Ballot
from workshop.core.words import Decision


class Mark(enum.Enum):
    """How one row came out: a name for its colour, a sign, and words that need neither."""

    CAUGHT = ("caught", "✓", "you caught it")
    MISSED = ("missed", "✗", "wrong, you missed it")
    FOLLOWS = ("follows", "↳", "wrong, it follows from the error you caught")
    FALSE_ALARM = ("alarm", "–", "sound, you tapped it")  # noqa: RUF001 (a sign, as wide as the others)
    SOUND = ("sound", "", "sound")
    WRONG = ("missed", "✗", "wrong")
    NOT_COUNTED = ("sound", "–", "you tapped it; here this row is not counted")  # noqa: RUF001

    @property
    def tone(self) -> str:
        """The class of the row."""
        return self.value[0]

    @property
    def sign(self) -> str:
        """The sign in front of the words."""
        return self.value[1]

    @property
    def words(self) -> str:
        """What happened, in words."""
        return self.value[2]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence, or the extra row, with what became of it."""

    text: str
    mark: Mark
    why: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """One vote of this phone: its name, the decision in the words of the case, and how it came out."""

    name: str
    option: str
    sign: str
    words: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that the reveal says to one phone. `choices` is empty where it cast no ballot."""

    choices: tuple[Choice, ...]
    rows: tuple[Row, ...]
    missing: Row | None
    best: str
    also: tuple[str, ...]


def verdict_of(key: Scenario, own: tuple[Ballot | None, ...]) -> Verdict:
    """The verdict on the ballots of one phone; its last ballot's taps are the ones that are marked."""
    cast = [(number, ballot) for number, ballot in enumerate(own, start=1) if ballot is not None]
    last = cast[-1][1] if cast else None
    return Verdict(
        choices=tuple(_choice(key, ballot, number, alone=len(cast) == 1) for number, ballot in cast),
        rows=tuple(
            Row(sentence.text, _mark(key, index, last), sentence.why if sentence.wrong else None)
            for index, sentence in enumerate(key.sentences)
        ),
        missing=_missing_row(key, last),
        best=key.option(key.best_decision),
        also=tuple(key.option(decision) for decision in key.also_defensible),
    )


def _mark(key: Scenario, index: int, ballot: Ballot | None) -> Mark:
    sentence = key.sentences[index]
    if ballot is None:
        return Mark.WRONG if sentence.wrong else Mark.SOUND
    tapped = index in ballot.taps
    if not sentence.wrong:
        return Mark.FALSE_ALARM if tapped else Mark.SOUND
    if tapped:
        return Mark.CAUGHT
    return Mark.FOLLOWS if sentence.carried and _caught_a_root(key, ballot) else Mark.MISSED


def _caught_a_root(key: Scenario, ballot: Ballot) -> bool:
    """Whether an error that others follow from was tapped: then not tapping those is no miss."""
    if key.missing is not None and ballot.missing:
        return True
    return any(key.sentences[tap].wrong and not key.sentences[tap].carried for tap in ballot.taps)


def _missing_row(key: Scenario, ballot: Ballot | None) -> Row | None:
    """The extra row: a hit where something was left out, a false alarm on a control, else not counted."""
    tapped = ballot is not None and ballot.missing
    if key.missing is not None:
        mark = Mark.CAUGHT if tapped else Mark.WRONG if ballot is None else Mark.MISSED
        return Row(MISSING_ROW, mark, key.missing)
    if not tapped:
        return None
    if key.control:
        return Row(MISSING_ROW, Mark.FALSE_ALARM, None)
    return Row(MISSING_ROW, Mark.NOT_COUNTED, None)


def _choice(key: Scenario, ballot: Ballot, number: int, *, alone: bool) -> Choice:
    name = "You chose" if alone else ("First vote", "Second vote")[number - 1]
    used = ballot.decision is Decision.USE
    sign = "✓" if key.is_correct(ballot.decision) else "✗"
    if key.control:
        words = "It was sound, and you used it." if used else "It was sound, and you held it back."
    else:
        words = "It was faulty, and you used it as it stands." if used else "You did not use it as it stands."
    return Choice(name, key.option(ballot.decision), sign, words)
