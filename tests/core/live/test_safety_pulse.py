"""The safety pulse before and after the work: where its means stand in plans and record."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    LEARN,
    SCENARIOS,
    a_look_back,
    a_pulse_step,
    a_session,
    a_step,
    an_opening,
    answer,
    go_to,
)
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.pulse import PULSES, SAFETY, Moment
from workshop.core.live import machine
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.session import Session, Stage
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import PulseMean
from workshop.core.words import Phase

SAFE = PULSES[SAFETY]
CLOSE = a_step(StepKind.CLOSE, phase=Phase.SUCCEED)


def asked(phase: Phase, moment: Moment | None) -> Step:
    return dataclasses.replace(a_pulse_step(SAFE, moment), phase=phase)


def means(session: Session, phase: Phase) -> dict[str, PulseMean | None]:
    safety = plan_of(session, Chapter(phase)).phase.safety
    return {"before": safety.before, "after": safety.after} if safety is not None else {}


@pytest.mark.parametrize("phase", [Phase.LEAD_ROLE, Phase.LEAD_REDESIGN, Phase.SUCCEED])
@given(before=st.integers(0, 9), after=st.integers(0, 9))
def test_after_stands_beside_before_in_the_plan_of_learn(phase: Phase, before: int, after: int) -> None:
    steps = (asked(Phase.LEARN, Moment.BEFORE), a_step(scenario=LEARN), asked(phase, Moment.AFTER), CLOSE)
    session = go_to(a_session(steps, SCENARIOS[:1]), Stage.PULSE)
    answer(session, ["3"] * before)
    answer(go_to(session, Stage.PULSE, 2), ["4"] * after)
    go_to(session, Stage.CLOSE)
    found = means(session, Phase.LEARN)
    assert found.get("before") == (PulseMean(before, 3.0) if before >= 5 else None)
    assert found.get("after") == (PulseMean(after, 4.0) if after >= 5 else None)
    assert means(session, phase) == {}, "and nowhere else"


def test_without_learn_it_stands_in_the_plan_of_the_phase_that_asked() -> None:
    session = go_to(a_session((asked(Phase.SUCCEED, Moment.AFTER), CLOSE), ()), Stage.PULSE)
    answer(session, ["4"] * 6)
    go_to(session, Stage.CLOSE)
    assert means(session, Phase.SUCCEED) == {"before": None, "after": PulseMean(6, 4.0)}


@pytest.mark.parametrize("written", [None, Moment.AFTER])
def test_what_a_look_back_asks_is_asked_after(written: Moment | None) -> None:
    opening = an_opening((asked(Phase.SUCCEED, written), CLOSE), (), look_back=a_look_back())
    session = go_to(machine.opened(opening), Stage.PULSE)
    answer(session, ["4"] * 6)
    go_to(session, Stage.CLOSE)
    assert means(session, Phase.SUCCEED) == {"before": None, "after": PulseMean(6, 4.0)}
    (kept,) = record_of(session, None).pulses
    assert kept.moment == Moment.AFTER
