"""The agenda against the clock: what is over and who pays, and the break that is proposed and taken."""

from __future__ import annotations

import copy
import dataclasses

import pytest

from tests.builders import (
    LEARN,
    SOUND,
    START,
    a_card_step,
    a_dots_step,
    a_session,
    a_step,
    do,
    go_to,
)
from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.desk import Around, DeskView, desk_view
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.view import room_view
from workshop.core.live.words.desk import BREAK_DUE, BREAK_DUE_LATER
from workshop.core.problems import Refused
from workshop.core.words import Phase

STEPS: tuple[Step, ...] = (
    a_step(StepKind.OPEN, minutes=5),
    a_step(scenario=LEARN, minutes=11),
    a_step(StepKind.ACTIONS, minutes=8),
    a_step(scenario=SOUND, cycle=Cycle.SHORT, minutes=7),
    a_card_step(minutes=4),
    a_step(StepKind.CLOSE, minutes=5),
)
"""40 minutes."""


def begun(steps: tuple[Step, ...] = STEPS) -> Session:
    """A session at its first step."""
    session = a_session(steps)
    do(session, c.Advance(START))
    return session


def desk(session: Session, minutes: float) -> DeskView:
    """The desk so many minutes after the beginning."""
    return desk_view(session, room_view(session, 6), START + 60 * minutes, Around())


def proposed(session: Session, minutes: float) -> list[str]:
    """What the desk says of a break."""
    return [words for words in desk(session, minutes).alone.to_say if words in (BREAK_DUE, BREAK_DUE_LATER)]


@pytest.mark.parametrize(
    ("minutes", "says"),
    [
        (4.9, "On time; 35 min after this step."),
        (5.9, "On time; 35 min after this step."),
        (6.0, "1 minute over; you could leave out: The average of the averages"),
        (9.5, "4 minutes over; you could leave out: The average of the averages"),
        (75.0, "70 minutes over; you could leave out: The average of the averages"),
    ],
)
def test_what_is_over_is_said_in_words_each_minute_anew_and_who_pays(minutes: float, says: str) -> None:
    assert desk(begun(), minutes).agenda.time == says


def test_the_next_text_pays_and_never_a_step_with_actions_a_break_or_the_closing() -> None:
    session = begun()
    assert desk(session, 4).agenda.pays is None, "nobody pays while nothing is over"
    assert desk(session, 9).agenda.pays == 1
    session = begun((STEPS[0], STEPS[2], a_step(StepKind.BREAK), *STEPS[3:]))
    assert desk(session, 9).agenda.pays == 3
    protected = (a_step(StepKind.GROUPS), a_dots_step(), STEPS[2], a_step(StepKind.BREAK), STEPS[-1])
    session = begun((STEPS[0], *protected))
    assert desk(session, 9).agenda.pays is None
    assert desk(session, 9).agenda.time.startswith("4 minutes over; ")
    assert "leave out" not in desk(session, 9).agenda.time


def test_a_step_that_the_room_has_met_pays_nothing_any_more() -> None:
    session = go_to(begun(), Stage.READ)
    do(session, c.TakeBack(START))
    assert desk(session, 9).agenda.pays == 3


def test_what_is_left_out_has_paid_and_what_is_added_is_to_be_paid() -> None:
    session = begun()
    assert desk(session, 9.5).agenda.time.startswith("4 minutes over")
    do(session, c.DropStep(4))
    assert desk(session, 9.5).agenda.time == "On time; 31 min after this step."
    do(session, c.AddStep(4, a_step(StepKind.BREAK, minutes=10)))
    assert desk(session, 4).agenda.time == "6 minutes over; you could leave out: The average of the averages"


def test_a_step_that_took_less_time_than_planned_is_ahead_once_it_is_left() -> None:
    session = begun()
    assert desk(session, 1).agenda.time.startswith("On time")
    do(session, c.Advance(START + 60))
    assert desk(session, 1).agenda.time == "4 minutes ahead; 24 min after this step."


