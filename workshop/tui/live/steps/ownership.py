"""The ownership board: the employer's parts, the employees' parts, and the session's actions between them."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.live.words.ownership import balance_words, parts_of, shared
from workshop.core.plans.action import Action
from workshop.core.words import OwnerSide
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_GAP, _TAKEN = "○", "●"
_TALL = 30


class OwnershipPanel(CardPanel):
    """The sponsor's direction on top, both sides with their parts, and what is shared in the middle."""

    DEFAULT_CSS = """
    OwnershipPanel {
        CardRows { margin-bottom: 1; }
        #board { height: auto; }
        .owner--side { width: 3fr; height: auto; padding-right: 2; }
        #shared { width: 2fr; }
        #employee { padding-right: 0; }
        .owner--heading { text-style: bold; color: $accent; }
        .owner--part { margin-top: 1; }
        .owner--part.-gap { color: $warning; }
        .owner--action { padding-left: 2; text-style: bold; }
        #note { margin-top: 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """The question, the direction, the board, the balance."""
        yield BlockLetters(self.card.question, id="question")
        yield Plain(self.card.help, id="help", classes="card--quiet")
        yield Plain(id="which", classes="card--quiet")
        yield self.new_rows()
        with MoreMarker(), Horizontal(id="board"):
            yield from _side("employer", OwnerSide.EMPLOYER, self._actions())
            with Vertical(classes="owner--side", id="shared"):
                yield Plain("shared", classes="owner--heading")
                yield from _actions(shared(self._actions()) or ("nothing yet",), first=True)
            yield from _side("employee", OwnerSide.EMPLOYEE, self._actions())
        yield BlockLetters("", share=0.0, id="note")

    def note_words(self) -> str:
        """The balance between both sides."""
        return balance_words(self._actions())

    def fit(self) -> None:
        """The board has what the direction leaves; the question is large where there is much room."""
        share = 0.13 if self.app.size.height >= _TALL else 0.0
        for question in self.query("#question").results(BlockLetters):
            question.take_share(share)

    def _actions(self) -> tuple[Action, ...]:
        return tuple(action for actions in self.view.actions_by_phase.values() for action in actions)


def _side(name: str, side: OwnerSide, actions: Iterable[Action]) -> ComposeResult:
    with Vertical(classes="owner--side", id=name):
        yield Plain(name, classes="owner--heading")
        for part in parts_of(side, actions):
            sign = _GAP if part.gap else _TAKEN
            words = f"{sign} {part.words}{': nobody yet' if part.gap else ''}"
            yield Plain(words, classes=f"owner--part{' -gap' if part.gap else ''}")
            yield from _actions(part.actions)


def _actions(names: Iterable[str], *, first: bool = False) -> ComposeResult:
    for number, name in enumerate(names):
        yield Plain(name, classes=f"owner--action{' owner--part' if first and not number else ''}")
