"""Random sessions beside a plain model: whatever is done in whatever order, the laws of the core hold.

The model is a list of places, an index into it, and what was said at each place. It knows nothing of the
table in `workshop.core.live.machine`.
"""

from __future__ import annotations

import copy
import dataclasses
import datetime as dt
import random
from collections.abc import Callable, Mapping
from typing import TypeVar

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.builders import (
    DAY,
    START,
    a_card_step,
    a_control,
    a_dots_step,
    a_look_back,
    a_pulse_step,
    a_scenario,
    a_step,
    an_action,
    an_idea,
    an_opening,
    drawn,
    phone_view,
    round_now,
    some_dots,
    words_of,
)
from tests.drawing import examples
from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.agenda.pulse import Answer
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.dots import Dots, IdeaId
from workshop.core.live.machine import Refused
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import Ballot, Stage
from workshop.core.live.steps.dots import DotsPicture, DotsResultPicture
from workshop.core.live.steps.pulse import PulsePicture, PulseResultPicture
from workshop.core.live.steps.scenario import OutcomePicture
from workshop.core.live.tally import Tally
from workshop.core.live.view import View, earlier_view, room_view
from workshop.core.plans.action import Review
from workshop.core.plans.look_back import Reviewed
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import CONFIDENCES, Audience, Decision, Phase

K = 3
Vote = TypeVar("Vote")

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
    a_step(StepKind.REVIEW),
    a_pulse_step(),
    a_step(scenario="one"),
    a_step(StepKind.ACTIONS),
    a_step(StepKind.GROUPS),
    a_dots_step(winners=2),
    a_step(StepKind.ACTIONS),
    a_card_step("share"),
    a_step(scenario="two", phase=Phase.LEAD_REDESIGN, cycle=Cycle.SHORT),
    a_step(StepKind.ACTIONS, phase=Phase.LEAD_REDESIGN),
    a_pulse_step(),
    a_step(scenario="three", phase=Phase.SUCCEED),
    a_step(StepKind.MAP, phase=Phase.SUCCEED),
    a_step(StepKind.CLOSE, phase=Phase.SUCCEED),
)
ROUNDS = tuple(f"{name}/{number}" for name in ("one", "two", "three") for number in (1, 2))
PULSE_ROUNDS = ("pulse-1/1", "pulse-10/1")
DOTS_ROUNDS = ("dots-5/1", "dots-5/2")
LOOK_BACK = a_look_back()
WHICH = st.integers(0, 2)
VALUES = ("job", "skill", "none")

CYCLES = {
    Cycle.FULL: [
        *("read", "vote-1", "vote-1-closed", "talk", "vote-2", "vote-2-closed"),
        *("reveal", "reveal", "outcome", "check", "debrief", "debrief"),
    ],
    Cycle.SHORT: ["read", "vote-1", "vote-1-closed", "reveal", "outcome", "check", "debrief", "debrief"],
}
OTHERS = {
    "pulse": ["pulse", "pulse-closed", "pulse-result", "pulse-result"],
    "map": ["map", "map"],
    "groups": ["groups", "groups", "groups", "ideas"],
    "dots": ["ideas", *("dots", "dots-closed", "dots-result") * 2],
    "review": ["review", "review"],
}
TELLING = ("talk", "outcome", "pulse-result", "dots-result", "sealed")
"""From these places on nobody goes back behind them."""
Place = tuple[int, str]


def path_of(steps: tuple[Step, ...]) -> list[Place]:
    """All places of a session in the order of Space, those too that it may leave out."""
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
"""What phones send; a role that they give themselves counts as none."""
ANSWERS = st.builds(
    Answer, st.sampled_from(VALUES), st.none() | st.sampled_from((Audience.LEADERS, Audience.MANAGERS))
)


@dataclasses.dataclass
class Before:
    """What is written down when the room moves, to be able to go back."""

    at: int
    held: set[str]
    agreed: int
    made: dict[str, tuple[Phase, str]] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass
