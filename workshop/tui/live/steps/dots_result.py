"""A closed dot vote: the ideas by their dots, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.live.dots import Idea
from workshop.core.live.steps.dots import DotsResultPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.told import ToldIdea, dot_rows, dots_headline, dots_then
from workshop.tui.live.parts.told import ToldPanel


class DotsResultPanel(ToldPanel[DotsResultPicture]):
    """The dots of a first round; a second one shows no numbers."""

    @property
    def headline(self) -> str:
        """What the vote decided."""
        return dots_headline(self.picture, self.view.voted, self.view.setup.k)

    @property
    def then(self) -> str:
        """What follows from it."""
        return dots_then(self.picture)

    @property
    def ideas(self) -> Sequence[Idea]:
        """Those of this round."""
        return self.picture.ideas

    @property
    def rows(self) -> list[ToldIdea] | None:
        """Most dots first."""
        return dot_rows(self.picture, self.picture.result) if self.picture.result is not None else None

    def carries(self, view: RoomView) -> bool:
        """The second round is another picture."""
        return super().carries(view) and view.position.part == self.view.position.part
