"""Somebody who knows all that is ever shown and saved, and tries to learn about fewer people than k.

Random rooms are played through the machine. Whatever the screen shows at any stage, and whatever stands in
the files, is written down as linear equations over single votes. The attacker is told more than a real one
can know: who has which role, who voted in which round, who said how sure they were, in which bin of the curve
they are and on which side of "sure", and how the program chooses. What they voted is the secret. He may add
and subtract all equations, in exact numbers and with any factors. If some combination speaks of 1 to k - 1
votes only, the test fails.

What no rule about groups can prevent, and this test therefore does not count:

- A group of at least k that is of one mind: "9 of 9 used it" says it of each.
- What is an answer and no group: "1 of 12 chose stop" is a total of twelve, also if one of them tells.
- The second round of a dot vote says which ideas have more dots than others, and not how many.
- The suggestion after a first vote says whether few, some or most of all first votes were right, also of
  those that the totals leave out later.
- The same question asked twice is two questions: whoever believes that nobody changed their mind learns what
  the one who came in between said.
- Between scenarios nobody can tell who is who, the program neither: ten judgements can be of one person.
"""

from __future__ import annotations

import copy
import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.builders import (
    START,
    a_card_step,
    a_control,
    a_dots_step,
    a_pulse_step,
    a_scenario,
    a_score_step,
    a_session,
    a_step,
    an_idea,
    an_open_step,
    do,
    picture,
    round_now,
    some_dots,
    some_scores,
)
from tests.stages import VOTING
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.card import CARDS, OWNERSHIP
from workshop.core.agenda.pulse import (
    BLOCKERS,
    CATCH,
    CONFIDENCE,
    PULSES,
    ROLE,
    SAFETY,
    Answer,
    Moment,
    Pulse,
    PulseId,
)
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.desk import DeskView
from workshop.core.live.desk_agenda import DeskAgenda
from workshop.core.live.desk_alone import Alone
from workshop.core.live.dots import DotsResult, IdeaId
from workshop.core.live.groups import Reader, group_for
from workshop.core.live.lines import LinesTold, told_in
from workshop.core.live.machine import Refused
from workshop.core.live.open_cases import CaseResult, keyed_of
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.pulse_result import PulseResult, PulseSlice, pulse_result
from workshop.core.live.reliance import reliance_map
from workshop.core.live.roles import named_role
from workshop.core.live.rounds import Seat, scenario_round
from workshop.core.live.scores import Scores, ScoresResult
from workshop.core.live.session import Ballot, Session, Stage, Taps
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.close import ClosePicture, Closing, SealedPicture
from workshop.core.live.steps.dots import DotsPicture, DotsResultPicture
from workshop.core.live.steps.lines import LinesPicture
from workshop.core.live.steps.open_case import OpenCaseResultPicture, OpenTextPicture
from workshop.core.live.steps.pulse import PulsePicture, PulseResultPicture
from workshop.core.live.steps.reliance_map import MapPicture, SurePicture
from workshop.core.live.steps.scenario import ByRolePicture, OutcomePicture, TalkPicture
from workshop.core.live.steps.score import ScorePicture, ScoreResultPicture
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.live.tally import (
    HandTally,
    Result,
    Slice,
    Tally,
    counted_ballots,
    joined_ballots,
    result_of,
)
from workshop.core.live.trials import trials_of_taps
from workshop.core.live.view import earlier_view, room_view
from workshop.core.plans.look_back import RoomFigures
from workshop.core.plans.plan import Plan
from workshop.core.plans.record import Record, RelianceMap
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.wording import wording_of
from workshop.core.stats.calibration import Bin, Calibration, SureAndWrong
from workshop.core.stats.detection import Trials
from workshop.core.stats.groups import OTHER
from workshop.core.stats.instrument import Keyed, Reading, cannot_tell, read_lines
from workshop.core.words import CONFIDENCES, Audience, Decision, Phase
from workshop.storage.plans.record import render_record
from workshop.storage.plans.write import render_plan

PRICE = 10
FAULTY, SOUND = a_scenario("faulty"), a_control("sound", phase=Phase.LEARN)
SCENARIOS = (FAULTY, SOUND)
STEPS = (
    a_pulse_step(PULSES[ROLE]),
    a_pulse_step(),
    a_step(scenario=FAULTY.id),
    a_step(StepKind.MAP),
    a_step(scenario=SOUND.id),
    a_step(StepKind.MAP),
    a_score_step(winners=1),
    a_dots_step(winners=2),
    an_open_step(),
    a_step(StepKind.SHIFT),
    a_step(StepKind.CLOSE),
)
AGAIN = (
    a_pulse_step(PULSES[SAFETY], Moment.BEFORE),
    a_pulse_step(PULSES[ROLE]),
    a_pulse_step(PULSES[CATCH]),
    a_card_step("ownership"),
    a_step(scenario=FAULTY.id),
    a_pulse_step(PULSES[BLOCKERS]),
    a_pulse_step(PULSES[CONFIDENCE]),
    a_step(StepKind.MAP),
    a_pulse_step(PULSES[SAFETY], Moment.AFTER),
    a_step(StepKind.SHIFT),
    a_step(StepKind.CLOSE),
)
"""The same question twice, each kind of pulse, and all that repeats their figures."""
BY_ROLE = (
    a_pulse_step(PULSES[ROLE]),
    dataclasses.replace(
        a_step(scenario=FAULTY.id),
        texts=((Audience.LEADERS, FAULTY.id), (Audience.MANAGERS, SOUND.id)),
    ),
    a_step(StepKind.MAP),
    a_step(StepKind.SHIFT),
    a_step(StepKind.CLOSE),
)
"""Groups that judge different texts at the same time; one role has no text of its own."""

SCORES = ("I1=5 I2=1", "I2=4 I3=3", "I1=5 I3=2", "I1=4 I2=2 I3=3")
DOTS = ("I1 I1", "I2 I3", "I1 I2", "I3", "I2 I2", "I3 I1")
ROLES = (None, Audience.LEADERS, Audience.MANAGERS, Audience.FRONTLINE)
SIDES = (("employer", True), ("employee", False))


