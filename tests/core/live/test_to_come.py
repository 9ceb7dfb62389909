"""The picture of a step to come: what may become of it, and what may be added in front of it."""

from __future__ import annotations

import pytest

from tests.builders import (
    START,
    STEPS,
    a_card_step,
    a_dots_step,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    do,
    go_to,
)
from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.agenda.card import CARDS
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.agenda.step_words import step_name
from workshop.core.live import commands as c
from workshop.core.live.session import Session, Stage
from workshop.core.live.to_come import StepToCome, step_to_come
from workshop.core.words import Phase

AGENDA = (
    STEPS[0],
    a_pulse_step(PULSES[PulseId("support")]),
    a_card_step("purpose"),
    a_step(StepKind.GROUPS, title="What will we check?"),
    a_dots_step(),
    *STEPS[1:],
)


def at_start() -> Session:
    """A session in its opening."""
    return go_to(a_session(AGENDA), Stage.OPEN)


def asked(session: Session, index: int) -> StepToCome:
    """The picture of a step that may change."""
    found = step_to_come(session, index)
    assert found is not None
    return found


def test_what_the_room_has_met_has_no_picture_and_the_closing_has_one() -> None:
    session = at_start()
    assert asked(session, 14).step.kind is StepKind.CLOSE
    assert [step_to_come(session, index) for index in (-1, 0, 15)] == [None] * 3
    do(session, c.Advance(START), c.TakeBack(START))
    assert step_to_come(session, 1) is None
    do(session, c.EndEarly(START))
    assert step_to_come(session, 14) is None
    do(session, c.Seal(START))
    assert step_to_come(session, 14) is None


def test_the_catalogue_is_what_the_agenda_does_not_have() -> None:
    found = asked(at_start(), 3)
    assert {pulse.id for pulse in found.pulses} == PULSES.keys() - {"support"}
    assert {card.id for card in found.cards} == CARDS.keys() - {"purpose"}


def test_what_was_planned_and_dropped_may_come_back_and_is_the_same_again() -> None:
    session = at_start()
    do(session, c.DropStep(4, sure=True), c.DropStep(3, sure=True), c.DropStep(1))
    found = asked(session, 2)
    assert found.left_out == (AGENDA[1], AGENDA[3], AGENDA[4])
    assert [step_name(step) for step in found.left_out] == [
        "I feel supported in learning how to use AI.",
        "What will we check?",
        "Dot vote",
    ]
    assert asked(session, 6).left_out == (), "another phase has no place for it"
    for step in reversed(found.left_out):
        do(session, c.AddStep(1, step))
    assert {step.kind for step in session.steps} == {step.kind for step in AGENDA}
    assert asked(session, 2).left_out == ()


def test_a_swapped_text_is_not_said_to_be_left_out() -> None:
    session = at_start()
    do(session, c.SwapScenario(5, a_scenario("new")))
    assert asked(session, 5).left_out == ()


@pytest.mark.parametrize("index", range(1, 15))
def test_whatever_it_makes_may_be_added(index: int) -> None:
    session = at_start()
    found = asked(session, index)
    new = a_scenario("new")
    steps: list[Step] = [
        found.break_step(),
        *map(found.pulse_step, found.pulses),
        *map(found.card_step, found.cards),
        *(found.text_step(new.id, cycle) for cycle in Cycle),
    ]
    for step in steps:
        session = at_start()
        do(session, c.AddStep(index, step, new if step.scenario else None))
        assert session.steps[index] == step
        assert step.phase is AGENDA[index].phase or step.phase is Phase.LEARN
