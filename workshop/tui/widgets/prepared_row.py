"""One step of a session that is prepared: when, what, why, and the facilitator's own note."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

Words = tuple[str, str, str, str]
"""When it begins and how long it takes, what it is, why it stands there, and the note."""


_PAGE, _ALL = 5, 1_000
"""How many steps some keys walk."""

_WHEN = 15
"""The cells of the first column: the longest time is of 13."""


class PreparedRow(Widget, can_focus=True):
    """Two or three lines that can be entered; a text can be looked at and changed, a note written at any."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "ask('other')", show=False),
        Binding("v", "ask('look')", show=False),
        Binding("c", "ask('library')", show=False),
        Binding("x", "ask('leave')", show=False),
        Binding("o", "ask('note')", show=False),
        # Of the page around it, which would scroll the bar out of sight.
        Binding("up", "walk(-1)", show=False),
        Binding("down", "walk(1)", show=False),
        Binding("pageup", f"walk(-{_PAGE})", show=False),
        Binding("pagedown", f"walk({_PAGE})", show=False),
        Binding("home", f"walk(-{_ALL})", show=False),
        Binding("end", f"walk({_ALL})", show=False),
    ]
    DEFAULT_CSS = """
    PreparedRow { height: auto; width: 1fr; padding: 0 1; text-wrap: nowrap; }
    PreparedRow:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    """

    words: reactive[Words] = reactive(("", "", "", ""), layout=True)

    class Asked(Message):
        """Something is wanted at this step.

        An `other` text, to `look` at it, the `library`, to `leave` it to the program, or a `note`.
        """

        def __init__(self, row: PreparedRow, what: str) -> None:
            self.row, self.what = row, what
            super().__init__()

    def __init__(self, index: int, words: Words, *, is_text: bool) -> None:
        super().__init__()
        self.index, self.is_text = index, is_text
        self.set_reactive(PreparedRow.words, words)

    def action_ask(self, what: str) -> None:
        """Ask for it; a step without a text has only a note. What it is asked for is in sight."""
        self.scroll_visible(animate=False)
        if self.is_text or what not in ("library", "leave"):
            self.post_message(self.Asked(self, what if self.is_text else "note"))

    def action_walk(self, by: int) -> None:
        """Put the bar on another step; it stays within the hour, and in sight."""
        rows = list(self.screen.query(PreparedRow))
        row = rows[min(max(rows.index(self) + by, 0), len(rows) - 1)]
        row.focus(scroll_visible=False)
        row.scroll_visible(animate=False)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space and its letters are its own."""
        return key in ("space", "v", "c", "x", "o")

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words take."""
        return len(self._lines(width))

    def render(self) -> VisualType:
        """When and what; below it why, and the note."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        when, what, why, note = self.words
        texts = (
            Content.styled(what, "bold" if self.is_text else ""),
            Content(why),
            Content(f"My note: {note}" if note else ""),
        )
        lines = [line for text in texts if text for line in text.wrap(max(width - _WHEN, 1))]
        return [
            Content.assemble(f"{'' if number else when:<{_WHEN}}", line) for number, line in enumerate(lines)
        ]
