"""The pulses of a session whose results may be kept."""

from __future__ import annotations

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.pulse import TRY, Moment, Pulse
from workshop.core.live.pulse_result import PulseResult, pulse_result
from workshop.core.live.session import Session
from workshop.core.plans.record import PulseTotals
from workshop.core.words import Phase


def kept_pulses(session: Session, phase: Phase | None = None) -> tuple[PulseTotals, ...]:
    """The pulses of a phase, or of the session, whose results may be kept, in the order they were asked."""
    return tuple(
        _totals(step.pulse, moment_of(session, step), result, session.sponsor.get(step.pulse.id, ""))
        for index, step in enumerate(session.steps)
        if step.pulse is not None
        and step.pulse.id != TRY
        and phase in (None, step.phase)
        and (result := pulse_result(session, index)) is not None
    )


def _totals(pulse: Pulse, moment: Moment | None, result: PulseResult, sponsor: str) -> PulseTotals:
    return PulseTotals(
        id=pulse.id,
        question=pulse.question,
        moment=moment.value if moment is not None else "",
        n=result.n,
        answers=result.counts,
        mean=result.mean.value if result.mean is not None else None,
        quartiles=result.quartiles,
        by_role={part.role: {"n": part.n, **part.counts} for part in result.slices},
        sponsor_response=sponsor,
    )


def moment_of(session: Session, step: Step) -> Moment | None:
    """Whether a pulse is asked before or after the work; what a look-back asks comes after it."""
    return Moment.AFTER if step.moment is None and session.look_back is not None else step.moment
