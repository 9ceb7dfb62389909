"""The agenda changes while it is led: behind the room nothing, before it whatever makes a session."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from tests.builders import (
    EVERY_STAGE,
    LEARN,
    ROLE,
    SCENARIOS,
    START,
    STEPS,
    a_card_step,
    a_dots_step,
    a_pulse,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_idea,
    an_opening,
    answer,
    do,
    go_to,
    vote,
)
from tests.builders import a_ballot as ballot
from tests.drawing import examples
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.rules import MOST_STEPS
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.agenda_changes import first_unmet, unmet
from workshop.core.live.desk import Around, desk_view
from workshop.core.live.last_change import last_change
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.view import earlier_view, room_view
from workshop.core.live.words.desk import ACTIONS_BESIDE, ACTIONS_HERE
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Phase

NEW = a_scenario("new", title="Another text")
SURE = True
BREAK = a_step(StepKind.BREAK, minutes=5)


def refused(session: Session, command: c.Command) -> str:
    """Why a command is refused."""
    with pytest.raises(Refused) as said:
        machine.decide(session, command)
    return str(said.value)


def kinds(session: Session) -> list[str]:
    """What the steps of a session are."""
    return [step.kind.value for step in session.steps]


def test_a_step_to_come_is_dropped_and_the_room_goes_on_to_the_one_behind_it() -> None:
    session = go_to(a_session(), Stage.ACTIONS, 4)
    do(session, c.DropStep(5), c.Advance(START))
    assert session.position == Position(5, Stage.READ)
    assert kinds(session) == [*(step.kind.value for step in STEPS if step.kind is not StepKind.BREAK)]
    assert session.planned == STEPS


def test_before_the_room_comes_in_everything_but_the_closing_may_change() -> None:
    session = a_session()
    assert list(unmet(session)) == list(range(10))
    do(session, c.DropStep(0), c.Advance(START))
    assert session.position == Position(0, Stage.READ)


def test_another_text_is_played_with_all_that_belongs_to_it() -> None:
    session = go_to(a_session(), Stage.OPEN)
    do(session, c.SwapScenario(1, NEW), c.Advance(START))
    assert session.scenario == NEW
    assert session.steps[1] == dataclasses.replace(STEPS[1], scenario=NEW.id)
    do(session, c.TakeBack(START))
    assert refused(session, c.SwapScenario(1, SCENARIOS[0])) == (
        "The room has met this step already: it stays. It can be skipped."
    )


def test_a_step_is_added_in_front_of_another_one_or_of_the_closing() -> None:
    session = go_to(a_session(), Stage.OPEN)
    late = a_step(scenario="new", phase=Phase.SUCCEED)
    do(session, c.AddStep(1, BREAK), c.AddStep(11, late, NEW))
    assert kinds(session)[:3] == ["open", "break", "scenario"]
    assert kinds(session)[-3:] == ["actions", "scenario", "close"]
    assert (session.scenarios[NEW.id], session.moved) == (NEW, 3)


def test_a_step_moves_within_its_phase() -> None:
    steps = (STEPS[0], a_card_step("purpose"), a_pulse_step(), *STEPS[1:])
    session = go_to(a_session(steps), Stage.OPEN)
    do(session, c.MoveStep(1, 2))
    assert kinds(session)[:4] == ["open", "pulse", "card", "scenario"]
    do(session, c.MoveStep(3, 1))
    assert kinds(session)[:4] == ["open", "scenario", "pulse", "card"]
    assert "stays in its phase" in refused(session, c.MoveStep(3, 5))


@pytest.mark.parametrize(
    ("command", "says"),
    [
        (c.DropStep(11), "no such step"),
        (c.DropStep(-1), "no such step"),
        (c.DropStep(0), "met this step already"),
        (c.DropStep(10), "closing stays"),
        (c.MoveStep(10, 9), "closing stays"),
        (c.MoveStep(9, 10, SURE), "closing stays"),
        (c.MoveStep(9, 9, SURE), "stays in its phase"),
        (c.DropStep(2), "Say that you mean it"),
        (c.MoveStep(1, 2), "Say that you mean it"),
        (c.SwapScenario(2, NEW), "plays no scenario"),
        (c.SwapScenario(1, SCENARIOS[1]), "plays a scenario twice"),
        (c.SwapScenario(1, a_scenario("pulse-1")), "begins with pulse-"),
        (c.AddStep(0, BREAK), "has not met yet"),
        (c.AddStep(11, BREAK), "has not met yet"),
        (c.AddStep(1, a_step(scenario="new")), "not in the library"),
        (c.AddStep(1, a_step(scenario=ROLE)), "plays a scenario twice"),
        (c.AddStep(1, a_step(StepKind.CLOSE)), "before its end"),
        (c.AddStep(1, a_step(StepKind.REVIEW)), "looks back"),
        (c.AddStep(1, a_step(StepKind.PULSE)), "needs a pulse"),
        (c.AddStep(1, dataclasses.replace(BREAK, minutes=0)), "1 to 240 minutes"),
        (c.AddStep(5, BREAK), "the phase that stands around it"),
        (c.AddStep(2, a_step(StepKind.BREAK, phase=Phase.SUCCEED)), "the phase that stands around it"),
    ],
)
def test_what_makes_no_session_is_refused_in_words(command: c.Command, says: str) -> None:
    session = go_to(a_session(), Stage.OPEN)
    assert says in refused(session, command)


def test_who_says_that_it_is_meant_may_drop_actions_too() -> None:
    session = go_to(a_session(), Stage.OPEN)
    do(session, c.MoveStep(2, 1, SURE), c.DropStep(1, SURE))
    assert kinds(session)[:3] == ["open", "scenario", "scenario"]


def test_no_question_and_no_card_is_asked_twice_and_no_agenda_is_endless() -> None:
    session = go_to(a_session(), Stage.OPEN)
    do(session, c.AddStep(1, a_pulse_step()), c.AddStep(1, a_card_step("purpose")))
    assert refused(session, c.AddStep(1, a_pulse_step())) == "The agenda asks this question already."
    assert refused(session, c.AddStep(1, a_card_step("purpose"))) == "The agenda has this card already."
    do(session, *[c.AddStep(1, BREAK)] * (MOST_STEPS - len(session.steps)))
    assert refused(session, c.AddStep(1, BREAK)) == "An agenda has at most 60 steps."


def test_votes_of_a_step_that_was_taken_back_never_belong_to_another_question() -> None:
    steps = (STEPS[0], a_pulse_step(), a_pulse_step(a_pulse("other")), *STEPS[1:])
    session = go_to(a_session(steps), Stage.PULSE)
    answer(session, ["job"] * 5)
    do(session, c.TakeBack(START))
    assert session.position == Position(0, Stage.OPEN)
    for command in (c.DropStep(1), c.MoveStep(1, 2), c.MoveStep(2, 1), c.AddStep(1, BREAK)):
        assert "met" in refused(session, command)
    do(session, c.DropStep(2))
    assert session.steps[1].pulse == a_pulse()


def test_who_went_to_the_closing_and_back_may_change_what_is_to_come() -> None:
    session = go_to(a_session(), Stage.OPEN)
    do(session, c.EndEarly(START))
    assert "no step to come" in refused(session, c.DropStep(5))
    do(session, c.TakeBack(START), c.DropStep(5), c.AddStep(1, BREAK), c.EndEarly(START))
    assert session.position == Position(10, Stage.CLOSE)
    do(session, c.TakeBack(START))
    assert session.position == Position(0, Stage.OPEN)


def test_a_move_that_is_taken_back_leads_where_it_was_though_the_agenda_has_changed() -> None:
    session = go_to(a_session(), Stage.ACTIONS, 2)
    do(session, c.DropStep(5), c.SwapScenario(3, NEW), c.TakeBack(START))
    assert session.position == Position(1, Stage.DEBRIEF, 1)
    assert machine.may(session, c.TakeBack)
    do(session, c.Advance(START), c.Advance(START))
    assert session.scenario == NEW


SPARE = tuple(
    a_scenario(f"spare-{number}", phase=phase)
    for number, phase in enumerate((Phase.LEARN, Phase.LEAD_ROLE, Phase.SUCCEED))
)
PHASE = st.sampled_from([Phase.LEARN, Phase.LEAD_ROLE, Phase.LEAD_REDESIGN, Phase.SUCCEED])
ANY_STEP = st.one_of(
    st.builds(a_step, st.sampled_from(StepKind), PHASE),
    st.builds(a_step, phase=PHASE, scenario=st.sampled_from([*(one.id for one in SPARE), LEARN])),
    st.builds(a_card_step, st.sampled_from(["purpose", "share", "guardrails"]), PHASE),
    st.builds(a_dots_step, PHASE, st.integers(0, 4)),
    st.builds(a_pulse_step, st.sampled_from([a_pulse(), a_pulse("other")])),
)
IN_ORDER = tuple(
    dataclasses.replace(step, phase=Phase.SUCCEED) if step.pulse else step for step in EVERY_STAGE
)
INDEX = st.integers(-1, len(EVERY_STAGE) + 2)


class ChangedAgenda(RuleBasedStateMachine):
    """Moves, votes and changes of the agenda in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.opening = an_opening(IN_ORDER)
        self.session = machine.opened(self.opening)
        self.events: list[e.Event] = [self.opening]
        self.met: list[Step] = []
        self.back: list[Position] = []

    def attempt(self, command: c.Command) -> bool:
        """Carry a command out; a refusal changes nothing."""
        before = machine.replay(self.events)
        try:
            events = machine.decide(self.session, command)
        except Refused:
            assert self.session == before
            return False
        for event in events:
            if isinstance(event, e.StageEntered):
                self.back.append(self.session.position)
            machine.apply(self.session, event)
            self.events.append(event)
        if self.session.stage is not Stage.CLOSE:
            self.met += self.session.steps[len(self.met) : self.session.position.step + 1]
        return True

    @rule(times=st.integers(1, 9))
    def space(self, times: int) -> None:
        for _ in range(times):
            for number in range(2 if self.session.stage is Stage.IDEAS else 0):
                self.attempt(c.NoteIdea(an_idea(number)))
            self.attempt(c.Advance(START))

    @rule()
    def skip(self) -> None:
        self.attempt(c.Skip(START))

    @rule()
    def end_early(self) -> None:
        self.attempt(c.EndEarly(START))

    @rule()
    def take_back(self) -> None:
        before = len(self.session.moves)
        if self.attempt(c.TakeBack(START)):
            assert len(self.session.moves) == before - 1
            assert self.session.position == self.back.pop()

    @rule()
    def people_vote(self) -> None:
        stage = self.session.stage
        before = len(self.events)
        if stage in (Stage.VOTE_1, Stage.VOTE_2):
            vote(self.session, [ballot()] * 5)
        elif stage is Stage.PULSE:
            answer(self.session, [self.session.step.pulse.values[0]] * 5)  # type: ignore[union-attr]
        if stage in (Stage.VOTE_1, Stage.VOTE_2, Stage.PULSE):
            assert len(self.events) == before
            self.events += _cast_since(machine.replay(self.events), self.session)

    @rule(index=INDEX, sure=st.booleans())
    def drop(self, index: int, sure: bool) -> None:
        self.attempt(c.DropStep(index, sure))

    @rule(index=INDEX, to=INDEX, sure=st.booleans())
    def move(self, index: int, to: int, sure: bool) -> None:
        self.attempt(c.MoveStep(index, to, sure))

    @rule(index=INDEX, scenario=st.sampled_from([*SPARE, SCENARIOS[0]]))
    def swap(self, index: int, scenario: object) -> None:
        self.attempt(c.SwapScenario(index, scenario))  # type: ignore[arg-type]

    @rule(index=INDEX, step=ANY_STEP)
    def add(self, index: int, step: Step) -> None:
        scenario = next((one for one in SPARE if one.id == step.scenario), None)
        self.attempt(c.AddStep(index, step, scenario))

    @invariant()
    def any_row_of_changes_leads_to_steps_that_make_a_session(self) -> None:
        session = self.session
        machine.opened(
            dataclasses.replace(
                self.opening, steps=session.steps, scenarios=tuple(session.scenarios.values())
            )
        )
        numbers = [step.phase.number for step in session.steps]
        assert numbers == sorted(numbers), "the phases keep their order"

    @invariant()
    def what_the_room_has_met_stays_where_it_was(self) -> None:
        assert list(self.session.steps[: len(self.met)]) == self.met
        assert first_unmet(self.session) >= len(self.met)
        asked = {round_.step for round_ in self.session.answers}
        assert all(self.session.steps[index].kind is StepKind.PULSE for index in asked)

    @invariant()
    def replaying_the_events_gives_the_live_session(self) -> None:
        assert machine.replay(self.events) == self.session

    @invariant()
    def every_picture_and_paper_can_be_made(self) -> None:
        view = room_view(self.session, 5)
        desk_view(self.session, view, START, Around())
        for step in view.earlier_steps:
            assert earlier_view(self.session, 5, step) is not None
        record_of(self.session, None)
        for chapter in self.session.chapters_held:
            plan_of(self.session, chapter)


