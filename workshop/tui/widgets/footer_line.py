"""The one line at the bottom: what Space does, and a few keys beside it."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

Word = tuple[str, str]
"""A key and the word that says what it does."""

GAP = 3


def fitting(main: Word | None, keys: tuple[Word, ...], width: int) -> tuple[Word, ...]:
    """The keys that fit beside the main words; the last ones are the first to go.

    The very first keeps its place even where only the main words have to be cut for it.
    """
    left = width - (_length(main) + GAP if main else 0)
    kept: list[Word] = []
    for word in keys:
        need = _length(word) + (GAP if kept else 0)
        if need > left and kept:
            break
        if need > left:
            return ()
        kept.append(word)
        left -= need
    return tuple(kept)


def _length(word: Word) -> int:
    return Content(word[0]).cell_length + (1 + Content(word[1]).cell_length if word[1] else 0)


class FooterLine(Widget):
    """Draws the line and never lets it overflow."""

    DEFAULT_CSS = """
    FooterLine { height: 1; width: 1fr; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    main: reactive[Word | None] = reactive(None)
    keys: reactive[tuple[Word, ...]] = reactive(())

    def show(self, main: Word | None, keys: tuple[Word, ...]) -> None:
        """Take in the main key with its words, and the others by importance."""
        self.main, self.keys = main, keys

    def render(self) -> VisualType:
        """The main words at the left, the others at the right in the same order."""
        width = self.content_size.width
        words = fitting(self.main, self.keys, width)
        left = Content("")
        if self.main is not None:
            key, what = self.main
            left = Content.assemble((key, "bold $accent"), f"  {what}" if what else "")
        right = Content(" " * GAP).join(
            Content.assemble((key, "bold $accent"), (f" {what}", "$text-muted")) for key, what in words
        )
        space = width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(space, 0), right) if words else left
