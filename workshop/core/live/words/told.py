"""What a vote on ideas, with dots or scores, decided, and what becomes of each idea."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.english import capital
from workshop.core.live.dots import DotsResult, Idea, IdeaId
from workshop.core.live.scores import FACTOR, HIGHEST, ScoresResult
from workshop.core.live.steps.dots import DotsResultPicture
from workshop.core.live.steps.score import ScoreResultPicture
from workshop.core.live.words.dots import AMONG_LEVEL
from workshop.core.plans.action import MOST_ACTIONS

WINS, WON = "becomes an action", "✓ "
_LEVEL, _LEVEL_AGAIN, _BY_HAND = "level: one more vote", "level again", "level: choose by hand"
_MOST = HIGHEST * FACTOR


@dataclass(frozen=True, slots=True)
class ToldIdea:
    """An idea with its number on the phones, what it got if that is told, and what becomes of it."""

    number: int
    idea: Idea
    share: float | None = None
    figures: str = ""
    verdict: str = ""

    @property
    def has_won(self) -> bool:
        """Whether it is chosen."""
        return self.verdict == WINS

    @property
    def words(self) -> str:
        """What becomes of it, with a sign where it is chosen."""
        return WON + self.verdict if self.has_won else self.verdict


def dots_headline(dots: DotsResultPicture, voted: int, k: int) -> str:
    """What the vote decided."""
    result = dots.result
    if result is None:
        return f"{voted} of {k} votes needed: choose by hand."
    won = len(result.winners)
    ideas = "1 idea becomes an action." if won == 1 else f"{won} ideas become actions."
    if not result.tied:
        full = any(count for _, count in result.dots)
        return ideas if won else "This phase has all its actions." if full else "No idea has a dot."
    level = f"{len(result.tied)} are level"
    return f"{ideas} {capital(level)}." if won else f"{capital(level)}."


def dots_then(dots: DotsResultPicture) -> str:
    """What follows from it, in a quiet line."""
    result = dots.result
    if result is None:
        return "The dots are not shown. The ideas stay: write those you choose as actions."
    if result.tied:
        return (
            "Level once more: choose by hand. The ideas stay."
            if dots.part
            else "Those that are level go into one more vote."
        )
    if dots.full:
        return f"{MOST_ACTIONS} actions are the limit of a phase."
    # Two rounds with numbers could be laid side by side, and a single vote read off.
    voted = f"{result.n} have voted."
    return f"{AMONG_LEVEL} {voted} It is told without numbers." if dots.part else voted


def dot_rows(dots: DotsResultPicture, result: DotsResult) -> list[ToldIdea]:
    """The ideas, most dots first, with what becomes of each in words; a second vote shows no numbers."""
    most = max((count for _, count in result.dots), default=0)
    counts = dict(result.dots)
    order = {idea: place for place, (idea, _) in enumerate(result.dots)}
    told = [
        ToldIdea(
            number,
            idea,
            counts[idea.id] / max(most, 1) if counts else None,
            f"{counts[idea.id]:>4} {'dot ' if counts[idea.id] == 1 else 'dots'}" if counts else "",
            _dots_verdict(idea.id, dots, result),
        )
        for number, idea in enumerate(dots.ideas, start=1)
    ]
    return sorted(told, key=lambda row: order[row.idea.id] if order else not row.has_won)


def _dots_verdict(idea: IdeaId, dots: DotsResultPicture, result: DotsResult) -> str:
    if idea in result.winners:
        return WINS
    if idea in result.tied:
        return _LEVEL_AGAIN if dots.part else _LEVEL
    return ""


def scores_headline(scores: ScoreResultPicture, voted: int, k: int) -> str:
    """What the scores decided."""
    result = scores.result
    if result is None:
        return f"{voted} of {k} votes needed: choose by hand."
    if won := len(result.winners):
        return "1 idea becomes an action." if won == 1 else f"{won} ideas become actions."
    if result.tied:
        return f"{len(result.tied)} are level: choose by hand."
    scored = any(figure is not None for _, figure in result.figures)
    return "This phase has all its actions." if scored else "No idea has enough scores."


def scores_then(scores: ScoreResultPicture) -> str:
    """What follows from it, in a quiet line."""
    result = scores.result
    if result is None:
        return "The scores are not shown. The ideas stay: write those you choose as actions."
    if scores.full:
        return f"{MOST_ACTIONS} actions are the limit of a phase."
    return f"{result.n} have scored. A figure is the mean of its scores times {FACTOR}."


def score_rows(scores: ScoreResultPicture, result: ScoresResult) -> list[ToldIdea]:
    """The ideas, highest figure first, with what becomes of each in words."""
    numbered = {idea.id: (number, idea) for number, idea in enumerate(scores.ideas, start=1)}
    return [
        ToldIdea(
            *numbered[idea],
            (figure or 0) / _MOST,
            f"{figure:>3} of {_MOST}" if figure else " " * len(f"25 of {_MOST} "),
            _scores_verdict(idea, figure, result),
        )
        for idea, figure in result.figures
    ]


def _scores_verdict(idea: IdeaId, figure: int | None, result: ScoresResult) -> str:
    if figure is None:
        return "too few scores"
    return WINS if idea in result.winners else _BY_HAND if idea in result.tied else ""
