"""Types in one whole number, and says at once what follows from it."""

from __future__ import annotations

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import NumberField
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain


class NumberModal(Dialog[int | None]):
    """A number from 0 to `most`; dismisses with it, or None when left. An empty field is 0."""

    CSS_PATH = "number.tcss"

    def __init__(
        self, question: str, unit: str, *, most: int, number: int = 0, follows: Callable[[int], str]
    ) -> None:
        """Make it.

        Args:
            question: What is asked.
            unit: The word behind the field.
            most: The largest number that is taken.
            number: What the field holds at first; 0 leaves it empty.
            follows: What follows from a number, in words.
        """
        super().__init__()
        self._question, self._unit, self._most = question, unit, most
        self._number, self._follows = number, follows

    def compose(self) -> ComposeResult:
        """The question, the field, what follows."""
        with Vertical(id="box"):
            yield Plain(self._question, id="question")
            with Horizontal(id="row"):
                yield NumberField(
                    str(self._number or ""),
                    max_length=len(str(self._most)),
                    placeholder="0",
                    compact=True,
                )
                yield Plain(self._unit)
            yield Plain(id="follows")
            yield Notice()
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what follows."""
        self.show_what_follows()

    @on(Input.Changed)
    def show_what_follows(self) -> None:
        """Reckon while it is typed."""
        self.query_one(Notice).text = ""
        self.query_one("#follows", Plain).update(self._follows(self._typed()))
        self.query_one(FooterLine).show(("Space", "save"), (("Enter", "save"), ("Esc", "leave it")))

    @on(Input.Submitted)
    def give_number(self) -> None:
        """Give the number, unless it is too large."""
        if self._typed() > self._most:
            self.query_one(Notice).text = f"Type a number from 0 to {self._most}."
            return
        self.dismiss(self._typed())

    def action_go_on(self) -> None:
        """Give the number that stands there."""
        self.give_number()

    def _typed(self) -> int:
        return int(self.query_one(Input).value or 0)
