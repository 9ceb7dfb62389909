"""The attacker finds what there is to find: each rule that keeps groups unseen, weakened, is noticed by him.

And what he can have with phones of his own: `m` of them make the smallest group smaller by `m`, and no more.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.core.live.test_attacker import (
    DEVISED,
    LEADERS,
    ROOMS,
    Crowd,
    Crowded,
    Equation,
    breach,
    play,
    said,
    smallest_group,
)
from workshop.core.agenda.pulse import Answer, Pulse
from workshop.core.live.dots import DotsResult
from workshop.core.live.pulse_result import PulseResult, count_answers
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Ballot, Session
from workshop.core.live.steps.dots import dots_result
from workshop.core.live.tally import Tally, count_ballots
from workshop.core.scenarios.scenario import Scenario
from workshop.core.stats.groups import Disclosure


def weaken(monkeypatch: pytest.MonkeyPatch, rule: str, weak: Callable[..., Any]) -> None:
    """Put a weak rule in the place of a strong one, wherever it is used."""
    places = [
        module
        for name, module in sys.modules.items()
        if (name.startswith("workshop.core.") or name == "tests.core.live.test_attacker")
        and rule in vars(module)
    ]
    assert places, f"{rule} is no rule any more: weaken the one that has its place"
    for module in places:
        monkeypatch.setattr(module, rule, weak)


def no_complement(sizes: Mapping[str, int], k: int) -> Disclosure:
    """Each group of k is shown, whoever is left."""
    shown = tuple(name for name, size in sizes.items() if size >= k)
    merged = tuple(name for name, size in sizes.items() if 0 < size < k)
    return Disclosure(sum(sizes.values()) >= k, shown, merged, sum(sizes[name] for name in merged))


def all_who_said(ballots: Mapping[Seat, Ballot], k: int, *_: object) -> tuple[tuple[Ballot, ...], ...]:
    """Whoever said how sure they were, in one group."""
    sure = tuple(ballot for ballot in ballots.values() if ballot.confidence is not None)
    return (sure,) if len(sure) >= k else ()


def always(*_: object, **__: object) -> bool:
    """It may be shown."""
    return True


def numbers_again(session: Session, part: int) -> DotsResult | None:
    """Of both rounds the dots are told."""
    found = dots_result(session, part)
    if found is None or not part:
        return found
    return dataclasses.replace(found, dots=dots_result(session, 0).dots)  # type: ignore[union-attr]


def of_anybody(scenario: Scenario, ballots: Iterable[Ballot], _: int) -> Tally | None:
    """However few they are."""
    return count_ballots(scenario, ballots, 1)


def of_any_answers(pulse: Pulse, answers: Iterable[Answer], _: int, *rest: Any) -> PulseResult | None:
    """However few they are."""
    return count_answers(pulse, answers, 1, *rest)


WEAK: dict[str, tuple[str, Callable[..., Any], Crowded]] = {
    "a role is shown though those beside it are too few": (
        "disclose",
        no_complement,
        DEVISED["eight managers and four leaders"],
    ),
    "how sure is joined with right for all who said it": (
        "joinable",
        all_who_said,
        DEVISED["all but one of a role did not say how sure they were"],
    ),
    "those who were sure are told whatever the roles are": (
        "may_cross",
        always,
        DEVISED["all but one of a role were sure, and wrong, and nobody else was"],
    ),
    "the curve is shown whoever is in its bins": (
        "_may_show_curve",
        always,
        DEVISED["all but one of the sure ones are in the highest bin"],
    ),
    "the second round of dots is told in numbers": (
        "dots_result",
        numbers_again,
        DEVISED["one came for the second dot vote, in which all ideas stand that were level in the first"],
    ),
    "a figure of too few scores is told": (
        "_figure",
        lambda scores, k: sum(scores) * 5 // len(scores) if scores else None,
        Crowded(5, (Crowd(6),)),
    ),
    "a vote of too few is told": ("count_ballots", of_anybody, Crowded(5, (Crowd(4, LEADERS, said(70)),))),
    "an answer of too few is told": ("count_answers", of_any_answers, Crowded(5, (Crowd(4, LEADERS),))),
}


@pytest.mark.parametrize(("rule", "weak", "room"), WEAK.values(), ids=WEAK)
def test_a_weakened_rule_is_noticed(
    monkeypatch: pytest.MonkeyPatch, rule: str, weak: Callable[..., Any], room: Crowded
) -> None:
    assert not noticed(room)
    weaken(monkeypatch, rule, weak)
    assert noticed(room)


def noticed(room: Crowded) -> bool:
    """Whether he learns about too few, or is shown a total that is none of those that may be shown."""
    try:
        return breach(room) is not None
    except AssertionError:
        return True


def stranger_votes(equations: list[Equation], own: set[Seat]) -> list[Equation]:
    """The equations of somebody who knows what some phones said: what is left is about the others."""
    return [
        left
        for equation in equations
        if (left := {unknown: factor for unknown, factor in equation.items() if unknown[0][1] not in own})
    ]


OWN = st.lists(st.integers(0, 29), min_size=1, max_size=6, unique=True)
"""Which phones are in one hand, by their number."""


def is_given_away(room: Crowded, own: list[int]) -> bool:
    """Whether somebody with these phones learns about fewer than k less their number."""
    phones = room.phones
    assume(1 < len(phones) <= 30)
    mine = {phones[number % len(phones)].seat for number in own[: room.k - 2]}
    return smallest_group(stranger_votes(play(room).equations, mine), room.k - len(mine)) is not None


@settings(max_examples=4, deadline=None)
@given(ROOMS, OWN)
def test_phones_in_one_hand_make_the_smallest_group_smaller_by_as_many(room: Crowded, own: list[int]) -> None:
    assert not is_given_away(room, own)


@pytest.mark.long
@settings(max_examples=300, deadline=None)
@given(ROOMS, OWN)
def test_so_they_do_in_many_more_rooms(room: Crowded, own: list[int]) -> None:
    assert not is_given_away(room, own)


@pytest.mark.parametrize("name", [name for name in DEVISED if "call themselves leaders" in name])
def test_phones_in_one_hand_that_come_after_the_question_about_roles_find_no_leader(name: str) -> None:
    """They are as many as make k useless, and all of one hand: had they a role, he would know the fifth."""
    room = DEVISED[name]
    own = {phone.seat for phone in room.phones if not phone.of.answers}
    assert len(own) == room.k - 1
    assert smallest_group(stranger_votes(play(room).equations, own), room.k) is None


def test_with_k_less_one_of_them_the_answer_of_one_person_is_had() -> None:
    """What no rule of the program can prevent; SECURITY.md says so."""
    room = Crowded(5, (Crowd(1, LEADERS), Crowd(4, LEADERS)))
    own = {phone.seat for phone in room.phones if phone.crowd == 1}
    assert smallest_group(stranger_votes(play(room).equations, own), 5) == 1
