"""The dot vote on screen: what can be chosen in a round, and what a closed one shows."""

from __future__ import annotations

import dataclasses

from workshop.core.action import MOST_ACTIONS
from workshop.core.agenda import StepKind
from workshop.core.dots import DotsResult, IdeaId, count_dots, read_dots
from workshop.core.session import Session, Stage, dots_round


def candidates(session: Session, part: int) -> tuple[IdeaId, ...]:
    """The ideas of a round: all of the phase, or in the second one those that were level."""
    if part == 0:
        return tuple(idea.id for idea in session.ideas_of(session.step.phase)) if session.step else ()
    first = dots_result(session, 0)
    return first.tied if first is not None else ()


def dots_result(session: Session, part: int) -> DotsResult | None:
    """What may be shown of a round: None before it is closed, after its step, and below the smallest group.

    The second round says who is in, and no number: where the same ideas are asked about twice, two totals
    of overlapping groups could be subtracted from each other.
    """
    step, here = session.step, session.position
    closed = here.part > part or (here.part == part and here.stage is Stage.DOTS_RESULT)
    if step is None or step.kind is not StepKind.DOTS or not closed:
        return None
    ideas = candidates(session, part)
    places = min(step.winners, MOST_ACTIONS - len(session.actions_of(step.phase)))
    first = dots_result(session, 0) if part else None
    answers = session.answers.get(dots_round(here.step, part), {}).values()
    ballots = (read_dots(answer.value, ideas) for answer in answers)
    result = count_dots(
        (ballot for ballot in ballots if ballot),
        ideas,
        places - (len(first.winners) if first is not None else 0),
        session.setup.k,
    )
    return dataclasses.replace(result, dots=()) if result is not None and part else result


def chosen(session: Session) -> tuple[tuple[IdeaId, int], ...]:
    """The ideas that won so far, with their dots of the first round, in which all could be chosen."""
    first, second = dots_result(session, 0), dots_result(session, 1)
    if first is None:
        return ()
    dots = dict(first.dots)
    winners = (*first.winners, *(second.winners if second is not None else ()))
    return tuple((idea, dots[idea]) for idea in winners)
