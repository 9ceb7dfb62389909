"""The reliance map of a session: does the room trust blindly, refuse everything, or tell the difference?

Everything is made of first votes, which people cast alone, and only of tallies that were shown at a reveal:
so the map tells nothing about a group that was too small to be shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import CATCH, PROMISE, PulseId
from workshop.core.live.pulse_result import pulse_result
from workshop.core.live.session import Ballot, Session
from workshop.core.live.tally import Results, Tally, joined_ballots, judgements_of, results_of
from workshop.core.live.trials import trials_of_decisions, trials_of_taps
from workshop.core.plans.record import Refusal, RelianceMap
from workshop.core.scenarios.scenario import Scenario
from workshop.core.stats.calibration import Calibration, calibrate
from workshop.core.stats.detection import pooled, shown_label
from workshop.core.stats.groups import crossed


def reliance_map(
    session: Session, results: Results | None = None, *, with_curve: bool = False
) -> RelianceMap:
    """The map over all scenarios revealed so far.

    The place is that of the decisions, because the map is about what is let pass; the taps of sentences
    stand beside it, and a label is told where both say the same. `results` are those of the session where
    somebody has them already. Nothing is made of the curve of how sure
    and how right but the picture that shows it.
    """
    results = results_of(session) if results is None else results
    shown = [(scenario, result.first) for scenario, result in results if result.first is not None]
    decided = pooled(trials_of_decisions(scenario, tally) for scenario, tally in shown)
    tapped = pooled(trials_of_taps(scenario, tally) for scenario, tally in shown)
    return RelianceMap(
        scenarios=len(shown),
        controls=sum(scenario.control for scenario, _ in shown),
        decisions=decided,
        sentences=tapped,
        label=shown_label(decided, tapped, sound_played=any(scenario.control for scenario, _ in results)),
        calibration=_calibration(session, [scenario for scenario, _ in shown], with_curve=with_curve),
        refusal=_refusal(session, shown),
        last=session.last_place,
        expected=_guessed(session, CATCH),
        promised=_guessed(session, PROMISE),
    )


def _calibration(session: Session, shown: list[Scenario], *, with_curve: bool) -> Calibration | None:
    """How sure and how right: the curve only in the one place that has it; the highlight never.

    Two curves of a session could be taken from each other; the highlight belongs to the single votes.
    """
    k = session.setup.k
    parts = [(scenario, part) for scenario in shown for part in joined_ballots(session, scenario)]
    calibration = calibrate(
        (judgement for scenario, part in parts for judgement in judgements_of(scenario, part)), k
    )
    if calibration is None:
        return None
    here = with_curve and session.curve_at == session.position.step
    curve = calibration.curve if here and _may_show_curve([part for _, part in parts], k) else ()
    return replace(calibration, curve=curve, sure_and_wrong=None)


def keep_curve(session: Session) -> None:
    """The first map that is the last one of the agenda, as it stands then, has the curve of the session.

    It stays there whatever maps are added or dropped later, also where too few had voted for one: ballots may
    be replayed later than this.
    """
    last = not any(step.kind is StepKind.MAP for step in session.steps[session.position.step + 1 :])
    if last and session.curve_at is None:
        session.curve_at = session.position.step


def _may_show_curve(parts: Iterable[tuple[Ballot, ...]], k: int) -> bool:
    """Whether the bins, taken from roles and from the sure ones of single votes, leave `k` or more.

    The latter are those from 80%. So what two bins differ in is either how those at 50 or 60 differ from
    those at 70, or how those at 80 differ from those above; each part has at least the fewer of either.
    """
    sure = [[ballot.confidence or 0 for ballot in part] for part in parts]
    low = crossed((sum(confidence < 70 for confidence in part), part.count(70)) for part in sure)
    high = crossed((part.count(80), sum(confidence > 80 for confidence in part)) for part in sure)
    return min(low, high) >= k


def _refusal(session: Session, shown: list[tuple[Scenario, Tally]]) -> Refusal | None:
    refused = votes = minutes = 0
    for scenario, first in shown:
        if scenario.control and scenario.id in session.minutes:
            refused += first.voters - first.correct
            votes += first.voters
            minutes += (first.voters - first.correct) * session.minutes[scenario.id]
    return Refusal(refused, votes, minutes) if votes else None


def _guessed(session: Session, pulse: PulseId) -> float | None:
    for index, step in enumerate(session.steps):
        if step.pulse is not None and step.pulse.id == pulse:
            result = pulse_result(session, index)
            if result is not None and result.quartiles is not None:
                return result.quartiles.median
    return None
