"""A text before anybody sees it: as the wall shows it, what phones are asked, and its key."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.live.words.vote import WRITTEN
from workshop.core.scenarios.scenario import Scenario
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet


class LookModal(Dialog[None]):
    """Source, output and decisions as the room will see them; below, what is wrong and the note."""

    DEFAULT_CSS = """
    LookModal { align: center middle; }
    LookModal #box { width: 90%; max-width: 110; height: 90%; border: round $accent; }
    LookModal #box { padding: 0 2; background: $surface; }
    LookModal Sheet { height: 1fr; }
    LookModal .head { text-style: bold; margin-top: 1; }
    """

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario

    def compose(self) -> ComposeResult:
        """All of it on one page that scrolls."""
        one = self._scenario
        with Vertical(id="box"):
            with Sheet(can_focus=True):
                yield Plain(one.title, classes="head")
                yield Plain(one.task)
                yield Plain(f"On the wall: {one.source_title}", classes="head")
                yield Plain(one.source)
                yield Plain(WRITTEN, classes="head")
                for number, sentence in enumerate(one.sentences, start=1):
                    yield Plain(f"{number}  {sentence.text}")
                yield Plain("On a phone", classes="head")
                yield Plain("The same text, its lines to tap, and:")
                for words in one.options:
                    yield Plain(f"( {words} )")
                yield Plain("What is wrong", classes="head")
                yield Plain("Nothing: it is sound." if one.control else one.reveal)
                yield Plain(one.facilitator_note or "")
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do."""
        self.query_one(FooterLine).show(("Space", "close"), (("↑↓", "scroll"),))
