"""One line of words of which one is chosen: radio buttons that leave Enter to the form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget


class WordChoice(Widget, can_focus=True):
    """Left, right and Space move the choice; Enter says that the form is done."""

    DEFAULT_CSS = """
    WordChoice { width: 1fr; height: 1; }
    WordChoice:focus { background: $surface; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up", "choose_next(-1)", "previous", show=False),
        Binding("right,down,space", "choose_next(1)", "next", show=False),
        Binding("enter", "submit", "save", show=False),
    ]

    chosen = reactive(0)

    class Changed(Message):
        """Another word was chosen."""

        def __init__(self, choice: WordChoice) -> None:
            self.choice = choice
            super().__init__()

        @property
        def control(self) -> WordChoice:
            """The line of words."""
            return self.choice

    class Submitted(Message):
        """Enter was pressed on the line."""

    def __init__(self, words: Sequence[str], chosen: int = 0, *, id: str | None = None) -> None:  # noqa: A002
        self._words = tuple(words)
        super().__init__(id=id)
        self.set_reactive(WordChoice.chosen, chosen)

    def render(self) -> VisualType:
        """All words, the chosen one with a filled button."""
        parts = (f"({'•' if at == self.chosen else ' '}) {word}" for at, word in enumerate(self._words))
        return Content("   ".join(parts))

    def action_choose_next(self, by: int) -> None:
        """Move the choice, round from the end to the beginning."""
        self.chosen = (self.chosen + by) % len(self._words)

    def action_submit(self) -> None:
        """Say that the form is done."""
        self.post_message(self.Submitted())

    def watch_chosen(self, before: int, now: int) -> None:
        """Tell whoever contains it."""
        if before != now:
            self.post_message(self.Changed(self))
