"""Counting: totals from the smallest group upwards, the gain, and what is suggested after a first vote."""

from __future__ import annotations

import dataclasses
import random
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    LEARN,
    ONE_SCENARIO,
    START,
    a_ballot,
    a_control,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    do,
    go_to,
    name_roles,
    round_now,
    vote,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import PULSES, ROLE
from workshop.core.live import commands as c
from workshop.core.live.plan_of import plan_of
from workshop.core.live.reliance import reliance_map
from workshop.core.live.roles import Asked, asked_of
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Ballot, Session, Stage
from workshop.core.live.switches import Switches
from workshop.core.live.tally import (
    HandTally,
    Result,
    Slice,
    Suggestion,
    Tally,
    count_ballots,
    count_hands,
    first_tally,
    joinable,
    phones_and_hands,
    result_of,
    suggest,
)
from workshop.core.plans.chapter import Chapter
from workshop.core.stats.calibration import SureAndWrong
from workshop.core.stats.groups import OTHER, crossed, may_cross
from workshop.core.words import CONFIDENCES, Audience, Decision, Phase

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


@settings(deadline=None)
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
    assert tally == HandTally(12, {**dict.fromkeys(Decision, 0), Decision.USE: 4, Decision.STOP: 8}, 8)


@settings(deadline=None)
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


@settings(deadline=None)
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


def test_hands_stand_beside_the_ballots_of_their_round() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * 6)
    do(session, c.CountHands({Decision.USE: 9, Decision.FIX: 3}))
    vote(go_to(session, Stage.VOTE_2), [FIX] * 6)
    do(session, c.CountHands({Decision.USE: 1}))
    result = result_of(go_to(session, Stage.REVEAL), SCENARIO)
    assert (result.voted, result.raised) == ((6, 6), (12, 1))
    assert result.first == result.second == count_ballots(SCENARIO, [FIX] * 6, 5)
    assert result.hands == (count_hands(SCENARIO, {Decision.USE: 9, Decision.FIX: 3}, 5), None)


@given(
    st.integers(3, 6),
    st.lists(st.tuples(BALLOTS, BALLOTS), max_size=20),
    st.lists(st.dictionaries(st.sampled_from(Decision), st.integers(0, 9)), min_size=2, max_size=2),
)
@settings(deadline=None)
def test_hands_change_no_figure_of_phones_and_are_shown_from_the_smallest_group_on(
    k: int, cast: list[tuple[Ballot, Ballot]], shows: list[dict[Decision, int]]
) -> None:
    def played(*, by_hand: bool) -> Session:
        session = a_session((*ONE_SCENARIO[:1], a_step(StepKind.MAP), *ONE_SCENARIO[1:]), k=k)
        for stage, number in ((Stage.VOTE_1, 0), (Stage.VOTE_2, 1)):
            vote(go_to(session, stage), [both[number] for both in cast])
            if by_hand:
                do(session, c.CountHands(shows[number]))
        return go_to(session, Stage.MAP)

    plain, raised = played(by_hand=False), played(by_hand=True)
    shown = result_of(raised, SCENARIO)
    counted = [sum(counts.values()) for counts in shows]
    assert dataclasses.replace(shown, raised=(0, 0), hands=(None, None)) == result_of(plain, SCENARIO)
    assert reliance_map(raised) == reliance_map(plain)
    assert shown.raised == tuple(counted)
    assert [one is not None for one in shown.hands] == [number >= k for number in counted]
    kept, without = (plan_of(session, Chapter(Phase.LEARN)).evidence[0] for session in (raised, plain))
    assert [kept.hands1 is not None, kept.hands2 is not None] == [number >= k for number in counted]
    assert dataclasses.replace(kept, hands1=None, hands2=None) == without


def test_too_few_phones_are_not_shown_however_many_hands_there_are() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * 4)
    do(session, c.CountHands({Decision.USE: 40}))
    result = result_of(go_to(session, Stage.REVEAL), SCENARIO)
    assert (result.first, result.last, result.is_shown) == (None, None, True)


def test_hands_instead_of_phones_drop_the_ballots_of_their_round_and_of_no_other() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * 9)
    vote(go_to(session, Stage.VOTE_2), [FIX] * 9)
    do(session, c.CountHands({Decision.USE: 8}, instead=True))
    result = result_of(go_to(session, Stage.REVEAL), SCENARIO)
    assert (result.voted, result.raised) == ((9, 0), (0, 8))
    assert result.first == count_ballots(SCENARIO, [FIX] * 9, 5)
    assert result.second is None


@pytest.mark.parametrize(
    ("phones", "hands", "suggestion"), [(6, 9, "MOVE_ON"), (4, 9, "HINT"), (4, 4, "OPEN_TABLE")]
)
def test_hands_suggest_what_comes_next_where_phones_are_too_few(
    phones: int, hands: int, suggestion: str
) -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, [FIX] * phones)
    do(session, c.CountHands({Decision.USE: hands}))
    assert suggest(first_tally(session, SCENARIO)) is Suggestion[suggestion]


