"""Counting: totals from the smallest group upwards, the gain, and what is suggested after a first vote."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    LEARN,
    ONE_SCENARIO,
    START,
    a_ballot,
    a_control,
    a_scenario,
    a_session,
    a_step,
    do,
    go_to,
    vote,
)
from workshop.core import commands as c
from workshop.core.agenda import StepKind
from workshop.core.session import CONFIDENCES, Ballot, Session, Stage
from workshop.core.tally import (
    Result,
    Suggestion,
    Tally,
    count_ballots,
    count_hands,
    first_tally,
    result_of,
    suggest,
)
from workshop.core.words import Decision

FIX, USE = a_ballot(Decision.FIX), a_ballot(Decision.USE, ())
SCENARIO = a_scenario()

BALLOTS = st.builds(
    Ballot,
    st.sampled_from(Decision),
    st.sets(st.integers(0, 3)).map(lambda taps: tuple(sorted(taps))),
    st.booleans(),
    st.none() | st.sampled_from(CONFIDENCES),
)


def a_tally(correct: int, voters: int) -> Tally:
    decisions = {Decision.USE: voters - correct, Decision.FIX: correct, Decision.REDO: 0, Decision.STOP: 0}
    return Tally(voters, decisions, correct, (), 0, None)


def the_gain(before: float, after: float) -> float | None:
    """The gain between two shares of a hundred votes."""
    first, second = a_tally(round(before * 100), 100), a_tally(round(after * 100), 100)
    return Result((100, 100), first, second).gain


@pytest.mark.parametrize(
    ("before", "after", "gain"),
    [
        (0.52, 0.68, 0.3333),
        (0.40, 0.70, 0.5000),
        (0.51, 0.59, 0.1633),
        (0.70, 0.60, -0.1429),
        (0.00, 0.00, 0.0),
        (0.00, 1.00, 1.0),
        (1.00, 0.00, -1.0),
        (0.50, 0.50, 0.0),
    ],
)
def test_the_gain_is_what_was_won_of_what_could_be_won_and_lost_of_what_could_be_lost(
    before: float, after: float, gain: float
) -> None:
    assert the_gain(before, after) == pytest.approx(gain, abs=0.00005)


def test_there_is_no_gain_where_there_was_no_room_for_one() -> None:
    assert the_gain(1.0, 1.0) is None


def test_there_is_no_gain_without_both_rounds() -> None:
    assert Result((20,), a_tally(9, 20), None).gain is None
    assert Result((20, 20), None, a_tally(9, 20)).gain is None


@given(st.integers(1, 60), st.data())
def test_the_gain_stays_between_minus_one_and_one_and_has_the_sign_of_the_change(
    voters: int, data: st.DataObject
) -> None:
    before, after = (data.draw(st.integers(0, voters)) for _ in range(2))
    gain = Result((voters, voters), a_tally(before, voters), a_tally(after, voters)).gain
    if gain is None:
        assert before == after == voters
    else:
        assert -1 <= gain <= 1
        assert (gain > 0, gain < 0) == (after > before, after < before)


@pytest.mark.parametrize(
    ("correct", "voters", "suggestion"),
    [
        (0, 10, Suggestion.HINT),
        (29, 100, Suggestion.HINT),
        (3, 10, Suggestion.TALK),
        (6, 20, Suggestion.TALK),
        (9, 30, Suggestion.TALK),
        (1500, 5000, Suggestion.TALK),
        (1499, 5000, Suggestion.HINT),
        (5, 10, Suggestion.TALK),
        (7, 10, Suggestion.TALK),
        (21, 30, Suggestion.TALK),
        (3500, 5000, Suggestion.TALK),
        (3501, 5000, Suggestion.MOVE_ON),
        (71, 100, Suggestion.MOVE_ON),
        (10, 10, Suggestion.MOVE_ON),
    ],
)
def test_a_talk_is_suggested_from_30_to_70_percent_with_both_ends(
    correct: int, voters: int, suggestion: Suggestion
) -> None:
    assert suggest(a_tally(correct, voters)) is suggestion


def test_too_few_votes_suggest_an_open_table() -> None:
    assert suggest(None) is Suggestion.OPEN_TABLE


@pytest.mark.parametrize("k", [3, 5, 8])
def test_below_the_smallest_group_there_is_no_tally(k: int) -> None:
    assert count_ballots(SCENARIO, [FIX] * (k - 1), k) is None
    assert count_hands(SCENARIO, {Decision.FIX: k - 1}, k) is None
    for tally in (count_ballots(SCENARIO, [FIX] * k, k), count_hands(SCENARIO, {Decision.FIX: k}, k)):
        assert tally is not None
        assert tally.voters == k


def test_a_vote_is_correct_when_a_faulty_output_is_not_used_and_a_sound_one_is() -> None:
    ballots = [a_ballot(decision, ()) for decision in (*Decision, Decision.USE)]
    faulty, sound = count_ballots(SCENARIO, ballots, 5), count_ballots(a_control(), ballots, 5)
    assert faulty is not None
    assert sound is not None
    assert (faulty.correct, sound.correct) == (3, 2)
    assert faulty.share_correct == 0.6


def test_taps_are_counted_for_each_sentence_and_for_the_extra_row() -> None:
    ballots = [
        a_ballot(taps=(1,)),
        a_ballot(taps=(0, 1)),
        a_ballot(taps=()),
        a_ballot(taps=(1, 3), missing=True),
    ]
    tally = count_ballots(SCENARIO, ballots, 3)
    assert tally is not None
    assert (tally.taps, tally.missing) == ((1, 3, 0, 1), 1)


def test_the_mean_confidence_is_kept_back_until_enough_gave_one() -> None:
    shy = a_ballot(confidence=None)
    few = count_ballots(SCENARIO, [*[a_ballot(confidence=100)] * 4, *[shy] * 6], 5)
    enough = count_ballots(SCENARIO, [*[a_ballot(confidence=100)] * 4, a_ballot(confidence=50), shy], 5)
    assert few is not None
    assert enough is not None
    assert few.mean_confidence is None
    assert enough.mean_confidence == pytest.approx(0.9)


def test_hands_give_decisions_and_nothing_else() -> None:
    tally = count_hands(SCENARIO, {Decision.USE: 4, Decision.STOP: 8}, 5)
    assert tally == Tally(12, {Decision.USE: 4, Decision.STOP: 8}, 8, (), 0, None, by_hand=True)


@given(st.lists(BALLOTS, min_size=3, max_size=40), st.randoms())
def test_the_order_of_ballots_changes_no_figure_not_even_the_last_digit(
    ballots: list[Ballot], shuffler: random.Random
) -> None:
    shuffled = ballots[:]
    shuffler.shuffle(shuffled)
    assert count_ballots(SCENARIO, shuffled, 3) == count_ballots(SCENARIO, ballots, 3)


def after_votes(first: int, second: int, both: int, k: int = 5) -> Session:
    """A scenario at its reveal: so many phones in each round, so many of them in both.

    In the first round everybody uses the faulty output; in the second nobody does.
    """
    session = go_to(a_session(ONE_SCENARIO, k=k), Stage.VOTE_1)
    vote(session, [USE] * first)
    go_to(session, Stage.VOTE_2)
    vote(session, [FIX] * second, first_seat=first - both)
    return go_to(session, Stage.REVEAL)


def test_both_rounds_count_the_phones_that_voted_in_both() -> None:
    result = result_of(after_votes(first=9, second=8, both=6), SCENARIO)
    assert result.voted == (9, 8)
    assert result.first is not None
    assert result.second is not None
    assert (result.first.voters, result.second.voters) == (6, 6)
    assert result.gain == 1.0
    assert result.last is result.second


def test_a_ballot_cast_only_once_stands_in_neither_total() -> None:
    """Six phones vote, five of them again: what the sixth chose cannot be found by subtraction."""
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [*[FIX] * 5, a_ballot(Decision.STOP, (0, 3), True, 50)])
    go_to(session, Stage.VOTE_2)
    vote(session, [FIX] * 5)
    result = result_of(go_to(session, Stage.REVEAL), SCENARIO)
    assert result.first == result.second == count_ballots(SCENARIO, [FIX] * 5, 5)


@pytest.mark.parametrize(
    ("first", "second", "both", "shown"),
    [
        (9, 8, 5, ("first", "second")),
        (9, 8, 4, ("first",)),
        (5, 8, 4, ("first",)),
        (4, 8, 4, ("second",)),
        (4, 4, 4, ()),
        (0, 8, 0, ("second",)),
        (8, 0, 0, ("first",)),
        (0, 0, 0, ()),
    ],
)
def test_two_totals_of_groups_that_overlap_in_part_are_never_shown_together(
    first: int, second: int, both: int, shown: tuple[str, ...]
) -> None:
    result = result_of(after_votes(first, second, both), SCENARIO)
    assert result.voted == (first, second)
    assert tuple(name for name in ("first", "second") if getattr(result, name) is not None) == shown


@given(st.integers(0, 9), st.integers(0, 9), st.data())
def test_no_total_of_a_result_is_below_the_smallest_group_nor_differs_by_less_from_another(
    first: int, second: int, data: st.DataObject
) -> None:
    both = data.draw(st.integers(0, min(first, second)))
    result = result_of(after_votes(first, second, both, k=4), SCENARIO)
    tallies = [tally for tally in (result.first, result.second) if tally is not None]
    assert all(tally.voters >= 4 for tally in tallies)
    if len(tallies) == 2:
        assert tallies[0].voters == tallies[1].voters == both


def test_without_a_second_round_the_first_one_counts_everybody() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * 7)
    do(go_to(session, Stage.TALK), c.Skip(START))
    result = result_of(session, SCENARIO)
    assert result.voted == (7,)
    assert result.first == count_ballots(SCENARIO, [FIX] * 7, 5)
    assert result.second is None
    assert result.last is result.first


def test_hands_stand_in_place_of_the_ballots_of_their_round() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * 6)
    do(session, c.CountHands({Decision.USE: 9, Decision.FIX: 3}))
    tally = first_tally(session, SCENARIO)
    assert tally is not None
    assert (tally.voters, tally.correct, tally.by_hand) == (12, 3, True)

    vote(go_to(session, Stage.VOTE_2), [FIX] * 6)
    result = result_of(go_to(session, Stage.REVEAL), SCENARIO)
    assert result.voted == (12, 6)
    assert result.first == tally
    assert result.second == count_ballots(SCENARIO, [FIX] * 6, 5)


def test_too_few_hands_are_not_shown_and_the_ballots_beneath_them_neither() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * 9)
    do(session, c.CountHands({Decision.USE: 4}))
    result = result_of(go_to(session, Stage.REVEAL), SCENARIO)
    assert result.first is None


def test_a_scenario_that_was_never_voted_on_has_an_empty_result() -> None:
    result = result_of(a_session((a_step(scenario=LEARN), a_step(StepKind.CLOSE))), SCENARIO)
    assert result == Result((), None, None)
    assert result.last is None