@dataclass(frozen=True)
class Part:
    """What the phones of a crowd do in a scenario; the first `right` of them are right."""

    rounds: tuple[int, ...] = (1, 2)
    sure: int | None = None
    right: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Crowd:
    """Phones that nothing known sets apart: one role, the same rounds, the same confidence."""

    size: int
    role: Audience | None = None
    faulty: Part = Part()
    sound: Part = Part()
    answers: bool = True
    dotted: tuple[int, ...] = (1, 2)

    @property
    def leads(self) -> bool:
        return self.role in (Audience.LEADERS, Audience.MANAGERS)


@dataclass(frozen=True)
class Phone:
    """One of a crowd."""

    crowd: int
    index: int
    of: Crowd

    @property
    def seat(self) -> Seat:
        return Seat(f"{self.crowd}-{self.index}")

    @property
    def named(self) -> Audience | None:
        """What it answered when the room was asked; its ballots claim a role in any case."""
        return self.of.role if self.of.answers else None

    def part(self, scenario: Scenario) -> Part:
        return self.of.faulty if scenario is FAULTY else self.of.sound

    def is_right(self, scenario: Scenario, number: int) -> bool:
        return self.index < self.part(scenario).right[number - 1]

    def confidence(self, scenario: Scenario) -> int:
        """In percent; 0 where none was said."""
        return self.part(scenario).sure or 0

    def excess(self, scenario: Scenario) -> int:
        return self.confidence(scenario) - 100 * self.is_right(scenario, 1)

    def answer(self, pulse: Pulse, step: int) -> str | None:
        if pulse.id == ROLE:
            return self.of.role
        return pulse.values[(self.index + step) % len(pulse.values)]

    def dots(self, idea: str) -> int:
        """How many dots an idea gets from this phone; in a second round it gives two to one that is left."""
        return DOTS[(self.index + self.crowd) % len(DOTS)].split().count(idea)

    @property
    def scores(self) -> Mapping[IdeaId, int]:
        """What it scores the ideas; one that it said itself it leaves out."""
        return some_scores(SCORES[(self.index + self.crowd) % len(SCORES)]).given

    @property
    def taps(self) -> Taps:
        """What it taps of the open case."""
        return Taps((self.index % 3,) if self.index % 4 else (), self.index % 5 == 0)

    def ballot(self, scenario: Scenario, number: int) -> Ballot:
        used = self.is_right(scenario, number) is scenario.control
        decision = Decision.USE if used else (Decision.FIX, Decision.REDO)[self.index % 2]
        taps = (0, 1) if self.index % 2 else (1,)
        return Ballot(decision, taps, self.index % 3 == 0, self.part(scenario).sure, self.of.role)


@dataclass(frozen=True)
class Crowded:
    """A whole room, with the shows of hands that were typed in."""

    k: int
    crowds: tuple[Crowd, ...]
    hands: tuple[tuple[str, int, bool], ...] = ()
    """Rounds in which hands were counted, one after the other: how many, and whether instead of phones."""
    left: frozenset[tuple[int, Stage]] = frozenset()
    """Where the room skips what comes next, by the number of the step and its stage."""
    steps: tuple[Step, ...] = STEPS
    put_back: bool = False
    """Whether the last of several maps is left out at first, and added again once the one before is told."""

    @property
    def phones(self) -> list[Phone]:
        return [
            Phone(number, index, crowd)
            for number, crowd in enumerate(self.crowds)
            for index in range(crowd.size)
        ]


SKIPPED_FROM = (
    *(Stage.VOTE_1_CLOSED, Stage.TALK, Stage.PULSE_CLOSED),
    *(Stage.DOTS_CLOSED, Stage.OPEN_CASE_CLOSED),
)
PARTS = st.builds(
    Part,
    st.sampled_from(((1, 2), (1, 2), (1, 2), (1,), (2,), ())),
    st.sampled_from((None, None, *CONFIDENCES)),
    st.tuples(st.integers(0, 12), st.integers(0, 12)),
)
CROWDS = st.builds(
    Crowd,
    st.integers(1, 12),
    st.sampled_from(ROLES),
    PARTS,
    PARTS,
    st.sampled_from((True, True, False)),
    st.sampled_from(((1, 2), (1, 2), (1,), (2,), ())),
)
ROOMS = st.builds(
    Crowded,
    st.integers(3, 8),
    st.lists(CROWDS, max_size=8).map(tuple),
    st.lists(
        st.tuples(
            st.sampled_from([f"{s.id}/{n}" for s in SCENARIOS for n in (1, 2)]),
            st.integers(1, 12),
            st.booleans(),
        ),
        max_size=2,
    ).map(tuple),
    st.frozensets(
        st.tuples(
            st.integers(0, len(STEPS) - 1),
            st.sampled_from(
                (
                    Stage.VOTE_1_CLOSED,
                    Stage.TALK,
                    Stage.PULSE_CLOSED,
                    Stage.DOTS_CLOSED,
                    Stage.OPEN_CASE_CLOSED,
                )
            ),
        ),
        max_size=3,
    ),
    st.sampled_from((STEPS, STEPS, AGAIN, BY_ROLE)),
    st.booleans(),
)


# What is seen, as equations.

Vote = tuple[str, Seat]
"""The phone in a subject: a scenario or a pulse."""
Unknown = tuple[Vote, str]
"""One answer in a vote, such as whether the decision was right."""
Equation = dict[Unknown, Fraction]
"""The factors in a sum of unknowns whose value is known."""


@dataclass(frozen=True)
class Term:
    """One answer of some phones to one question (a scenario or a pulse), with its true value for each."""

    phones: Iterable[Phone]
    subject: str
    answer: str
    value: Callable[[Phone], float]
    factor: int = 1


def right(scenario: Scenario, number: int, phones: Iterable[Phone], factor: int = 1) -> Term:
    return Term(phones, scenario.id, f"right in {number}", lambda one: one.is_right(scenario, number), factor)


def sure(scenario: Scenario, number: int, phones: Iterable[Phone]) -> Term:
    return Term(phones, scenario.id, f"sure in {number}", lambda one: one.confidence(scenario))


def tapped(scenario: Scenario, number: int, tap: int, phones: Iterable[Phone]) -> Term:
    return Term(
        phones, scenario.id, f"tap {tap} in {number}", lambda one: tap in one.ballot(scenario, number).taps
    )