@pytest.mark.parametrize(
    ("phones", "hands", "words"),
    [(7, 1, "7 phones and 1 hand"), (1, 12, "1 phone and 12 hands"), (0, 3, "3 hands"), (0, 0, "no vote")],
)
def test_phones_and_hands_in_words(phones: int, hands: int, words: str) -> None:
    assert phones_and_hands(phones, hands) == words


def test_a_scenario_that_was_never_voted_on_has_an_empty_result() -> None:
    result = result_of(a_session((a_step(scenario=LEARN), a_step(StepKind.CLOSE))), SCENARIO)
    assert result == Result((), None, None)
    assert result.last is None


# Roles.

LEADERS, MANAGERS, FRONTLINE = Audience.LEADERS, Audience.MANAGERS, Audience.FRONTLINE


def of(role: Audience | None, right: int, voters: int, confidence: int | None = None) -> list[Ballot]:
    """The ballots of a role on the faulty output, the first ones right."""
    return [
        a_ballot(Decision.FIX if index < right else Decision.USE, (), confidence=confidence, role=role)
        for index in range(voters)
    ]


ASKED_FOR_ROLES = (a_pulse_step(PULSES[ROLE]), *ONE_SCENARIO)


def asked_of_all(ballots: Iterable[Ballot], k: int = 5) -> Asked:
    """The room was asked for its roles when all of them were there."""
    return asked_of(Counter(ballot.role.value for ballot in ballots if ballot.role), k)


def after(*ballots: Ballot, again: list[Ballot] | None = None) -> Result:
    """What is shown at the reveal after one vote, or after a second one from the same phones.

    Before it the phones were asked for their roles, and named them.
    """
    session = name_roles(a_session(ASKED_FOR_ROLES), (ballot.role for ballot in ballots))
    vote(go_to(session, Stage.VOTE_1), ballots)
    if again is None:
        do(go_to(session, Stage.TALK), c.Skip(START))
    else:
        vote(go_to(session, Stage.VOTE_2), again)
    return result_of(go_to(session, Stage.REVEAL), SCENARIO)


def test_roles_are_shown_with_how_many_of_them_were_right_in_each_vote() -> None:
    first, second = [*of(MANAGERS, 2, 6), *of(LEADERS, 5, 7)], [*of(MANAGERS, 4, 6), *of(LEADERS, 1, 7)]
    result = after(*first, again=second)
    assert result.slices == (Slice("leaders", 7, 5, 1), Slice("managers", 6, 2, 4))
    assert after(*first).slices == (Slice("leaders", 7, 5, None), Slice("managers", 6, 2, None))


@pytest.mark.parametrize(
    ("sizes", "shown"),
    [
        ({MANAGERS: 8, LEADERS: 4}, {}),
        ({MANAGERS: 8, LEADERS: 5}, {"leaders": 5, "managers": 8}),
        ({MANAGERS: 8, LEADERS: 3, FRONTLINE: 2}, {"managers": 8, OTHER: 5}),
        ({MANAGERS: 8, LEADERS: 5, FRONTLINE: 1}, {"managers": 8, OTHER: 6}),
        ({MANAGERS: 8, None: 5}, {"managers": 8}),
        ({MANAGERS: 8, None: 4}, {}),
        ({None: 5, MANAGERS: 3, LEADERS: 2}, {}),
        ({None: 12}, {}),
        ({MANAGERS: 12}, {"managers": 12}),
        ({MANAGERS: 4}, {}),
    ],
)
def test_a_role_is_shown_where_it_and_what_is_left_over_are_large_enough(
    sizes: dict[Audience | None, int], shown: dict[str, int]
) -> None:
    result = after(*(ballot for role, size in sizes.items() for ballot in of(role, 1, size)))
    assert {part.role: part.voters for part in result.slices} == shown


def test_roles_count_the_phones_that_the_tallies_count() -> None:
    result = after(*of(MANAGERS, 0, 6), *of(LEADERS, 0, 6), again=of(MANAGERS, 9, 9))
    assert result.first is not None
    assert result.first.voters == 9
    assert result.slices == (), "of the leaders only three voted twice"


# Switches.


@pytest.mark.parametrize("voters", [9, 10])
def test_switches_are_shown_from_ten_phones(voters: int) -> None:
    result = after(*of(None, 2, voters), again=of(None, 7, voters))
    assert result.switches == (None if voters < 10 else Switches(5, 0, 2, 3))


def test_one_vote_has_no_switches() -> None:
    assert after(*of(None, 2, 20)).switches is None


# Confidence joined with being right.


def test_sure_and_wrong_counts_those_from_80_percent_of_all_who_said_how_sure_they_were() -> None:
    result = after(*of(None, 2, 8, confidence=80), *of(None, 3, 8, confidence=70))
    assert result.sure_and_wrong == SureAndWrong(6, 16)
    assert after(*of(None, 6, 8, confidence=80), *of(None, 0, 8, confidence=70)).sure_and_wrong is None


