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
from workshop.tui.widgets.headline import even_lines

Sentence = tuple[str, ...]
"""A sentence in parts, each of which may stand on a line of its own."""

_FACE = 4
"""Rows of a large letter."""
_TOLD = 2
"""The parts that are the sentence: when, and what then. A third says more about it, and is quiet."""
_ROWS_OF_GAP = 14
"""In so many rows each gap between two sentences may have a blank one."""


class Form(enum.Enum):
    """How large they are, the largest first."""

    EACH = enum.auto()
    """Numbers in large letters, and each part of a sentence, below each other."""
    LARGE = enum.auto()
    """Numbers and whole sentences in large letters."""
    FIRST = enum.auto()
    """The first part in large letters, the others below it in small ones."""
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
        first: int = 1,
        quiet: bool = False,
        next_one: Sentence = (),
        id: str | None = None,  # noqa: A002 - Textual's own name
    ) -> None:
        """Make it.

        Args:
            sentences: what is said.
            selectable: whether one of them is marked.
            first: the number of the first one.
            quiet: whether they are only there to begin from.
            next_one: what stands, quiet, in the place of the one that may come next.
            id: as in every widget.
        """
        self._sentences, self._next, self._first = tuple(sentences), next_one, first
        self._selectable, self._quiet = selectable, quiet
        self._selected = 0
        self._most = 0
        super().__init__(id=id)

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._sentences)

    @property
    def selected(self) -> int:
        """The place of the selected sentence."""
        return self._selected

    def fill(self, sentences: Sequence[Sentence], next_one: Sentence = ()) -> None:
        """Show other sentences; the selection stays where it can."""
        if (tuple(sentences), next_one) != (self._sentences, self._next):
            self._sentences, self._next = tuple(sentences), next_one
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
            # Below a large numeral there is air already.
            gap = int(form not in (Form.CLOSE, Form.NUMBERS))
            blocks = self._drawn(form, width)
            spare = self._most - sum(map(len, blocks)) - gap * (len(blocks) - 1)
            if blocks and spare >= 0:
                return blocks, self._gap(spare, gap) if form is not Form.CLOSE else 0
        return (self._drawn(Form.CLOSE, width), 0) if self._most else (self._drawn(Form.AIRY, width), 1)

    @property
    def _all(self) -> tuple[Sentence, ...]:
        return (*self._sentences, self._next) if self._next else self._sentences

    def _gap(self, spare: int, gap: int) -> int:
        """The blank rows between two: one more for each that can be spared, while they stay together."""
        return min(gap + spare // max(len(self._all) - 1, 1), max(1, self._most // _ROWS_OF_GAP))

    def _drawn(self, form: Form, width: int) -> list[list[Content]]:
        """The lines of each sentence in a form; none where it cannot be drawn so."""
        if form in _IN_FACE and len(self._all) * _FACE > self._most:
            return []
        labels = [str(number) for number, _ in enumerate(self._all, start=self._first)]
        is_large = form in _IN_FACE or form is Form.NUMBERS
        drawn = [headline_rows(label, width) if is_large else (label,) for label in labels]
        column = max((len(rows[0]) for rows in drawn), default=0) + (3 if is_large else 2)
        room = width - column - 2 * self._selectable
        texts = [_text(sentence, form, room) for sentence in self._all]
        if not all(texts):
            return []
        return [
            [self._line(at, row, label, text, column) for row in range(max(len(label), len(text)))]
            for at, (label, text) in enumerate(zip(drawn, texts, strict=True))
        ]

    def _line(self, at: int, row: int, label: Sequence[str], text: Sequence[Content], column: int) -> Content:
        # Beside a large number a sentence stands in the middle.
        down = max(len(label) - len(text), 0) // 2
        number = (label[row] if row < len(label) else "").ljust(column)
        words = text[row - down] if 0 <= row - down < len(text) else Content()
        if self._quiet or at == len(self._sentences):
            return Content.styled(f"{'  ' * self._selectable}{number}{words.plain}", "$text-muted")
        is_chosen = at == self._selected and row == down and len(self._sentences) > 1
        sign = ("▸ " if is_chosen else "  ") if self._selectable else ""
        return Content.assemble((sign + number, "$text-accent"), words)


_IN_FACE = {Form.EACH: _TOLD, Form.LARGE: _TOLD, Form.FIRST: 1}
"""How many parts are set in large letters."""


def _text(sentence: Sentence, form: Form, width: int) -> list[Content]:
    """The lines of a sentence; none where it has a part that cannot be set in large letters."""
    many = _IN_FACE.get(form, 0)
    large, rest = sentence[:many], sentence[many:]
    if form is Form.LARGE:
        large = (" ".join(large),)
    elif form in (Form.AIRY, Form.CLOSE):
        rest = (" ".join(rest),)
    faces = [headline_rows(part, width) for part in large]
    if not all(faces):
        return []
    lines = [Content(row) for face in faces for row in (*face, "")][:-1]
    for at, part in enumerate(rest, start=many):
        quiet = "$text-muted" if at >= _TOLD else ""
        lines += [Content.styled(line, quiet) for line in even_lines(part, max(width, 1))]
    return lines