def test_a_step_that_was_come_to_late_has_all_its_minutes_and_makes_good_for_nothing() -> None:
    session = begun()
    do(session, c.Advance(START + 6 * 60))
    assert desk(session, 6).agenda.time.startswith("1 minute over")
    assert desk(session, 16.9).agenda.time.startswith("1 minute over"), "11 minutes are planned here"
    assert desk(session, 18).agenda.time.startswith("2 minutes over")


def test_within_a_step_that_was_come_to_early_nothing_is_lost_before_its_minutes_are_over() -> None:
    session = begun()
    do(session, c.Advance(START + 60))
    said = {desk(session, 1 + minutes / 10).agenda.time for minutes in range(110)}
    assert said == {"4 minutes ahead; 24 min after this step."}
    do(session, c.Advance(START + 8 * 60))
    assert desk(session, 8).agenda.time in said, "the next place of the same step"
    assert desk(session, 13).agenda.time.startswith("3 minutes ahead")


def test_a_step_that_the_room_came_back_to_began_when_it_did_also_in_a_session_that_is_replayed() -> None:
    steps = (STEPS[0], STEPS[2], *STEPS[3:])
    session = begun(steps)
    opened = e.SessionOpened(session.setup, steps, tuple(session.scenarios.values()), START)
    events: list[e.Event] = [opened, e.StageEntered(session.position, START, None, 0)]
    moves = (c.Advance(START + 4 * 60), c.Advance(START + 5 * 60), c.TakeBack(START + 6 * 60))
    events += do(session, *moves)
    assert session.stage is Stage.ACTIONS
    assert desk(session, 12).agenda.time.startswith("1 minute ahead"), "8 minutes from the fourth on"
    assert desk(session, 13).agenda.time.startswith("On time")
    assert machine.replay(events).step_began == session.step_began == START + 4 * 60


def test_after_an_hour_without_a_break_the_desk_proposes_one() -> None:
    session = begun()
    assert proposed(session, 59.9) == []
    assert proposed(session, 60) == [BREAK_DUE]
    do(session, c.Advance(START + 3600))
    assert proposed(session, 61) == [BREAK_DUE_LATER], "within a step"
    assert BREAK_DUE not in repr(room_view(session, 6)), "the wall says nothing of it"


def test_none_is_proposed_in_the_lobby_in_a_break_before_one_or_at_the_end() -> None:
    assert proposed(a_session(STEPS), 99) == []
    before = begun((STEPS[0], a_step(StepKind.BREAK), *STEPS[1:]))
    assert proposed(before, 99) == []
    do(before, c.Advance(START))
    assert (before.stage, proposed(before, 99)) == (Stage.BREAK, [])
    last = go_to(begun(), Stage.CARD)
    assert proposed(last, 99) == []
    do(last, c.Advance(START))
    assert (last.stage, proposed(last, 99)) == (Stage.CLOSE, [])


def test_the_hour_begins_anew_with_the_end_of_a_break_and_with_a_room_that_came_back_from_the_lobby() -> None:
    session = begun()
    do(session, c.BreakNow(START + 3600), c.Advance(START + 4200))
    assert proposed(session, 70 + 59) == []
    assert proposed(session, 70 + 60) == [BREAK_DUE_LATER]
    again = begun()
    do(again, c.TakeBack(START + 60), c.Advance(START + 7200))
    assert proposed(again, 120 + 59) == []


def test_a_break_now_is_put_in_behind_this_step_and_after_it_the_agenda_goes_on() -> None:
    session = begun()
    events = do(session, c.BreakNow(START, present=7, minutes=5))
    assert [type(event) for event in events] == [e.AgendaChanged, e.StageEntered]
    assert events[-1] == e.StageEntered(Position(1, Stage.BREAK), START, START + 300, 7, adds_step=True)
    assert [step.kind for step in session.steps[:3]] == [StepKind.OPEN, StepKind.BREAK, StepKind.SCENARIO]
    assert (session.steps[1].phase, session.steps[1].minutes) == (Phase.LEARN, 5)
    do(session, c.Advance(START + 300))
    assert session.position == Position(2, Stage.READ)
    assert session.scenario is not None
    assert session.scenario.id == LEARN


