"""The counted ballots of closed rounds, from the smallest group upwards and never below it."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.scenario import Scenario
from workshop.core.session import Ballot, Session, round_id
from workshop.core.words import Decision

SMALL_ROOM = 10
"""Below this many votes a suggestion is a rough guide (a convention of this program)."""


@dataclass(frozen=True, slots=True)
class Tally:
    """The totals of one round. `taps` counts per sentence; `mean_confidence` is from 0.5 to 1.

    `mean_confidence` is None where fewer than the smallest group gave one. A tally `by_hand` comes from a
    show of hands and has decisions only.
    """

    voters: int
    decisions: dict[Decision, int]
    correct: int
    taps: tuple[int, ...]
    missing: int
    mean_confidence: float | None
    by_hand: bool = False

    @property
    def share_correct(self) -> float:
        """Correct votes of all votes, from 0 to 1."""
        return self.correct / self.voters


@dataclass(frozen=True, slots=True)
class Result:
    """What may be shown of a scenario: the rounds that reach the smallest group, and how many voted.

    Where both rounds were held with ballots, both tallies count the phones that voted in both, so that
    neither can be subtracted from the other. `voted` holds the plain number of ballots of each round held.
    """

    voted: tuple[int, ...]
    first: Tally | None
    second: Tally | None

    @property
    def last(self) -> Tally | None:
        """The tally the room ended on."""
        return self.second or self.first

    @property
    def gain(self) -> float | None:
        """The normalised change from the first to the second vote; None without both.

        p2 >= p1: (p2 - p1) / (1 - p1), normalised gain (Hake 1998). p2 < p1: (p2 - p1) / p1, normalised
        change (Marx and Cummings 2007). From -1 to 1; None also where both are 1: there was no room to gain.
        """
        if self.first is None or self.second is None:
            return None
        before, after = self.first.share_correct, self.second.share_correct
        if after < before:
            return (after - before) / before
        return (after - before) / (1 - before) if before < 1 else None


def count_ballots(scenario: Scenario, ballots: Iterable[Ballot], k: int) -> Tally | None:
    """The tally of some ballots, or None below `k` of them."""
    cast = list(ballots)
    if len(cast) < k:
        return None
    decisions = dict.fromkeys(Decision, 0)
    taps = [0] * len(scenario.sentences)
    for ballot in cast:
        decisions[ballot.decision] += 1
        for tap in ballot.taps:
            taps[tap] += 1
    sure = [ballot.confidence for ballot in cast if ballot.confidence is not None]
    return Tally(
        voters=len(cast),
        decisions=decisions,
        correct=_correct(scenario, decisions),
        taps=tuple(taps),
        missing=sum(ballot.missing for ballot in cast),
        mean_confidence=sum(sure) / len(sure) / 100 if len(sure) >= k else None,
    )


def count_hands(scenario: Scenario, counts: dict[Decision, int], k: int) -> Tally | None:
    """The tally of a show of hands, or None below `k` hands."""
    voters = sum(counts.values())
    if voters < k:
        return None
    return Tally(voters, dict(counts), _correct(scenario, counts), (), 0, None, by_hand=True)


def _correct(scenario: Scenario, decisions: dict[Decision, int]) -> int:
    return sum(count for decision, count in decisions.items() if scenario.is_correct(decision))


def result_of(session: Session, scenario: Scenario) -> Result:
    """What may be shown of a scenario after its reveal."""
    k = session.setup.k
    rounds = [round_id(scenario.id, number) for number in (1, 2)]
    held = [round_ for round_ in rounds if round_ in session.held]
    hands = {round_: session.hands[round_] for round_ in held if round_ in session.hands}
    cast = {round_: session.ballots.get(round_, {}) for round_ in held}
    voted = tuple(sum(hands[round_].values()) if round_ in hands else len(cast[round_]) for round_ in held)
    if len(held) == 2 and not hands:
        both = cast[held[0]].keys() & cast[held[1]].keys()
        if len(both) >= k:
            first, second = (
                count_ballots(scenario, (cast[round_][seat] for seat in both), k) for round_ in held
            )
            return Result(voted, first, second)
        # Too few phones voted twice to compare them, so one round stands alone: two totals of
        # overlapping groups could be subtracted from each other.
        alone = held[0] if len(cast[held[0]]) >= k else held[1]
        tally = count_ballots(scenario, cast[alone].values(), k)
        return Result(voted, tally, None) if alone == held[0] else Result(voted, None, tally)
    tallies = [
        count_hands(scenario, hands[round_], k)
        if round_ in hands
        else count_ballots(scenario, cast[round_].values(), k)
        for round_ in held
    ]
    first = tallies[0] if tallies else None
    return Result(voted, first, tallies[1] if len(tallies) > 1 else None)


class Suggestion(enum.Enum):
    """What the program proposes after a first vote."""

    HINT = "Few have it yet. Show the hint, then vote again."
    TALK = "Worth a talk. In pairs, then vote again."
    MOVE_ON = "Most have it. Move on, or ask those who disagree."
    OPEN_TABLE = "Too few votes to say. Talk at an open table."


def suggest(tally: Tally | None) -> Suggestion:
    """The step to propose after vote 1, from the share correct.

    30% to 70% is the window in which a talk helps most (Crouch and Mazur 2001; Mazur's rule of thumb). The
    share itself is not shown before the second vote, because it would pull people to the majority.
    """
    if tally is None:
        return Suggestion.OPEN_TABLE
    if tally.share_correct < 0.30:
        return Suggestion.HINT
    if tally.share_correct <= 0.70:
        return Suggestion.TALK
    return Suggestion.MOVE_ON


def first_tally(session: Session, scenario: Scenario) -> Tally | None:
    """The tally of vote 1 alone, for the suggestion; it is never shown."""
    round_ = round_id(scenario.id, 1)
    if round_ in session.hands:
        return count_hands(scenario, session.hands[round_], session.setup.k)
    return count_ballots(scenario, session.ballots.get(round_, {}).values(), session.setup.k)
