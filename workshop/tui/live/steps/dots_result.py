"""A closed dot vote: the ideas by their dots, and what becomes of each."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.english import capital
from workshop.core.live.dots import DotsResult, Idea, IdeaId
from workshop.core.live.steps.dots import DotsResultPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import AMONG_LEVEL
from workshop.core.plans.action import MOST_ACTIONS
from workshop.tui.live.parts.told import WINS, ToldIdea, ToldPanel

_LEVEL, _LEVEL_AGAIN = "level: one more vote", "level again"


class DotsResultPanel(ToldPanel[DotsResultPicture]):
    """The dots of a first round; a second one shows no numbers."""

    @property
    def headline(self) -> str:
        """What the vote decided."""
        return headline(self.picture, self.view.voted, self.view.setup.k)

    @property
    def then(self) -> str:
        """What follows from it."""
        return then_words(self.picture)

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


def headline(dots: DotsResultPicture, voted: int, k: int) -> str:
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


def then_words(dots: DotsResultPicture) -> str:
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
            _verdict(idea.id, dots, result),
        )
        for number, idea in enumerate(dots.ideas, start=1)
    ]
    return sorted(told, key=lambda row: order[row.idea.id] if order else not row.has_won)


def _verdict(idea: IdeaId, dots: DotsResultPicture, result: DotsResult) -> str:
    if idea in result.winners:
        return WINS
    if idea in result.tied:
        return _LEVEL_AGAIN if dots.part else _LEVEL
    return ""