def missing(scenario: Scenario, number: int, phones: Iterable[Phone]) -> Term:
    return Term(phones, scenario.id, f"missing in {number}", lambda one: one.ballot(scenario, number).missing)


class Seen:
    """All equations so far; each is held against the true votes, so that the test knows its meaning."""

    def __init__(self, room: Crowded) -> None:
        self.room = room
        self.equations: list[Equation] = []
        self.results: list[tuple[Scenario, Result]] = []
        self.pictures: list[object] = []
        self.saved: object = None

    def total(self, shown: float, *terms: Term, within: float = 1e-6) -> None:
        """A sum was shown, or something it follows from."""
        equation: Equation = {}
        true = 0.0
        for term in terms:
            for phone in term.phones:
                true += term.factor * term.value(phone)
                equation[(term.subject, phone.seat), term.answer] = Fraction(term.factor)
        assert shown == pytest.approx(true, abs=within), "this is not the total that the test takes it for"
        if equation and equation not in self.equations:
            self.equations.append(equation)

    def tally(
        self, tally: Tally, scenario: Scenario, number: int, about: list[Phone], joined: list[Phone]
    ) -> None:
        assert tally.voters == len(about) >= self.room.k
        self.total(tally.correct, right(scenario, number, about))
        for decision in (Decision.FIX, Decision.REDO, Decision.STOP):

            def chose(phone: Phone, it: Decision = decision) -> bool:
                return phone.ballot(scenario, number).decision is it

            self.total(tally.decisions[decision], Term(about, scenario.id, f"{decision} in {number}", chose))
        for tap, taps in enumerate(tally.taps):
            self.total(taps, tapped(scenario, number, tap, about))
        self.total(tally.missing, missing(scenario, number, about))
        if tally.mean_confidence is not None:
            said = joined or sayers(about, scenario)
            assert len(said) >= self.room.k
            self.total(tally.mean_confidence * 100 * len(said), sure(scenario, number, said))

    def result(self, session: Session, result: Result, scenario: Scenario) -> None:
        if (scenario, result) in self.results:
            return
        self.results.append((scenario, result))
        first, second = result.first, result.second
        voted = {number: self.voted(session, scenario, number) for number in (1, 2)}
        if first and second:
            both = [phone for phone in voted[1] if phone in voted[2]]
            voted = {1: both, 2: both}
        for number, tally in ((1, first), (2, second)):
            if tally is not None:
                joined = self.joined(session, scenario) if number == 1 else []
                self.tally(tally, scenario, number, voted[number], joined)
        about = voted[1]
        if result.switches is not None:

            def twice(phone: Phone) -> bool:
                return phone.is_right(scenario, 1) and phone.is_right(scenario, 2)

            self.total(result.switches.stayed_right, Term(about, scenario.id, "right twice", twice))
        if result.sure_and_wrong is not None:
            self.sure_and_wrong(result.sure_and_wrong, {scenario: self.joined(session, scenario)})
        groups = by_role(about, {part.role: part.voters for part in result.slices})
        for part in result.slices:
            self.total(part.first, right(scenario, 1, groups[part.role]))
            if part.second is not None:
                self.total(part.second, right(scenario, 2, groups[part.role]))

    def voted(self, session: Session, scenario: Scenario, number: int) -> list[Phone]:
        """Those whose ballots are there; hands instead of phones drop them."""
        seats = session.ballots.get(scenario_round(scenario.id, number), {})
        return [phone for phone in self.room.phones if phone.seat in seats]

    def joined(self, session: Session, scenario: Scenario) -> list[Phone]:
        """Whose confidence is joined with being right; the attacker has read the program."""
        ballots = counted_ballots(session, scenario).get(1, {})
        joined = {id(ballot) for part in joined_ballots(session, scenario) for ballot in part}
        seats = {seat for seat, ballot in ballots.items() if id(ballot) in joined}
        return [phone for phone in self.room.phones if phone.seat in seats]

    def sure_and_wrong(self, shown: SureAndWrong, about: dict[Scenario, list[Phone]]) -> None:
        """It is known who was sure, so this says how many of them were right."""
        assert shown.n == sum(map(len, about.values())) >= self.room.k
        those = {
            of: [phone for phone in phones if phone.confidence(of) >= 80] for of, phones in about.items()
        }
        number = sum(len(phones) for phones in those.values())
        self.total(number - shown.count, *(right(of, 1, phones) for of, phones in those.items()))

    def map(self, session: Session, shown: RelianceMap) -> None:
        """The map over the scenarios revealed so far."""
        firsts = {
            scenario: [phone for phone in self.room.phones if phone.seat in ballots]
            for scenario in SCENARIOS
            if scenario.id in session.revealed
            and result_of(session, scenario).first
            and (ballots := counted_ballots(session, scenario)[1])
        }
        faulty, sound = firsts.get(FAULTY, []), firsts.get(SOUND, [])
        self.total(shown.decisions.hits, right(FAULTY, 1, faulty))
        self.total(shown.sentences.hits, tapped(FAULTY, 1, 1, faulty))
        self.total(
            shown.sentences.false_alarms,
            *(tapped(FAULTY, 1, tap, faulty) for tap in (0, 2, 3)),
            *(tapped(SOUND, 1, tap, sound) for tap in (0, 1, 2)),
            missing(SOUND, 1, sound),
        )
        if shown.refusal is not None and sound:
            self.total(shown.refusal.votes - shown.refusal.refused, right(SOUND, 1, sound))
            assert shown.refusal.minutes == PRICE * shown.refusal.refused
        if shown.calibration is not None:
            self.calibration(session, shown.calibration, firsts)

    def calibration(self, session: Session, shown: Calibration, firsts: dict[Scenario, list[Phone]]) -> None:
        k = self.room.k
        given = {of: self.joined(session, of) for of in firsts}
        assert shown.n == sum(len(phones) for phones in given.values()) >= k
        sures = [sure(of, 1, phones) for of, phones in given.items()]
        rights = [right(of, 1, phones, -100) for of, phones in given.items()]
        self.total(shown.gap.points * shown.n, *sures, *rights)
        squares = [
            Term(phones, of.id, "square", lambda one, of=of: one.excess(of) ** 2)  # type: ignore[misc]
            for of, phones in given.items()
        ]
        self.total(shown.brier * shown.n * 100**2, *squares, within=1e-3)
        if shown.sure_and_wrong is not None:
            self.sure_and_wrong(shown.sure_and_wrong, given)
        for bar in shown.curve:
            within = {
                of: [phone for phone in phones if bar.low <= phone.confidence(of) <= bar.high]
                for of, phones in given.items()
            }
            assert bar.n == sum(len(phones) for phones in within.values()) >= k
            self.total(bar.share_correct * bar.n, *(right(of, 1, phones) for of, phones in within.items()))
            self.total(
                bar.mean_confidence * bar.n * 100, *(sure(of, 1, phones) for of, phones in within.items())
            )

    def pulse(self, step: int, shown: PulseResult) -> None:
        pulse = self.room.steps[step].pulse
        assert pulse is not None
        about = [phone for phone in self.room.phones if phone.of.answers and phone.answer(pulse, step)]
        assert shown.n == len(about) >= self.room.k
        if pulse.id == ROLE:
            assert all(count == 0 or count >= self.room.k for count in shown.counts.values())
            return

        def chose(value: str) -> Callable[[Phone], bool]:
            return lambda phone: phone.answer(pulse, step) == value

        for value, count in shown.counts.items():
            self.total(count, Term(about, str(step), value, chose(value)))
        groups = by_role(about, {part.role: part.n for part in shown.slices})
        for part in shown.slices:
            for value, count in part.counts.items():
                self.total(count, Term(groups[part.role], str(step), value, chose(value)))

    def dots(self, shown: DotsResultPicture) -> None:
        """A closed round. The second one asks some of the same again, so it may show no total at all."""
        if shown.result is None:
            return
        about = [phone for phone in self.room.phones if shown.part + 1 in phone.of.dotted]
        assert shown.result.n == len(about) >= self.room.k
        if shown.part:
            assert shown.result.dots == ()
            return
        for idea, dots in shown.result.dots:
            self.dots_of(idea, dots)

    def lines(self, told: LinesTold) -> None:
        """Dots on the parts of both sides, which are asked about once."""
        if told.result is None:
            return
        about = [phone for phone in self.room.phones if 1 in phone.of.dotted]
        assert told.result.n == len(about) >= self.room.k
        for line, dots in told.dots.items():
            self.total(dots, Term(about, "lines", line.id, lambda one, id_=line.id: one.dots(id_)))  # type: ignore[misc]

    def scores(self, shown: ScoreResultPicture) -> None:
        """A closed round: each idea has scores of some phones; its figure is there from k scores on."""
        if shown.result is None:
            return
        assert shown.result.n >= self.room.k
        for idea, figure in shown.result.figures:
            if figure is not None:
                self.figure_of(idea, figure)
        ranked = [idea for idea, figure in shown.result.figures if figure is not None]
        assert {*shown.result.winners, *shown.result.tied} <= set(ranked)

    def figure_of(self, idea: IdeaId, figure: int) -> None:
        """He is told the sum of the scores, though only a rounded mean is shown, and who gave them."""
        about = [phone for phone in self.room.phones if 1 in phone.of.dotted and idea in phone.scores]
        assert len(about) >= self.room.k
        term = Term(about, "scores", idea, lambda one: one.scores[idea])
        self.total(figure * len(about) / 5, term, within=len(about) / 10 + 1e-6)

    def dots_of(self, idea: str, dots: int) -> None:
        about = [phone for phone in self.room.phones if 1 in phone.of.dotted]
        self.total(dots, Term(about, "dots", idea, lambda one: one.dots(idea)))

    def case(self, session: Session, shown: CaseResult) -> None:
        """A closed round without a key. What is said of its lines is computed from its taps, and from those
        of first votes on texts with a key: he is told all of these, as if each had been shown."""
        about = [phone for phone in self.room.phones if 1 in phone.of.dotted]
        assert shown.voters == len(about) >= self.room.k
        for line, taps in enumerate(shown.taps):
            self.total(taps, Term(about, "case", str(line), lambda one, at=line: at in one.taps.lines))  # type: ignore[misc]
        self.total(shown.missing, Term(about, "case", "missing", lambda one: one.taps.missing))
        told = [(of, result_of(session, of)) for of in SCENARIOS if of.id in session.revealed]
        for scenario, result in told:
            self.result(session, result, scenario)
        assert shown.keyed == keyed_of(tuple(told))
        assert shown.why_not is cannot_tell(shown.keyed, shown.voters)
        assert shown.reading == (
            None if shown.why_not else read_lines(shown.keyed, shown.taps, shown.voters)
        ), "no more is made of it"

    def room_figures(self, session: Session, shown: RoomFigures) -> None:
        """Then and now: the map and the pulses once more, at the time they are shown."""
        found = reliance_map(session)
        both = ((shown.caught, found.decisions.hits), (shown.flagged, found.decisions.false_alarms))
        assert all(share is None or share.k == part for share, part in both)
        assert shown.gap_points == (found.calibration and found.calibration.gap.points)
        asked = self.asked(session)
        sure, safe = asked.get(CONFIDENCE), asked.get(SAFETY)
        assert (shown.confidence, shown.confidence_n) == (
            (sure.quartiles.median, sure.n) if sure and sure.quartiles else (None, sure.n if sure else 0)
        )
        assert (shown.safety, shown.safety_n) == (
            (safe.mean.value, safe.n) if safe and safe.mean else (None, safe.n if safe else 0)
        )
        self.map(session, found.kept)

    def asked(self, session: Session) -> dict[PulseId, PulseResult]:
        """The last told result of each pulse; what else is made of it follows from its counts."""
        latest = {}
        for step, one in enumerate(session.steps):
            result = pulse_result(session, step)
            if one.pulse is not None and result is not None:
                self.pulse(step, result)
                latest[one.pulse.id] = result
        return latest

    def files(self, session: Session) -> None:
        """What stands in the session's folder now; a figure this test does not know makes it fail."""
        plans = [plan_of(session, chapter) for chapter in session.chapters_of(Phase.LEARN)]
        record = record_of(session, None)
        if self.saved == (record, plans):
            return
        self.saved = record, plans
        for plan in plans:
            self.plan(session, plan, record)
        saved = tomllib.loads(render_record(record))
        assert set(saved) <= SAVED["record"]
        assert set(saved.get("map", {})) <= SAVED["map"]
        assert all(
            key in SAVED["pulse"] or key.startswith("answers_")
            for pulse in saved.get("pulse", ())
            for key in pulse
        )
        told = [one for step in range(len(session.steps)) if (one := pulse_result(session, step))]
        assert [(asked.n, asked.answers, asked.quartiles) for asked in record.pulses] == [
            (one.n, one.counts, one.quartiles) for one in told
        ]
        assert [asked.mean for asked in record.pulses] == [one.mean and one.mean.value for one in told]
        assert [asked.by_role for asked in record.pulses] == [
            {part.role: {"n": part.n, **part.counts} for part in one.slices} for one in told
        ]
        self.asked(session)
        if record.map is not None:
            assert record.map == reliance_map(session).kept, "what is kept of it is only what the map says"
            assert record.map.calibration is None or record.map.calibration.curve == ()
            self.map(session, record.map)
        assert all(set(taps) <= SAVED["taps"] for taps in saved.get("taps", ()))
        judged = {taps.scenario for taps in record.taps}
        assert record.wordings == {id_: wording_of(session.scenarios[ScenarioId(id_)]) for id_ in judged}
        for kept in record.taps:
            scenario = session.scenarios[ScenarioId(kept.scenario)]
            result = result_of(session, scenario)
            self.result(session, result, scenario)
            tally = result.first if kept.vote == 1 else result.second
            assert tally is not None, "no more is kept than is shown"
            assert (kept.voters, kept.sentences, kept.missing) == (tally.voters, tally.taps, tally.missing)

    def plan(self, session: Session, plan: Plan, record: Record) -> None:
        """What stands in a plan, of the whole room or of a role."""
        planned = tomllib.loads(render_plan(plan))
        assert set(planned) <= SAVED["plan"]
        assert set(planned["phase"]) <= SAVED["phase"]
        held = planned["phase"].get("ownership", {})
        board = told_in(session, CARDS[OWNERSHIP], Phase.LEARN)
        dots = {line.name: number for line, number in board.dots.items() if number} if board else {}
        assert {one["item"]: one["dots"] for one in held.get("missing_most", ())} == dots
        if board is not None:
            self.lines(board)
        blocked = self.asked(session).get(BLOCKERS)
        votes = {value: number for value, number in blocked.counts.items() if number} if blocked else {}
        assert {one["blocker"]: one["votes"] for one in held.get("employer_blockers", ())} == votes
        means = planned["phase"].get("safety", {"safety_pulse": {}})["safety_pulse"]
        assert (not means and plan.phase.role) or means == {
            one.moment: {"n": one.n, "mean": round(one.mean, 2)}
            for one in record.pulses
            if one.id == SAFETY and one.moment and one.mean is not None
        }
        for action in planned.get("action", ()):
            (idea,), votes = re.findall(r"\d$", action["if"]), action["votes"]
            if set(votes) == {"score_25"}:
                self.figure_of(IdeaId(f"I{idea}"), votes["score_25"])
            else:
                assert set(votes) == {"dots"}
                self.dots_of(f"I{idea}", votes["dots"])
        for block in planned.get("evidence", ()):
            assert set(block) <= SAVED["evidence"]
            scenario = session.scenarios[block["scenario"]]
            result = result_of(session, scenario)
            self.result(session, result, scenario)
            for name, tally in (("round1", result.first), ("round2", result.second)):
                assert (name in block) is (tally is not None)
                assert tally is None or (block[name]["voters"], block[name]["correct"]) == (
                    tally.voters,
                    tally.correct,
                )
            tapped = trials_of_taps(scenario, result.first) if result.first is not None else Trials()
            for name, taps, chances in (
                ("wrong_sentences", tapped.hits, tapped.signals),
                ("sound_sentences", tapped.false_alarms, tapped.noises),
            ):
                assert block.get(name) == ({"taps": taps, "chances": chances} if chances else None)

    def screen(self, session: Session) -> None:
        """Everything on the screen now."""
        view = room_view(session, len(self.room.phones))
        self.pictures.append(view.picture)
        match view.picture:
            case OutcomePicture(key=key, result=result):
                self.result(session, result, SCENARIOS[SCENARIOS.index(key)])
            case MapPicture(map=drawn):
                self.map(session, drawn)
            case PulseResultPicture(result=PulseResult() as result):
                self.pulse(session.position.step, result)
            case DotsResultPicture() as dots:
                self.dots(dots)
            case CardPicture(told=LinesTold() as told):
                self.lines(told)
            case ScoreResultPicture() as scores:
                self.scores(scores)
            case OpenCaseResultPicture(result=CaseResult() as result):
                self.case(session, result)
            case ShiftPicture(now=now):
                self.room_figures(session, now)
            case ClosePicture(closing=closing):
                sure = self.asked(session).get(CONFIDENCE)
                assert closing.confidence == (sure.quartiles if sure else None)
        if session.stage is Stage.CLOSE:
            for step in view.earlier_steps:
                past = earlier_view(session, len(self.room.phones), step)
                assert past is not None
                assert past.picture in self.pictures, "it was not shown then"

    def on_the_way(self, session: Session) -> None:
        """All that is shown and saved where a move from here leads that can be taken back."""
        for move in (c.Skip(START), c.EndEarly(START), c.TakeBack(START)):
            there = copy.deepcopy(session)
            try:
                do(there, move)
            except Refused:
                continue
            if machine.may(there, c.TakeBack) or isinstance(move, c.TakeBack):
                self.screen(there)
                self.files(there)


