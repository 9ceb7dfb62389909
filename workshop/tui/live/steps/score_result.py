"""Scores that are told: the ideas by their figures, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.scores import FACTOR, HIGHEST, ScoresResult
from workshop.core.live.steps.score import ScoreResultPicture
from workshop.core.plans.action import MOST_ACTIONS
from workshop.tui.live.parts.told import WINS, ToldIdea, ToldPanel

_MOST = HIGHEST * FACTOR
_LEVEL = "level: choose by hand"


class ScoreResultPanel(ToldPanel[ScoreResultPicture]):
    """The figures, highest first; none where too few have scored an idea."""

    @property
    def headline(self) -> str:
        """What the scores decided."""
        result = self.picture.result
        if result is None:
            return f"{self.view.voted} of {self.view.setup.k} votes needed: choose by hand."
        if won := len(result.winners):
            return "1 idea becomes an action." if won == 1 else f"{won} ideas become actions."
        if result.tied:
            return f"{len(result.tied)} are level: choose by hand."
        scored = any(figure is not None for _, figure in result.figures)
        return "This phase has all its actions." if scored else "No idea has enough scores."

    @property
    def then(self) -> str:
        """What follows from it, in a quiet line."""
        result = self.picture.result
        if result is None:
            return "The scores are not shown. The ideas stay: write those you choose as actions."
        if self.picture.full:
            return f"{MOST_ACTIONS} actions are the limit of a phase."
        return f"{result.n} have scored. A figure is the mean of its scores times {FACTOR}."

    @property
    def ideas(self) -> Sequence[Idea]:
        """All that could be scored."""
        return self.picture.ideas

    @property
    def rows(self) -> list[ToldIdea] | None:
        """Highest figure first."""
        result = self.picture.result
        if result is None:
            return None
        numbered = {idea.id: (number, idea) for number, idea in enumerate(self.picture.ideas, start=1)}
        return [
            ToldIdea(
                *numbered[idea],
                (figure or 0) / _MOST,
                f"{figure:>3} of {_MOST}" if figure else " " * len(f"25 of {_MOST} "),
                _verdict(idea, figure, result),
            )
            for idea, figure in result.figures
        ]


def _verdict(idea: IdeaId, figure: int | None, result: ScoresResult) -> str:
    if figure is None:
        return "too few scores"
    return WINS if idea in result.winners else _LEVEL if idea in result.tied else ""
