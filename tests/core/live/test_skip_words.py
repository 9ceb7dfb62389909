"""What a skip leaves out is said before it is pressed; one that leads where Space does is not offered."""

from __future__ import annotations

import pytest

from tests.builders import LEARN, START, a_pulse_step, a_session, a_step, do, go_to
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.view import earlier_view, room_view

STEPS = (
    a_step(StepKind.SCENARIO, scenario=LEARN),
    a_pulse_step(),
    a_step(StepKind.ACTIONS),
    a_step(StepKind.CLOSE),
)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        (Stage.LOBBY, ""),
        (Stage.READ, "skip this text"),
        (Stage.VOTE_1, ""),
        (Stage.VOTE_1_CLOSED, "skip talk and second vote"),
        (Stage.TALK, "skip the second vote"),
        (Stage.VOTE_2, ""),
        (Stage.REVEAL, ""),
        (Stage.OUTCOME, "skip the check and the questions"),
        (Stage.CHECK, "skip the questions"),
        (Stage.DEBRIEF, "skip the other questions"),
        (Stage.PULSE, "skip this question"),
        (Stage.PULSE_CLOSED, "skip the result"),
        (Stage.ACTIONS, ""),
        (Stage.CLOSE, ""),
    ],
)
def test_each_place_says_what_is_left_out(stage: Stage, words: str) -> None:
    session = go_to(a_session(steps=STEPS), stage)
    assert room_view(session, 8).skip_words == words


def test_the_last_question_is_followed_by_nothing_that_could_be_skipped() -> None:
    session = go_to(a_session(steps=STEPS), Stage.DEBRIEF)
    while session.stage is Stage.DEBRIEF:
        last = room_view(session, 8).skip_words
        do(session, c.Advance(START))
    assert last == ""


def test_nothing_is_skipped_in_a_look_back() -> None:
    session = go_to(a_session(steps=STEPS), Stage.CHECK)
    then = earlier_view(session, 8, 0)
    assert then is not None
    assert then.skip_words == ""