def test_a_break_that_was_taken_back_is_gone_from_the_agenda_and_another_one_is_possible() -> None:
    session, untouched = begun(), begun()
    events = do(session, c.BreakNow(START), c.TakeBack(START))
    assert (session.position, session.steps) == (Position(0, Stage.OPEN), STEPS)
    assert desk(session, 0).agenda.time == desk(untouched, 0).agenda.time
    assert (session.reached, session.visited) == (untouched.reached, untouched.visited)
    for event in events:
        machine.apply(untouched, event)
    assert untouched == session, "a replay takes it away too"
    do(session, c.DropStep(1))
    do(session, c.BreakNow(START, minutes=5), c.Advance(START))
    assert session.position == Position(2, Stage.ACTIONS)


def test_what_was_changed_behind_a_break_stays_where_the_break_is_taken_back() -> None:
    session = begun()
    do(session, c.BreakNow(START), c.DropStep(2), c.TakeBack(START))
    assert session.steps == (STEPS[0], *STEPS[2:])


def test_a_break_stays_where_a_later_step_was_met_or_where_somebody_had_put_it_in_before() -> None:
    session = begun()
    do(session, c.BreakNow(START), c.Advance(START), c.TakeBack(START), c.TakeBack(START))
    assert [step.kind for step in session.steps[:3]] == [StepKind.OPEN, StepKind.BREAK, StepKind.SCENARIO]
    session = begun()
    do(session, c.AddStep(1, a_step(StepKind.BREAK)), c.Advance(START), c.TakeBack(START))
    assert session.steps[1].kind is StepKind.BREAK


@pytest.mark.parametrize(
    "stage", [Stage.READ, Stage.VOTE_1, Stage.VOTE_1_CLOSED, Stage.TALK, Stage.REVEAL, Stage.DEBRIEF]
)
def test_within_a_step_there_is_no_break_but_one_can_be_put_in_behind_it(stage: Stage) -> None:
    session = go_to(begun(), stage)
    before = copy.deepcopy(session)
    with pytest.raises(Refused, match="A break is possible after this step"):
        machine.decide(session, c.BreakNow(START))
    assert session == before
    assert c.BreakNow not in desk(session, 0).allowed
    assert desk(session, 0).agenda.break_phase is Phase.LEARN


def test_no_break_stands_beside_a_break_or_before_a_step_that_was_met() -> None:
    session = begun((STEPS[0], a_step(StepKind.BREAK), *STEPS[1:]))
    for _ in range(2):
        with pytest.raises(Refused, match="No break fits"):
            machine.decide(session, c.BreakNow(START))
        session = go_to(begun(), Stage.READ)
        do(session, c.TakeBack(START))


def test_a_break_belongs_to_the_phase_that_the_room_leaves() -> None:
    lead = tuple(dataclasses.replace(step, phase=Phase.LEAD_ROLE) for step in STEPS[3:])
    session = go_to(begun((*STEPS[:3], *lead)), Stage.ACTIONS)
    do(session, c.BreakNow(START))
    assert session.steps[3] == Step(StepKind.BREAK, Phase.LEARN, 10)


def test_a_break_before_the_closing_is_the_last_step_but_one() -> None:
    session = go_to(begun(), Stage.CARD)
    do(session, c.BreakNow(START), c.Advance(START))
    assert session.stage is Stage.CLOSE
    assert [step.kind for step in session.steps[-2:]] == [StepKind.BREAK, StepKind.CLOSE]


def test_a_break_has_one_minute_at_least() -> None:
    with pytest.raises(Refused, match="A step takes 1 to"):
        machine.decide(begun(), c.BreakNow(START, minutes=0))


def test_a_replay_of_the_events_is_in_the_same_place_and_knows_when_the_break_ended() -> None:
    first = a_session(STEPS)
    events: list[e.Event] = [e.SessionOpened(first.setup, STEPS, tuple(first.scenarios.values()), START)]
    session = machine.replay(events)
    for command in (c.Advance(START), c.BreakNow(START + 9), c.Advance(START + 600)):
        events += do(session, command)
    assert (session.position, session.rested) == (Position(2, Stage.READ), START + 600)
    assert machine.replay(events) == session
