"""One line that says what went wrong, and takes no room while nothing did."""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.core.text import clean

_LONGEST = 2000


class Notice(Widget):
    """A sentence for the facilitator; hidden while it is empty."""

    DEFAULT_CSS = """
    Notice { height: auto; max-height: 6; width: 1fr; padding: 0 2; display: none; }
    Notice { color: $warning; text-style: bold; }
    Notice.-said { display: block; }
    """

    text: reactive[str] = reactive("", layout=True)

    def watch_text(self, text: str) -> None:
        """Appear and disappear with the text."""
        self.set_class(bool(text), "-said")

    def say(self, sentences: Iterable[str]) -> None:
        """Say what there is to say, each sentence with a line of its own."""
        self.text = "\n! ".join(filter(None, sentences))

    def render(self) -> VisualType:
        """The sentence after a sign that is not a colour."""
        # It may name folders and files, whose names come from outside.
        return Content(clean(f"! {self.text}", limit=_LONGEST, lines=True))