def _cast_since(before: Session, now: Session) -> list[e.Event]:
    """The votes that one session has and the other has not."""
    return [
        e.VoteCast(round_, seat, vote)
        for of, earlier in ((now.ballots, before.ballots), (now.answers, before.answers))
        for round_, votes in of.items()
        for seat, vote in votes.items()
        if earlier.get(round_, {}).get(seat) != vote
    ]


TestChangedAgenda = ChangedAgenda.TestCase
TestChangedAgenda.settings = settings(max_examples=examples(60), stateful_step_count=30, deadline=None)


def test_a_scenario_that_left_the_agenda_unseen_may_come_back() -> None:
    session = go_to(a_session(), Stage.OPEN)
    do(session, c.SwapScenario(1, NEW), c.SwapScenario(1, SCENARIOS[0]))
    assert session.steps == STEPS
    assert session.scenarios[ScenarioId("new")] == NEW


@pytest.mark.parametrize(
    ("commands", "kept"),
    [
        ((), ()),
        ((c.DropStep(5), c.AddStep(1, a_card_step("purpose"))), ("left out: break", "added: card purpose")),
        ((c.SwapScenario(1, NEW),), ("left out: scenario learn-01", "added: scenario new")),
        ((c.AddStep(1, a_pulse_step()), c.DropStep(1)), ()),
        ((c.MoveStep(1, 2, SURE),), ("moved: actions",)),
        ((c.MoveStep(1, 2, SURE), c.DropStep(5)), ("left out: break", "moved: actions")),
        ((c.DropStep(5), c.TakeChangeBack()), ()),
    ],
)
def test_the_record_says_what_was_planned_and_not_held_and_the_other_way_round(
    commands: tuple[c.Command, ...], kept: tuple[str, ...]
) -> None:
    session = go_to(a_session(), Stage.OPEN)
    do(session, *commands)
    assert record_of(session, None).agenda_changes == kept


