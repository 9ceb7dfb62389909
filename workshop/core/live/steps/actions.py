"""Actions: what the room will do, written down and looked through for what is missing."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from workshop.core.agenda.pulse import CONFIDENCE
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.asked import kept_pulses
from workshop.core.live.dots import FEWEST_IDEAS
from workshop.core.live.groups import roles_in
from workshop.core.live.plan_of import whole_plan
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.agreeing import agreed_on, guarding
from workshop.core.live.steps.ideas import Starter, WritingPicture, not_taken, starters_of
from workshop.core.live.steps.kind import Kind, Picture, Row, at_its, one_place, whole_step
from workshop.core.plans.action import Action, sentence_of, without_first_words
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import Note, PhasePart, Plan
from workshop.core.plans.rules import Warned
from workshop.core.plans.starters import FOR_ITEM, starter_of
from workshop.core.plans.warnings import warnings
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import LONGEST_SENTENCE

_MOST_OF_BOARD = 2
"""How many parts of the board are offered to begin an action from."""


@dataclass(frozen=True, slots=True)
class ActionsPicture(WritingPicture):
    """What the phase has agreed on, and what its plan is still warned about."""

    actions: tuple[Action, ...]
    warnings: tuple[Warned, ...]
    phase: PhasePart
    """Its direction and its aim, for the form of an action."""
    sure: float | None
    """How sure half of the room is to catch an error, from 0 to 100: today, else at the earlier session."""


@dataclass(frozen=True, slots=True)
class AgreedPicture(Picture):
    """What the phase has agreed on, to be read only."""

    actions: tuple[Action, ...]


def _page(session: Session) -> AgreedPicture:
    assert session.step is not None
    return AgreedPicture(session.actions_in(session.step.phase))


def _picture(session: Session) -> ActionsPicture:
    chapter = session.chapter
    assert chapter is not None
    plan, actions = whole_plan(session, chapter.phase), session.actions_in(chapter.phase)
    of_texts = starters_of(session, chapter.phase)
    starters = (
        *_single_idea(session, chapter),
        *_of_canvas(plan),
        *of_texts[:1],
        *_of_board(plan),
        *of_texts[1:],
    )
    roles = roles_in(session, chapter.phase)
    phase = dataclasses.replace(plan.phase, roles=roles)
    open_ = warnings(plan)
    return ActionsPicture(not_taken(starters, actions), roles, actions, open_, phase, _sure(session))


def _sure(session: Session) -> float | None:
    said = [asked.quartiles for asked in kept_pulses(session) if asked.id == CONFIDENCE]
    if said and said[-1] is not None:
        return said[-1].median
    return session.look_back.figures.confidence if session.look_back is not None else None


def _single_idea(session: Session, chapter: Chapter) -> tuple[Starter, ...]:
    """The one idea of a phase: there was nothing to vote on, and it is not lost for that."""
    ideas = session.ideas_of(chapter)
    return tuple(
        Starter(
            tuple(map(ScenarioId, idea.from_scenario)),
            sentence_of(Action(if_=idea.if_, then=idea.then)),
            idea.role,
        )
        for idea in ideas
        if len(ideas) < FEWEST_IDEAS
    )


def _of_canvas(plan: Plan) -> tuple[Starter, ...]:
    """What follows from the verdicts on the steps of a process; one that is kept asks for nothing."""
    steps = [(process, step) for process in plan.processes for step in process.steps]
    return tuple(Starter((), said) for process, step in steps if (said := starter_of(process, step)))


def _of_board(plan: Plan) -> tuple[Starter, ...]:
    """What the parts with most dots would ask for, as many as a wall offers."""
    missing = plan.phase.ownership.missing_most if plan.phase.ownership is not None else ()
    top = [one.item for one in missing[:_MOST_OF_BOARD] if one.item in FOR_ITEM]
    return tuple(Starter((), FOR_ITEM[item]) for item in top)


def _agree(session: Session, command: c.AgreeAction) -> list[e.Event]:
    action = command.action
    if_, then = without_first_words(action.if_, action.then)
    action = dataclasses.replace(action, if_=if_, then=then)
    if not action.if_.strip() or not action.then.strip():
        raise Refused("An action needs both: a situation after If, and one act after then.")
    if action.id:
        _refuse_elsewhere(session, action.id)
    else:
        action = dataclasses.replace(guarding(session, action), id=f"A{session.action_count + 1}")
    return [agreed_on(session, action)]


def _withdraw(session: Session, command: c.WithdrawAction) -> list[e.Event]:
    _refuse_elsewhere(session, command.id)
    return [e.ActionWithdrawn(command.id)]


def _refuse_elsewhere(session: Session, id_: str) -> None:
    """Refuse what is no action of the present phase."""
    assert session.step is not None
    if id_ not in {action.id for action in session.actions_in(session.step.phase)}:
        raise Refused(f"There is no action {id_} in this phase.")


def _move(session: Session, command: c.MoveAction) -> list[e.Event]:
    assert session.step is not None
    _refuse_elsewhere(session, command.id)
    ids = [action.id for action in session.actions_in(session.step.phase)]
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
    # What is kept about an action stands in the plan of its role; this phase has no notes in that of another.
    chapters = {id_: of for id_, (of, _) in session.actions.items() if of.phase is chapter.phase}
    return [
        e.WarningKept(chapters.get(action, chapter), Note(rule, action, reason))
        for rule, action in command.warnings
    ]


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
