"""A dot vote: what can be chosen in a round, what a closed one shows, and what leaving it agrees on."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.live import events as e
from workshop.core.live.dots import (
    FEWEST_IDEAS,
    MOST_ON_ONE,
    Dots,
    DotsResult,
    Idea,
    IdeaId,
    count_dots,
    dots_each,
    keep_the_rules,
)
from workshop.core.live.rounds import Round, dots_round
from workshop.core.live.session import DotVote, Position, Session, Stage
from workshop.core.live.steps.agreeing import action_from, agreed_on, is_full, made_where, places_of, told_on
from workshop.core.live.steps.ideas import IDEAS, VotedPicture
from workshop.core.live.steps.kind import Kind, Picture, Question, Row, Stands, asks_all, lasts
from workshop.core.plans.chapter import Chapter
from workshop.core.problems import Refused
from workshop.core.words import Audience


@dataclass(frozen=True, slots=True)
class DotsPicture(VotedPicture):
    """A dot vote that is asked; `part` is 1 in the second round, among those that were level at the cut."""

    part: int


@dataclass(frozen=True, slots=True)
class DotsResultPicture(Picture):
    """A dot vote that is told; no `result` where too few have voted.

    `full` says that with the winners so far the phase has all its actions.
    """

    ideas: tuple[Idea, ...]
    part: int
    result: DotsResult | None
    full: bool


def _asking(session: Session) -> DotsPicture:
    part = session.position.part
    ideas = candidates(session, part)
    return DotsPicture(ideas, dots_each(len(ideas)), part)


def _telling(session: Session) -> DotsResultPicture:
    here = session.position
    results = dots_result(session, 0), dots_result(session, 1)
    won = {idea for result in results if result is not None for idea in result.winners}
    return DotsResultPicture(
        candidates(session, here.part),
        here.part,
        results[here.part],
        is_full(session.dot_votes[here.step], won),
    )


def candidates(session: Session, part: int) -> tuple[Idea, ...]:
    """The ideas of a round of the current step: all of the phase, or in the second one those level before."""
    vote = session.dot_votes.get(session.position.step)
    if vote is None:
        return session.ideas_of(session.chapter) if session.chapter else ()
    return tuple(idea for idea in vote.ideas if idea.id in vote.level) if part else vote.ideas


def told_vote(session: Session) -> DotVote:
    """What is to be kept of the dot vote that is just being told. Ballots may be replayed later than this."""
    chapter, here = session.chapter, session.position
    assert chapter is not None
    if (before := session.dot_votes.get(here.step)) is not None:
        return dataclasses.replace(before, part=here.part)
    return told_on(session, session.ideas_of(chapter))


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
    given = (answer.ideas for answer in answers if isinstance(answer, Dots))
    result = count_dots(
        (dots for dots in given if keep_the_rules(dots, ideas)),
        ideas,
        places_of(session, vote, first.winners if first is not None else ()),
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


def _path(session: Session, index: int) -> Sequence[Position]:
    """Ideas where there are too few to choose from yet, then one round, or two where some are level."""
    enough = len(session.ideas_of(Chapter(session.steps[index].phase))) >= FEWEST_IDEAS
    here = session.position if session.position.step == index else None
    ideas = [Position(index, Stage.IDEAS)]
    if not enough:
        return ideas
    first = dots_result(session, 0) if here is not None else None
    rounds = (0, 1) if first is not None and first.tied else (0,)
    votes = [Position(index, stage, part) for part in rounds for stage in _VOTE]
    return ideas + votes if here is not None and here.stage is Stage.IDEAS else votes


_VOTE = (Stage.DOTS, Stage.DOTS_CLOSED, Stage.DOTS_RESULT)


def _entry(session: Session, there: Position) -> str:
    return "write down the ideas" if there.stage is Stage.IDEAS else "open the dot vote"


def _vote_words(session: Session, there: Position) -> str:
    return "vote once more on those that are level" if there.part else "open the dot vote"


def _judge(session: Session, round_: Round, given: Dots, role: Audience | None) -> Dots:
    ideas = [idea.id for idea in candidates(session, session.position.part)]
    if not keep_the_rules(given.ideas, ideas):
        raise Refused(f"You have {dots_each(len(ideas))} dots, at most {MOST_ON_ONE} for one idea.")
    # Dots have no role: they are for the room as a whole, and what is not kept cannot be joined.
    return given


def _open_run_off(session: Session) -> list[e.Event]:
    """Coming to a vote of which a first round was told, the second one is among those that were level."""
    first = dots_result(session, 0)
    return [e.RunOffOpened(first.tied)] if first is not None else []


def _forget_run_off(session: Session) -> None:
    here = session.position
    if here.part == 0:
        session.dot_votes[here.step] = dataclasses.replace(session.dot_votes[here.step], level=())


def _keep_told(session: Session) -> None:
    session.dot_votes[session.position.step] = told_vote(session)


def _agreed(session: Session) -> list[e.Event]:
    """What leaving a dot vote makes of its winners: actions with their dots."""
    return [
        agreed_on(session, dataclasses.replace(action_from(session, idea, number), dots=dots))
        for number, (idea, dots) in enumerate(chosen(session), start=1)
    ]


def _earlier(session: Session, index: int) -> Position | None:
    vote = session.dot_votes.get(index)
    return Position(index, Stage.DOTS_RESULT, vote.part) if vote is not None else None


ASKED = Question(
    "dot vote",
    asks_all(lambda session: dots_round(session.position.step, session.position.part)),
    _judge,
)

KIND = Kind(
    rows=(
        IDEAS,
        Row(
            Stage.DOTS,
            "dot vote",
            _vote_words,
            picture=_asking,
            time=lasts(60),
            question=ASKED,
            stands=Stands.OPEN,
            no_skip="Close the vote first (Space), then skip.",
            enters=_open_run_off,
        ),
        Row(
            Stage.DOTS_CLOSED,
            "dot vote, closed",
            picture=_asking,
            question=ASKED,
            stands=Stands.CLOSED,
            skips="the result",
        ),
        Row(
            Stage.DOTS_RESULT,
            "dot vote",
            "show the result",
            picture=_telling,
            question=ASKED,
            stands=Stands.TOLD,
            tells_from=0,
            keeps=_keep_told,
            returns=_forget_run_off,
        ),
    ),
    path=_path,
    entry=_entry,
    leaves=_agreed,
    made=made_where(lambda action: action.dots),
    earlier=_earlier,
)