def sayers(phones: Iterable[Phone], scenario: Scenario) -> list[Phone]:
    """Those who said how sure they were."""
    return [phone for phone in phones if phone.part(scenario).sure is not None]


def by_role(phones: list[Phone], sizes: dict[str, int]) -> dict[str, list[Phone]]:
    """The phones that each shown role stands for; those who named none are never shown by themselves."""
    sides = {side: [one for one in phones if one.named and one.of.leads is leads] for side, leads in SIDES}
    if set(sizes) == set(sides):
        assert {name: len(group) for name, group in sides.items()} == sizes
        return sides
    groups = {name: [one for one in phones if one.named == name] for name in sizes if name != OTHER}
    if OTHER in sizes:
        groups[OTHER] = [one for one in phones if one.named and one.named not in groups]
    assert {name: len(group) for name, group in groups.items()} == sizes
    return groups


SAVED = {
    "record": {"schema_version", "session", "pulse", "map", "taps", "wordings"},
    "taps": {"scenario", "vote", "voters", "sentences", "missing"},
    "plan": {"schema_version", "session", "phase", "action", "evidence"},
    "phase": {
        *("id", "number", "title", "goal", "role", "roles"),
        *("open", "responsibility", "look_back", "safety", "skipped", "ownership"),
    },
    "map": {
        "scenarios",
        "controls",
        "label",
        "label_from",
        "decisions",
        "sentences",
        "calibration",
        "refused_sound_work",
    },
    "pulse": {"id", "question", "moment", "n", "answers", "mean", "quartiles", "sponsor_response"},
    "evidence": {
        "scenario",
        "title",
        "kinds",
        "control",
        "round1",
        "round2",
        "gain",
        "wrong_sentences",
        "sound_sentences",
        "hands1",
        "hands2",
    },
}
FIGURES = {
    Result: {"voted", "first", "second", "raised", "hands", "switches", "sure_and_wrong", "slices"},
    HandTally: {"voters", "decisions", "correct"},
    Tally: {"voters", "decisions", "correct", "taps", "missing", "mean_confidence"},
    Slice: {"role", "voters", "first", "second"},
    PulseResult: {"n", "counts", "mean", "quartiles", "slices"},
    PulseSlice: {"role", "n", "counts"},
    RelianceMap: {
        "scenarios",
        "controls",
        "decisions",
        "sentences",
        "label",
        "last",
        "calibration",
        "refusal",
        *("expected", "promised"),  # medians of pulses whose counts are told
    },
    Calibration: {"n", "brier", "gap", "sure_and_wrong", "curve"},
    Bin: {"low", "high", "n", "mean_confidence", "share_correct"},
    LinesPicture: {"card", "ideas", "each"},
    LinesTold: {"ideas", "result"},
    CardPicture: {"card", "entries", "told", "just_told", "roles"},  # `roles` have played texts
    DotsPicture: {"ideas", "each", "part"},
    DotsResultPicture: {"ideas", "part", "result", "full"},
    DotsResult: {"n", "dots", "winners", "tied"},
    ScorePicture: {"ideas", "each"},
    ScoreResultPicture: {"ideas", "result", "full"},
    OpenTextPicture: {"case"},
    OpenCaseResultPicture: {"case", "result"},
    CaseResult: {"voters", "taps", "missing", "keyed", "reading", "why_not"},
    Reading: {"wrong", "flagged", "unfound"},
    Keyed: {"texts", "wrong", "right"},
    ScoresResult: {"n", "figures", "winners", "tied"},
    PulsePicture: {"pulse", "moment", "about"},
    PulseResultPicture: {"pulse", "moment", "published", "result", "earlier", "sponsor", "caught"},
    MapPicture: {"map"},
    SurePicture: {"map"},
    TalkPicture: {"hint", "face"},
    DeskView: {
        *("setup", "moved", "position", "where", "subject", "head", "voted", "present", "next_words"),
        *(
            "take_back_words",
            "skip_words",
            "allowed",
            "ends_at",
            "alone",
            "warnings",
            "writing_here",
            "hands",
            "closing",
            "asks_first",
        ),
        *("agenda", "actions", "ideas", "card", "entries", "earlier_steps"),
        "around",  # of the pace in it tests/core/live/test_pace.py says what it may tell
        *(
            "writing",
            "may_gather",
            "was_read",
            "unread",
            "sentences",
            "more_sentences",
            "remarks",
            "questions",
        ),  # tests/core/live/test_texts.py looks for what these may tell
        "figures",  # and tests/core/live/test_attacker_marks.py at these
    },
    Alone: {
        *("note", "hint", "suggestion", "own_note", "to_say", "purpose", "speaks"),
        "groups",  # the roles that were told, and their texts
    },
    ByRolePicture: {"hint", "readers", "vote", "talks"},
    Reader: {"letter", "role", "joined", "others"},
    DeskAgenda: {"steps", "time", "pays", "break_phase", "changed"},  # from the agenda and the clock alone
    OutcomePicture: {"key", "result", "minutes"},
    ShiftPicture: {"look_back", "now"},
    ClosePicture: {"closing", "look_back", "reviews"},
    SealedPicture: {"closing", "look_back", "reviews"},
    RoomFigures: {
        "caught",
        "flagged",
        "gap_points",
        "confidence",
        "confidence_n",
        "safety",
        "safety_n",
    },
    Closing: {
        *("confidence", "clarity", "success", "next_session", "no_next_session", "suggested", "plans"),
        *("following", "sponsor"),  # of dates and phases alone; what the facilitator typed
    },
}
"""Every figure there is. A new one is to be told to the attacker before it is added here."""