class Model:
    """What a person with pencil and paper would have written down."""

    at: int = 0
    day: dt.date = DAY
    day_named: bool = False
    sealed: bool = False
    ballots: dict[str, dict[str, Ballot]] = dataclasses.field(default_factory=dict)
    answers: dict[str, dict[str, Answer | Dots]] = dataclasses.field(default_factory=dict)
    sponsor: str = ""
    minutes: int = 0
    hands: dict[str, int] = dataclasses.field(default_factory=dict)
    by_hand: set[str] = dataclasses.field(default_factory=set)
    held: set[str] = dataclasses.field(default_factory=set)
    told: set[str] = dataclasses.field(default_factory=set)
    revealed: set[str] = dataclasses.field(default_factory=set)
    hinted: set[str] = dataclasses.field(default_factory=set)
    actions: dict[str, tuple[Phase, str]] = dataclasses.field(default_factory=dict)
    agreed: int = 0
    ideas: dict[str, str] = dataclasses.field(default_factory=dict)
    noted: int = 0
    card: list[dict[str, tuple[str, ...]]] = dataclasses.field(default_factory=list)
    remarks: dict[str, list[str]] = dataclasses.field(default_factory=dict)
    notes: dict[tuple[Phase, str, str], str] = dataclasses.field(default_factory=dict)
    reviews: dict[int, str] = dataclasses.field(default_factory=dict)
    sent: set[int] = dataclasses.field(default_factory=set)
    said: set[str] = dataclasses.field(default_factory=set)
    moves: list[Before] = dataclasses.field(default_factory=list)
    next_date: str = ""
    outcomes: dict[str, tuple[set[str], set[str]] | None] = dataclasses.field(default_factory=dict)

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
    def phase(self) -> Phase:
        """The phase of the step on screen."""
        return STEPS[self.place[0]].phase

    @property
    def part(self) -> int:
        """How often this place of the step has been there before."""
        first = self.first_of_step(self.place[0])
        return PATH[first : self.at].count(PATH[self.at])

    @property
    def dots(self) -> str | None:
        """The round of dots on screen."""
        return DOTS_ROUNDS[self.part] if self.stage.startswith("dots") else None

    @property
    def among(self) -> list[str]:
        """The ideas of the round of dots on screen."""
        first = self.outcomes.get(DOTS_ROUNDS[0])
        return [idea for idea in self.ideas if not self.part or (first and idea in first[1])]

    @property
    def pulse(self) -> str | None:
        """The round of the pulse on screen."""
        return f"pulse-{self.place[0]}/1" if self.stage.startswith("pulse") else None

    @property
    def round(self) -> str | None:
        if self.stage in ("pulse", "dots"):
            return self.pulse or self.dots
        return f"{self.scenario}/{self.stage[-1]}" if self.stage in ("vote-1", "vote-2") else None

    @property
    def has_dots(self) -> bool:
        """Whether phones gave dots to ideas and nobody knows yet which."""
        return bool(self.answers.get(DOTS_ROUNDS[0])) and DOTS_ROUNDS[0] not in self.outcomes

    def go_on(self) -> None:
        """What Space does."""
        step, stage = self.place
        at = self.at + 1
        first = self.outcomes.get(DOTS_ROUNDS[0])
        if step == 5 and (
            (stage == "ideas" and len(self.ideas) < 2)
            or (stage == "dots-result" and not self.part and not (first and first[1]))
        ):
            at = self.first_of_step(step + 1)
        if stage == "dots-closed":
            self.count_dots()
        self.move_to(at)

    def count_dots(self) -> None:
        """Who is in, and who is level: an idea is in if it and all that have as much find a place."""
        assert self.dots
        among, given = self.among, [words_of(one) for one in self.answers.get(self.dots, {}).values()]
        dots = {idea: sum(value.split().count(idea) for value in given) for idea in among}
        before = self.outcomes.get(DOTS_ROUNDS[0])
        agreed = sum(phase is self.phase for phase, _ in self.actions.values())
        places = min(2, 5 - agreed) - (len(before[0]) if before else 0)
        ahead = {idea: sum(other > dots[idea] for other in dots.values()) for idea in among}
        as_much = {idea: sum(other >= dots[idea] for other in dots.values()) for idea in among}
        winners = {idea for idea in among if dots[idea] and as_much[idea] <= places}
        level = {idea for idea in among if dots[idea] and ahead[idea] < places < as_much[idea]}
        self.outcomes[self.dots] = (winners, level) if len(given) >= K else None

    def leave_dots(self) -> dict[str, tuple[Phase, str]]:
        """Winners become actions: those of the first round in the order of their dots, then the other."""
        made = {}
        first = [words_of(one) for one in self.answers.get(DOTS_ROUNDS[0], {}).values()]
        for round_ in DOTS_ROUNDS:
            outcome = self.outcomes.get(round_)
            winners = [idea for idea in self.ideas if outcome and idea in outcome[0]]
            if round_ == DOTS_ROUNDS[0]:
                winners.sort(key=lambda idea: -sum(value.split().count(idea) for value in first))
            for idea in winners:
                self.agreed += 1
                made[f"A{self.agreed}"] = (Phase.LEARN, self.ideas[idea])
        self.actions |= made
        return made

    def forget_notes(self, action: str) -> None:
        self.notes = {key: reason for key, reason in self.notes.items() if key[2] != action}

    def move_to(self, at: int) -> None:
        before = Before(self.at, set(self.held), self.agreed)
        if PATH[self.at][0] == 5 != PATH[at][0]:
            before.made = self.leave_dots()
        if PATH[at] == (5, "ideas") and len(self.ideas) > 1:
            at += 1
        written = self.reviews.keys() - self.sent if PATH[self.at][0] == 0 != PATH[at][0] else set()
        self.sent |= written
        curve = PATH[at][1] == "map" == PATH[at - 1][1]
        answer = PATH[at][1] == "reveal" != self.stage
        self.moves = [] if written or curve or answer or PATH[at][1] in TELLING else [*self.moves, before]
        self.at = at
        if self.round:
            self.held.add(self.round)
        if self.stage == "pulse-result" and self.pulse:
            self.told.add(self.pulse)
        if self.stage == "reveal" and self.scenario:
            self.revealed.add(self.scenario)

    @property
    def may_go_back(self) -> bool:
        """Whether the last move can be taken back: nobody has touched what it made."""
        noted = {action for _, _, action in self.notes}
        return bool(self.moves) and all(
            self.actions.get(id_) == made and id_ not in noted for id_, made in self.moves[-1].made.items()
        )

    def go_back(self) -> None:
        """What u does."""
        before = self.moves.pop()
        if before.made and f"A{self.agreed}" in before.made:
            self.agreed = before.agreed
        self.actions = {id_: one for id_, one in self.actions.items() if id_ not in before.made}
        self.at, self.held = before.at, before.held

    def first_of_step(self, step: int) -> int:
        return next(at for at, place in enumerate(PATH) if place[0] == step)

    def totals(self, scenario: str) -> tuple[int | None, int | None]:
        """How many voters each shown total of a scenario has."""
        names = [name for name in (f"{scenario}/1", f"{scenario}/2") if name in self.held]
        cast = [set(self.ballots.get(name, {})) for name in names]
        sizes = [len(seats) for seats in cast]
        if len(names) == 2:
            both = len(cast[0] & cast[1])
            if both >= K:
                return both, both
            return (sizes[0], None) if sizes[0] >= K else (None, sizes[1] if sizes[1] >= K else None)
        shown = [size if size >= K else None for size in sizes]
        return (*shown, None, None)[:2]  # type: ignore[return-value]


