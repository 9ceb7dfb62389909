"""The one headline of a screen: in the large face where it takes at most two lines, else in bold body."""

from __future__ import annotations

from functools import lru_cache

from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.plain import rows_of

COMPACT = Size(100, 30)
"""A screen that is narrower or lower leaves a headline one bold line where a text stands below it."""


def is_compact(screen: Size) -> bool:
    """Whether a screen has so little room that a text leaves no large letters above it."""
    return screen.width < COMPACT.width or screen.height < COMPACT.height


_ANY = 99
"""More rows than any headline takes."""


class Headline(Widget):
    """A sentence that the room could say back."""

    DEFAULT_CSS = """
    Headline { width: 1fr; height: auto; text-style: bold; }
    """

    def __init__(
        self,
        text: str,
        *,
        beside_text: bool = False,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Make it.

        Args:
            text: What to say.
            beside_text: Whether a text that is read stands below: on a compact screen that has the room.
            id: As in every widget.
            classes: As in every widget.
        """
        self._text, self._beside_text = text, beside_text
        self._most = _ANY
        super().__init__(id=id, classes=classes)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def say(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.refresh(layout=True)

    def take(self, most: int) -> None:
        """Take no more rows than these in large letters: a panel knows what its text leaves."""
        # Textual measures nothing anew that was waiting for a layout already: whoever asks again sees to it.
        if most != self._most or self._is_another_height:
            self._most = most
            self.refresh(layout=True)

    @property
    def _is_another_height(self) -> bool:
        return bool(self.size) and self.size.height != self.rows(self.size.width, self.app.size)

    def rows(self, width: int, screen_size: Size) -> int:
        """How many rows it takes at a width, on a screen of a size."""
        return len(self._lines(width, screen_size))

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as its longest line."""
        return max((Content(line).cell_length for line in self._lines(container.width, viewport)), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its lines."""
        return self.rows(width, viewport)

    def render(self) -> VisualType:
        """The lines."""
        return Content("\n".join(self._lines(self.content_size.width, self.app.size)))

    def _lines(self, width: int, screen: Size) -> tuple[str, ...]:
        large = () if self._beside_text and is_compact(screen) else headline_rows(self._text, width)
        return large if 0 < len(large) <= self._most else even_lines(self._text, width)


@lru_cache(maxsize=256)
def even_lines(text: str, width: int) -> tuple[str, ...]:
    """A text in body letters on as few lines as it takes, all of much the same length."""
    wanted = rows_of(text, width)
    narrow, wide = 1, max(width, 1)
    while narrow < wide:
        middle = (narrow + wide) // 2
        if _fits(text, middle, wanted):
            wide = middle
        else:
            narrow = middle + 1
    return tuple(line.plain.rstrip() for line in Content(text).wrap(wide)) if text.strip() else ()


def _fits(text: str, width: int, rows: int) -> bool:
    return rows_of(text, width) <= rows and all(Content(word).cell_length <= width for word in text.split())
