"""25/10: which of the room's ideas are the boldest, by scores from 1 to 5.

Rules after "25/10" in the evidence: at most ten ideas enter; each phone scores all of them in a room of up to
three times the smallest group, in a larger one as many as give every idea two scores more than that group,
five at least; an idea's figure is the mean of its scores times 5, and it
is there only from the smallest group on. Which ideas a phone scores is drawn from its seat: nobody keeps a
list, and no phone chooses what it scores.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from workshop.core.live.dots import IdeaId, Places, cut_each
from workshop.core.live.rounds import Seat

LOWEST, HIGHEST = 1, 5
FACTOR = 5
"""What a mean is multiplied with: figures are from 5 to 25."""

MOST_SCORED = 10
FEWEST_EACH = 5
_SPARE = 2
"""Scores that are expected beyond the smallest group: some people leave an idea out."""

ALL_SCORED_UP_TO = 3
"""Up to so many times the smallest group every phone scores every idea: some of the phones may not vote."""


@dataclass(frozen=True, slots=True)
class Scores:
    """The scores of one phone by idea; those that it was not asked about, or left out, are not there."""

    given: dict[IdeaId, int]


@dataclass(frozen=True, slots=True)
class ScoresResult:
    """The figures of a closed round by idea, highest first; None for an idea that too few have scored.

    `n` is how many phones have scored, `tied` are level at the cut, and so in no place.
    """

    n: int
    figures: tuple[tuple[IdeaId, int | None], ...]
    winners: tuple[IdeaId, ...]
    tied: tuple[IdeaId, ...]


def scores_each(ideas: int, k: int, phones: int) -> int:
    """How many of the ideas each of so many phones scores: all of them in a room that is not large.

    Lots are drawn, so some ideas get less than others: two deviations less must still be a group.
    """
    if phones <= ALL_SCORED_UP_TO * k:
        return ideas
    for each in range(min(FEWEST_EACH, ideas), ideas):
        share = each / ideas
        likely = phones * share
        if likely >= k + _SPARE and likely - 2 * math.sqrt(likely * (1 - share)) >= k:
            return each
    return ideas


def drawn_for(seat: Seat, ideas: Sequence[IdeaId], each: int) -> tuple[IdeaId, ...]:
    """The ideas that a phone scores, in the order in which they were said; each is as likely as another."""
    lots = sorted(ideas, key=lambda idea: hashlib.sha256(f"{seat}/{idea}".encode()).digest())
    drawn = frozenset(lots[:each])
    return tuple(idea for idea in ideas if idea in drawn)


def may_give(scores: Scores, drawn: Sequence[IdeaId]) -> bool:
    """Whether a phone that is asked about these ideas may give these scores."""
    return (
        bool(scores.given)
        and scores.given.keys() <= set(drawn)
        and all(LOWEST <= score <= HIGHEST for score in scores.given.values())
    )


def scored_of(scores: Scores, ideas: Sequence[IdeaId]) -> Scores:
    """What of the scores is about these ideas."""
    return Scores({idea: score for idea, score in scores.given.items() if idea in ideas})


def count_scores(
    ballots: Iterable[Scores], ideas: Sequence[IdeaId], places: Places | int, k: int
) -> ScoresResult | None:
    """The result of a round, or None below `k` phones; no idea wins below `k` scores.

    What is compared is the figure that is shown: of two ideas with the same one none is ahead.
    """
    given = list(ballots)
    if len(given) < k:
        return None
    figures = [(idea, _figure([one.given[idea] for one in given if idea in one.given], k)) for idea in ideas]
    ranked = sorted(figures, key=lambda of_idea: -(of_idea[1] or 0))
    parts = {frozenset(ideas): places} if isinstance(places, int) else places
    winners, tied = cut_each([(idea, figure) for idea, figure in ranked if figure is not None], parts)
    return ScoresResult(len(given), tuple(ranked), winners, tied)


def _figure(scores: Sequence[int], k: int) -> int | None:
    """The mean times 5, to the next whole number, a half up."""
    if len(scores) < k:
        return None
    return math.floor(Fraction(sum(scores) * FACTOR, len(scores)) + Fraction(1, 2))