def by_text(votes: Mapping[Round, dict[Seat, Vote]]) -> dict[str, dict[Seat, Vote]]:
    """Votes by the text of their round, as the model has them."""
    return {str(round_): cast for round_, cast in votes.items()}


def at(*stages: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Try a command where it belongs, so that sessions get far; the table refuses it elsewhere."""
    return precondition(lambda self: self.model.stage in stages)


class RandomSession(RuleBasedStateMachine):
    """Commands at random; the model says what each one should do."""

    @initialize(at=st.integers(0, len(PATH) - 2), dots=st.lists(st.lists(WHICH, min_size=1, max_size=2)))
    def begin_somewhere(self, at: int, dots: list[list[int]]) -> None:
        """Press Space so many times; on the way the room says a little, and chooses among its ideas."""
        opening = an_opening(STEPS, SCENARIOS, k=K, look_back=LOOK_BACK)
        self.session = machine.opened(opening)
        self.events: list[e.Event] = [opening]
        self.model = Model()
        for _ in range(at):
            match self.model.stage:
                case "ideas" if not self.model.ideas:
                    self.note_ideas(3)
                case "dots":
                    among = self.model.among
                    given = [[among[which % len(among)] for which in one] for one in dots]
                    self.give_dots(dict(zip(SEATS, given, strict=False)))
                case "review":
                    self.review_an_action("done")
                case "card":
                    self.fill_the_card(0, {"what": ("x",)})
            self.space()

    def attempt(self, command: c.Command, legal: bool, then: Callable[[], None] = lambda: None) -> None:
        """Carry a command out as a room does, and expect it to be refused if it is not legal."""
        if not legal:
            with pytest.raises(Refused):
                machine.decide(self.session, command)
            return
        events = machine.decide(self.session, command)
        if self.session.stage is Stage.LOBBY and any(isinstance(event, e.StageEntered) for event in events):
            # The room says the day before it leads out of the lobby.
            events = [*machine.decide(self.session, c.NameDay(self.model.day)), *events]
            self.model.day_named = True
        for event in events:
            machine.apply(self.session, event)
            self.events.append(event)
        then()

    def space(self) -> None:
        last = self.model.stage in ("close", "sealed")
        self.attempt(c.Advance(START), not last, self.model.go_on)

    press_space = rule()(space)
    press_space_again = rule()(space)

    @rule(data=st.data())
    @at("vote-1", "vote-2")
    def phones_vote(self, data: st.DataObject) -> None:
        round_ = self.model.round
        assert round_
        for seat in data.draw(st.lists(st.sampled_from(SEATS), max_size=12)):
            ballot = data.draw(BALLOTS)
            legal = round_ not in self.model.by_hand
            self.attempt(c.CastVote(Round.parse(round_), seat, ballot), legal)
            if legal:
                self.model.ballots.setdefault(round_, {})[seat] = dataclasses.replace(ballot, role=None)

    @rule(round_=st.sampled_from(ROUNDS), seat=st.sampled_from(SEATS), ballot=BALLOTS)
    def a_phone_votes_in_any_round(self, round_: str, seat: Seat, ballot: Ballot) -> None:
        def keep() -> None:
            self.model.ballots.setdefault(round_, {})[seat] = dataclasses.replace(ballot, role=None)

        legal = round_ == self.model.round and round_ not in self.model.by_hand
        self.attempt(c.CastVote(Round.parse(round_), seat, ballot), legal, keep)

    @rule(data=st.data())
    @at("pulse")
    def phones_answer(self, data: st.DataObject) -> None:
        round_ = self.model.round
        assert round_
        for seat in data.draw(st.lists(st.sampled_from(SEATS), max_size=12)):
            answer = data.draw(ANSWERS)
            self.attempt(c.CastVote(Round.parse(round_), seat, answer), legal=True)
            self.model.answers.setdefault(round_, {})[seat] = Answer(answer.value)

    @rule(data=st.data())
    @at("dots")
    def phones_give_dots(self, data: st.DataObject) -> None:
        given = st.lists(st.sampled_from(self.model.among), min_size=1, max_size=2)
        self.give_dots(data.draw(st.dictionaries(st.sampled_from(SEATS), given)))

    def give_dots(self, ballots: dict[Seat, list[str]]) -> None:
        round_ = self.model.round
        assert round_
        for seat, given in ballots.items():
            answer = some_dots(" ".join(given))
            self.attempt(c.CastVote(Round.parse(round_), seat, answer), legal=True)
            self.model.answers.setdefault(round_, {})[seat] = answer

    @rule(value=st.sampled_from(("", "I1 I1 I1", "I99", "job")))
    @at("dots")
    def a_phone_gives_dots_that_it_does_not_have(self, value: str) -> None:
        round_ = Round.parse(self.model.dots or DOTS_ROUNDS[0])
        self.attempt(c.CastVote(round_, SEATS[0], some_dots(value)), legal=False)

    @rule(words=st.text(min_size=1).filter(str.strip), number=st.integers(0, 4))
    @at("ideas")
    def note_an_idea(self, words: str, number: int) -> None:
        known = f"I{number}" in self.model.ideas

        def keep() -> None:
            self.model.noted += not known
            self.model.ideas[f"I{number}" if known else f"I{self.model.noted}"] = words

        idea = an_idea(then=words, id=IdeaId(f"I{number}" if known else ""))
        legal = not self.model.has_dots if known else len(self.model.ideas) < 20
        self.attempt(c.NoteIdea(idea), legal, keep)

    @rule(many=st.integers(2, 5))
    @at("ideas")
    def note_ideas(self, many: int) -> None:
        for _ in range(min(many, 20 - len(self.model.ideas))):
            self.model.noted += 1
            self.model.ideas[f"I{self.model.noted}"] = "we ask"
            self.attempt(c.NoteIdea(an_idea(then="we ask")), legal=True)

    @rule(number=st.integers(1, 4))
    @at("ideas")
    def drop_an_idea(self, number: int) -> None:
        here = self.model.stage == "ideas" and not self.model.has_dots
        legal = here and f"I{number}" in self.model.ideas

        def keep() -> None:
            del self.model.ideas[f"I{number}"]

        self.attempt(c.DropIdea(IdeaId(f"I{number}")), legal, keep)

    @rule(
        index=st.sampled_from((0, 0, 1, 2, 5)),
        entry=st.sampled_from(({}, {"what": ("x",)}, {"shared_with": ("a", "b")})),
    )
    @at("card")
    def fill_the_card(self, index: int, entry: dict[str, tuple[str, ...]]) -> None:
        def keep() -> None:
            self.model.card[index : index + 1] = [entry] if entry else []

        legal = index <= min(len(self.model.card), 4)
        self.attempt(c.FillCard(entry, index), legal, keep)

    @rule(words=st.sampled_from(("It looked right.", "We only checked the totals.")))
    @at("reveal", "outcome", "check", "debrief")
    def keep_a_remark(self, words: str) -> None:
        said = self.model.remarks.get(self.model.scenario or "", [])

        def keep() -> None:
            assert self.model.scenario
            self.model.remarks[self.model.scenario] = [*said, words]

        legal = self.model.stage in ("reveal", "outcome", "check", "debrief") and len(said) < 3
        self.attempt(c.KeepRemark(words), legal, keep)

    @rule(rule_=st.sampled_from(("no-metric", "if-vague")), action=st.sampled_from(("", "A1")))
    @at("actions")
    def keep_a_warning(self, rule_: str, action: str) -> None:
        def keep() -> None:
            self.model.notes[self.model.phase, rule_, action] = f"reason {len(self.events)}"

        command = c.KeepWarnings(f"reason {len(self.events) + 1}", ((rule_, action),))
        self.attempt(command, self.model.stage == "actions", keep)

    @rule(status=st.sampled_from(("", "done", "dropped")))
    @at("review")
    def review_an_action(self, status: str) -> None:
        def keep() -> None:
            self.model.reviews[self.model.part] = status

        reviewed = Reviewed(Review(did_it_happen="partly"), status)
        self.attempt(c.ReviewAction(reviewed), self.model.stage == "review", keep)

    @rule(index=st.integers(-1, 2))
    @at("review")
    def turn_to_another_action(self, index: int) -> None:
        def keep() -> None:
            there = self.model.first_of_step(0) + index
            if there != self.model.at:
                self.model.move_to(there)

        self.attempt(c.TurnToAction(index, START), self.model.stage == "review" and index in (0, 1), keep)

    @rule(days=st.none() | st.integers(-1, 30))
    @at("close")
    def set_the_next_date(self, days: int | None) -> None:
        def keep() -> None:
            self.model.next_date = "none" if days is None else str(self.model.day + dt.timedelta(days))

        date = None if days is None else self.model.day + dt.timedelta(days)
        self.attempt(c.SetNextDate(date), self.model.stage == "close" and (days is None or days > 0), keep)

    @rule(round_=st.sampled_from((*PULSE_ROUNDS, *ROUNDS)), seat=st.sampled_from(SEATS), answer=ANSWERS)
    def a_phone_answers_any_round(self, round_: str, seat: Seat, answer: Answer) -> None:
        def keep() -> None:
            self.model.answers.setdefault(round_, {})[seat] = Answer(answer.value)

        legal = self.model.stage == "pulse" and round_ == self.model.round
        self.attempt(c.CastVote(Round.parse(round_), seat, answer), legal, keep)

    @rule(words=st.sampled_from(("We train everybody.", "Nobody loses a job.", "")))
    @at("pulse-result")
    def write_down_what_the_sponsor_says(self, words: str) -> None:
        def keep() -> None:
            self.model.sponsor = words

        self.attempt(c.RecordSponsor(words), self.model.stage == "pulse-result", keep)

    @rule(minutes=st.integers(0, 600))
    @at("reveal", "outcome", "check", "debrief")
    def set_a_price(self, minutes: int) -> None:
        def keep() -> None:
            self.model.minutes = minutes

        sound = self.model.scenario == "two" and self.model.stage in ("outcome", "check", "debrief")
        self.attempt(c.SetPrice(minutes), sound, keep)

    @rule(counts=st.dictionaries(st.sampled_from(Decision), st.integers(0, 4)), instead=st.booleans())
    @at("vote-1", "vote-2")
    def count_hands(self, counts: dict[Decision, int], instead: bool) -> None:
        def keep() -> None:
            assert self.model.round
            self.model.hands.pop(self.model.round, None)
            if sum(counts.values()):
                self.model.hands[self.model.round] = sum(counts.values())
            self.model.by_hand.discard(self.model.round)
            if instead and any(counts.values()):
                self.model.by_hand.add(self.model.round)
                self.model.ballots.pop(self.model.round, None)

        self.attempt(c.CountHands(counts, instead), self.model.stage in ("vote-1", "vote-2"), keep)

    @rule()
    @at("vote-1", "talk", "vote-2")
    def show_hint(self) -> None:
        def keep() -> None:
            assert self.model.scenario
            self.model.hinted.add(self.model.scenario)

        self.attempt(c.ShowHint(), self.model.stage in ("vote-1", "talk", "vote-2"), keep)

    @rule()
    def skip(self) -> None:
        def keep() -> None:
            step, stage = self.model.place
            leads = {"vote-1-closed": "reveal", "talk": "reveal", "reveal": "outcome"}
            within = (step, leads.get(stage, ""))
            self.model.move_to(PATH.index(within) if within in PATH else self.model.first_of_step(step + 1))

        refusing = ("lobby", "vote-1", "vote-2", "vote-2-closed", "dots", "close", "sealed")
        self.attempt(c.Skip(START), self.model.stage not in refusing, keep)

    def take_back(self) -> None:
        self.attempt(c.TakeBack(START + 7), self.model.may_go_back, self.model.go_back)

    press_u = rule()(take_back)
    press_u_again = rule()(take_back)

    @rule(move=st.sampled_from((c.Advance(START, 9), c.Skip(START, 9), c.EndEarly(START, 9))))
    def a_move_taken_back_at_once_leaves_no_trace(self, move: c.Command) -> None:
        before = copy.deepcopy(self.session)
        try:
            events = machine.decide(self.session, move)
        except Refused:
            return
        tried = machine.replay([*self.events, *events])
        if machine.may(tried, c.TakeBack):
            events += machine.decide(tried, c.TakeBack(START))
            for event in events:
                machine.apply(self.session, event)
                self.events.append(event)
            assert (
                dataclasses.replace(
                    self.session,
                    entered_at=before.entered_at,
                    ends_at=before.ends_at,
                    moved=before.moved,
                    reached=before.reached,
                )
                == before
            )

    @rule(earnest=st.integers(0, 9))
    def end_early(self, earnest: int) -> None:
        if earnest == 0:  # rarely, so that sessions get long
            legal = self.model.stage not in ("lobby", "close", "sealed")
            self.attempt(c.EndEarly(START), legal, lambda: self.model.move_to(len(PATH) - 1))

    @rule(late=st.integers(0, 1000), seconds=st.integers(1, 3600))
    def extend(self, late: int, seconds: int) -> None:
        legal = self.model.stage not in (
            "lobby",
            *("vote-1-closed", "vote-2-closed", "pulse-closed", "dots-closed"),
            *("reveal", "outcome"),
            "check",
            "pulse-result",
            "dots-result",
            "map",
            "sealed",
        )
        self.attempt(c.Extend(START + late, seconds), legal)
        if legal:
            assert self.session.ends_at
            assert self.session.ends_at >= START + late + seconds
        self.attempt(c.Shorten(START, 1), legal)

    @rule(words=st.text(min_size=1).filter(str.strip))
    @at("actions")
    def agree(self, words: str) -> None:
        phase = self.model.phase
        here = [of for of, _ in self.model.actions.values() if of is phase]

        def keep() -> None:
            self.model.agreed += 1
            self.model.actions[f"A{self.model.agreed}"] = (phase, words)

        legal = self.model.stage == "actions" and len(here) < 5
        self.attempt(c.AgreeAction(an_action(then=words)), legal, keep)

    @rule(number=st.integers(1, 3), words=st.none() | st.just("in other words"))
    @at("actions")
    def change_or_withdraw(self, number: int, words: str | None) -> None:
        id_, phase = f"A{number}", self.model.phase
        legal = self.model.stage == "actions" and self.model.actions.get(id_, (None,))[0] is phase
        before = self.session.actions.get(id_)

        def keep() -> None:
            if words is None:
                del self.model.actions[id_]
            else:
                self.model.actions[id_] = (phase, words)
            if self.session.actions.get(id_) != before:
                self.model.forget_notes(id_)

        change = c.WithdrawAction(id_) if words is None else c.AgreeAction(an_action(id=id_, then=words))
        self.attempt(change, legal, keep)

    @rule(day=st.dates(DAY, DAY + dt.timedelta(20)))
    def name_day(self, day: dt.date) -> None:
        def keep() -> None:
            if not self.model.day_named:
                self.model.day, self.model.day_named = day, True

        self.attempt(c.NameDay(day), self.model.stage == "lobby", keep)

    @rule(host=st.text())
    def change_address(self, host: str) -> None:
        self.attempt(c.ChangeAddress(host), self.model.stage != "sealed")

    @rule()
    def seal(self) -> None:
        def keep() -> None:
            self.model.sealed = True
            self.model.moves = []

        self.attempt(c.Seal(START), self.model.stage == "close", keep)

    @invariant()
    def the_session_is_where_the_model_says(self) -> None:
        session, model = self.session, self.model
        assert (session.position.step, session.stage.value) == model.place
        assert str(round_now(session) or "") == (model.round or "")
        assert session.setup.date == model.day
        assert by_text(session.ballots) == model.ballots
        assert by_text(session.answers) == model.answers
        assert session.sponsor == ({"worries": model.sponsor} if model.sponsor else {})
        assert session.minutes == ({"two": model.minutes} if model.minutes else {})
        assert set(map(str, session.held)) == model.held
        assert machine.may(session, c.TakeBack) == (model.may_go_back and model.stage not in TELLING)
        assert session.revealed == model.revealed
        assert session.hints == model.hinted
        assert {id_: action.then for id_, (_, action) in session.actions.items()} == {
            id_: words for id_, (_, words) in model.actions.items()
        }
        assert {id_: idea.then for id_, (_, idea) in session.ideas.items()} == model.ideas
        assert session.entries == ({"share": tuple(model.card)} if model.card else {})
        assert session.remarks == {scenario: tuple(said) for scenario, said in model.remarks.items()}
        assert {
            (chapter.phase, note.rule, note.action): note.reason
            for chapter, notes in session.notes.items()
            for note in notes
        } == model.notes
        assert {index: one.status for index, one in session.reviews.items()} == model.reviews
        assert all((one.review.day, one.review.held) == (30, model.day) for one in session.reviews.values())
        assert model.next_date == ("none" if session.no_next_session else str(session.next_session or ""))

    @invariant()
    def a_dot_vote_shows_who_is_in_once_it_is_told_and_numbers_in_its_first_round_only(self) -> None:
        shown, model = room_view(self.session, len(SEATS)).picture, self.model
        assert isinstance(shown, DotsPicture | DotsResultPicture) == (model.dots is not None)
        if not isinstance(shown, DotsPicture | DotsResultPicture) or model.dots is None:
            return
        assert [idea.id for idea in shown.ideas] == model.among
        outcome = model.outcomes.get(model.dots) if model.stage == "dots-result" else None
        found = shown.result if isinstance(shown, DotsResultPicture) else None
        assert (found and (set(found.winners), set(found.tied))) == outcome
        if found is not None:
            given = " ".join(words_of(one) for one in model.answers[model.dots].values()).split()
            assert dict(found.dots) == {
                idea: given.count(idea) for idea in ([] if model.part else model.among)
            }

    @invariant()
    def a_round_of_which_anything_was_told_is_never_open_again(self) -> None:
        model = self.model
        if model.stage in ("talk", "reveal"):
            model.said |= {
                f"{model.scenario}/{number}" for number in ("1" if model.stage == "talk" else "12")
            }
        if model.stage in ("pulse-result", "dots-result"):
            model.said.add(model.pulse or model.dots or "")
        assert str(round_now(self.session)) not in model.said

    @invariant()
    def replaying_the_events_gives_the_live_session(self) -> None:
        assert machine.replay(self.events) == self.session

    @invariant()
    def ballots_and_answers_may_be_replayed_last_and_in_any_order(self) -> None:
        """What a journal does that files a ballot under its seat, without order, and drops it for hands."""
        cast = e.VoteCast
        latest: dict[tuple[Round, str], e.Event] = {}
        for event in self.events:
            if isinstance(event, cast):
                latest[event.round, event.seat] = event
            elif isinstance(event, e.HandsCounted) and event.instead:
                latest = {filed: vote for filed, vote in latest.items() if filed[0] != event.round}
        others: list[e.Event] = [event for event in self.events if not isinstance(event, cast)]
        shuffled = list(latest.values())
        random.Random(len(self.events)).shuffle(shuffled)
        replayed = machine.replay([*others, *shuffled])
        assert replayed == self.session
        assert room_view(replayed, 7) == room_view(self.session, 7)

    @invariant()
    def the_screen_shows_no_more_than_it_may(self) -> None:
        view, model = room_view(self.session, len(SEATS)), self.model
        assert (drawn(view, "key") is not None) == (model.stage in ("reveal", "outcome", "check", "debrief"))
        assert isinstance(view.picture, OutcomePicture) == (model.stage == "outcome")
        behind = [earlier_view(self.session, len(SEATS), index) for index in view.earlier_steps[-1:]]
        assert None not in behind
        for seen in (view, *filter(None, behind)):
            if isinstance(seen.picture, OutcomePicture):
                key, result = seen.picture.key, seen.picture.result
                assert key.id in model.revealed
                sizes = tuple(tally and tally.voters for tally in (result.first, result.second))
                assert sizes == model.totals(key.id)
            self.no_key_is_shown_before_its_reveal(seen)
        assert all(tally.voters >= K for tally in tallies_in(view))
        assert (drawn(view, "map") is not None) == (model.stage == "map")
        self.no_key_is_shown_before_its_reveal(view)

    @invariant()
    def a_pulse_shows_its_totals_once_it_is_told_and_the_published_figure_after_them(self) -> None:
        shown, model = room_view(self.session, len(SEATS)).picture, self.model
        assert isinstance(shown, PulsePicture | PulseResultPicture) == (model.pulse is not None)
        assert isinstance(shown, PulseResultPicture) == (model.stage == "pulse-result")
        if not isinstance(shown, PulseResultPicture):
            return
        assert shown.published == (self.session.position.part == 1)
        assert shown.sponsor == model.sponsor
        assert model.pulse
        earlier = model.pulse == PULSE_ROUNDS[1] and PULSE_ROUNDS[0] in model.told
        for result, round_ in (
            (shown.result, model.pulse),
            (shown.earlier, PULSE_ROUNDS[0] if earlier else ""),
        ):
            given = [words_of(one) for one in model.answers.get(round_, {}).values()]
            totals = {value: given.count(value) for value in VALUES} if len(given) >= K else None
            assert (result and result.counts) == totals

    @invariant()
    def a_phone_shows_its_own_ballots_and_no_others(self) -> None:
        model = self.model
        shown = model.stage in ("reveal", "outcome", "check", "debrief")
        for seat in SEATS:
            view = phone_view(self.session, lambda subject, seat=seat: seat)  # type: ignore[misc]
            own = [model.ballots.get(f"{model.scenario}/{number}", {}).get(seat) for number in (1, 2)]
            voting = model.stage.startswith("vote")
            asked = model.pulse or model.dots
            given = model.answers.get(asked, {}).get(seat) if asked else None
            assert view.given == (own[int(model.stage[len("vote-")]) - 1] if voting else given)
            said = {f"{model.scenario}/{number}": cast for number, cast in enumerate(own, 1) if cast}
            assert view.marks.said == (said if model.scenario else {asked: given} if given else {})
            assert (drawn(view, "key") is not None) == shown
            self.no_key_is_shown_before_its_reveal(view)

    def no_key_is_shown_before_its_reveal(self, view: View) -> None:
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
TestRandomSessions.settings = settings(max_examples=examples(80), stateful_step_count=30, deadline=None)
