"""The pulses of a session whose results may be kept."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.pulse import Moment, Pulse
from workshop.core.live.pulse_result import PulseResult, pulse_result
from workshop.core.live.session import Session
from workshop.core.words import Phase


@dataclass(frozen=True, slots=True)
class AskedPulse:
    """A pulse whose result may be kept, with the sponsor's answer to it."""

    pulse: Pulse
    moment: Moment | None
    result: PulseResult
    sponsor: str = ""


def kept_pulses(session: Session, phase: Phase | None = None) -> tuple[AskedPulse, ...]:
    """The pulses of a phase, or of the session, whose results may be kept, in the order they were asked."""
    return tuple(
        AskedPulse(step.pulse, moment_of(session, step), result, session.sponsor.get(step.pulse.id, ""))
        for index, step in enumerate(session.steps)
        if step.pulse is not None
        and phase in (None, step.phase)
        and (result := pulse_result(session, index)) is not None
    )


def moment_of(session: Session, step: Step) -> Moment | None:
    """Whether a pulse is asked before or after the work; what a look-back asks comes after it."""
    return Moment.AFTER if step.moment is None and session.look_back is not None else step.moment
