"""A word, a clock or a sentence in letters that are read from the last row of a room."""

from __future__ import annotations

import enum

from textual.content import Content
from textual.geometry import Size
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.numerals import LARGE, SMALL, numeral_rows
from workshop.tui.widgets.plain import rows_of


class Print(enum.Enum):
    """Which letters: heavy capitals and figures for one word, lighter ones for a sentence."""

    WORD = enum.auto()
    SENTENCE = enum.auto()


class BlockLetters(Widget):
    """A text in the largest print that fits its width and its share of the height.

    Where no large print fits, or a character has no large letter, the text stands in plain bold letters.
    """

    DEFAULT_CSS = """
    BlockLetters { width: 1fr; height: auto; text-style: bold; }
    """

    def __init__(
        self,
        text: str,
        letters: Print = Print.SENTENCE,
        *,
        share: float = 0.25,
        id: str | None = None,  # noqa: A002 - Textual's own name
        classes: str | None = None,
    ) -> None:
        """Make it.

        Args:
            text: What to say.
            letters: The kind of print.
            share: The part of the screen's height that the letters may take.
            id: As in every widget.
            classes: As in every widget.
        """
        self._text = text
        self._letters = letters
        self._share = share
        super().__init__(id=id, classes=classes)

    @property
    def text(self) -> str:
        """What it says."""
        return self._text

    def take_share(self, share: float) -> None:
        """Take another part of the screen's height."""
        if share != self._share:
            self._share = share
            self.refresh(layout=True)

    def rows(self, width: int, screen_height: int) -> int:
        """How many lines it takes at a width, on a screen of a height."""
        return len(self._lines(width, screen_height)) or rows_of(self._text, width)

    def say(self, text: str) -> None:
        """Say something else."""
        if text != self._text:
            self._text = text
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """As wide as the letters are."""
        lines = self._lines(container.width, viewport.height)
        return max(map(len, lines), default=min(Content(self._text).cell_length, container.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the letters are."""
        return self.rows(width, viewport.height)

    def render(self) -> VisualType:
        """The letters, or the text as it is."""
        lines = self._lines(self.content_size.width, self.app.size.height)
        return Content("\n".join(lines) if lines else self._text)

    def _lines(self, width: int, screen_height: int) -> tuple[str, ...]:
        most = int(screen_height * self._share)
        if self._letters is Print.WORD:
            return print_word(self._text, width, most)
        lines = headline_rows(self._text, width)
        return lines if len(lines) <= most else ()


def print_word(word: str, width: int, most: int) -> tuple[str, ...]:
    """A word or a clock in the largest characters that fit, at worst with blanks between its letters."""
    for lines in (numeral_rows(word, LARGE), numeral_rows(word, SMALL), headline_rows(word, width)):
        if 0 < len(lines) <= most and len(lines[0]) <= width:
            return lines
    spaced = " ".join(word)
    return (spaced if len(spaced) <= width else word,)
