"""Roles: what is shown of them follows from what each seat answered itself when the room was asked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    LEARN,
    SOUND,
    START,
    a_control,
    a_pulse,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    do,
    go_to,
    round_now,
)
from tests.core.stats.test_groups import in_span
from tests.drawing import examples
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import PULSES, ROLE, Answer
from workshop.core.live import commands as c
from workshop.core.live.pulse_result import pulse_result
from workshop.core.live.roles import (
    NOT_SAID,
    Asked,
    asked_of,
    named_role,
    parts_by_role,
    role_round,
    sides_of,
)
from workshop.core.live.rounds import Seat, pulse_round, scenario_round
from workshop.core.live.session import Ballot, Session, Stage
from workshop.core.live.tally import result_of
from workshop.core.stats.groups import OTHER
from workshop.core.words import LEADING, SIDES, Audience, Decision, Phase

LEADERS, MANAGERS, FRONTLINE = Audience.LEADERS, Audience.MANAGERS, Audience.FRONTLINE
NAMED = st.sampled_from((None, LEADERS, MANAGERS, FRONTLINE, FRONTLINE, FRONTLINE))
FIRST, JUDGED, SECOND, ASKED, JUDGED_LAST = range(5)
SCENARIOS = (a_scenario(LEARN), a_control(SOUND, phase=Phase.LEARN))
STEPS = (
    a_pulse_step(PULSES[ROLE]),
    a_step(scenario=LEARN),
    a_pulse_step(PULSES[ROLE]),
    a_pulse_step(a_pulse("worries")),
    a_step(scenario=SOUND),
    a_step(StepKind.CLOSE),
)


@dataclass(frozen=True)
class Phone:
    """Somebody in the room: what they answer to both questions about roles, and what their votes claim."""

    named: tuple[Audience | None, Audience | None]
    claims: Audience | None = None
    is_right: bool = True
    votes: bool = True


@dataclass(frozen=True)
class Drawn:
    """A room; `late` come after the last question about roles, `skipped` leaves that one untold."""

    k: int
    phones: tuple[Phone, ...]
    late: tuple[Phone, ...] = ()
    reopened: bool = False
    skipped: bool = False


PHONES = st.builds(Phone, st.tuples(NAMED, NAMED), NAMED, st.booleans(), st.sampled_from((True, True, False)))
LATE = st.builds(Phone, st.just((None, None)), NAMED, st.booleans())
ROOMS = st.builds(
    Drawn,
    st.integers(3, 6),
    st.lists(PHONES, max_size=30).map(tuple),
    st.lists(LATE, max_size=8).map(tuple),
    st.booleans(),
    st.booleans(),
)
Slices = Mapping[str, int]


def seat(step: int, number: int) -> Seat:
    """The seat of a phone in the round of a step: nobody can join two of them, but the room."""
    return Seat(f"{step}-{number}")


def ask(session: Session, room: Drawn, step: int) -> None:
    """Ask for roles; perhaps close it, and open it again for those who named another one first."""
    session = go_to(session, Stage.PULSE, step)
    if room.reopened:
        for number, phone in enumerate(room.phones):
            if phone.claims is not None:
                name(session, step, number, phone.claims)
        do(session, c.Advance(START), c.TakeBack(START))
    for number, phone in enumerate(room.phones):
        role = phone.named[step == SECOND]
        if role is not None:
            name(session, step, number, role)
    if step == SECOND and room.skipped:
        do(session, c.Skip(START))
    else:
        go_to(session, Stage.PULSE_RESULT, step)


def name(session: Session, step: int, number: int, role: Audience) -> None:
    """A phone names its role."""
    do(session, c.CastVote(pulse_round(step), seat(step, number), Answer(role.value)))


def played(room: Drawn) -> Session:
    """The room at the second reveal; whoever did not answer in the last question has no role."""
    session = a_session(STEPS, SCENARIOS, k=room.k)
    ask(session, room, FIRST)
    judge(session, room.phones, JUDGED)
    ask(session, room, SECOND)
    last = FIRST if room.skipped else SECOND
    everybody = [*room.phones, *room.late]
    go_to(session, Stage.PULSE, ASKED)
    for number, phone in enumerate(everybody):
        given = Answer("job" if phone.is_right else "none", phone.claims)
        do(session, c.CastVote(pulse_round(ASKED), seat(ASKED, number), given, seat(last, number)))
    go_to(session, Stage.PULSE_RESULT, ASKED)
    judge(session, everybody, JUDGED_LAST, last)
    return session


def judge(session: Session, phones: Sequence[Phone], step: int, asked: int = FIRST) -> None:
    """Vote once, then see the reveal."""
    go_to(session, Stage.VOTE_1, step)
    assert session.scenario is not None
    round_ = round_now(session)
    assert round_ is not None
    for number, phone in enumerate(phones):
        if phone.votes:
            used = phone.is_right is session.scenario.control
            ballot = Ballot(Decision.USE if used else Decision.FIX, role=phone.claims)
            do(session, c.CastVote(round_, seat(step, number), ballot, seat(asked, number)))
    go_to(session, Stage.VOTE_1_CLOSED, step)
    do(session, c.Advance(START), c.Skip(START))
    go_to(session, Stage.REVEAL, step)


def shown_in(session: Session) -> list[Slices]:
    """How many stand behind each role that is shown: in both scenarios, and in the question between them."""
    asked = pulse_result(session, ASKED)
    return [
        *({part.role: part.voters for part in result_of(session, one).slices} for one in SCENARIOS),
        {part.role: part.n for part in asked.slices} if asked is not None else {},
    ]


def named_at(room: Drawn, *, last: bool) -> Counter[str]:
    """How many named each role at the first or the last question that the room was told the result of."""
    which = int(last and not room.skipped)
    again = [
        phone.named[which] or (phone.claims if room.reopened else None)  # it was named before it was reopened
        for phone in room.phones
    ]
    return Counter(role.value for role in again if role is not None)


@settings(max_examples=examples(150), deadline=None)
@given(ROOMS)
def test_a_role_is_shown_only_where_it_was_when_the_room_was_asked_and_with_no_more_people(
    room: Drawn,
) -> None:
    for last, slices in zip((False, True, True), shown_in(played(room)), strict=True):
        asked = asked_of(named_at(room, last=last), room.k)
        for role, people in slices.items():
            assert room.k <= people <= asked.sizes.get(role, sum(asked.sizes.values()))
            assert role == OTHER or asked.groups[role] == role
            assert role == OTHER or named_at(room, last=last)[role] >= room.k


@settings(max_examples=100, deadline=None)
@given(ROOMS)
def test_what_a_vote_claims_of_itself_changes_nothing(room: Drawn) -> None:
    room = replace(room, reopened=False)
    silent = replace(room, phones=tuple(replace(one, claims=None) for one in room.phones), late=())
    silent = replace(silent, late=tuple(replace(one, claims=None) for one in room.late))
    claimed, plain = played(room), played(silent)
    assert claimed.ballots == plain.ballots
    assert claimed.answers == plain.answers
    assert shown_in(claimed) == shown_in(plain)


@settings(max_examples=100, deadline=None)
@given(ROOMS)
def test_where_all_named_a_role_who_comes_late_makes_none_appear_and_adds_to_none(room: Drawn) -> None:
    def all_named(one: Phone) -> Phone:
        return replace(one, named=(one.named[0] or FRONTLINE, one.named[1] or FRONTLINE))

    room = replace(room, phones=tuple(map(all_named, room.phones)))
    for with_late, without in zip(
        shown_in(played(room)), shown_in(played(replace(room, late=()))), strict=True
    ):
        assert {role for role in with_late if role != OTHER} <= without.keys()
        assert all(people == without[role] for role, people in with_late.items() if role != OTHER)


@settings(max_examples=100, deadline=None)
@given(ROOMS)
def test_each_ballot_bears_the_role_that_its_own_seat_answered(room: Drawn) -> None:
    session = played(replace(room, reopened=False))
    last = not room.skipped
    for number, phone in enumerate(room.phones):
        if phone.votes:
            cast = session.ballots[scenario_round(LEARN, 1)][seat(JUDGED, number)]
            again = session.ballots[scenario_round(SOUND, 1)][seat(JUDGED_LAST, number)]
            assert cast.role == phone.named[0]
            assert again.role == phone.named[int(last)]
    given = session.answers.get(pulse_round(SECOND), {}).values()
    assert all(isinstance(one, Answer) and one.role is None for one in given)


def a_crowd(size: int, role: Audience | None, *, votes: bool = True) -> list[Phone]:
    """So many who name one role in both questions."""
    return [Phone((role, role), votes=votes) for _ in range(size)]


def a_late_crowd(size: int) -> tuple[Phone, ...]:
    """So many who come late and call themselves leaders."""
    return tuple(Phone((None, None), claims=LEADERS) for _ in range(size))


@pytest.mark.parametrize("late", range(12))
def test_eighteen_of_the_staff_and_one_leader_are_never_told_apart(late: int) -> None:
    room = Drawn(5, (*a_crowd(18, FRONTLINE), *a_crowd(1, LEADERS)), a_late_crowd(late))
    assert shown_in(played(room)) == [{}, {}, {}]


@pytest.mark.parametrize("late", range(8))
def test_late_comers_do_not_stand_in_for_leaders_who_did_not_vote(late: int) -> None:
    """The whole without the staff and without those that one hand holds would be the one leader."""
    room = Drawn(
        5,
        (*a_crowd(18, FRONTLINE), *a_crowd(1, LEADERS), *a_crowd(4, LEADERS, votes=False)),
        a_late_crowd(late),
    )
    assert shown_in(played(room))[:2] == [{}, {}]


@pytest.mark.parametrize(("late", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_large_roles_are_shown_where_the_late_comers_are_none_or_enough(late: int, *, shown: bool) -> None:
    room = Drawn(5, (*a_crowd(8, FRONTLINE), *a_crowd(6, LEADERS)), a_late_crowd(late))
    everybody = {"frontline": 8, "leaders": 6}
    # Too few late comers go with the smallest group.
    assert shown_in(played(room)) == [everybody, *[everybody if shown else {"frontline": 8}] * 2]


def test_small_roles_stand_together_as_they_did_when_the_room_was_asked() -> None:
    room = Drawn(5, (*a_crowd(8, FRONTLINE), *a_crowd(3, LEADERS), *a_crowd(2, MANAGERS)))
    assert shown_in(played(room)) == [{"frontline": 8, OTHER: 5}] * 3


def test_a_question_that_was_left_before_its_result_counts_for_nothing() -> None:
    swapped = [Phone((LEADERS, FRONTLINE))] * 6 + [Phone((FRONTLINE, LEADERS))] * 7
    assert shown_in(played(Drawn(5, tuple(swapped))))[1] == {"frontline": 6, "leaders": 7}
    assert shown_in(played(Drawn(5, tuple(swapped), skipped=True)))[1] == {"frontline": 7, "leaders": 6}


def test_a_ballot_from_before_a_question_that_was_skipped_and_taken_up_again_has_no_role_of_it() -> None:
    session, numbers = a_session(STEPS[2:], SCENARIOS), range(14)
    go_to(session, Stage.PULSE)
    do(session, c.Skip(START))  # the question about roles
    do(session, c.Skip(START))  # and the one after it
    go_to(session, Stage.VOTE_1)
    round_ = round_now(session)
    assert round_ is not None

    def cast(some: range) -> None:
        for number in some:
            do(session, c.CastVote(round_, seat(9, number), Ballot(Decision.USE), seat(0, number)))

    cast(numbers)
    while session.stage is not Stage.PULSE or session.position.step:
        do(session, c.TakeBack(START))
    for number in numbers:
        name(session, 0, number, LEADERS if number < 6 else FRONTLINE)
    go_to(session, Stage.PULSE_RESULT, 0)
    go_to(session, Stage.VOTE_1)
    cast(numbers[:5])  # these vote again
    assert Counter(one.role for one in session.ballots[round_].values()) == {LEADERS: 5, None: 9}
    go_to(session, Stage.VOTE_1_CLOSED)
    do(session, c.Advance(START), c.Skip(START))
    go_to(session, Stage.REVEAL)
    assert {part.role: part.voters for part in result_of(session, SCENARIOS[1]).slices} == {"leaders": 5}


def test_before_any_question_was_told_nobody_has_a_role() -> None:
    session = go_to(a_session(STEPS, SCENARIOS), Stage.PULSE)
    name(session, FIRST, 0, LEADERS)
    assert role_round(session, len(STEPS)) is None
    go_to(session, Stage.PULSE_CLOSED)
    assert role_round(session, len(STEPS)) is None
    go_to(session, Stage.PULSE_RESULT)
    assert role_round(session, FIRST) is None
    assert role_round(session, JUDGED) == pulse_round(FIRST)
    assert named_role(session, seat(FIRST, 0)) is None, "it is still the step of the question"
    go_to(session, Stage.READ)
    assert named_role(session, seat(FIRST, 0)) is LEADERS
    assert named_role(session, seat(FIRST, 1)) is None
    assert named_role(session, None) is None


def test_a_group_with_more_people_than_named_it_is_not_shown() -> None:
    """The room never makes one; a journal that somebody wrote to could."""
    asked = Asked({"leaders": "leaders", "frontline": "frontline"}, {"leaders": 5, "frontline": 8})
    parts = parts_by_role(enumerate([LEADERS] * 6 + [FRONTLINE] * 8), asked, 5)
    assert {name: len(found) for name, found in parts.items()} == {"frontline": 8, NOT_SAID: 6}


ALL_NAMED = st.dictionaries(
    st.sampled_from([role.value for role in Audience]), st.integers(1, 14), min_size=1
)


def sides_shown(named: Mapping[str, int], k: int) -> set[str]:
    """The sides that a question may be told by, where everybody who named a role answers it."""
    people = [(role, Audience(role)) for role, size in named.items() for _ in range(size)]
    return parts_by_role(people, sides_of(named, k), k).keys() & {*SIDES}


@settings(max_examples=examples(300), deadline=None)
@given(ALL_NAMED, st.integers(3, 6))
def test_sides_and_roles_taken_from_each_other_never_leave_too_few(named: dict[str, int], k: int) -> None:
    asked, roles = asked_of(named, k), list(named)
    known = [{role for role in roles if asked.groups[role] == group} for group in asked.sizes]
    known = [group for group in known if sum(named[role] for role in group) >= k]
    if sides_shown(named, k) == {*SIDES}:
        leading = {role for role in roles if role in LEADING}
        known += [leading, {*roles} - leading]
    for some in (set(one) for length in range(1, len(roles) + 1) for one in combinations(roles, length)):
        if in_span(some, known, roles):
            assert sum(named[role] for role in some) >= k


@pytest.mark.parametrize(
    ("leaders", "support", "shown"), [(3, 3, False), (3, 0, False), (6, 0, True), (5, 5, True), (2, 5, False)]
)
def test_the_roles_that_stand_together_are_on_one_side_or_enough_on_each(
    leaders: int, support: int, *, shown: bool
) -> None:
    named = {"leaders": leaders, "managers": 8, "frontline": 6, "support": support}
    assert sides_shown(named, 5) == ({*SIDES} if shown else set())
