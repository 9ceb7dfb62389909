"""A text before anybody sees it: as the wall shows it, what phones are asked, and its key."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.live.words.vote import WRITTEN
from workshop.core.scenarios.scenario import Scenario
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet


class TextDialog(Dialog[None]):
    """A text in a box, on one page that scrolls."""

    DEFAULT_CSS = """
    TextDialog {
        align: center middle;
        #box { border: round $accent; background: $surface; }
        Sheet { height: 1fr; }
        .head { text-style: bold; margin-top: 1; }
    }
    """

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self.scenario = scenario

    def page(self) -> Iterator[Plain]:
        """What is said of the text, from the top."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """The page, and the keys."""
        with Vertical(id="box"):
            with Sheet(can_focus=True):
                yield from self.page()
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do."""
        self.query_one(FooterLine).show(("Space", "close"), (("↑↓", "scroll"),))


class LookModal(TextDialog):
    """Source, output and decisions as the room will see them; below, what is wrong and the note."""

    DEFAULT_CSS = """
    LookModal #box { width: 90%; max-width: 110; height: 90%; padding: 0 2; }
    """

    def page(self) -> Iterator[Plain]:
        """From the title down to the note."""
        one = self.scenario
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
