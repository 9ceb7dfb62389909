"""Random sessions beside a plain model: whatever is done in whatever order, the laws of the core hold.

The model is a list of places, an index into it, and what was said at each place. It knows nothing of the
table in `workshop.core.machine`.
"""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.builders import START, a_control, a_pulse_step, a_scenario, a_step, an_action, an_opening
from workshop.core import commands as c
from workshop.core import events as e
from workshop.core import machine
from workshop.core.agenda import Cycle, Step, StepKind
from workshop.core.machine import Refused
from workshop.core.pulse import Answer
from workshop.core.scenario import Scenario
from workshop.core.session import CONFIDENCES, Ballot, RoundId, Seat
from workshop.core.tally import Tally
from workshop.core.view import PhoneView, RoomView, past_view, phone_view, room_view
from workshop.core.words import Audience, Decision, Phase

K = 3
SEATS = tuple(Seat(f"seat-{number}") for number in range(7))


def marked(scenario: Scenario) -> Scenario:
    """A scenario whose key can be told from everything else in a picture."""
    mark = f"KEY<{scenario.id}>"
    return dataclasses.replace(
        scenario,
        reveal=mark,
        check=mark,
        missing=mark,
        facilitator_note=mark,
        twin=mark,
        debrief=(f"{mark} 1", f"{mark} 2"),
        actions=(f"If {mark}, then {mark}.",),
        hint=f"HINT<{scenario.id}>",
        sentences=tuple(dataclasses.replace(sentence, why=mark) for sentence in scenario.sentences),
    )


SCENARIOS = tuple(
    marked(scenario)
    for scenario in (a_scenario("one"), a_control("two"), a_scenario("three", phase=Phase.SUCCEED))
)
STEPS = (
    a_step(StepKind.OPEN),
    a_pulse_step(),
    a_step(scenario="one"),
    a_step(StepKind.ACTIONS),
    a_step(scenario="two", phase=Phase.LEAD_REDESIGN, cycle=Cycle.SHORT),
    a_step(StepKind.BREAK, phase=Phase.LEAD_REDESIGN),
    a_step(StepKind.ACTIONS, phase=Phase.LEAD_REDESIGN),
    a_pulse_step(),
    a_step(scenario="three", phase=Phase.SUCCEED),
    a_step(StepKind.MAP, phase=Phase.SUCCEED),
    a_step(StepKind.CLOSE, phase=Phase.SUCCEED),
)
ROUNDS = tuple(RoundId(f"{name}/{number}") for name in ("one", "two", "three") for number in (1, 2))
PULSE_ROUNDS = ("pulse-1/1", "pulse-7/1")
VALUES = ("job", "skill", "none")

CYCLES = {
    Cycle.FULL: ["read", "vote-1", "talk", "vote-2", "reveal", "check", "debrief", "debrief"],
    Cycle.SHORT: ["read", "vote-1", "reveal", "check", "debrief", "debrief"],
}
OTHERS = {"pulse": ["pulse", "pulse-result", "pulse-result"], "map": ["map", "map"]}
Place = tuple[int, str]


def path_of(steps: tuple[Step, ...]) -> list[Place]:
    """All places of a session in the order of Space."""
    path: list[Place] = [(-1, "lobby")]
    for index, step in enumerate(steps):
        scenario = step.kind is StepKind.SCENARIO
        names = CYCLES[step.cycle] if scenario else OTHERS.get(step.kind.value, [step.kind.value])
        path += [(index, name) for name in names]
    return path


PATH = path_of(STEPS)

BALLOTS = st.builds(
    Ballot,
    st.sampled_from(Decision),
    st.sets(st.integers(0, 2)).map(lambda taps: tuple(sorted(taps))),
    st.booleans(),
    st.none() | st.sampled_from(CONFIDENCES),
    st.none() | st.sampled_from((Audience.LEADERS, Audience.MANAGERS)),
)
ANSWERS = st.builds(
    Answer, st.sampled_from(VALUES), st.none() | st.sampled_from((Audience.LEADERS, Audience.MANAGERS))
)


