"""A question of the room's, over anything: one that the desk has put on the wall."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain


class QuestionModal(Dialog[None]):
    """The question and nothing else, until any key comes."""

    CSS_PATH = "question.tcss"

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = words

    def compose(self) -> ComposeResult:
        """Whose question it is, its words as large as they fit, and the way back."""
        with Vertical(id="question"):
            yield Plain("A question from the room", id="from")
            yield Headline(self._words, id="words")
        yield FooterLine()

    def on_mount(self) -> None:
        """Say what Space does."""
        self.query_one(FooterLine).show(("Space", "take the question off"), ())

    def on_key(self, event: events.Key) -> None:
        """Show the wall again, and do nothing else."""
        event.stop()
        self.dismiss(None)