def test_a_room_where_all_were_sure_has_nobody_to_be_found_by_it() -> None:
    assert after(*of(None, 2, 12, confidence=100)).sure_and_wrong == SureAndWrong(10, 12)


@pytest.mark.parametrize(
    ("sure", "unsure", "shown"), [(4, 8, False), (5, 5, True), (8, 4, False), (7, 5, True)]
)
def test_sure_and_wrong_is_withheld_where_the_sure_or_the_others_are_too_few(
    sure: int, unsure: int, shown: bool
) -> None:
    result = after(*of(None, 0, sure, confidence=90), *of(None, 1, unsure, confidence=60))
    assert (result.sure_and_wrong is not None) is shown


def test_sure_and_wrong_is_withheld_where_a_role_without_the_sure_ones_would_be_too_few() -> None:
    result = after(
        *of(LEADERS, 0, 5, confidence=90),
        *of(LEADERS, 1, 1, confidence=50),
        *of(MANAGERS, 3, 6, confidence=50),
    )
    assert [part.role for part in result.slices] == ["leaders", "managers"]
    assert result.sure_and_wrong is None


def seated(*ballots: Ballot) -> dict[Seat, Ballot]:
    return {Seat(f"s{number:03}"): ballot for number, ballot in enumerate(ballots)}


@pytest.mark.parametrize(
    ("said", "silent", "joined"),
    [
        (12, 0, 12),
        (12, 1, 8),
        (12, 4, 11),
        (12, 5, 12),
        (6, 1, 0),
        (4, 0, 0),
        (4, 20, 0),
        (0, 9, 0),
        (0, 0, 0),
    ],
)
def test_beside_the_joined_ballots_there_are_none_or_enough_others(
    said: int, silent: int, joined: int
) -> None:
    ballots = seated(*of(None, 0, said, confidence=70), *of(None, 0, silent))
    assert [len(part) for part in joinable(ballots, 5, Asked())] == ([joined] if joined else [])


def test_ballots_are_joined_role_by_role() -> None:
    ballots = seated(
        *of(LEADERS, 0, 9, confidence=70),
        *of(LEADERS, 0, 1),
        *of(MANAGERS, 0, 6, confidence=70),
        *of(MANAGERS, 0, 6),
    )
    assert [len(part) for part in joinable(ballots, 5, asked_of_all(ballots.values()))] == [5, 6]
    assert [len(part) for part in joinable(ballots, 5, Asked())] == [15], "nobody was asked"


def test_the_mean_confidence_is_that_of_the_joined_ballots() -> None:
    """The mean of all who said it, beside that of the joined ones, would tell of those that were left out."""
    ballots = [*of(None, 0, 8, confidence=60), *of(None, 0, 4, confidence=100), a_ballot(confidence=None)]
    result = after(*ballots)
    assert result.first is not None
    session = go_to(a_session(ONE_SCENARIO), Stage.VOTE_1)
    vote(session, ballots)
    (joined,) = joinable(session.ballots[round_now(session)], 5, Asked())  # type: ignore[index]
    assert len(joined) == 8
    assert result.first.mean_confidence == sum(ballot.confidence or 0 for ballot in joined) / 800


@settings(deadline=None)
@given(
    st.lists(
        st.builds(
            Ballot,
            st.sampled_from(Decision),
            confidence=st.none() | st.sampled_from(CONFIDENCES),
            role=st.none() | st.sampled_from((LEADERS, MANAGERS)),
        ),
        max_size=40,
    ),
    st.integers(3, 8),
    st.randoms(),
)
def test_joined_and_others_are_none_or_enough_in_each_role_that_may_be_shown_in_any_order_of_arrival(
    ballots: list[Ballot], k: int, shuffler: random.Random
) -> None:
    filed, asked = seated(*ballots), asked_of_all(ballots, k)
    parts = joinable(filed, k, asked)
    assert all(len(part) >= k and all(ballot.confidence for ballot in part) for part in parts)
    left = len(ballots) - sum(map(len, parts))
    assert left == 0 or left >= k or not parts
    shuffled = list(filed.items())
    shuffler.shuffle(shuffled)
    assert sorted(map(repr, joinable(dict(shuffled), k, asked))) == sorted(map(repr, parts))


@pytest.mark.parametrize(
    ("parts", "left"),
    [
        ([], 0),
        ([(9, 0)], 0),
        ([(9, 1)], 1),
        ([(9, 1), (0, 8)], 1),
        ([(5, 1), (0, 6)], 1),
        ([(9, 3), (4, 8)], 7),
    ],
)
def test_two_groupings_leave_the_smaller_share_of_each_part(parts: list[tuple[int, int]], left: int) -> None:
    assert crossed(parts) == left
    assert may_cross(parts, 5) is (left == 0 or left >= 5)
