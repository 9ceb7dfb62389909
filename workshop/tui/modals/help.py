"""What the keys do, and what to do when it goes differently."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from workshop.tui.key import EVERYWHERE, Key
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet

SITUATIONS = (
    ("What is suggested after a vote?", "Your desk says it (d); without one: Ctrl+P, Suggestion."),
    ("The hint is suggested", "Show the hint (h), read the source aloud, vote again."),
    ("Moving on is suggested", "Two remarks, then the reveal (s). Ask nobody in public why they were wrong."),
    ("The talk led the wrong way", "Ask: which argument convinced you?"),
    ("Fewer votes than the smallest group", "Talk at an open table; no votes are shown, and you say why."),
    ("One voice leads", "Alone, in pairs, in fours, then all. Ask for what a partner said."),
    ("The sponsor leaves early", "Take the statement and the decision on support first."),
    ("Somebody asks who voted what", "Nobody can know, not even this machine."),
    ("Somebody defends the wrong line well", "Go back to the source, not to the person."),
    ("The network fails", "Count hands (m): beside the phones, or instead of them."),
    ("AI is useless, says the room", "Play a sound text, and show what wrong alarms cost."),
    ("AI is always right, says the room", "Play a text that leaves something out."),
)
"""What the facilitator meets, and does."""

FROM_THE_SYSTEM = (("Ctrl+P", "All commands by name"), ("Ctrl+Q", "Leave, with the same question"))


class HelpModal(Dialog[None]):
    """Two lists, side by side where there is room."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q,enter", "leave", "Close", show=False)]

    def __init__(self, keys: Sequence[Key], of_panels: Sequence[Key] = ()) -> None:
        """Make it.

        Args:
            keys: The keys of the screen.
            of_panels: What single panels of the screen add, each with its words.
        """
        super().__init__()
        self._keys, self._of_panels = tuple(keys), tuple(of_panels)

    def compose(self) -> ComposeResult:
        """Keys, situations, the way back."""
        with Sheet():
            with Vertical(id="keys"):
                yield Plain("Keys", classes="title")
                for key in (*self._keys, *self._of_panels, *EVERYWHERE):
                    yield from _row(key.shown, key.help)
                for shown, words in FROM_THE_SYSTEM:
                    yield from _row(shown, words)
            with Vertical(id="situations"):
                yield Plain("When it goes differently", classes="title")
                for situation, what in SITUATIONS:
                    yield from _row(situation, what)
        yield FooterLine()

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self.query_one(Sheet).focus()
        self.query_one(FooterLine).show(("Space", "back"), (("↑↓", "scroll"),))


def _row(left: str, right: str) -> ComposeResult:
    with Horizontal(classes="row"):
        yield Plain(left, classes="left")
        yield Plain(right)
