"""Dot voting: which of the room's ideas become actions.

Rules after "Dot voting" in the evidence: a quarter of the options as dots, at least 2 and at most 5; at most
2 of them on one option; all vote at once and the result is shown after closing; a tie at the cut goes to a
second round.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NewType

IdeaId = NewType("IdeaId", str)

FEWEST_DOTS, MOST_DOTS = 2, 5
MOST_ON_ONE = 2
FEWEST_IDEAS, MOST_IDEAS = 2, 20


@dataclass(frozen=True, slots=True)
class Idea:
    """What a group of the room said, as an if-then sentence."""

    id: IdeaId
    if_: str
    then: str
    from_scenario: tuple[str, ...] = ()
    role: str = ""
    """For which role it is, where groups played texts of their own; empty for everybody."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a card that can get dots: a text as it was typed, or the name of a part of a side.

    `of` is the field of the card, or the side.
    """

    id: IdeaId
    name: str
    of: str


@dataclass(frozen=True, slots=True)
class Dots:
    """The dots of one phone: the ideas that got one, once for each dot."""

    ideas: tuple[IdeaId, ...]


Places = Mapping[frozenset[IdeaId], int]
"""How many ideas win, of each part of them: those for one role, and those for everybody."""


@dataclass(frozen=True, slots=True)
class DotsResult:
    """The dots of a round by idea, most first. `tied` are level at the cut, and so in no place yet.

    In a second round `dots` is empty, see `dot_vote`.
    """

    n: int
    dots: tuple[tuple[IdeaId, int], ...]
    winners: tuple[IdeaId, ...]
    tied: tuple[IdeaId, ...]


def dots_each(ideas: int) -> int:
    """How many dots everybody has: a quarter of the ideas, from 2 to 5."""
    return min(MOST_DOTS, max(FEWEST_DOTS, int(ideas / 4 + 0.5)))


def keep_the_rules(given: Sequence[IdeaId], ideas: Sequence[IdeaId]) -> bool:
    """Whether one phone may give these dots where these ideas can be chosen."""
    if not given or len(given) > dots_each(len(ideas)):
        return False
    return max(Counter(given).values()) <= MOST_ON_ONE and set(given) <= set(ideas)


def count_dots(
    ballots: Iterable[Sequence[IdeaId]], ideas: Sequence[IdeaId], places: Places | int, k: int
) -> DotsResult | None:
    """The result of a round, or None below `k` ballots; no idea wins without a dot.

    `places` is one number where all ideas are one part.
    """
    given = list(ballots)
    if len(given) < k:
        return None
    counted = Counter(idea for ballot in given for idea in ballot)
    ranked = sorted(((idea, counted[idea]) for idea in ideas), key=lambda of_idea: -of_idea[1])
    with_dots = [(idea, dots) for idea, dots in ranked if dots]
    parts = {frozenset(ideas): places} if isinstance(places, int) else places
    return DotsResult(len(given), tuple(ranked), *cut_each(with_dots, parts))


def cut_each(
    ranked: Sequence[tuple[IdeaId, int]], places: Places
) -> tuple[tuple[IdeaId, ...], tuple[IdeaId, ...]]:
    """Of ideas by their figure, highest first: those in the places of their part, those level at a cut."""
    cuts = [
        cut_at([(idea, figure) for idea, figure in ranked if idea in part], most)
        for part, most in places.items()
    ]
    winners, tied = ({idea for cut in cuts for idea in cut[at]} for at in (0, 1))
    return (
        tuple(idea for idea, _ in ranked if idea in winners),
        tuple(idea for idea, _ in ranked if idea in tied),
    )


def cut_at(
    ranked: Sequence[tuple[IdeaId, int]], places: int
) -> tuple[tuple[IdeaId, ...], tuple[IdeaId, ...]]:
    """Of ideas by their figure, highest first: those in the places, and those that are level at the cut."""
    if places <= 0:
        return (), ()
    cut = ranked[places - 1][1] if places < len(ranked) else 0
    if places >= len(ranked) or cut != ranked[places][1]:
        return tuple(idea for idea, _ in ranked[:places]), ()
    return (
        tuple(idea for idea, figure in ranked if figure > cut),
        tuple(idea for idea, figure in ranked if figure == cut),
    )
