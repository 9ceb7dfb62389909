"""What a trial is: of a decision, of a tap, of the row for what is missing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_control, a_scenario
from workshop.core.live.session import Ballot
from workshop.core.live.tally import Tally, count_ballots
from workshop.core.live.trials import trials_of_decisions, trials_of_taps
from workshop.core.scenarios.scenario import Scenario, Sentence
from workshop.core.stats.detection import Trials
from workshop.core.words import Decision


def tally_of(scenario: Scenario, *ballots: Ballot) -> Tally:
    tally = count_ballots(scenario, ballots, 1)
    assert tally is not None
    return tally


def test_a_decision_flags_what_is_not_used_as_it_is() -> None:
    ballots = [a_ballot(decision) for decision in (*Decision, Decision.USE)]
    assert trials_of_decisions(a_scenario(), tally_of(a_scenario(), *ballots)) == Trials(3, 5, 0, 0)
    assert trials_of_decisions(a_control(), tally_of(a_control(), *ballots)) == Trials(0, 0, 3, 5)


def test_taps_on_wrong_sentences_are_hits_and_on_right_ones_false_alarms() -> None:
    """Four sentences, the second wrong; the row for what is missing is no trial where nothing is."""
    scenario = a_scenario()
    tally = tally_of(scenario, a_ballot(taps=(1,)), a_ballot(taps=(0, 1), missing=True), a_ballot(taps=()))
    assert trials_of_taps(scenario, tally) == Trials(hits=2, signals=3, false_alarms=1, noises=9)


def test_the_row_for_what_is_missing_is_a_signal_where_something_is_and_noise_on_a_control() -> None:
    ballots = [a_ballot(taps=(), missing=missing) for missing in (True, False, True, True)]
    incomplete, sound = a_scenario(missing="The cost."), a_control()
    assert trials_of_taps(incomplete, tally_of(incomplete, *ballots)) == Trials(3, 8, 0, 12)
    assert trials_of_taps(sound, tally_of(sound, *ballots)) == Trials(0, 0, 3, 16)


CARRIED = a_scenario(
    sentences=(
        Sentence("The total is 90.", True, "arithmetic-slip", "It is 80."),
        Sentence("So the mean is 9.", True, "arithmetic-slip", "It is 8.", carried=True),
    )
)


@pytest.mark.parametrize(
    ("root", "carried", "both", "neither", "signals"),
    [
        (0, 0, 10, 0, 20),
        (10, 0, 0, 0, 10),
        (0, 10, 0, 0, 20),
        (0, 0, 0, 10, 20),
        (4, 3, 0, 3, 16),
        (2, 0, 1, 7, 17),
    ],
)
def test_a_carried_sentence_has_the_misses_that_totals_prove(
    root: int, carried: int, both: int, neither: int, signals: int
) -> None:
    ballots = [
        *[a_ballot(taps=(0,))] * root,
        *[a_ballot(taps=(1,))] * carried,
        *[a_ballot(taps=(0, 1))] * both,
        *[a_ballot(taps=())] * neither,
    ]
    found = trials_of_taps(CARRIED, tally_of(CARRIED, *ballots))
    assert found == Trials(root + carried + 2 * both, signals, 0, 0)


@given(st.lists(st.sets(st.integers(0, 1)), min_size=1, max_size=40))
def test_totals_never_charge_more_misses_on_a_carried_sentence_than_ballots_would(
    tapped: list[set[int]],
) -> None:
    """By ballot: a carried sentence is missed by those who flagged neither it nor the root."""
    ballots = [a_ballot(taps=sorted(taps)) for taps in tapped]
    found = trials_of_taps(CARRIED, tally_of(CARRIED, *ballots))
    hits = sum(len(taps) for taps in tapped)
    misses = sum(0 not in taps for taps in tapped) + sum(not taps for taps in tapped)
    assert found.hits == hits
    assert found.signals - found.hits <= misses
