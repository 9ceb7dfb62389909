"""The trials that the totals of a round are: of its decisions, and of its taps."""

from __future__ import annotations

from workshop.core.live.tally import Tally
from workshop.core.scenarios.scenario import Scenario
from workshop.core.stats.detection import Trials
from workshop.core.words import Decision


def trials_of_decisions(scenario: Scenario, tally: Tally) -> Trials:
    """The trials of decisions: each vote is one, and flagged means not used as it is.

    A faulty output gives signal trials, a control noise trials.
    """
    flagged = tally.voters - tally.decisions[Decision.USE]
    if scenario.control:
        return Trials(false_alarms=flagged, noises=tally.voters)
    return Trials(hits=flagged, signals=tally.voters)


def trials_of_taps(scenario: Scenario, tally: Tally) -> Trials:
    """The trials of taps: each voter and sentence is one.

    A right sentence gives noise trials, also in a faulty output; a wrong one signal trials.

    A wrong sentence that is carried follows from an error before it. Tapping it is a hit, and passing over
    it is no miss for someone who flagged a root. Totals do not say who did, only that at most as many as
    there are taps on root sentences. So a carried sentence has max(its taps, voters - taps on roots) signal
    trials: all its hits, and only those misses that the totals prove. Where most flagged a root these are
    its hits alone, which rounds the rate up; where few did, a chain of errors that was passed over counts.

    The row for what is missing is a trial where something is (a signal), and on a control (noise). On a
    faulty output from which nothing is missing, a person who taps it may mean the error, so it is no trial.
    """
    total = Trials()
    pairs = list(zip(scenario.sentences, tally.taps, strict=True))
    roots = sum(taps for sentence, taps in pairs if sentence.wrong and not sentence.carried)
    for sentence, taps in pairs:
        if not sentence.wrong:
            total += Trials(false_alarms=taps, noises=tally.voters)
        elif sentence.carried:
            total += Trials(hits=taps, signals=max(taps, tally.voters - roots))
        else:
            total += Trials(hits=taps, signals=tally.voters)
    if scenario.missing is not None:
        total += Trials(hits=tally.missing, signals=tally.voters)
    elif scenario.control:
        total += Trials(false_alarms=tally.missing, noises=tally.voters)
    return total
