"""A round is a value; its text stands in journals and forms only."""

from __future__ import annotations

import copy

import pytest

from workshop.core.live.rounds import (
    Round,
    Takes,
    dots_round,
    pulse_round,
    scenario_round,
    scores_round,
    taps_round,
)
from workshop.core.scenarios.scenario import ScenarioId

ROUNDS = [
    (scenario_round(ScenarioId("learn-04"), 2), "learn-04/2", Takes.BALLOT),
    (pulse_round(11), "pulse-11/1", Takes.CHOICE),
    (dots_round(3, 1), "dots-3/2", Takes.DOTS),
    (Round("text_5_0_2", 1), "text_5_0_2/1", Takes.TEXT),
    (scores_round(5), "scores_5/1", Takes.SCORES),
    (taps_round(6), "taps_6/1", Takes.TAPS),
    (Round("text-messages", 1), "text-messages/1", Takes.BALLOT),
]


@pytest.mark.parametrize(("round_", "text", "takes"), ROUNDS)
def test_a_round_is_the_same_after_it_was_a_text_and_says_what_it_takes(
    round_: Round, text: str, takes: Takes
) -> None:
    assert str(round_) == text
    assert Round.parse(text) == round_
    assert round_.takes is takes


def test_rounds_are_told_apart_by_subject_and_number() -> None:
    rounds = {round_ for round_, _, _ in ROUNDS} | {Round("learn-04", 1), Round("learn-04", 2)}
    assert len(rounds) == len(ROUNDS) + 1
    assert (Round("learn-04", 1).subject, Round("learn-04", 1).number) == ("learn-04", 1)
    assert copy.deepcopy(Round("learn-04", 2)) == Round("learn-04", 2)


def test_the_step_of_a_pulse_and_of_a_vote_on_ideas_is_known() -> None:
    assert (pulse_round(11).step, dots_round(3, 1).step, scores_round(5).step) == (11, 3, 5)


@pytest.mark.parametrize("text", ["", "learn-04", "learn-04/", "learn-04/x"])
def test_a_text_without_a_number_is_no_round(text: str) -> None:
    with pytest.raises(ValueError, match="int"):
        Round.parse(text)
