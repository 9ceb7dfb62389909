"""The record of a session as people keep it, `session.toml`, and all that a session left behind.

It is one value, made of a live session or read from a file; the file rounds its figures. Totals only: what a
room was too small for is absent. An empty text and None mean that a field is absent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from workshop.core.plans.look_back import RoomFigures
from workshop.core.plans.path import Walked, walked_phases
from workshop.core.plans.plan import Plan, SessionPart
from workshop.core.stats.calibration import Calibration
from workshop.core.stats.detection import NO_TRIALS, Label, MapPoint, Trials, enough, map_point
from workshop.core.stats.interval import Share
from workshop.core.stats.ordinal import Quartiles, most_given
from workshop.core.words import Phase


@dataclass(frozen=True, slots=True)
class PulseTotals:
    """One pulse and its answers; `mean` stands for a scale, `quartiles` for percentages."""

    id: str = ""
    question: str = ""
    moment: str = ""
    """`before` or `after` where a session asks twice."""
    n: int = 0
    answers: Mapping[str, int] = field(default_factory=dict)
    mean: float | None = None
    quartiles: Quartiles | None = None
    by_role: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The answers of a role; its own number stands among them as `n`."""
    sponsor_response: str = ""

    @property
    def top(self) -> tuple[str, ...]:
        """The answers given most often, all of them where several are level."""
        return most_given(self.answers)


@dataclass(frozen=True, slots=True)
class Refusal:
    """What refusing sound work cost: votes against sound outputs, times the minutes that were typed."""

    refused: int
    votes: int
    minutes: int


@dataclass(frozen=True, slots=True)
class SentenceTaps:
    """How many tapped each sentence of a text in one of its votes, and how many the last row."""

    scenario: str = ""
    vote: int = 0
    voters: int = 0
    sentences: tuple[int, ...] = ()
    missing: int = 0


@dataclass(frozen=True, slots=True)
class MapPlace:
    """Where a room stood on the map before: shares from 0 to 1 of faulty and of good work held back."""

    caught: float
    flagged: float
    date: dt.date


@dataclass(frozen=True, slots=True)
class RelianceMap:
    """The reliance map, made of first votes: what the wall shows, the record keeps and the report draws.

    `last` stands beside it on the wall and is not kept, and so do two guesses of the room as medians from 0
    to 100: `expected`, how many wrong texts it would catch, and `promised`, how many can be used as they are.
    """

    scenarios: int | None = None
    controls: int | None = None
    decisions: Trials = NO_TRIALS
    sentences: Trials = NO_TRIALS
    label: Label | None = None
    """What may be said of the room; in a record what was said then."""
    calibration: Calibration | None = None
    refusal: Refusal | None = None
    last: MapPlace | None = None
    expected: float | None = None
    promised: float | None = None

    @property
    def point(self) -> MapPoint | None:
        """The place of the decisions, from as many on as a label takes; the label may be absent there."""
        return map_point(self.decisions) if enough(self.decisions) else None

    @property
    def kept(self) -> RelianceMap:
        """What a record keeps of it."""
        sure = self.calibration and replace(self.calibration, sure_and_wrong=None, curve=())
        return replace(self, calibration=sure, last=None, expected=None, promised=None)


@dataclass(frozen=True, slots=True)
class Record:
    """What was held, when, and with how many phones: one `session.toml`."""

    session: SessionPart
    agenda: str = ""
    agenda_changes: tuple[str, ...] = ()
    """What was left out and added while it was led, as kinds of step with their ids."""
    phases: tuple[str, ...] = ()
    scenarios: tuple[str, ...] = ()
    wordings: Mapping[str, str] = field(default_factory=dict)
    """By the id of a text a sum over its wording; empty in files of earlier versions."""
    actions: int | None = None
    sealed: dt.date | None = None
    still_open: bool = False
    """The session is not sealed yet, and says so."""
    look_back_of: str = ""
    """The session that this one looks back at."""
    look_back_day: int | None = None
    look_back_unread: tuple[str, ...] = ()
    """Plans that the look-back could not read: their actions were not asked about."""
    pulses: tuple[PulseTotals, ...] = ()
    map: RelianceMap | None = None
    taps: tuple[SentenceTaps, ...] = ()
    reviewed: bool = field(default=False, compare=False)
    """Whether earlier plans got something of what this session said. The file says it in a comment only, so a
    record that was read does not know it."""

    def pulse(self, wanted: str, moment: str = "") -> PulseTotals | None:
        """The last answers to a pulse, of one moment if it is named."""
        asked = [pulse for pulse in self.pulses if pulse.id == wanted and moment in ("", pulse.moment)]
        return asked[-1] if asked else None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one session left: its record and its plans."""

    record: Record
    plans: tuple[Plan, ...] = ()

    @property
    def sound_played(self) -> bool:
        """Whether a sound text was among the scenarios, however few voted on it."""
        return any(evidence.control for plan in self.plans for evidence in plan.evidence)


def record_from(plans: tuple[Plan, ...]) -> Record:
    """What the plans of a session say of it where its own record is missing."""
    return Record(
        session=plans[0].session if plans else SessionPart(),
        phases=tuple(plan.phase.id for plan in plans),
        scenarios=tuple(evidence.scenario for plan in plans for evidence in plan.evidence),
        actions=sum(len(plan.actions) for plan in plans),
    )


def walked(outcomes: Iterable[Outcome]) -> tuple[Walked, ...]:
    """The sessions that have a date, as the path sees them."""
    return tuple(
        Walked(
            record.session.date,
            walked_phases(
                [phase for phase in Phase if phase in record.phases],
                looks_back=bool(record.look_back_of),
                sets_rhythm=any(plan.phase.sets_rhythm for plan in plans),
            ),
        )
        for record, plans in ((outcome.record, outcome.plans) for outcome in outcomes)
        if record.session.date is not None
    )


def figures_of(record: Record) -> RoomFigures:
    """Where the room of a session stood, in figures that may be shown."""
    shown = record.map or RelianceMap()
    decided, calibration = shown.decisions, shown.calibration
    sure, safe = record.pulse("confidence"), record.pulse("safety", "after") or record.pulse("safety")
    return RoomFigures(
        caught=Share(decided.hits, decided.signals) if decided.signals else None,
        flagged=Share(decided.false_alarms, decided.noises) if decided.noises else None,
        gap_points=calibration.gap.points if calibration is not None else None,
        confidence=sure.quartiles.median if sure is not None and sure.quartiles is not None else None,
        confidence_n=sure.n if sure is not None else 0,
        safety=safe.mean if safe is not None else None,
        safety_n=safe.n if safe is not None else 0,
    )
