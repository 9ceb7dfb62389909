"""Sentences one below the other, of which one may be selected."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.plain import Plain

Row = tuple[str, str]
"""A label, such as a number, and a sentence."""


class ChoiceList(Vertical):
    """Labelled sentences with a hanging indent; the selected one has a sign before it."""

    DEFAULT_CSS = """
    ChoiceList {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; margin-bottom: 1; }
        & > .-last { margin-bottom: 0; }
        .choice--sign { width: 2; color: $accent; }
        .choice--label { width: 3; color: $accent; text-style: bold; }
        .choice--label.-none { display: none; }
    }
    """

    def __init__(self, rows: Sequence[Row] = (), *, selectable: bool = True, id: str | None = None) -> None:  # noqa: A002
        self._rows = tuple(rows)
        self._selectable = selectable
        self._selected = 0
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """A row for each sentence."""
        for at, ((label, text), last) in enumerate(with_last(self._rows)):
            with Horizontal(classes=last):
                yield Plain(self._sign(at), classes="choice--sign")
                yield Plain(label, classes="choice--label" if label else "choice--label -none")
                yield Plain(text)

    @property
    def selected(self) -> int:
        """The place of the selected sentence."""
        return self._selected

    async def fill(self, rows: Sequence[Row]) -> None:
        """Show other sentences; the selection stays where it can."""
        if tuple(rows) == self._rows:
            return
        self._rows = tuple(rows)
        self._selected = min(self._selected, max(len(self._rows) - 1, 0))
        await self.recompose()

    def select(self, at: int) -> bool:
        """Select a sentence and bring it into sight; False where there is none at that place."""
        if not 0 <= at < len(self._rows):
            return False
        self._selected = at
        rows = list(self.query(Horizontal))
        for place, row in enumerate(rows):
            row.query_one(".choice--sign", Plain).update(self._sign(place))
        rows[at].scroll_visible(animate=False)
        return True

    def _sign(self, at: int) -> str:
        return "▸" if self._selectable and at == self._selected else ""