@dataclasses.dataclass
class Model:
    """What a person with pencil and paper would have written down."""

    at: int = 0
    sealed: bool = False
    ballots: dict[str, dict[str, Ballot]] = dataclasses.field(default_factory=dict)
    answers: dict[str, dict[str, Answer]] = dataclasses.field(default_factory=dict)
    sponsor: str = ""
    minutes: int = 0
    hands: dict[str, int] = dataclasses.field(default_factory=dict)
    held: set[str] = dataclasses.field(default_factory=set)
    revealed: set[str] = dataclasses.field(default_factory=set)
    hinted: set[str] = dataclasses.field(default_factory=set)
    actions: dict[str, tuple[int, str]] = dataclasses.field(default_factory=dict)
    agreed: int = 0

    @property
    def place(self) -> Place:
        return (PATH[self.at][0], "sealed") if self.sealed else PATH[self.at]

    @property
    def stage(self) -> str:
        return self.place[1]

    @property
    def scenario(self) -> str | None:
        step = STEPS[self.place[0]] if self.place[0] >= 0 else None
        return step.scenario if step else None

    @property
    def pulse(self) -> str | None:
        """The round of the pulse on screen."""
        return f"pulse-{self.place[0]}/1" if self.stage.startswith("pulse") else None

    @property
    def round(self) -> str | None:
        if self.stage == "pulse":
            return self.pulse
        return f"{self.scenario}/{self.stage[-1]}" if self.stage.startswith("vote") else None

    def move_to(self, at: int) -> None:
        self.at = at
        if self.round:
            self.held.add(self.round)
        if self.stage == "reveal" and self.scenario:
            self.revealed.add(self.scenario)

    def first_of_step(self, step: int) -> int:
        return next(at for at, place in enumerate(PATH) if place[0] == step)

    def totals(self, scenario: str) -> tuple[int | None, int | None]:
        """How many voters each shown total of a scenario has."""
        names = [name for name in (f"{scenario}/1", f"{scenario}/2") if name in self.held]
        cast = [set(self.ballots.get(name, {})) for name in names]
        sizes = [self.hands.get(name, len(seats)) for name, seats in zip(names, cast, strict=True)]
        if len(names) == 2 and not any(name in self.hands for name in names):
            both = len(cast[0] & cast[1])
            if both >= K:
                return both, both
            return (sizes[0], None) if sizes[0] >= K else (None, sizes[1] if sizes[1] >= K else None)
        shown = [size if size >= K else None for size in sizes]
        return (*shown, None, None)[:2]  # type: ignore[return-value]


