"""A case as a phone shows it while it is judged: the same words, one column."""

from __future__ import annotations

from collections.abc import Iterator

from workshop.core.live.words.vote import ANSWERS, QUESTION, WRITTEN
from workshop.core.scenarios.scenario import MISSING_ROW, TAP_WORDS
from workshop.core.scenarios.source_text import blocks
from workshop.tui.modals.look import TextDialog
from workshop.tui.widgets.plain import Plain


class PhoneLookModal(TextDialog):
    """The page of a vote, as wide as a phone."""

    DEFAULT_CSS = """
    PhoneLookModal #box { width: 48; height: 94%; padding: 0 1; }
    PhoneLookModal .tap { margin-top: 1; padding: 0 1; background: $panel; }
    """

    def page(self) -> Iterator[Plain]:
        """From the question to the four answers."""
        one = self.scenario
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
