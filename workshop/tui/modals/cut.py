"""Where a line is cut in two."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain


class CutModal(Dialog[int | None]):
    """Dismisses with the place of the cursor, or None when it was left."""

    CSS_PATH = "write.tcss"

    def __init__(self, text: str, place: int) -> None:
        super().__init__()
        self._text, self._place = text, place

    def compose(self) -> ComposeResult:
        """The line with the cursor, and both halves."""
        with Vertical(id="box"):
            yield Plain("Where do you cut it?", id="question")
            yield Plain("← and → move the cut.", id="detail")
            yield _Line(self._text, compact=True, select_on_focus=False)
            yield Plain(id="so-far")
            yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the best place."""
        self.query_one(_Line).cursor_position = self._place
        self.query_one(FooterLine).show(("Enter", "cut"), (("←→", "move"), ("Esc", "leave it")))
        self.show_halves()

    @on(Field.Changed)
    def show_halves(self) -> None:
        """Show what comes of it."""
        place = self.query_one(_Line).cursor_position
        halves = Content.assemble(
            self._text[:place].strip(), ("\n\u2500\u2500\n", "$accent"), self._text[place:].strip()
        )
        self.query_one("#so-far", Plain).update(halves)

    @on(Input.Submitted)
    def give_place(self) -> None:
        """Give the place."""
        self.dismiss(self.query_one(_Line).cursor_position)


class _Line(Field):
    """A line in which only the cursor moves."""

    BINDINGS = [Binding("space", "submit", show=False)]  # noqa: RUF012 - as in Field

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Nothing is typed."""
        return False

    def replace(self, text: str, start: int, end: int) -> None:
        """Nothing is changed."""

    def watch_selection(self) -> None:
        """The halves follow the cursor."""
        if self.is_mounted and isinstance(self.screen, CutModal):
            self.screen.show_halves()
