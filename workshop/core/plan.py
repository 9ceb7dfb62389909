"""The action plan of one phase and the record of a session, as values ready to be written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from workshop.core import events as e
from workshop.core import machine
from workshop.core.action import Action
from workshop.core.pulse import Moment, Pulse
from workshop.core.pulse_result import PulseResult, pulse_result
from workshop.core.reliance import RelianceMap, reliance_map
from workshop.core.scenario import Scenario, ScenarioId
from workshop.core.session import Session, Setup
from workshop.core.tally import Result, Tally, result_of
from workshop.core.words import Phase


@dataclass(frozen=True, slots=True)
class Taps:
    """How often something was tapped: `chances` is sentences times voters."""

    taps: int
    chances: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a room saw and how it voted, in totals of the smallest group and above."""

    scenario: ScenarioId
    title: str
    kinds: tuple[str, ...]
    control: bool
    round1: Tally | None
    round2: Tally | None
    gain: float | None
    wrong_sentences: Taps | None
    sound_sentences: Taps | None


@dataclass(frozen=True, slots=True)
class AskedPulse:
    """A pulse whose result may be kept, with the sponsor's answer to it."""

    pulse: Pulse
    moment: Moment | None
    result: PulseResult
    sponsor: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """One phase of one session: what was seen and what was agreed."""

    setup: Setup
    phase: Phase
    participants: int
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...]
    pulses: tuple[AskedPulse, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The session itself: what was held, when, and with how many phones; `sealed` is None while it runs.

    `map` is None where no vote of it may be kept.
    """

    setup: Setup
    participants: int
    phases: tuple[Phase, ...]
    scenarios: tuple[ScenarioId, ...]
    actions: int
    sealed: dt.date | None
    pulses: tuple[AskedPulse, ...] = ()
    map: RelianceMap | None = None


def evidence_of(scenario: Scenario, result: Result) -> Evidence:
    """The evidence block of one scenario.

    Taps are counted in the first round, as the format asks; a carried wrong sentence counts as wrong.
    """
    wrong = sound = None
    tally = result.first
    if tally is not None and not tally.by_hand:
        pairs = list(zip(scenario.sentences, tally.taps, strict=True))
        bad = [taps for sentence, taps in pairs if sentence.wrong]
        good = [taps for sentence, taps in pairs if not sentence.wrong]
        wrong = Taps(sum(bad), len(bad) * tally.voters) if bad else None
        sound = Taps(sum(good), len(good) * tally.voters) if good else None
    return Evidence(
        scenario.id,
        scenario.title,
        scenario.kinds,
        scenario.control,
        result.first,
        result.second,
        result.gain,
        wrong,
        sound,
    )


def plan_of(session: Session, phase: Phase) -> Plan:
    """The plan of a phase as it stands now."""
    played = [
        session.scenarios[step.scenario]
        for step in session.steps
        if step.phase is phase and step.scenario in session.revealed and step.scenario
    ]
    return Plan(
        session.setup,
        phase,
        session.participants,
        tuple(evidence_of(scenario, result_of(session, scenario)) for scenario in played),
        session.actions_of(phase),
        asked_pulses(session, phase),
    )


def asked_pulses(session: Session, phase: Phase | None = None) -> tuple[AskedPulse, ...]:
    """The pulses of a phase, or of the session, whose results may be kept, in the order they were asked."""
    return tuple(
        AskedPulse(step.pulse, step.moment, result, session.sponsor.get(step.pulse.id, ""))
        for index, step in enumerate(session.steps)
        if step.pulse is not None
        and phase in (None, step.phase)
        and (result := pulse_result(session, index)) is not None
    )


def plans_left_behind(events: Sequence[e.Event]) -> Iterator[Plan]:
    """The plan of a phase each time one of its steps was left, as it stood then.

    Raises:
        Refused, ValueError: the events make no session.
    """
    session = machine.replay(list(events[:1]))
    # The ballots of a journal stand after all other events, but they were cast before.
    for event in sorted(events[1:], key=lambda event: not isinstance(event, e.BallotCast | e.AnswerGiven)):
        before = session.step
        machine.apply(session, event)
        if before is not None and before is not session.step:
            yield plan_of(session, before.phase)


def record_of(session: Session, sealed: dt.date | None) -> Record:
    """The record of a session as it stands now."""
    played = tuple(
        step.scenario for step in session.steps if step.scenario in session.revealed and step.scenario
    )
    found = reliance_map(session)
    return Record(
        session.setup,
        session.participants,
        session.phases_held,
        played,
        len(session.actions),
        sealed,
        asked_pulses(session),
        found if found.scenarios else None,
    )
