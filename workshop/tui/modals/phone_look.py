"""A case as a phone shows it while it is judged: the same words, one column."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.live.words.vote import ANSWERS, QUESTION, WRITTEN
from workshop.core.scenarios.scenario import MISSING_ROW, TAP_WORDS, Scenario
from workshop.core.scenarios.source_text import blocks
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet


class PhoneLookModal(Dialog[None]):
    """The page of a vote, as wide as a phone."""

    DEFAULT_CSS = """
    PhoneLookModal { align: center middle; }
    PhoneLookModal #box { width: 48; height: 94%; border: round $accent; padding: 0 1; background: $surface; }
    PhoneLookModal Sheet { height: 1fr; }
    PhoneLookModal .head { text-style: bold; margin-top: 1; }
    PhoneLookModal .tap { margin-top: 1; padding: 0 1; background: $panel; }
    """

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario

    def compose(self) -> ComposeResult:
        """From the question to the four answers."""
        one = self._scenario
        with Vertical(id="box"):
            with Sheet(can_focus=True):
                yield Plain(QUESTION, classes="head")
                yield Plain(one.setting)
                yield Plain(f"The assistant was asked: {one.task}")
                yield Plain(one.source_title, classes="head")
                for block in blocks(one.source):
                    yield Plain("\n".join(block.lines))
                yield Plain(WRITTEN, classes="head")
                yield Plain(TAP_WORDS)
                for number, line in enumerate(one.sentences, start=1):
                    yield Plain(f"{number}  {line.text}  \u2610", classes="tap")
                yield Plain(f"+  {MISSING_ROW}  \u2610", classes="tap")
                yield Plain(ANSWERS, classes="head")
                for words in one.options:
                    yield Plain(f"\u25cb  {words}", classes="tap")
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do."""
        self.query_one(FooterLine).show(("Space", "close"), (("↑↓", "scroll"),))
