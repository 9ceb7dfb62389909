"""Numbered sentences, one below the other, as large as the rows they are given allow."""

from __future__ import annotations

import enum
from collections.abc import Sequence

from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.face import headline_rows

Sentence = tuple[str, ...]
"""A sentence in parts, each of which may stand on a line of its own."""

_FACE = 4
"""Rows of a large letter."""


class Form(enum.Enum):
    """How large they are, the largest first."""

    LARGE = enum.auto()
    """Numbers and sentences in large letters."""
    NUMBERS = enum.auto()
    """Large numbers, and the parts of a sentence below each other."""
    PARTS = enum.auto()
    """The same with small numbers."""
    AIRY = enum.auto()
    """One sentence after the other with a blank row between them."""
    CLOSE = enum.auto()
    """Without it."""


class Sentences(Widget):
    """Sentences with a hanging indent; where one can be selected, that one has a sign before it."""

    DEFAULT_CSS = """
    Sentences { width: 1fr; height: auto; text-style: bold; }
    """

    def __init__(
        self,
        sentences: Sequence[Sentence] = (),
        *,
        selectable: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        self._sentences = tuple(sentences)
        self._selectable = selectable
        self._selected = 0
        self._most = 0
        super().__init__(id=id)

    @property
    def selected(self) -> int:
        """The place of the selected sentence."""
        return self._selected

    async def fill(self, sentences: Sequence[Sentence]) -> None:
        """Show other sentences; the selection stays where it can."""
        if tuple(sentences) != self._sentences:
            self._sentences = tuple(sentences)
            self._selected = min(self._selected, max(len(self._sentences) - 1, 0))
            self.refresh(layout=True)

    def take(self, most: int) -> None:
        """Be as large as so many rows allow."""
        if most != self._most:
            self._most = most
            self.refresh(layout=True)

    def select(self, at: int) -> bool:
        """Select a sentence and bring it into sight; False where there is none at that place."""
        if not 0 <= at < len(self._sentences):
            return False
        self._selected = at
        self.refresh()
        self.call_after_refresh(self._show_selected)
        return True

    def rows(self, width: int) -> int:
        """How many rows they take at a width, in the form that they have now."""
        return len(self._lines(width))

    def fewest_rows(self, width: int) -> int:
        """How many rows they take at a width at least."""
        return sum(map(len, self._drawn(Form.CLOSE, width)))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as it may be."""
        return container.width

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the sentences are."""
        return self.rows(width)

    def render(self) -> VisualType:
        """All of them."""
        return Content("\n").join(self._lines(self.content_size.width))

    def _show_selected(self) -> None:
        blocks, gap = self._blocks(self.content_size.width)
        if self._selected < len(blocks):
            top = sum(len(block) + gap for block in blocks[: self._selected])
            row = Region(0, self.virtual_region.y + top, 1, len(blocks[self._selected]))
            for above in self.ancestors:
                if isinstance(above, VerticalScroll):
                    above.scroll_to_region(row, animate=False, force=True, immediate=True)

    def _lines(self, width: int) -> list[Content]:
        blocks, gap = self._blocks(width)
        lines = [line for block in blocks for line in (*block, *[Content()] * gap)]
        return lines[: len(lines) - gap] if gap else lines

    def _blocks(self, width: int) -> tuple[list[list[Content]], int]:
        """The lines of each sentence in the largest form that fits, and the blank rows between two."""
        for form in Form:
            gap = int(form is not Form.CLOSE)
            blocks = self._drawn(form, width)
            if blocks and sum(map(len, blocks)) + gap * (len(blocks) - 1) <= self._most:
                return blocks, gap
        return (self._drawn(Form.CLOSE, width), 0) if self._most else (self._drawn(Form.AIRY, width), 1)

    def _drawn(self, form: Form, width: int) -> list[list[Content]]:
        """The lines of each sentence in a form; none where it cannot be drawn so."""
        if form is Form.LARGE and len(self._sentences) * _FACE > self._most:
            return []
        labels = [str(number) for number in range(1, len(self._sentences) + 1)]
        is_large = form in (Form.LARGE, Form.NUMBERS)
        drawn = [headline_rows(label, width) if is_large else (label,) for label in labels]
        column = max((len(rows[0]) for rows in drawn), default=0) + (3 if is_large else 2)
        room = width - column - 2 * self._selectable
        texts = [_text(sentence, form, room) for sentence in self._sentences]
        if not all(texts):
            return []
        return [
            [self._line(at, row, label, text, column) for row in range(max(len(label), len(text)))]
            for at, (label, text) in enumerate(zip(drawn, texts, strict=True))
        ]

    def _line(self, at: int, row: int, label: Sequence[str], text: Sequence[str], column: int) -> Content:
        # Beside a large number a sentence stands in the middle.
        down = max(len(label) - len(text), 0) // 2
        number = (label[row] if row < len(label) else "").ljust(column)
        words = text[row - down] if 0 <= row - down < len(text) else ""
        sign = ("▸ " if at == self._selected and row == down else "  ") if self._selectable else ""
        return Content.assemble((sign + number, "$text-accent"), words)


def _text(sentence: Sentence, form: Form, width: int) -> tuple[str, ...]:
    whole = " ".join(sentence)
    if form is Form.LARGE:
        return headline_rows(whole, width)
    parts = sentence if form in (Form.NUMBERS, Form.PARTS) else (whole,)
    return tuple(line.plain.rstrip() for part in parts for line in Content(part).wrap(max(width, 1)))