@pytest.mark.parametrize("kind", FIGURES)
def test_the_attacker_is_told_every_figure_there_is(kind: Any) -> None:
    assert {one.name for one in dataclasses.fields(kind)} == FIGURES[kind]


# What can be computed from it.


def smallest_group(equations: list[Equation], k: int) -> int | None:
    """How many votes the smallest group below `k` has that some combination of equations speaks of.

    Votes that stand in the same equations cannot be told apart by any combination: they are one block. First
    all blocks of k and more are eliminated; what is left speaks of small ones only. Then, for each choice of
    blocks that are below k together, all others are: whatever is left then is a total about these.
    """
    places: dict[Vote, list[tuple[int, str, Fraction]]] = {}
    for number, equation in enumerate(equations):
        for (vote, answer), factor in sorted(equation.items()):
            places.setdefault(vote, []).append((number, answer, factor))
    blocks: dict[tuple[tuple[int, str, Fraction], ...], list[Vote]] = {}
    for vote, stands in places.items():
        blocks.setdefault(tuple(stands), []).append(vote)
    sizes = {votes[0]: len(votes) for votes in blocks.values()}
    short = [
        {unknown: factor for unknown, factor in equation.items() if unknown[0] in sizes}
        for equation in equations
    ]
    left = eliminate(short, lambda unknown: sizes[unknown[0]] >= k)
    small = sorted({unknown[0] for equation in left for unknown in equation})
    for number in range(1, k):
        for some in combinations(small, number):
            size = sum(sizes[one] for one in some)
            if size < k and eliminate(left, lambda unknown, some=some: unknown[0] not in some):  # type: ignore[misc]
                return size
    return None


