"""Scores until they are told."""

from __future__ import annotations

from workshop.core.live.steps.score import ScorePicture
from workshop.core.live.words.dots import BOLDEST, score_rule
from workshop.tui.live.parts.voted import VotedPanel


class ScorePanel(VotedPanel[ScorePicture]):
    """How many ideas each phone scores."""

    @property
    def question(self) -> str:
        """The same in every room."""
        return BOLDEST

    @property
    def rule(self) -> str:
        """From 1 to 5, and how many ideas."""
        return score_rule(self.picture.each, len(self.picture.ideas))
