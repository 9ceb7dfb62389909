"""Answers held against the key: what a phone shows of its own, for every answer there can be."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, replace

from workshop.core.live.session import Ballot
from workshop.core.scenarios.findings import Finding, Found
from workshop.core.scenarios.scenario import MISSING_ROW, Scenario
from workshop.core.words import Decision


class Mark(enum.Enum):
    """How one row came out: a name for its colour, a sign, and words that need neither."""

    CAUGHT = ("caught", "✓", "wrong, you tapped it")
    MISSED = ("missed", "✗", "wrong, you did not tap it")
    FOLLOWS = ("follows", "↳", "it follows from the error that you tapped")
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
    """One sentence, or the extra row, with what can have become of it, and the condition of that."""

    number: int
    text: str
    mark: Mark
    why: str | None
    when: str


@dataclass(frozen=True, slots=True)
class OwnVote:
    """One vote: its name, the decision in the words of the case, how it came out; and the condition of it."""

    name: str
    option: str
    sign: str
    words: str
    right: bool
    when: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that the reveal can say to any phone. What holds for one of them is chosen by the conditions."""

    choices: tuple[OwnVote, ...]
    rows: tuple[Row, ...]
    missing: tuple[Row, ...]
    best: str
    also: tuple[str, ...]

    def found(self, finding: Finding) -> tuple[Row, ...]:
        """The rows that a finding is about, all of them of a sound text; its reasons are said beside them."""
        if finding.found is Found.LEFT_OUT:
            rows = self.missing
        else:
            lines = [index + 1 for index in finding.lines]
            rows = tuple(row for row in self.rows if not lines or row.number in lines)
        return tuple(replace(row, why=None) for row in rows)


def verdict_of(key: Scenario, held: tuple[int, ...]) -> Verdict:
    """The verdict on all ballots there can be in the rounds that were held; the taps are the last one's."""
    return Verdict(
        choices=tuple(
            _own_vote(key, decision, number, alone=alone)
            for number in held
            for decision in Decision
            for alone in ((True, False) if len(held) > 1 else (True,))
        ),
        rows=tuple(
            Row(
                index + 1,
                sentence.text,
                _mark(key, index, ballot),
                sentence.why if sentence.wrong else None,
                when,
            )
            for index, sentence in enumerate(key.sentences)
            for when, ballot in _cases(key, index)
        ),
        missing=tuple(_missing_rows(key)),
        best=key.option(key.best_decision),
        also=tuple(key.option(decision) for decision in key.also_defensible),
    )


def _cases(key: Scenario, index: int) -> list[tuple[str, Ballot | None]]:
    """What can have become of a sentence: the condition of each case, and a ballot that is one of it."""
    tapped, left = f"last.tap={index}", f"any !last.tap={index}"
    cases = [("!any", None), (tapped, Ballot(Decision.FIX, (index,), False, None))]
    roots = [at for at, sentence in enumerate(key.sentences) if sentence.wrong and not sentence.carried]
    facts = [f"last.tap={root}" for root in roots]
    if key.missing is not None:
        facts.append("last.missing=1")
    if not (key.sentences[index].carried and facts):
        return [*cases, (left, Ballot(Decision.FIX, (), False, None))]
    caught = Ballot(Decision.FIX, tuple(roots[:1]), not roots, None)
    none = " ".join(f"!{fact}" for fact in facts)
    return [
        *cases,
        (f"{left} {'|'.join(facts)}", caught),
        (f"{left} {none}", Ballot(Decision.FIX, (), False, None)),
    ]


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


def _missing_rows(key: Scenario) -> Iterator[Row]:
    """The extra row: a hit where something was left out, a false alarm on a control, else not counted."""
    if key.missing is not None:
        for when, mark in (
            ("!any", Mark.WRONG),
            ("last.missing=1", Mark.CAUGHT),
            ("any !last.missing=1", Mark.MISSED),
        ):
            yield Row(0, MISSING_ROW, mark, key.missing, when)
    else:
        mark = Mark.FALSE_ALARM if key.control else Mark.NOT_COUNTED
        yield Row(0, MISSING_ROW, mark, None, "last.missing=1")


def _own_vote(key: Scenario, decision: Decision, number: int, *, alone: bool) -> OwnVote:
    name = "You chose" if alone else ("First vote", "Second vote")[number - 1]
    used, right = decision is Decision.USE, key.is_correct(decision)
    if key.control:
        words = f"It was sound, and you would {'' if used else 'not '}have sent it."
    else:
        words = "It was faulty, and you would have sent it." if used else "You would not have sent it."
    other = f"{'!' if alone else ''}{3 - number}"
    return OwnVote(
        name,
        key.option(decision),
        "✓" if right else "✗",
        words,
        right,
        f"{number}.decision={decision.value} {other}",
    )
