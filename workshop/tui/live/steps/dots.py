"""A dot vote until it is told."""

from __future__ import annotations

from workshop.core.live.steps.dots import DotsPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import ONCE_MORE, QUESTION, dots_rule
from workshop.tui.live.parts.voted import VotedPanel


class DotsPanel(VotedPanel[DotsPicture]):
    """How many dots everybody has, in the first round and in the second."""

    @property
    def question(self) -> str:
        """Once more, where some were level."""
        return ONCE_MORE if self.picture.part else QUESTION

    @property
    def rule(self) -> str:
        """How many dots everybody has."""
        return dots_rule(self.picture.each)

    def carries(self, view: RoomView) -> bool:
        """The second round is another picture."""
        return super().carries(view) and view.position.part == self.view.position.part
