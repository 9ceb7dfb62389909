"""A pulse until it is told: the question, its answers, and how many have voted; nothing else."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical

from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.pulse import answers_words, moment_words
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import show_voted
from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.voted_row import VotedRow

_MARK = 5
"""Columns that an answer has beside its words."""
_LETTER, _ROWS_OF_LARGE = 4, 7
"""Rows of an answer in the headline's face, and those that each has where all are set in it."""
_OTHERS = 4
"""Rows that are neither question nor answer: the moment, the count, and a blank one beside each."""


class PulsePanel(ScrollingPanel[PulsePicture]):
    """The question large, the answers as on the phones, and the row that counts."""

    DEFAULT_CSS = """
    PulsePanel {
        #moment { color: $text-muted; }
        #question { color: $text-primary; margin-bottom: 1; }
        #top, #answers { height: auto; }
        #about { margin-bottom: 1; }
        .pulse--answer { border-left: thick $primary; padding: 0 2; text-style: bold; }
        &.-loose .pulse--answer { margin-bottom: 1; }
        &.-airy .pulse--answer { margin-bottom: 1; padding: 1 2; }
        &.-airiest .pulse--answer { margin-bottom: 1; padding: 2; }
        &.-large .pulse--answer { padding: 1 2; }
        #count { margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the row that counts."""
        asked = self.picture
        with Regions():
            with Vertical(id="top"):
                if moment := moment_words(asked.moment):
                    yield Plain(moment, id="moment")
                yield Headline(asked.pulse.question, id="question")
            with MoreMarker(), Vertical(id="answers"):
                if asked.about:
                    yield Plain("\n".join(asked.about), id="about")
                for words in answers_words(asked.pulse):
                    yield Headline(words, beside_text=True, classes="pulse--answer")
            yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def on_resize(self) -> None:
        """Give the answers air where there is room for it."""
        width, question = self.content_size.width, self.query_one("#question", Headline)
        answers, about = answers_words(self.picture.pulse), self.picture.about
        left = self.content_size.height - _OTHERS
        if about:  # its lines are what the room has to read: the question is large where they leave room
            left -= sum(rows_of(words, width) for words in about) + 1
            question.take(max(0, left - len(answers)))
        left -= question.rows(width, self.app.size)
        fits = sum(rows_of(words, width - _MARK) for words in answers) <= left
        self.query_one(MoreMarker).set_class(fits, "-fits-content")
        each = left // len(answers)
        large = each >= _ROWS_OF_LARGE and all(
            len(headline_rows(words, width - _MARK)) == _LETTER for words in answers
        )
        self.update_classes(
            {"-loose": 2 <= each < 4, "-airy": 4 <= each < 6, "-airiest": each >= 6, "-large": large}
        )
        for answer in self.query(".pulse--answer").results(Headline):
            answer.take(_LETTER if large else 0)

    def show(self, view: RoomView) -> None:
        """Take in new counts."""
        super().show(view)
        show_voted(self.query_one(VotedRow), view)
