"""The pulses of a session whose results may be kept."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.pulse import Moment, Pulse
from workshop.core.pulse_result import PulseResult, pulse_result
from workshop.core.session import Session
from workshop.core.words import Phase


@dataclass(frozen=True, slots=True)
class AskedPulse:
    """A pulse whose result may be kept, with the sponsor's answer to it."""

    pulse: Pulse
    moment: Moment | None
    result: PulseResult
    sponsor: str = ""


def asked_pulses(session: Session, phase: Phase | None = None) -> tuple[AskedPulse, ...]:
    """The pulses of a phase, or of the session, whose results may be kept, in the order they were asked."""
    return tuple(
        AskedPulse(step.pulse, step.moment, result, session.sponsor.get(step.pulse.id, ""))
        for index, step in enumerate(session.steps)
        if step.pulse is not None
        and phase in (None, step.phase)
        and (result := pulse_result(session, index)) is not None
    )
