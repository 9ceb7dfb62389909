"""All together: ideas are said and typed in. A stage of three kinds: of groups, and of votes on ideas."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.dots import FEWEST_IDEAS, MOST_IDEAS, Idea, IdeaId
from workshop.core.live.groups import played, roles_in, texts_by_role
from workshop.core.live.rounds import dots_round, scores_round
from workshop.core.live.scores import MOST_SCORED
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.agreeing import refuse_unknown_role
from workshop.core.live.steps.kind import Picture, Row, whole_step
from workshop.core.plans.action import (
    Action,
    split_starter,
    without_first_words,
)
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.rules import OWNER_ITEMS
from workshop.core.plans.starters import FOR_ITEM
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import SIDES, Phase

GROUPS = (1, 2, 4)
"""1-2-4-All: the parts of the time that people spend alone, in pairs and in fours; 5 are for all together."""
_ALL_TOGETHER = 5


class Starter(NamedTuple):
    """What an idea or an action can begin from: the texts it comes from, and the role whose text it was."""

    scenarios: tuple[ScenarioId, ...]
    words: str
    role: str = ""

    @property
    def action(self) -> Action:
        """An action that begins with it, without an id; that of a part of a side is owned by the side."""
        if_, then = split_starter(self.words)
        item = next((item for item, words in FOR_ITEM.items() if words == self.words), "")
        side = next((side for side in SIDES if item in OWNER_ITEMS[side]), "")
        action = Action("", if_, then, from_scenario=self.scenarios, role=self.role)
        return dataclasses.replace(action, owner_side=side, owner_item=item)


@dataclass(frozen=True, slots=True)
class WritingPicture(Picture):
    """Where if-then sentences are written, what the phase offers to begin from, and for which roles."""

    starters: tuple[Starter, ...]
    roles: tuple[str, ...]
    """Those of which groups have played texts of their own."""


@dataclass(frozen=True, slots=True)
class IdeasPicture(WritingPicture):
    """What the room is asked, if the agenda says it, and what it said; `in_groups` that groups said it.

    `most` is how many ideas the phase may have, `lacks_ideas` that the vote that comes now has nothing to
    choose from.
    """

    title: str
    ideas: tuple[Idea, ...]
    in_groups: bool
    most: int
    lacks_ideas: bool


@dataclass(frozen=True, slots=True)
class VotedPicture(Picture):
    """A vote on ideas that is asked: these, and how many dots or scores everybody gives; nothing of them."""

    ideas: tuple[Idea, ...]
    each: int


@dataclass(frozen=True, slots=True)
class AskedPicture(Picture):
    """What the room is asked, if the agenda says it, and what it said; `lacks_ideas` for the vote to come."""

    title: str
    ideas: tuple[Idea, ...]
    lacks_ideas: bool


def starters_of(session: Session, phase: Phase) -> tuple[Starter, ...]:
    """The action starters of the scenarios revealed in a phase, in the order they were played."""
    by_role = texts_by_role(session, phase)
    return tuple(
        Starter((scenario.id,), starter, by_role.get(scenario.id, ""))
        for index, scenario in played(session)
        if session.steps[index].phase is phase and scenario.id in session.revealed
        for starter in scenario.actions
    )


def not_taken(starters: tuple[Starter, ...], written: Iterable[Idea | Action]) -> tuple[Starter, ...]:
    """Those of which nothing written for the same role has a half already, whatever its other half is."""
    taken = {(half.casefold(), one.role) for one in written for half in (one.if_, one.then)}
    return tuple(
        starter
        for starter in starters
        if taken.isdisjoint(
            (half.casefold(), role)
            for half in split_starter(starter.words)
            if half
            for role in (starter.role, "")
        )
    )


def _picture(session: Session) -> IdeasPicture:
    step, chapter = session.steps[session.position.step], session.chapter
    assert chapter is not None
    in_groups = step.kind is StepKind.GROUPS
    ideas = session.ideas_of(chapter)
    votable = ideas if step.kind is StepKind.DOTS else open_ideas(session, chapter)
    return IdeasPicture(
        not_taken(starters_of(session, step.phase), (*ideas, *session.actions_in(step.phase))),
        roles_in(session, step.phase),
        step.title,
        ideas,
        in_groups,
        most_ideas(session, chapter),
        lacks_ideas=not in_groups and len(votable) < FEWEST_IDEAS,
    )


def open_ideas(session: Session, chapter: Chapter) -> tuple[Idea, ...]:
    """The ideas that are no action yet: what an earlier vote has chosen is not scored again."""
    agreed = {(action.if_, action.then, action.role) for action in session.actions_in(chapter.phase)}
    ideas = session.ideas_of(chapter)
    return tuple(idea for idea in ideas if (idea.if_, idea.then, idea.role) not in agreed)


def full_words(most: int) -> str:
    """What a phase says that takes no more ideas."""
    return f"{most} ideas are the limit: put two into one."


def most_ideas(session: Session, chapter: Chapter) -> int:
    """How many ideas a phase may have: fewer where they are to be scored."""
    scored = any(step.kind is StepKind.SCORE and Chapter(step.phase) == chapter for step in session.steps)
    return MOST_SCORED if scored else MOST_IDEAS


def _page(session: Session) -> AskedPicture:
    seen = _picture(session)
    return AskedPicture(seen.title, seen.ideas, seen.lacks_ideas)


def share_of_groups(session: Session, here: Position) -> float:
    """The seconds of one of the groups: alone, in pairs, in fours."""
    return _share(GROUPS[here.part], session, here)


def _time(session: Session, here: Position) -> float:
    if session.steps[here.step].kind is StepKind.GROUPS:
        return _share(_ALL_TOGETHER, session, here)
    return whole_step(session, here)


def _share(parts: int, session: Session, here: Position) -> float:
    return round(whole_step(session, here) * parts / (sum(GROUPS) + _ALL_TOGETHER))


def _note_idea(session: Session, command: c.NoteIdea) -> list[e.Event]:
    chapter, idea = session.chapter, command.idea
    assert chapter is not None
    if_, then = without_first_words(idea.if_, idea.then)
    idea = dataclasses.replace(idea, if_=if_, then=then)
    refuse_unknown_role(session, idea.role)
    if not idea.if_.strip() or not idea.then.strip():
        raise Refused("An idea needs both: a situation after If, and one act after then.")
    if idea.id:
        of, _ = session.ideas.get(idea.id, (None, None))
        if of != chapter:
            raise Refused("There is no such idea in this phase.")
        _refuse_to_change_what_has_votes(session)
        return [e.IdeaNoted(chapter, idea)]
    if len(session.ideas_of(chapter)) >= (most := most_ideas(session, chapter)):
        raise Refused(full_words(most))
    new = dataclasses.replace(idea, id=IdeaId(f"I{session.idea_count + 1}"))
    return [e.IdeaNoted(chapter, new)]


def _drop_idea(session: Session, command: c.DropIdea) -> list[e.Event]:
    of, _ = session.ideas.get(command.id, (None, None))
    if of != session.chapter:
        raise Refused("There is no such idea in this phase.")
    _refuse_to_change_what_has_votes(session)
    return [e.IdeaDropped(command.id)]


def _refuse_to_change_what_has_votes(session: Session) -> None:
    """The room came back from an open vote: what somebody gave a dot or a score to stays what it was."""
    for index, other in enumerate(session.steps):
        voted = any(session.answers.get(round_) for round_ in (dots_round(index, 0), scores_round(index)))
        of_ideas = other.kind in (StepKind.DOTS, StepKind.SCORE)  # the lines of a card have dots of their own
        if of_ideas and Chapter(other.phase) == session.chapter and voted and index not in session.dot_votes:
            raise Refused("Phones have voted on these ideas already. Write a new one beside them.")


IDEAS = Row(
    Stage.IDEAS,
    "all together",
    "all together: what do you say?",
    picture=_picture,
    page=_page,
    time=_time,
    answers={c.NoteIdea: _note_idea, c.DropIdea: _drop_idea},
    says=lambda session: True,
)
