"""Words of which any number is marked: boxes that leave Enter to the form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.word_lines import lines_of


class WordMarks(Widget, can_focus=True):
    """Left and right go from word to word, Space marks, Enter says that the form is done."""

    DEFAULT_CSS = """
    WordMarks { width: 1fr; height: auto; }
    WordMarks:focus { background: $surface; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "previous", show=False),
        Binding("right", "go(1)", "next", show=False),
        Binding("space", "mark", "mark", show=False),
        Binding("enter", "submit", "save", show=False),
    ]

    at: reactive[int] = reactive(0)
    marked: reactive[frozenset[int]] = reactive(frozenset())

    class Changed(Message):
        """Another word is marked, or one less."""

    class Submitted(Message):
        """Enter was pressed on the words."""

    def __init__(self, words: Sequence[str], marked: Collection[int] = (), *, id: str | None = None) -> None:  # noqa: A002
        self._words = tuple(words)
        super().__init__(id=id)
        self.set_reactive(WordMarks.marked, frozenset(marked))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the words need."""
        return len(self._lines(width))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space and the arrows belong to the words."""
        return key in ("space", "left", "right")

    def render(self) -> VisualType:
        """Every word behind its box; the one that Space would mark stands out."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _lines(self, width: int) -> list[Content]:
        return lines_of([self._word(place) for place in range(len(self._words))], width)

    def _word(self, place: int) -> Content:
        box = "[x]" if place in self.marked else "[ ]"
        style = "bold underline" if self.has_focus and place == self.at else ""
        return Content.assemble(f"{box} ", Content.styled(self._words[place], style))

    def action_go(self, by: int) -> None:
        """Go to another word, round from the end to the beginning."""
        self.at = (self.at + by) % len(self._words)

    def action_mark(self) -> None:
        """Mark the word, or take its mark away."""
        self.marked ^= {self.at}
        self.post_message(self.Changed())

    def action_submit(self) -> None:
        """Say that the form is done."""
        self.post_message(self.Submitted())
