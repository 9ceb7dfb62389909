"""The one line at the bottom: what Space does, and a few keys beside it."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

Word = tuple[str, str]
"""A key and the word that says what it does."""

GAP, TIGHT_GAP = 3, 2
"""Columns between two keys; the second where it lets more of a panel's own keys stand."""
_LEAST = 34
"""Columns that the main words keep where own keys would push them out."""


def fitting(
    main: Word | None, keys: tuple[Word, ...], width: int, own: int = 0, gap: int = GAP
) -> tuple[Word, ...]:
    """The keys that fit beside the main words.

    The last one, such as help, always stays; of the others the later ones go first. For the last one and
    for the first `own` ones the main words may be cut.
    """
    if not keys:
        return ()
    *others, last = keys
    left = width - _length(last)
    if left < 0:
        return ()
    beside = _length(main) + GAP if main else 0
    kept: list[Word] = []
    for index, word in enumerate(others):
        left -= _length(word) + gap
        if left < (min(beside, _LEAST + GAP) if index < own else beside):
            break
        kept.append(word)
    return (*kept, last)


def gap_and_words(
    main: Word | None, keys: tuple[Word, ...], width: int, own: int = 0
) -> tuple[int, tuple[Word, ...]]:
    """The keys that fit, and the columns between them: fewer where that keeps more of the `own` ones."""
    wide, tight = (fitting(main, keys, width, own, gap) for gap in (GAP, TIGHT_GAP))
    return (TIGHT_GAP, tight) if min(len(tight) - 1, own) > len(wide) - 1 else (GAP, wide)


def _length(word: Word) -> int:
    return Content(word[0]).cell_length + (1 + Content(word[1]).cell_length if word[1] else 0)


class FooterLine(Widget):
    """Draws the line and never lets it overflow."""

    DEFAULT_CSS = """
    FooterLine { height: 1; width: 1fr; padding: 0 2; text-wrap: nowrap; text-overflow: ellipsis; }
    """

    main: reactive[Word | None] = reactive(None)
    keys: reactive[tuple[Word, ...]] = reactive(())
    own: reactive[int] = reactive(0)

    def show(self, main: Word | None, keys: tuple[Word, ...], *, own: int = 0) -> None:
        """Take in the main key with its words, and the others by importance; the last one always stays.

        `own` says how many of the first ones come before the last words of the main key.
        """
        self.main, self.keys, self.own = main, keys, own

    def render(self) -> VisualType:
        """The main words at the left, the others at the right in the same order."""
        width = self.content_size.width
        gap, words = gap_and_words(self.main, self.keys, width, self.own)
        left = Content("")
        if self.main is not None:
            key, what = self.main
            left = Content.assemble((key, "bold $accent"), f"  {what}" if what else "")
        right = Content(" " * gap).join(
            Content.assemble((key, "bold $accent"), (f" {what}", "$text-muted")) for key, what in words
        )
        if not words:
            return left
        left = left.truncate(max(width - right.cell_length - 2, 0), ellipsis=True)
        space = width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(space, 0), right)
