"""The reliance map of a session: does the room trust blindly, refuse everything, or tell the difference?

Everything is made of first votes, which people cast alone, and only of tallies that were shown at a reveal:
so the map tells nothing about a group that was too small to be shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.pulse import CATCH
from workshop.core.pulse_result import pulse_result
from workshop.core.scenario import Scenario
from workshop.core.session import Dot, Session
from workshop.core.stats.calibration import Calibration, calibrate, judgements_of
from workshop.core.stats.detection import (
    Label,
    MapPoint,
    Trials,
    label,
    map_point,
    outputs,
    pooled,
    sentences,
)
from workshop.core.tally import counted_ballots, joinable, result_of


@dataclass(frozen=True, slots=True)
class Refusal:
    """What refusing sound work cost: votes against sound outputs, times the minutes that were typed."""

    refused: int
    votes: int
    minutes: int


@dataclass(frozen=True, slots=True)
class RelianceMap:
    """What the map shows. `expected` is the room's own guess of its catch rate, as a median from 0 to 100."""

    scenarios: int
    controls: int
    outputs: Trials
    sentences: Trials
    label: Label | None
    point: MapPoint | None
    last: Dot | None
    calibration: Calibration | None
    refusal: Refusal | None
    expected: float | None


def reliance_map(session: Session) -> RelianceMap:
    """The map over all scenarios revealed so far.

    The label and the place come from decisions where there are enough of them, because the map is about
    what is let pass; the taps of sentences stand beside it.
    """
    played = [
        session.scenarios[step.scenario]
        for step in session.steps
        if step.scenario in session.revealed and step.scenario
    ]
    shown = [
        (scenario, first) for scenario in played if (first := result_of(session, scenario).first) is not None
    ]
    decided = pooled(outputs(scenario, tally) for scenario, tally in shown)
    judgements = [
        judgement
        for scenario, _ in shown
        for judgement in judgements_of(
            scenario, joinable(counted_ballots(session, scenario).get(1, {}), session.setup.k)
        )
    ]
    return RelianceMap(
        scenarios=len(shown),
        controls=sum(scenario.control for scenario, _ in shown),
        outputs=decided,
        sentences=pooled(sentences(scenario, tally) for scenario, tally in shown),
        label=label(decided),
        point=map_point(decided),
        last=session.last_dot,
        calibration=calibrate(judgements, session.setup.k),
        refusal=_refusal(session, [scenario for scenario, _ in shown]),
        expected=_expected(session),
    )


def _refusal(session: Session, shown: list[Scenario]) -> Refusal | None:
    refused = votes = minutes = 0
    for scenario in shown:
        first = result_of(session, scenario).first
        if scenario.control and first is not None and scenario.id in session.minutes:
            refused += first.voters - first.correct
            votes += first.voters
            minutes += (first.voters - first.correct) * session.minutes[scenario.id]
    return Refusal(refused, votes, minutes) if votes else None


def _expected(session: Session) -> float | None:
    for index, step in enumerate(session.steps):
        if step.pulse is not None and step.pulse.id == CATCH:
            result = pulse_result(session, index)
            if result is not None and result.quartiles is not None:
                return result.quartiles.median
    return None
