"""What sessions left, for tests: one of them, and a whole path of four."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from tests.core.plans import made as plans
from workshop.core.good import Good
from workshop.core.plans.action import Action, Review
from workshop.core.plans.plan import EvidencePart, GuardrailsPart, PhasePart, Plan, SessionPart
from workshop.core.plans.record import Outcome, PulseTotals, Record, RelianceMap
from workshop.core.series.series import Series, series_of
from workshop.core.stats.calibration import Calibration, gap_again
from workshop.core.stats.detection import Trials
from workshop.core.stats.ordinal import Quartiles
from workshop.core.words import Audience

FIRST = dt.date(2026, 1, 12)
TODAY = dt.date(2026, 4, 15)


def outcome(
    *,
    day: int = 0,
    trials: Trials | None = None,
    calibration: Calibration | None = None,
    pulses: tuple[PulseTotals, ...] = (),
    phase: PhasePart | None = None,
    actions: tuple[Action, ...] = (),
    evidence: tuple[EvidencePart, ...] = (),
    record: dict[str, Any] | None = None,
    **session: Any,
) -> Outcome:
    """What a session left, so many days after the first one."""
    part = phase or PhasePart("learn", 1)
    header = SessionPart(id=f"s{day}", title="Care", date=FIRST + dt.timedelta(day), **session)
    shown = RelianceMap(decisions=trials or Trials(), calibration=calibration)
    kept = Record(
        session=header, phases=(part.id,), pulses=pulses, map=shown if trials or calibration else None
    )
    return Outcome(replace(kept, **(record or {})), (Plan(header, part, actions, evidence),))


def a_calibration(n: int, brier: float, gap_points: float) -> Calibration:
    """How sure and how right, as a file gives it."""
    return Calibration(n, brier, gap_again(n, gap_points, brier))


def a_path() -> Series:
    """Twelve weeks: LEARN, a look-back without figures, a look-back with them, and LEAD by role."""
    return series_of("AI in customer care", _PATH, TODAY, {"l": Audience.EVERYONE, "m": Audience.MANAGERS})


def _pulses(median: float, before: float, after: float, useful: int) -> tuple[PulseTotals, ...]:
    return (
        PulseTotals("safety", moment="before", n=18, mean=before),
        PulseTotals("safety", moment="after", n=17, mean=after),
        PulseTotals("confidence", n=18, quartiles=Quartiles(18, median - 12.5, median, median + 10)),
        PulseTotals("useful", n=17, answers={"yes": useful, "partly": 4}),
        PulseTotals("changed", n=17, answers={"yes": 6, "partly": 5}),
    )


_ACTIONS = (
    Action(
        id="A1",
        what="Formula line behind adjusted figures",
        status="done",
        change="workflow",
        metric=plans.action().metric,
        reviews=(Review(30, FIRST, FIRST + dt.timedelta(30), "yes", 4.0), Review(90, TODAY)),
    ),
    Action(
        id="A2",
        what="Reply bot for dealers",
        status="dropped",
        reviews=(
            Review(30, FIRST, FIRST + dt.timedelta(30), "no", lesson="It promised what we cannot keep."),
        ),
    ),
    Action(
        id="A3",
        what="Second reader for promises",
        status="started",
        change="habit",
        accountable="Team leads",
        due=dt.date(2026, 4, 10),
    ),
    Action(id="A4", what="Approved tool", status="blocked", accountable="IT", due=dt.date(2026, 5, 4)),
)

_PATH = (
    outcome(
        trials=Trials(8, 20, 3, 12),
        calibration=a_calibration(32, 0.31, 24.0),
        pulses=_pulses(60, 3.1, 3.6, 9),
        actions=_ACTIONS,
        evidence=(plans.evidence(kinds=("arithmetic-slip",)), plans.evidence(scenario="x", gain=0.2)),
        record={"scenarios": ("l",)},
    ),
    outcome(day=30, record={"look_back_day": 30}),
    outcome(
        day=60,
        trials=Trials(10, 20, 4, 12),
        calibration=a_calibration(32, 0.27, 15.0),
        pulses=_pulses(67.5, 3.5, 3.9, 11),
        record={"look_back_day": 60},
    ),
    outcome(
        day=84,
        trials=Trials(34, 40, 5, 24),
        calibration=a_calibration(60, 0.19, 4.0),
        pulses=_pulses(75, 3.8, 4.2, 13),
        phase=PhasePart(
            "lead-role",
            2,
            good=(Good("managers", said="We check."),),
            guardrails=GuardrailsPart(owner="Head of care"),
        ),
        actions=(Action(id="B1", what="Ask for the opposite case", change="habit"),),
        evidence=(plans.evidence(kinds=("stale-fact",)),),
        next_session=dt.date(2026, 5, 11),
        record={"scenarios": ("m",)},
    ),
)
