"""Scores that are told: the ideas by their figures, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.live.dots import Idea
from workshop.core.live.steps.score import ScoreResultPicture
from workshop.core.live.words.told import ToldIdea, score_rows, scores_headline, scores_then
from workshop.tui.live.parts.told import ToldPanel


class ScoreResultPanel(ToldPanel[ScoreResultPicture]):
    """The figures, highest first; none where too few have scored an idea."""

    @property
    def headline(self) -> str:
        """What the scores decided."""
        return scores_headline(self.picture, self.view.voted, self.view.setup.k)

    @property
    def then(self) -> str:
        """What follows from it, in a quiet line."""
        return scores_then(self.picture)

    @property
    def ideas(self) -> Sequence[Idea]:
        """All that could be scored."""
        return self.picture.ideas

    @property
    def rows(self) -> list[ToldIdea] | None:
        """Highest figure first."""
        return score_rows(self.picture, self.picture.result) if self.picture.result is not None else None
