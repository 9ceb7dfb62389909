"""The dot vote of a session: what can be chosen in a round, and what a closed one shows."""

from __future__ import annotations

from workshop.core.dots import DotsResult, IdeaId, count_dots, read_dots
from workshop.core.session import Session, Stage, dots_round


def candidates(session: Session, step: int, part: int) -> tuple[IdeaId, ...]:
    """The ideas of a round: all of the phase, or in the second one those that were level."""
    if part == 0:
        return tuple(idea.id for idea in session.ideas_of(session.steps[step].phase))
    first = dots_result(session, step, 0)
    return first.tied if first is not None else ()


def dots_result(session: Session, step: int, part: int) -> DotsResult | None:
    """What may be shown of a round: None before it is closed, and below the smallest group.

    A round that was left while it was open keeps nothing, as a vote that was never revealed does.
    """
    here = session.position
    closed = here.step > step or here.stage is Stage.DOTS_RESULT or here.part > part
    if step not in session.told or not closed:
        return None
    ideas = candidates(session, step, part)
    places = session.steps[step].winners
    if part and (first := dots_result(session, step, 0)) is not None:
        places -= len(first.winners)
    answers = session.answers.get(dots_round(step, part), {}).values()
    ballots = (read_dots(answer.value, ideas) for answer in answers)
    return count_dots((ballot for ballot in ballots if ballot), ideas, places, session.setup.k)


def chosen(session: Session, step: int) -> tuple[tuple[IdeaId, int], ...]:
    """The ideas that won so far, with the dots of the round they won in."""
    found: list[tuple[IdeaId, int]] = []
    for part in (0, 1):
        result = dots_result(session, step, part) if part <= session.position.part else None
        if result is not None:
            found += [(idea, dots) for idea, dots in result.dots if idea in result.winners]
    return tuple(found)
