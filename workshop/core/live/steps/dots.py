"""The dot vote on screen: what can be chosen in a round, and what a closed one shows."""

from __future__ import annotations

import dataclasses

from workshop.core.live.dots import DotsResult, Idea, IdeaId, count_dots, read_dots
from workshop.core.live.session import DotVote, Session, dots_round
from workshop.core.plans.action import MOST_ACTIONS


def candidates(session: Session, part: int) -> tuple[Idea, ...]:
    """The ideas of a round of the current step: all of the phase, or in the second one those level before."""
    vote = session.dot_votes.get(session.position.step)
    if vote is None:
        return session.ideas_of(session.step.phase) if session.step else ()
    return tuple(idea for idea in vote.ideas if idea.id in vote.level) if part else vote.ideas


def told_vote(session: Session) -> DotVote:
    """What is to be kept of the dot vote that is just being told. Ballots may be replayed later than this."""
    step, here = session.step, session.position
    assert step is not None
    if (before := session.dot_votes.get(here.step)) is not None:
        return dataclasses.replace(before, part=here.part)
    return DotVote(session.ideas_of(step.phase), len(session.actions_of(step.phase)), here.part)


def dots_result(session: Session, part: int) -> DotsResult | None:
    """What may be shown of a round of the current step: None before it is told, and below the smallest group.

    The second round says who is in, and no number: where the same ideas are asked about twice, two totals
    of overlapping groups could be subtracted from each other.
    """
    step, index = session.step, session.position.step
    vote = session.dot_votes.get(index)
    if step is None or vote is None or part > vote.part:
        return None
    ideas = [idea.id for idea in candidates(session, part)]
    first = dots_result(session, 0) if part else None
    answers = session.answers.get(dots_round(index, part), {}).values()
    ballots = (read_dots(answer.value, ideas) for answer in answers)
    result = count_dots(
        (ballot for ballot in ballots if ballot),
        ideas,
        min(step.winners, MOST_ACTIONS - vote.agreed) - (len(first.winners) if first is not None else 0),
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