def eliminate(equations: Iterable[Equation], away: Callable[[Unknown], bool]) -> list[Equation]:
    """A basis of all combinations in which no unknown of some sort stands (Gaussian elimination)."""
    todo, kept = [dict(equation) for equation in equations], []
    while todo:
        pivot = todo.pop()
        unknown = next((one for one in pivot if away(one)), None)
        if unknown is None:
            kept.append(pivot)
            continue
        for other in (*todo, *kept):
            if factor := other.get(unknown, Fraction(0)) / pivot[unknown]:
                for one, value in pivot.items():
                    if not (changed := other.get(one, Fraction(0)) - factor * value):
                        other.pop(one, None)
                    else:
                        other[one] = changed
        todo = [equation for equation in todo if equation]
    return independent(kept)


def independent(equations: list[Equation]) -> list[Equation]:
    """The same combinations without those that say nothing new."""
    basis: dict[Unknown, Equation] = {}
    for equation in equations:
        rest = dict(equation)
        while rest and (unknown := next((one for one in rest if one in basis), None)):
            factor = rest[unknown] / basis[unknown][unknown]
            for one, value in basis[unknown].items():
                if not (changed := rest.get(one, Fraction(0)) - factor * value):
                    rest.pop(one, None)
                else:
                    rest[one] = changed
        if rest:
            basis[next(iter(rest))] = rest
    return list(basis.values())


