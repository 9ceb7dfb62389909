"""Writes down one short text that the room will see."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workshop.core.text import clean
from workshop.core.words import LONGEST_SENTENCE
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain

LONGEST = LONGEST_SENTENCE
"""Characters: two sentences that are read aloud."""


class WriteModal(Dialog[str | None]):
    """One field, and below it the whole text as it grows; dismisses with the text, or None when left."""

    CSS_PATH = "write.tcss"

    def __init__(self, question: str, *, detail: str = "", text: str = "") -> None:
        super().__init__()
        self._question, self._detail, self._text = question, detail, text

    def compose(self) -> ComposeResult:
        """The question, the field, the text so far."""
        with Vertical(id="box"):
            yield Plain(self._question, id="question")
            yield Plain(self._detail, id="detail")
            yield Field(self._text, max_length=LONGEST, compact=True, select_on_focus=False)
            yield Plain(self._text, id="so-far")
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do."""
        self.query_one(FooterLine).show(("Enter", "save"), (("Esc", "leave it"),))

    @on(Input.Changed)
    def show_text(self) -> None:
        """Show all of it: the field has one line only."""
        self.query_one("#so-far", Plain).update(self._typed())

    @on(Input.Submitted)
    def give_text(self) -> None:
        """Give the text; an empty one takes an earlier one back."""
        self.dismiss(self._typed())

    def _typed(self) -> str:
        return clean(self.query_one(Field).value, limit=LONGEST)
