"""What an open case is at a step, and what the room's taps on it say."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.agenda.open_case import OpenCase
from workshop.core.live.rounds import taps_round
from workshop.core.live.session import Session, Taps
from workshop.core.live.tally import Results, results_of
from workshop.core.stats.instrument import CannotTell, Keyed, Reading, Tapped, cannot_tell, read_lines


@dataclass(frozen=True, slots=True)
class CaseResult:
    """How many tapped each line, and the extra row; and what that says, by what they tapped with a key.

    `reading` is None where the room cannot tell, and `why_not` says why.
    """

    voters: int
    taps: tuple[int, ...]
    missing: int
    keyed: Keyed
    reading: Reading | None
    why_not: CannotTell | None


def case_at(session: Session, index: int) -> OpenCase | None:
    """The open case of a step: what was pasted for it, else what its agenda has; None where neither is."""
    return session.open_cases.get(index) or session.steps[index].open_case


def case_result(session: Session) -> CaseResult | None:
    """What may be shown of the taps on the open case of this step; None where too few have voted."""
    index = session.position.step
    case = case_at(session, index)
    given = [vote for vote in session.answers.get(taps_round(index), {}).values() if isinstance(vote, Taps)]
    if case is None or len(given) < session.setup.k:
        return None
    taps = tuple(sum(line in vote.lines for vote in given) for line in range(len(case.sentences)))
    keyed = keyed_of(results_of(session))
    why_not = cannot_tell(keyed, len(given))
    return CaseResult(
        len(given),
        taps,
        sum(vote.missing for vote in given),
        keyed,
        read_lines(keyed, taps, len(given)) if why_not is None else None,
        why_not,
    )


def keyed_of(results: Results) -> Keyed:
    """What was tapped alone in the texts whose key was shown, as far as it may be shown.

    A wrong line that follows from another one is left out: who tapped the error may pass over it.
    """
    first = [(scenario, result.first) for scenario, result in results if result.first is not None]
    lines = [
        (sentence, Tapped(taps, tally.voters))
        for scenario, tally in first
        for sentence, taps in zip(scenario.sentences, tally.taps, strict=True)
    ]
    return Keyed(
        len(first),
        tuple(tapped for sentence, tapped in lines if sentence.wrong and not sentence.carried),
        tuple(tapped for sentence, tapped in lines if not sentence.wrong),
    )