def play(room: Crowded) -> Seen:
    """A session from the lobby to the closing: each screen, and the files each step leaves.

    Each round is closed once before the late ones have voted, looked at from wherever the room may go and
    come back, and opened again.
    """
    session, seen, step = a_session(room.steps, SCENARIOS, k=room.k), Seen(room), -1
    *others, last = (index for index, one in enumerate(room.steps) if one.kind is StepKind.MAP)
    if room.put_back and others:
        do(session, c.DropStep(last))
    while session.stage is not Stage.CLOSE:
        is_left = (session.position.step, session.stage) in room.left
        do(session, c.Skip(START) if is_left else c.Advance(START))
        left, step, scenario = step, session.position.step, session.scenario
        if round_now(session) is not None:
            cast(session, room, room.phones[::2])
            seen.on_the_way(session)
            do(session, c.Advance(START))
            seen.screen(session)
            seen.on_the_way(session)
            do(session, c.TakeBack(START))
            cast(session, room, room.phones[1::2])
            seen.on_the_way(session)
        elif session.stage in (Stage.READ, Stage.MAP):
            seen.screen(session)
            seen.on_the_way(session)
        elif session.stage is Stage.IDEAS:
            do(session, *(c.NoteIdea(an_idea(number)) for number in (1, 2, 3)))
        elif session.stage is Stage.OUTCOME and scenario and scenario.control:
            do(session, c.SetPrice(PRICE))
        seen.screen(session)
        if room.put_back and others and isinstance(room_view(session, 0).picture, SurePicture):
            others.clear()
            do(session, c.AddStep(last, room.steps[last]))
            seen.screen(session)
        if step != left:
            seen.files(session)
    return seen


def cast(session: Session, room: Crowded, phones: list[Phone]) -> None:
    """What these phones, and the hands, say in the open round."""
    round_ = round_now(session)
    assert round_ is not None
    if session.stage is Stage.PULSE:
        assert session.step is not None
        pulse = session.step.pulse
        assert pulse is not None
        for phone in phones:
            if phone.of.answers and (value := phone.answer(pulse, session.position.step)):
                do(session, c.CastVote(round_, phone.seat, Answer(value, phone.of.role), phone.seat))
    elif session.stage is Stage.SCORE:
        for phone in phones:
            if 1 in phone.of.dotted:
                do(session, c.CastVote(round_, phone.seat, Scores(dict(phone.scores)), phone.seat))
    elif session.stage is Stage.OPEN_CASE_VOTE:
        for phone in phones:
            if 1 in phone.of.dotted:
                do(session, c.CastVote(round_, phone.seat, phone.taps, phone.seat))
    elif session.stage is Stage.LINES:
        for phone in phones:
            if 1 in phone.of.dotted:
                given = some_dots(DOTS[(phone.index + phone.crowd) % len(DOTS)])
                do(session, c.CastVote(round_, phone.seat, given, phone.seat))
    elif session.scenario is None:
        cast_dots(session, phones)
    else:
        number = VOTING[session.stage]
        for phone in phones:
            scenario = session.scenarios[group_for(session, named_role(session, phone.seat)).scenario]
            own = scenario_round(scenario.id, number)
            if number in phone.part(scenario).rounds and own not in session.by_hand:
                do(session, c.CastVote(own, phone.seat, phone.ballot(scenario, number), phone.seat))
        if not machine.may(session, c.CountHands):
            return
        for name, hands, instead in room.hands:
            if name == round_:
                do(session, c.CountHands({Decision.FIX: hands}, instead))


def cast_dots(session: Session, phones: list[Phone]) -> None:
    """Dots of those of them who take part in the open round."""
    shown, round_ = picture(room_view(session, 0), DotsPicture), round_now(session)
    assert round_ is not None
    for phone in phones:
        if shown.part + 1 in phone.of.dotted:
            left = shown.ideas[phone.index % len(shown.ideas)].id
            given = DOTS[(phone.index + phone.crowd) % len(DOTS)] if shown.part == 0 else f"{left} {left}"
            do(session, c.CastVote(round_, phone.seat, some_dots(given), phone.seat))


def breach(room: Crowded) -> int | None:
    """The size of a group below k that something is learnt about, if there is one."""
    return smallest_group(play(room).equations, room.k)


@settings(max_examples=10, deadline=None)
@given(ROOMS)
def test_nobody_who_knows_all_that_is_shown_and_saved_learns_about_a_group_too_small(room: Crowded) -> None:
    assume(len(room.phones) <= 40)
    assert breach(room) is None


