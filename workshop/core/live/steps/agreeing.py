"""What becomes an action: what has won a vote on ideas, and what is written; for a role or for everybody."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Collection

from workshop.core.live import events as e
from workshop.core.live.dots import Idea, IdeaId, Places
from workshop.core.live.groups import played, roles_in, texts_by_role
from workshop.core.live.session import DotVote, Session
from workshop.core.plans.action import MOST_ACTIONS, Action, first_step_day
from workshop.core.plans.chapter import Chapter
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience


def told_on(session: Session, ideas: tuple[Idea, ...]) -> DotVote:
    """A vote on these ideas whose first result is just being told."""
    assert session.step is not None
    agreed = Counter(action.role for action in session.actions_in(session.step.phase))
    return DotVote(ideas, agreed, 0)


def places_of(session: Session, vote: DotVote, won: Collection[IdeaId] = ()) -> Places:
    """How many ideas of each role, and of those for everybody, may become actions besides those that won.

    What the agenda gives is shared among them, and no role is left without one.
    """
    assert session.step is not None
    roles = dict.fromkeys(idea.role for idea in vote.ideas)
    each = max(1, session.step.winners // max(1, len(roles)))
    parts = {role: frozenset(idea.id for idea in vote.ideas if idea.role == role) for role in roles}
    return {
        part: min(each, MOST_ACTIONS - vote.agreed.get(role, 0)) - len(part.intersection(won))
        for role, part in parts.items()
    }


def is_full(vote: DotVote, won: Collection[IdeaId]) -> bool:
    """Whether with the winners every role has all the actions it may have."""
    roles = dict.fromkeys(idea.role for idea in vote.ideas)
    winners = Counter(idea.role for idea in vote.ideas if idea.id in won)
    return all(vote.agreed.get(role, 0) + winners[role] >= MOST_ACTIONS for role in roles)


def action_from(session: Session, idea: IdeaId, number: int) -> Action:
    """What becomes of an idea that has just won the vote at this step, by its number among the winners."""
    vote = session.dot_votes[session.position.step]
    winner = next(candidate for candidate in vote.ideas if candidate.id == idea)
    action = Action(
        f"A{session.action_count + number}",
        winner.if_,
        winner.then,
        role=winner.role,
        first_step_by=first_step_day(session.setup.date),
        from_scenario=winner.from_scenario,
    )
    return guarding(session, action)


def guarding(session: Session, action: Action) -> Action:
    """A new action with the texts it comes from, and the kinds of failure in them that it guards against.

    What nobody has begun from a text comes from the last faulty one that its people have seen in this phase.
    A sound one guards against nothing.
    """
    from_scenario = action.from_scenario or _last_faulty(session, action.role)
    seen = [session.scenarios[ScenarioId(id_)] for id_ in from_scenario if id_ in session.scenarios]
    kinds = tuple(dict.fromkeys(kind for scenario in seen for kind in scenario.kinds))
    return dataclasses.replace(
        action, from_scenario=from_scenario, guards_against=action.guards_against or kinds
    )


def _last_faulty(session: Session, role: str) -> tuple[str, ...]:
    """The last faulty text that was revealed to the whole room or to a role in this phase."""
    assert session.step is not None
    phase = session.step.phase
    by_role = texts_by_role(session, phase)
    faulty = [
        scenario.id
        for index, scenario in played(session)
        if session.steps[index].phase is phase
        and scenario.id in session.revealed
        and by_role.get(scenario.id, "") in ("", role)
        and not scenario.control
    ]
    return tuple(faulty[-1:])


def refuse_unknown_role(session: Session, role: str) -> None:
    """Refuse what is for a role of which no group plays a text in this phase."""
    assert session.step is not None
    if role and role not in roles_in(session, session.step.phase):
        raise Refused("No group of this phase has that role.")


def full_words(most: int) -> str:
    """What a plan says that takes no more actions."""
    return f"{most} actions are the limit: change one, or take one back."


def agreed_on(session: Session, action: Action) -> e.ActionAgreed:
    """An action, in the plan of its role or of the whole phase.

    Raises:
        Refused: no group of this phase has that role, or its plan is full.
    """
    assert session.step is not None
    refuse_unknown_role(session, action.role)
    chapter = Chapter(session.step.phase, Audience(action.role) if action.role else None)
    others = [agreed for agreed in session.actions_of(chapter) if agreed.id != action.id]
    if len(others) >= MOST_ACTIONS:
        raise Refused(full_words(MOST_ACTIONS))
    return e.ActionAgreed(chapter, action)


def made_where(voted: Callable[[Action], int | None]) -> Callable[[Session], tuple[Action, ...]]:
    """The actions that leaving a vote on ideas has just agreed on: a phase has one vote of each sort only.

    `voted` gives what such a vote has given an action; None for any other.
    """

    def made(session: Session) -> tuple[Action, ...]:
        assert session.step is not None
        return tuple(action for action in session.actions_in(session.step.phase) if voted(action) is not None)

    return made
