"""The ownership board: the employer's parts beside the employees', and the session's actions under them."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.live.words.lines import dots_words, missing_words
from workshop.core.live.words.ownership import SIDE_WORDS, Part, balance_words, parts_of, shared
from workshop.core.plans.action import Action
from workshop.core.words import SIDES, OwnerSide
from workshop.tui.live.parts.card_rows import CardRows
from workshop.tui.live.steps.card import CardPanel
from workshop.tui.widgets.headline import Headline, is_compact
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.tally_bars import BarLine, ShareBar

_GAP, _TAKEN = "○", "●"
_LARGE = 4
"""Rows that the question may take."""
_AROUND, _FRAME = 10, 8
"""Rows of all that stands around the board and the direction; columns of a side's frame, with its signs."""


class OwnershipPanel(CardPanel):
    """The sponsor's direction on top, both sides with their parts, and what is shared below them.

    Where dots have just been told, what is missing most is the headline, and each part has its bar.
    """

    DEFAULT_CSS = """
    OwnershipPanel {
        CardRows { margin-top: 1; }
        #board { height: 1fr; margin-top: 1; }
        #sides { height: auto; min-height: 100%; }
        .owner--side { width: 1fr; height: auto; min-height: 100%; padding: 0 2; border: round $text-muted; }
        #employer { margin-right: 2; }
        .owner--heading { text-style: bold; color: $text-accent; }
        .owner--part { margin-top: 1; color: $text-muted; }
        .owner--part.-taken { color: $text; }
        #both { text-style: bold; padding: 0 3; }
        .owner--action { padding-left: 2; text-style: bold; }
        BarLine { color: $primary; }
        &.-tight .owner--part { margin-top: 0; }
        &.-small CardRows { margin-top: 0; }
        &.-small #board { margin-top: 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """The question, the direction, the board, the balance."""
        yield Headline(self._headline, beside_text=True, id="question")
        yield Plain(self.card.help, id="help")
        yield CardRows(self._rows())
        with MoreMarker(id="board"), Horizontal(id="sides"):
            for side in SIDES:
                with Vertical(classes="owner--side", id=side.value):
                    yield Plain(SIDE_WORDS[side], classes="owner--heading")
                    for part in self._parts(side):
                        yield from self._part(part)
        if self._both:
            yield Plain(self._both, id="both")
        yield Plain(id="note")

    def _part(self, part: Part) -> ComposeResult:
        sign = _GAP if part.gap else _TAKEN
        yield Plain(f"{sign} {part.words}", classes=f"owner--part{'' if part.gap else ' -taken'}")
        if self._bars and part.dots is not None:
            yield BarLine(ShareBar("", part.dots / self._most, f"   {dots_words(part.dots):>8}"))
        for name in part.actions:
            yield Plain(name, classes="owner--action")

    def note_words(self) -> str:
        """The balance between both sides."""
        return balance_words(self._actions())

    def fit(self) -> None:
        """The board has what the direction leaves."""
        width, height = self.content_size
        if not width or not self.query("#note"):
            return
        self.set_class(is_compact(self.app.size), "-small")
        # The board is more to the room than large letters over it.
        question, direction = self.query_one(Headline), self.query_one(CardRows)
        left = height - self._rows_of_board(width) - _AROUND
        question.take(max(left, _LARGE))
        spare = left + _LARGE - question.rows(width, self.app.size)
        direction.fit(width, max(spare, 2), self.app.size)
        self.set_class(spare < 2, "-tight")

    def _rows_of_board(self, width: int) -> int:
        """How high the board is with air in it."""
        inside = width // 2 - _FRAME
        return max(self._rows_of_side(side, inside) for side in SIDES) + 3 + rows_of(self._both, width)

    def _rows_of_side(self, side: OwnerSide, inside: int) -> int:
        parts = self._parts(side)
        texts = [text for part in parts for text in (part.words, *part.actions)]
        return len(parts) * (2 if self._bars else 1) + sum(rows_of(text, inside) for text in texts)

    @property
    def _headline(self) -> str:
        seen = self.picture
        return missing_words(seen.told) if seen.just_told and seen.told is not None else self.card.question

    @property
    def _bars(self) -> bool:
        seen = self.picture
        return seen.just_told and seen.told is not None and seen.told.result is not None

    @property
    def _most(self) -> int:
        return max(self.picture.told.dots.values()) if self.picture.told is not None else 1

    @property
    def _both(self) -> str:
        names = shared(self._actions())
        return f"BOTH   {'  ·  '.join(names)}" if names else ""

    def _parts(self, side: OwnerSide) -> tuple[Part, ...]:
        return parts_of(side, self._actions(), self.picture.told)

    def _actions(self) -> tuple[Action, ...]:
        return tuple(action for actions in self.view.actions_by_phase.values() for action in actions)
