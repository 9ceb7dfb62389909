"""Who changed sides between two votes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import LEARN, ONE_SCENARIO, a_ballot, a_control, a_scenario, a_session, do, go_to, vote
from workshop.core.live import commands as c
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Ballot, Stage
from workshop.core.live.switches import Switches, switches
from workshop.core.live.tally import count_ballots, result_of
from workshop.core.words import Decision

SCENARIO = a_scenario()
RIGHT, WRONG = a_ballot(Decision.FIX), a_ballot(Decision.USE)
VOTES = st.dictionaries(
    st.integers(0, 30).map(lambda number: Seat(f"s{number}")), st.sampled_from(Decision).map(Ballot)
)


def seats(*ballots: Ballot, first: int = 0) -> dict[Seat, Ballot]:
    return {Seat(f"s{number}"): ballot for number, ballot in enumerate(ballots, start=first)}


def test_the_four_moves_are_counted() -> None:
    first = seats(*[WRONG] * 6, *[RIGHT] * 6)
    second = seats(*[RIGHT] * 4, *[WRONG] * 3, *[RIGHT] * 5)
    found = switches(SCENARIO, first, second, k=5)
    assert found == Switches(wrong_to_right=4, right_to_wrong=1, stayed_right=5, stayed_wrong=2)
    assert found.phones == 12
    assert found.words == "4 wrong to right, 1 right to wrong, 5 stayed right, 2 stayed wrong"


def test_on_a_control_to_use_it_is_right() -> None:
    found = switches(a_control(), seats(*[WRONG] * 10), seats(*[RIGHT] * 10), k=5)
    assert found == Switches(0, 10, 0, 0)


@pytest.mark.parametrize(
    ("both", "k", "shown"), [(9, 3, False), (10, 3, True), (11, 12, False), (12, 12, True)]
)
def test_they_are_shown_from_ten_phones_and_from_the_smallest_group(both: int, k: int, shown: bool) -> None:
    first, second = seats(*[RIGHT] * (both + 3)), seats(*[RIGHT] * (both + 5), first=3)
    assert (switches(SCENARIO, first, second, k) is not None) is shown


@given(VOTES, VOTES)
def test_they_add_up_to_the_tallies_of_the_phones_that_voted_twice(
    first: dict[Seat, Ballot], second: dict[Seat, Ballot]
) -> None:
    found, both = switches(SCENARIO, first, second, k=3), first.keys() & second.keys()
    assert (found is None) is (len(both) < 10)
    if found is None:
        return
    before, after = (count_ballots(SCENARIO, [votes[s] for s in both], 3) for votes in (first, second))
    assert before is not None
    assert after is not None
    assert found.phones == len(both)
    assert found.stayed_right + found.right_to_wrong == before.correct
    assert found.stayed_right + found.wrong_to_right == after.correct


def test_a_session_gives_them_once_both_rounds_were_held() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [WRONG] * 11)
    go_to(session, Stage.TALK)
    assert result_of(session, session.scenarios[LEARN]).switches is None
    vote(go_to(session, Stage.VOTE_2), [RIGHT] * 11, first_seat=1)
    go_to(session, Stage.REVEAL)
    assert result_of(session, session.scenarios[LEARN]).switches == Switches(10, 0, 0, 0)


def test_a_show_of_hands_changes_no_switches() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [WRONG] * 11)
    do(session, c.CountHands({Decision.USE: 11}))
    vote(go_to(session, Stage.VOTE_2), [RIGHT] * 11)
    go_to(session, Stage.REVEAL)
    assert result_of(session, session.scenarios[LEARN]).switches == Switches(11, 0, 0, 0)