class RandomSession(RuleBasedStateMachine):
    """Commands at random; the model says what each one should do."""

    @initialize(at=st.sampled_from(range(len(PATH) - 1)))
    def begin_somewhere(self, at: int) -> None:
        opening = an_opening(STEPS, SCENARIOS, k=K)
        self.session = machine.opened(opening)
        self.events: list[e.Event] = [opening]
        self.model = Model()
        for _ in range(at):
            self.space()

    def attempt(self, command: c.Command, legal: bool, then: Callable[[], None] = lambda: None) -> None:
        """Carry a command out as a room does, and expect it to be refused if it is not legal."""
        if not legal:
            with pytest.raises(Refused):
                machine.decide(self.session, command)
            return
        for event in machine.decide(self.session, command):
            machine.apply(self.session, event)
            self.events.append(event)
        then()

    def space(self) -> None:
        last = self.model.stage in ("close", "sealed")
        self.attempt(c.Advance(START), not last, lambda: self.model.move_to(self.model.at + 1))

    press_space = rule()(space)
    press_space_again = rule()(space)

    @rule(data=st.data())
    @precondition(lambda self: self.model.round and self.model.stage != "pulse")
    def phones_vote(self, data: st.DataObject) -> None:
        round_ = self.model.round
        assert round_
        for seat in data.draw(st.lists(st.sampled_from(SEATS), max_size=12)):
            ballot = data.draw(BALLOTS)
            self.attempt(c.CastBallot(RoundId(round_), seat, ballot), legal=True)
            self.model.ballots.setdefault(round_, {})[seat] = ballot

    @rule(round_=st.sampled_from(ROUNDS), seat=st.sampled_from(SEATS), ballot=BALLOTS)
    def a_phone_votes_in_any_round(self, round_: RoundId, seat: Seat, ballot: Ballot) -> None:
        def keep() -> None:
            self.model.ballots.setdefault(round_, {})[seat] = ballot

        self.attempt(c.CastBallot(round_, seat, ballot), round_ == self.model.round, keep)

    @rule(data=st.data())
    @precondition(lambda self: self.model.stage == "pulse")
    def phones_answer(self, data: st.DataObject) -> None:
        round_ = self.model.round
        assert round_
        for seat in data.draw(st.lists(st.sampled_from(SEATS), max_size=12)):
            answer = data.draw(ANSWERS)
            self.attempt(c.GiveAnswer(RoundId(round_), seat, answer), legal=True)
            self.model.answers.setdefault(round_, {})[seat] = answer

    @rule(round_=st.sampled_from((*PULSE_ROUNDS, *ROUNDS)), seat=st.sampled_from(SEATS), answer=ANSWERS)
    def a_phone_answers_any_round(self, round_: RoundId, seat: Seat, answer: Answer) -> None:
        def keep() -> None:
            self.model.answers.setdefault(round_, {})[seat] = answer

        legal = self.model.stage == "pulse" and round_ == self.model.round
        self.attempt(c.GiveAnswer(round_, seat, answer), legal, keep)

    @rule(words=st.sampled_from(("We train everybody.", "Nobody loses a job.", "")))
    def write_down_what_the_sponsor_says(self, words: str) -> None:
        def keep() -> None:
            self.model.sponsor = words

        self.attempt(c.RecordSponsor(words), self.model.stage == "pulse-result", keep)

    @rule(minutes=st.integers(0, 600))
    def set_a_price(self, minutes: int) -> None:
        def keep() -> None:
            self.model.minutes = minutes

        sound = self.model.scenario == "two" and self.model.stage in ("reveal", "check", "debrief")
        self.attempt(c.SetPrice(minutes), sound, keep)

    @rule(counts=st.dictionaries(st.sampled_from(Decision), st.integers(0, 4)))
    def count_hands(self, counts: dict[Decision, int]) -> None:
        def keep() -> None:
            assert self.model.round
            self.model.hands.pop(self.model.round, None)
            if sum(counts.values()):
                self.model.hands[self.model.round] = sum(counts.values())

        self.attempt(c.CountHands(counts), self.model.stage.startswith("vote"), keep)

    @rule()
    def show_hint(self) -> None:
        def keep() -> None:
            assert self.model.scenario
            self.model.hinted.add(self.model.scenario)

        self.attempt(c.ShowHint(), self.model.stage in ("vote-1", "talk", "vote-2"), keep)

    @rule()
    def skip(self) -> None:
        def keep() -> None:
            step, stage = self.model.place
            reveal = next((at for at, place in enumerate(PATH) if place == (step, "reveal")), 0)
            self.model.move_to(reveal if stage == "talk" else self.model.first_of_step(step + 1))

        refusing = ("lobby", "vote-1", "vote-2", "pulse", "close", "sealed")
        self.attempt(c.Skip(START), self.model.stage not in refusing, keep)

    @rule(earnest=st.integers(0, 9))
    def end_early(self, earnest: int) -> None:
        if earnest == 0:  # rarely, so that sessions get long
            legal = self.model.stage not in ("lobby", "close", "sealed")
            self.attempt(c.EndEarly(START), legal, lambda: self.model.move_to(len(PATH) - 1))

    @rule(late=st.integers(0, 1000), seconds=st.integers(1, 3600))
    def extend(self, late: int, seconds: int) -> None:
        legal = self.model.stage not in (
            "lobby",
            "reveal",
            "check",
            "pulse-result",
            "map",
            "sealed",
        )
        self.attempt(c.Extend(START + late, seconds), legal)
        if legal:
            assert self.session.ends_at
            assert self.session.ends_at >= START + late + seconds

    @rule(words=st.text(min_size=1).filter(str.strip))
    def agree(self, words: str) -> None:
        step = self.model.place[0]
        here = [of for of, _ in self.model.actions.values() if of == step]

        def keep() -> None:
            self.model.agreed += 1
            self.model.actions[f"A{self.model.agreed}"] = (step, words)

        legal = self.model.stage == "actions" and len(here) < 5
        self.attempt(c.AgreeAction(an_action(then=words)), legal, keep)

    @rule(number=st.integers(1, 6), words=st.none() | st.just("in other words"))
    def change_or_withdraw(self, number: int, words: str | None) -> None:
        id_, step = f"A{number}", self.model.place[0]
        legal = self.model.stage == "actions" and self.model.actions.get(id_, (None,))[0] == step

        def keep() -> None:
            if words is None:
                del self.model.actions[id_]
            else:
                self.model.actions[id_] = (step, words)

        change = c.WithdrawAction(id_) if words is None else c.AgreeAction(an_action(id=id_, then=words))
        self.attempt(change, legal, keep)

    @rule(host=st.text())
    def change_address(self, host: str) -> None:
        self.attempt(c.ChangeAddress(host), self.model.stage != "sealed")

    @rule()
    def seal(self) -> None:
        def keep() -> None:
            self.model.sealed = True

        self.attempt(c.Seal(START), self.model.stage == "close", keep)

    @invariant()
    def the_session_is_where_the_model_says(self) -> None:
        session, model = self.session, self.model
        assert (session.position.step, session.stage.value) == model.place
        assert session.open_round == model.round
        assert session.ballots == model.ballots
        assert session.answers == model.answers
        assert session.sponsor == ({"worries": model.sponsor} if model.sponsor else {})
        assert session.minutes == ({"two": model.minutes} if model.minutes else {})
        assert session.held == model.held
        assert session.revealed == model.revealed
        assert session.hints == model.hinted
        assert {id_: action.then for id_, (_, action) in session.actions.items()} == {
            id_: words for id_, (_, words) in model.actions.items()
        }

    @invariant()
    def replaying_the_events_gives_the_live_session(self) -> None:
        assert machine.replay(self.events) == self.session

    @invariant()
    def ballots_and_answers_may_be_replayed_last_and_in_any_order(self) -> None:
        """What a journal does that files a ballot under its seat and keeps no order of arrival."""
        cast = e.BallotCast | e.AnswerGiven
        latest = {(event.round, event.seat): event for event in self.events if isinstance(event, cast)}
        others: list[e.Event] = [event for event in self.events if not isinstance(event, cast)]
        shuffled = list(latest.values())
        random.Random(len(self.events)).shuffle(shuffled)
        replayed = machine.replay([*others, *shuffled])
        assert replayed == self.session
        assert room_view(replayed, 7) == room_view(self.session, 7)

    @invariant()
    def the_screen_shows_no_more_than_it_may(self) -> None:
        view, model = room_view(self.session, len(SEATS)), self.model
        shown = model.stage in ("reveal", "check", "debrief")
        assert (view.key is not None, view.result is not None) == (shown, shown)
        assert (view.suggestion is not None) == (model.stage == "talk")
        behind = [past_view(self.session, len(SEATS), index) for index in view.behind[-1:]]
        assert None not in behind
        for seen in (view, *filter(None, behind)):
            if seen.key is not None and seen.result is not None:
                assert seen.key.id in model.revealed
                sizes = tuple(tally and tally.voters for tally in (seen.result.first, seen.result.second))
                assert sizes == model.totals(seen.key.id)
            self.no_key_is_shown_before_its_reveal(seen)
        assert all(tally.voters >= K for tally in tallies_in(view))
        assert (view.map is not None) == (model.stage == "map")
        self.no_key_is_shown_before_its_reveal(view)

    @invariant()
    def a_pulse_shows_its_totals_once_it_is_closed_and_the_published_figure_after_them(self) -> None:
        shown, model = room_view(self.session, len(SEATS)).pulse, self.model
        assert (shown is not None) == (model.pulse is not None)
        if shown is None:
            return
        closed = model.stage == "pulse-result"
        assert (shown.closed, shown.published) == (closed, closed and self.session.position.part == 1)
        assert shown.sponsor == (model.sponsor if closed else "")
        assert model.pulse
        earlier = closed and model.pulse == PULSE_ROUNDS[1] and PULSE_ROUNDS[0] in model.held
        for result, round_ in (
            (shown.result, model.pulse if closed else ""),
            (shown.earlier, PULSE_ROUNDS[0] if earlier else ""),
        ):
            given = [one.value for one in model.answers.get(round_, {}).values()]
            totals = {value: given.count(value) for value in VALUES} if len(given) >= K else None
            assert (result and result.counts) == totals

    @invariant()
    def a_phone_shows_its_own_ballots_and_no_others(self) -> None:
        model = self.model
        shown = model.stage in ("reveal", "check", "debrief")
        for seat in SEATS:
            view = phone_view(self.session, lambda subject, seat=seat: seat)  # type: ignore[misc]
            own = [model.ballots.get(f"{model.scenario}/{number}", {}).get(seat) for number in (1, 2)]
            assert view.ballot == (own[int(model.stage[-1]) - 1] if model.stage.startswith("vote") else None)
            assert view.answer == (model.answers.get(model.pulse, {}).get(seat) if model.pulse else None)
            assert view.own == (tuple(own) if shown else ())
            assert view.counted == tuple(number for number, cast in enumerate(own, 1) if cast)
            assert (view.key is not None) == shown
            self.no_key_is_shown_before_its_reveal(view)

    def no_key_is_shown_before_its_reveal(self, view: RoomView | PhoneView) -> None:
        text = repr(view)
        for scenario in SCENARIOS:
            if scenario.id not in self.model.revealed:
                assert f"KEY<{scenario.id}>" not in text
                if scenario.id not in self.model.hinted:
                    assert f"HINT<{scenario.id}>" not in text


def tallies_in(value: object) -> list[Tally]:
    """Every tally anywhere inside a value."""
    match value:
        case Tally():
            return [value]
        case dict():
            return [tally for part in value.values() for tally in tallies_in(part)]
        case tuple():
            return [tally for part in value for tally in tallies_in(part)]
    if dataclasses.is_dataclass(value):
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return [tally for part in parts for tally in tallies_in(part)]
    return []


TestRandomSessions = RandomSession.TestCase
TestRandomSessions.settings = settings(max_examples=80, stateful_step_count=30, deadline=None)
