"""Words of which one is chosen: radio buttons that leave Enter to the form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.at_once import AtOnce, actions_of
from workshop.tui.widgets.word_lines import lines_of

_MOST_LINES = 2


class WordChoice(AtOnce, Widget, can_focus=True):
    """Left, right and Space move the choice; Enter says that the form is done.

    Where the words need too many lines it shows the chosen one, and how many there are.
    """

    DEFAULT_CSS = """
    WordChoice { width: 1fr; height: auto; }
    WordChoice:focus { background: $surface; text-style: bold; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "choose_next(-1)", "previous", show=False),
        Binding("right,space", "choose_next(1)", "next", show=False),
        Binding("enter", "submit", "save", show=False),
    ]
    AT_ONCE: ClassVar[Mapping[str, str]] = actions_of(BINDINGS, without=("submit",))

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

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space and the arrows belong to the words."""
        return key in ("space", "left", "right")

    def render(self) -> VisualType:
        """All words, the chosen one with a filled button; or only that one."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        words = [
            Content(f"({'•' if at == self.chosen else ' '}) {word}") for at, word in enumerate(self._words)
        ]
        lines = lines_of(words, width)
        if len(lines) <= _MOST_LINES:
            return lines
        place = f"   ← {self.chosen + 1} of {len(words)} →"
        return [Content.assemble(words[self.chosen].truncate(width - len(place), ellipsis=True), place)]

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
