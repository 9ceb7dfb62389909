"""Actions: what the room will do, written down and looked through for what is missing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.dots import FEWEST_IDEAS
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.ideas import Starters, WritingPicture, guarding, starters_of
from workshop.core.live.steps.kind import Kind, Picture, Row, at_its, one_place, whole_step
from workshop.core.plans.action import (
    MOST_ACTIONS,
    Action,
    sentence_of,
    split_starter,
    without_first_words,
)
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import Note, PhasePart, Plan
from workshop.core.plans.rules import Warned
from workshop.core.plans.starters import starter_of
from workshop.core.plans.warnings import warnings
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import LONGEST_SENTENCE


@dataclass(frozen=True, slots=True)
class ActionsPicture(WritingPicture):
    """What the phase has agreed on, and what its plan is still warned about."""

    actions: tuple[Action, ...]
    warnings: tuple[Warned, ...]
    phase: PhasePart
    """Its direction and its aim, for the form of an action."""


@dataclass(frozen=True, slots=True)
class AgreedPicture(Picture):
    """What the phase has agreed on, to be read only."""

    actions: tuple[Action, ...]


def _page(session: Session) -> AgreedPicture:
    chapter = session.chapter
    assert chapter is not None
    return AgreedPicture(session.actions_of(chapter))


def _picture(session: Session) -> ActionsPicture:
    chapter = session.chapter
    assert chapter is not None
    plan, actions = plan_of(session, chapter), session.actions_of(chapter)
    starters = (*_single_idea(session, chapter), *_of_canvas(plan), *starters_of(session, chapter.phase))
    return ActionsPicture(_not_taken(starters, actions), actions, warnings(plan), plan.phase)


def _not_taken(starters: Starters, actions: tuple[Action, ...]) -> Starters:
    """Those of which no action has a half already, whatever became of its other half."""
    taken = {half.casefold() for action in actions for half in (action.if_, action.then)}
    return tuple(
        (scenarios, text)
        for scenarios, text in starters
        if taken.isdisjoint(half.casefold() for half in split_starter(text) if half)
    )


def _single_idea(session: Session, chapter: Chapter) -> Starters:
    """The one idea of a phase: there was nothing to vote on, and it is not lost for that."""
    ideas = session.ideas_of(chapter)
    return tuple(
        (tuple(map(ScenarioId, idea.from_scenario)), sentence_of(Action(if_=idea.if_, then=idea.then)))
        for idea in ideas
        if len(ideas) < FEWEST_IDEAS
    )


def _of_canvas(plan: Plan) -> Starters:
    """What follows from the verdicts on the steps of a process; one that is kept asks for nothing."""
    steps = [(process, step) for process in plan.processes for step in process.steps]
    return tuple(((), said) for process, step in steps if (said := starter_of(process, step)))


def _agree(session: Session, command: c.AgreeAction) -> list[e.Event]:
    chapter, action = session.chapter, command.action
    assert chapter is not None
    if_, then = without_first_words(action.if_, action.then)
    action = dataclasses.replace(action, if_=if_, then=then)
    if not action.if_.strip() or not action.then.strip():
        raise Refused("An action needs both: a situation after If, and one act after then.")
    if action.id:
        of, _ = session.actions.get(action.id, (None, None))
        if of != chapter:
            raise Refused(f"There is no action {action.id} in this phase.")
        return [e.ActionAgreed(chapter, action)]
    if len(session.actions_of(chapter)) >= MOST_ACTIONS:
        raise Refused(f"{MOST_ACTIONS} actions are the limit: change one, or take one back.")
    new = dataclasses.replace(guarding(session, action), id=f"A{session.action_count + 1}")
    return [e.ActionAgreed(chapter, new)]


def _withdraw(session: Session, command: c.WithdrawAction) -> list[e.Event]:
    of, _ = session.actions.get(command.id, (None, None))
    if of != session.chapter:
        raise Refused(f"There is no action {command.id} in this phase.")
    return [e.ActionWithdrawn(command.id)]


def _move(session: Session, command: c.MoveAction) -> list[e.Event]:
    chapter = session.chapter
    assert chapter is not None
    ids = [action.id for action in session.actions_of(chapter)]
    if command.id not in ids:
        raise Refused(f"There is no action {command.id} in this phase.")
    place = ids.index(command.id) + command.by
    if not 0 <= place < len(ids):
        raise Refused("It stands at the end of the list already.")
    ids.remove(command.id)
    ids.insert(place, command.id)
    return [e.ActionsOrdered(tuple(ids))]


def _keep_warnings(session: Session, command: c.KeepWarnings) -> list[e.Event]:
    chapter, reason = session.chapter, command.reason.strip()
    assert chapter is not None
    if not reason or len(reason) > LONGEST_SENTENCE:
        raise Refused("Say in one sentence why it is kept.")
    return [e.WarningKept(chapter, Note(rule, action, reason)) for rule, action in command.warnings]


KIND = Kind(
    rows=(
        Row(
            Stage.ACTIONS,
            "actions",
            picture=_picture,
            page=_page,
            time=whole_step,
            answers={
                c.AgreeAction: _agree,
                c.WithdrawAction: _withdraw,
                c.MoveAction: _move,
                c.KeepWarnings: _keep_warnings,
            },
        ),
    ),
    path=one_place(Stage.ACTIONS),
    entry="write down what we will do",
    earlier=at_its(Stage.ACTIONS),
)