@pytest.mark.long
@settings(max_examples=400, deadline=None)
@given(ROOMS)
def test_nor_does_anybody_in_many_more_rooms(room: Crowded) -> None:
    assume(len(room.phones) <= 40)
    assert breach(room) is None


def said(sure: int | None, right: int = 0) -> Part:
    return Part(sure=sure, right=(right, right))


LEADERS, MANAGERS = Audience.LEADERS, Audience.MANAGERS
DEVISED = {
    "all but one of a role did not say how sure they were": Crowded(
        5, (Crowd(5, LEADERS, said(None)), Crowd(1, LEADERS, said(70)), Crowd(8, MANAGERS, said(70)))
    ),
    "all but one of a role were sure, and wrong, and nobody else was": Crowded(
        5, (Crowd(5, LEADERS, said(90)), Crowd(1, LEADERS, said(50)), Crowd(6, MANAGERS, said(50)))
    ),
    "all but one of the sure ones are in the highest bin": Crowded(
        5, (Crowd(14, None, said(90)), Crowd(1, None, said(80)), Crowd(12, None, said(60)))
    ),
    "the second map has one more in its highest bin than the first": Crowded(
        5,
        (
            Crowd(1, None, said(90, 9), said(90, 9)),
            Crowd(11, None, said(90, 99), said(60, 99)),
            Crowd(12, None, said(60, 99), said(60, 99)),
        ),
    ),
    "the second map was left out until the first was told, and one more is in its highest bin then": Crowded(
        5,
        (
            Crowd(5, None, said(60, 9), said(60, 9)),
            Crowd(1, None, said(90, 9), said(90, 9)),
            *(
                Crowd(size, None, said(sure, 3), Part(()))
                for size, sure in ((7, 60), (6, 70), (6, 80), (11, 90))
            ),
        ),
        put_back=True,
    ),
    "some were left out beside the few who did not say how sure they were": Crowded(
        5, (*(Crowd(12, None, said(sure)) for sure in (60, 70, 90)), Crowd(3, None, said(None)))
    ),
    "the second vote was a show of hands, and a few did not say how sure they were": Crowded(
        5,
        (*(Crowd(12, None, said(sure)) for sure in (60, 70, 90)), Crowd(3, None, said(None))),
        (("faulty/2", 9, True), ("sound/2", 9, True)),
    ),
    "a few raised their hands beside the phones": Crowded(
        5, (Crowd(6),), (("faulty/1", 1, False), ("sound/1", 9, False))
    ),
    "eight managers and four leaders": Crowded(5, (Crowd(8, MANAGERS), Crowd(4, LEADERS))),
    "one leader, and four who come after the question about roles and call themselves leaders": Crowded(
        5, (Crowd(18, Audience.FRONTLINE), Crowd(1, LEADERS), Crowd(4, LEADERS, answers=False))
    ),
    "all leaders but one did not vote, and four call themselves leaders afterwards": Crowded(
        5,
        (
            Crowd(18, Audience.FRONTLINE),
            Crowd(1, LEADERS),
            Crowd(4, LEADERS, Part(()), Part(())),
            Crowd(4, LEADERS, answers=False),
        ),
    ),
    "those without a text of their own are a role of the smaller group, and all but one vote": Crowded(
        5,
        (
            Crowd(8, MANAGERS, said(70, 3), said(70, 3)),
            Crowd(6, LEADERS, said(70, 3), said(70, 3)),
            Crowd(5, Audience.FRONTLINE, said(90, 2), said(90, 2)),
            Crowd(1, Audience.FRONTLINE, Part(()), Part(())),
        ),
        steps=BY_ROLE,
    ),
    "two named no role and are in the group of the managers, of whom one does not vote": Crowded(
        5,
        (
            Crowd(6, MANAGERS, said(70, 3), said(70, 3)),
            Crowd(1, MANAGERS, Part(()), Part(())),
            Crowd(5, LEADERS, said(70, 3), said(70, 3)),
            Crowd(2, None, said(90, 1), said(90, 1)),
        ),
        steps=BY_ROLE,
    ),
    "the four who call themselves leaders afterwards have the text of the managers": Crowded(
        5,
        (
            Crowd(9, MANAGERS, said(70, 3), said(70, 3)),
            Crowd(5, LEADERS, said(70, 3), said(70, 3)),
            Crowd(4, LEADERS, said(90, 1), said(90, 1), answers=False),
        ),
        steps=BY_ROLE,
    ),
    "one came late and one left early": Crowded(
        5, (Crowd(9), Crowd(1, None, Part((1,)), Part((1,))), Crowd(1, None, Part((2,)), Part((2,))))
    ),
    "one came for the second dot vote, in which all ideas stand that were level in the first": Crowded(
        5, (*(Crowd(1, dotted=()) for _ in range(3)), Crowd(5), Crowd(1, dotted=(2,)))
    ),
    "one came for the second dot vote, about the two that were level at the cut": Crowded(
        4, (Crowd(4), Crowd(1, dotted=(2,)))
    ),
}


@pytest.mark.parametrize("room", DEVISED.values(), ids=DEVISED)
def test_rooms_devised_to_give_somebody_away_do_not(room: Crowded) -> None:
    assert breach(room) is None


def equation(*votes: int, factor: int = 1) -> Equation:
    return {(("a", Seat(str(vote))), "right"): Fraction(factor) for vote in votes}


@pytest.mark.parametrize(
    ("equations", "found"),
    [
        ([equation(*range(9))], None),
        ([equation(*range(4))], 4),
        ([equation(*range(9)), equation(*range(8))], 1),
        ([equation(*range(12)), equation(*range(6))], None),
        ([equation(*range(12)), equation(*range(6)), equation(*range(5, 12))], 1),
        ([equation(*range(9), factor=3), equation(*range(7), factor=-2)], 2),
        ([equation(*range(7)), equation(*range(2, 9))], 4),
        ([{**equation(*range(9)), (("a", Seat("9")), "sure"): Fraction(1)}, equation(*range(9))], 1),
    ],
)
def test_the_attacker_finds_what_can_be_found(equations: list[Equation], found: int | None) -> None:
    """With k = 5; he takes totals from each other, whatever they are multiplied with."""
    assert smallest_group(equations, 5) == found
