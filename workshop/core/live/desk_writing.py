"""What may be written at the desk in a place, besides its card and its ideas: what the keyboard may there."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.open_case import OpenCase
from workshop.core.live import commands as c
from workshop.core.live.open_cases import case_at
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.ideas import IdeasPicture, Starter, WritingPicture
from workshop.core.live.steps.open_case import OpenCasePicture
from workshop.core.live.steps.pulse import PulseResultPicture
from workshop.core.live.steps.review import ReviewPicture
from workshop.core.live.steps.scenario import DebriefPicture, OutcomePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import ONE_ALONE, TOO_FEW
from workshop.core.live.words.moved import price_words
from workshop.core.live.words.pulse import fear_words
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import PhasePart, Plan


@dataclass(frozen=True, slots=True)
class Debrief:
    """The question that the room talks about, and its number of how many."""

    question: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class Sponsor:
    """What the sponsor answers to, and what was written down of it."""

    worries: str
    answer: str


@dataclass(frozen=True, slots=True)
class Writing:
    """What may be written here; None, or nothing, where it may not.

    `plan` is that of the phase as it would be saved now, with the actions of all phases; `starters` are what
    the phase offers to begin from, each with its scenarios; `too_few` says that they are no
    choice yet; `roles` are those that a sentence may be for. `price` is what refusing a sound text
    costs, in minutes, 0 where nobody said it. `review` is the look-back at an earlier action, `part` its
    number from 0. `sure` is how sure half of the room is, from 0 to 100, for the number of an action.
    `case` is the open case as it would be shown, without a line where there is none yet.
    """

    plan: Plan | None = None
    starters: tuple[Starter, ...] = ()
    too_few: str = ""
    roles: tuple[str, ...] = ()
    debrief: Debrief | None = None
    sponsor: Sponsor | None = None
    price: int | None = None
    review: ReviewPicture | None = None
    part: int = 0
    sure: float | None = None
    case: OpenCase | None = None


def writing_here(session: Session, wall: RoomView) -> Writing:
    """What may be written beside the wall's picture."""
    match wall.picture:
        case WritingPicture(starters=starters) as seen:
            may = {c.AgreeAction, c.NoteIdea} & wall.allowed
            plan = _plan(session, seen.phase) if isinstance(seen, ActionsPicture) else None
            too_few = _too_few(session, seen) if isinstance(seen, IdeasPicture) and may else ""
            sure = seen.sure if isinstance(seen, ActionsPicture) else None
            return Writing(plan, starters if may else (), too_few, seen.roles, sure=sure)
        case DebriefPicture(question=question, number=number, of=of):
            return Writing(debrief=Debrief(question, number, of))
        case PulseResultPicture(published=False, sponsor=answer) as told if worries := fear_words(told):
            return Writing(sponsor=Sponsor(worries, answer))
        case OutcomePicture(key, result, minutes) if price_words(key, result, minutes):
            return Writing(price=minutes)
        case OpenCasePicture():
            return Writing(case=case_at(session, session.position.step) or OpenCase())
        case ReviewPicture() as review:
            return Writing(review=review, part=session.position.part)
    return Writing()


def _too_few(session: Session, seen: IdeasPicture) -> str:
    """That the ideas are no choice yet, and what becomes of a single one."""
    if not seen.lacks_ideas:
        return ""
    following = session.steps[session.position.step :]
    is_used = any(
        Chapter(step.phase) == session.chapter and step.kind is StepKind.ACTIONS for step in following
    )
    return f"{TOO_FEW} {ONE_ALONE}" if seen.ideas and is_used else TOO_FEW


def _plan(session: Session, phase: PhasePart) -> Plan:
    assert session.chapter is not None
    plan = plan_of(session, session.chapter)
    return dataclasses.replace(
        plan, phase=phase, actions=tuple(action for _, action in session.actions.values())
    )
