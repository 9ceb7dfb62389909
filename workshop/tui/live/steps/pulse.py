"""A pulse until it is told: the question, its answers, and how many have voted; nothing else."""

from __future__ import annotations

from textual.app import ComposeResult

from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.pulse import moment_words, options_words
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import count_words, show_count
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of

_GAPS = 3
"""Blank lines: on top, under the question, and over the count."""


class PulsePanel(ScrollingPanel[PulsePicture]):
    """The question large, the answers quiet, the count as in a vote."""

    DEFAULT_CSS = """
    PulsePanel {
        padding: 1 2 0 2;
        #moment { color: $text-warning; text-style: bold; }
        #question { margin-bottom: 1; }
        #options { color: $text-muted; }
        #count { color: $text-primary; margin-top: 1; }
        #boxes { color: $primary; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the boxes."""
        asked = self.picture
        with MoreMarker():
            if moment := moment_words(asked.moment):
                yield Plain(moment, id="moment")
            yield BlockLetters(asked.pulse.question, id="question")
            yield Plain(options_words(asked.pulse), id="options")
        yield BlockLetters(count_words(self.view), share=0.2, id="count")
        yield Plain(id="boxes")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def on_resize(self) -> None:
        """The row of boxes is as long as the width allows; the question takes the lines that are left."""
        self.show(self.view)
        width, height = self.content_size.width, self.app.size.height
        small = sum(rows_of(str(text.content), width) for text in self.query(Plain) if text.display)
        left = self.size.height - small - self.query_one("#count", BlockLetters).rows(width, height)
        self.query_one("#question", BlockLetters).take_share(max(left - _GAPS, 0) / height)

    def show(self, view: RoomView) -> None:
        """Take in new counts."""
        super().show(view)
        show_count(self, view)