def test_the_last_change_is_said_and_taken_back_until_the_room_goes_on() -> None:
    session = go_to(a_session(), Stage.OPEN)
    assert "no change" in refused(session, c.TakeChangeBack())
    said = []
    for command in (c.DropStep(5), c.AddStep(1, BREAK), c.SwapScenario(1, NEW), c.MoveStep(1, 2, SURE)):
        before = session.steps
        do(session, command)
        change = last_change(session)
        assert change is not None
        said.append((change.words, change.way_back))
        do(session, c.TakeChangeBack())
        assert session.steps == before
    assert said == [
        ("Left out: Break.", "Put it back"),
        ("Added: Break.", "Take it out again"),
        ("Instead of The average of the averages: Another text.", "Change it back"),
        ("Now in this order: Write down what we will do; The average of the averages.", "Move it back"),
    ]
    do(session, c.DropStep(5), c.Advance(START))
    assert last_change(session) is None
    assert "no change" in refused(session, c.TakeChangeBack())


def test_the_desk_asks_before_what_is_refused_without_it_and_before_nothing_else() -> None:
    session = go_to(a_session(), Stage.OPEN)
    asked = set()
    for step in desk_view(session, room_view(session, 0), START, Around()).agenda.steps:
        drop: list[c.Command] = [c.DropStep(step.index)] if step.may_go else []
        moves: list[c.Command] = [c.MoveStep(step.index, step.index - 1)] if step.earlier else []
        moves += [c.MoveStep(step.index, step.index + 1)] if step.later else []
        is_asked = [is_refused(session, one) for one in (*drop, *moves)]
        assert bool(step.sure) is any(is_asked), step.words
        assert (step.sure == ACTIONS_HERE) is any(is_refused(session, one) for one in drop), step.words
        asked.add(step.sure)
    assert asked == {"", ACTIONS_HERE, ACTIONS_BESIDE}


def is_refused(session: Session, command: c.Command) -> bool:
    """Whether a command is refused as long as nobody says that it is meant."""
    try:
        machine.decide(session, command)
    except Refused as error:
        return "Say that you mean it." in str(error)
    return False
