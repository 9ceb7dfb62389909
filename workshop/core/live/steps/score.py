"""25/10: ideas are scored from 1 to 5, each phone's own lot of them; leaving it agrees on the best."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.agenda.agenda import StepKind
from workshop.core.live import events as e
from workshop.core.live.dots import FEWEST_IDEAS, Idea, IdeaId
from workshop.core.live.rounds import Round, Seat, scores_round
from workshop.core.live.scores import (
    MOST_SCORED,
    Scores,
    ScoresResult,
    count_scores,
    drawn_for,
    may_give,
    scored_of,
    scores_each,
)
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.agreeing import action_from, agreed_on, is_full, made_where, places_of, told_on
from workshop.core.live.steps.dots import chosen
from workshop.core.live.steps.ideas import IDEAS, VotedPicture, open_ideas
from workshop.core.live.steps.kind import Kind, Picture, Question, Row, Stands, asks_all, whole_step
from workshop.core.plans.chapter import Chapter
from workshop.core.words import Audience


@dataclass(frozen=True, slots=True)
class ScorePicture(VotedPicture):
    """Ideas that are scored."""


@dataclass(frozen=True, slots=True)
class ScoreResultPicture(Picture):
    """Scores that are told; no `result` where too few have scored.

    `full` says that with the winners the phase has all its actions.
    """

    ideas: tuple[Idea, ...]
    result: ScoresResult | None
    full: bool


def _asking(session: Session) -> ScorePicture:
    ideas = scored_ideas(session)
    return ScorePicture(ideas, _each(session))


def _telling(session: Session) -> ScoreResultPicture:
    result, vote = scores_result(session), session.dot_votes[session.position.step]
    won = result.winners if result is not None else ()
    return ScoreResultPicture(vote.ideas, result, is_full(vote, won))


def scored_ideas(session: Session) -> tuple[Idea, ...]:
    """The ideas of this step: those of the phase that are no actions yet."""
    vote = session.dot_votes.get(session.position.step)
    if vote is not None:
        return vote.ideas
    # More were written where the step came into the agenda later.
    return open_ideas(session, Chapter(session.steps[session.position.step].phase))[:MOST_SCORED]


def _each(session: Session) -> int:
    """By the phones that were there when the scores were opened; the room may have been larger before."""
    phones = session.phones.get(Position(session.position.step, Stage.SCORE), 0)
    return scores_each(len(scored_ideas(session)), session.setup.k, phones)


def _lot(session: Session, seat: Seat) -> tuple[IdeaId, ...]:
    return drawn_for(seat, [idea.id for idea in scored_ideas(session)], _each(session))


def scores_result(session: Session) -> ScoresResult | None:
    """What may be shown of the scores of this step: None before they are told, and where too few voted.

    An idea may have gone since somebody scored it, where the vote was taken back: the other scores count.
    """
    index = session.position.step
    vote = session.dot_votes.get(index)
    if vote is None:
        return None
    ideas = [idea.id for idea in vote.ideas]
    answers = session.answers.get(scores_round(index), {}).values()
    scores = (scored_of(answer, ideas) for answer in answers if isinstance(answer, Scores))
    given = (one for one in scores if may_give(one, ideas))
    return count_scores(given, ideas, places_of(session, vote), session.setup.k)


def _path(session: Session, index: int) -> Sequence[Position]:
    """Ideas where there are too few to choose from yet, then the one round."""
    here = session.position if session.position.step == index else None
    ideas, votes = [Position(index, Stage.IDEAS)], [Position(index, stage) for stage in _VOTE]
    if index not in session.dot_votes and _left_to_score(session, index) < FEWEST_IDEAS:
        return ideas
    return ideas + votes if here is not None and here.stage is Stage.IDEAS else votes


def _left_to_score(session: Session, index: int) -> int:
    """How many ideas are no action, and do not become one as the room leaves the dot vote it is at."""
    step, chapter = session.step, Chapter(session.steps[index].phase)
    left = {idea.id for idea in open_ideas(session, chapter)}
    if step is not None and step.kind is StepKind.DOTS and Chapter(step.phase) == chapter:
        left -= {idea for idea, _ in chosen(session)}
    return len(left)


_VOTE = (Stage.SCORE, Stage.SCORE_CLOSED, Stage.SCORE_RESULT)


def _entry(session: Session, there: Position) -> str:
    return "write down the ideas" if there.stage is Stage.IDEAS else "score the ideas"


def _judge(session: Session, round_: Round, given: Scores, role: Audience | None) -> Scores:
    # As with dots there is no role. What was left out as one's own is no score and nowhere.
    return given


def _keep_told(session: Session) -> None:
    """Ballots may be replayed later than this."""
    session.dot_votes.setdefault(session.position.step, told_on(session, scored_ideas(session)))


def _agreed(session: Session) -> list[e.Event]:
    """What leaving it makes of the winners: actions with their figures."""
    result = scores_result(session)
    figures = dict(result.figures) if result is not None else {}
    return [
        agreed_on(session, dataclasses.replace(action_from(session, idea, number), score_25=figures[idea]))
        for number, idea in enumerate(result.winners if result is not None else (), start=1)
    ]


def _earlier(session: Session, index: int) -> Position | None:
    return Position(index, Stage.SCORE_RESULT) if index in session.dot_votes else None


ASKED = Question("scores", asks_all(lambda session: scores_round(session.position.step)), _judge, lot=_lot)

KIND = Kind(
    rows=(
        IDEAS,
        Row(
            Stage.SCORE,
            "scores",
            "score the ideas",
            picture=_asking,
            time=whole_step,
            question=ASKED,
            stands=Stands.OPEN,
            no_skip="Close the vote first (Space), then skip.",
        ),
        Row(
            Stage.SCORE_CLOSED,
            "scores, closed",
            picture=_asking,
            question=ASKED,
            stands=Stands.CLOSED,
            skips="the result",
        ),
        Row(
            Stage.SCORE_RESULT,
            "scores",
            "show the result",
            picture=_telling,
            question=ASKED,
            stands=Stands.TOLD,
            tells_from=0,
            keeps=_keep_told,
        ),
    ),
    path=_path,
    entry=_entry,
    leaves=_agreed,
    made=made_where(lambda action: action.score_25),
    earlier=_earlier,
)
