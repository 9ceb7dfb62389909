"""What the room's taps say of an open case: which line to look up first, and each line with its chance."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from workshop.core.live.open_cases import CaseResult
from workshop.core.live.steps.open_case import OpenCaseResultPicture
from workshop.core.live.words import open_case as words
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import NUMBER_WIDTH, SentenceList


class OpenCaseResultPanel(ScrollingPanel[OpenCaseResultPicture]):
    """What to do large; below it what is still unknown, and each line with what its taps say."""

    DEFAULT_CSS = """
    OpenCaseResultPanel {
        Headline { color: $text-primary; margin-bottom: 1; }
        .case--then { text-style: bold; }
        MoreMarker { margin-top: 1; }
        .case--row { height: auto; }
        .case--row > Vertical { height: auto; }
        &.-airy .case--row { margin-bottom: 1; }
        &.-airy .case--row.-last { margin-bottom: 0; }
        .case--number { width: 4; color: $text-muted; }
        .case--said { color: $text-muted; }
        .-flagged .case--text, .-flagged .case--number { text-style: bold; }
        .-flagged .case--said { color: $text-warning; text-style: bold; }
    }
    """

    @property
    def figures(self) -> Sequence[tuple[str, str]]:
        """The room's rates, and each chance in percent."""
        return words.figures(self.picture)

    def compose(self) -> ComposeResult:
        """From what to do down to the last line."""
        told = self.picture
        yield Headline(words.headline(told, self.view.voted, self.view.setup.k), beside_text=True)
        for line in words.then(told):
            yield Plain(line, classes="case--then")
        with MoreMarker():
            if told.result is None:
                yield SentenceList(told.case.sentences)
            else:
                yield from self._rows(told.result)

    def _rows(self, result: CaseResult) -> ComposeResult:
        flagged = result.reading.flagged if result.reading is not None else ()
        for (index, sentence), last in with_last(enumerate(self.picture.case.sentences)):
            with Horizontal(classes=" ".join(("case--row", *["-flagged"] * (index in flagged), last))):
                yield Plain(f"{index + 1}", classes="case--number")
                with Vertical():
                    yield Plain(sentence, classes="case--text")
                    yield Plain(_said(result, index), classes="case--said")

    @on(Resize)
    def fit(self) -> None:
        """The headline is as large as the lines allow; then they stand apart."""
        width, height = self.content_size
        told, headline = self.picture, self.query_one(Headline)
        lines = [(sentence, width - NUMBER_WIDTH) for sentence in told.case.sentences]
        if told.result is not None:
            lines += [(_said(told.result, index), width - NUMBER_WIDTH) for index in range(len(lines))]
        rows = sum(rows_of(text, room) for text, room in lines)
        left = height - 2 - sum(rows_of(line, width) for line in words.then(told)) - rows
        headline.take(left)
        spare = left - headline.rows(width, self.app.size)
        self.set_class(spare >= len(told.case.sentences) - 1, "-airy")


def _said(result: CaseResult, index: int) -> str:
    """What is said of a line, behind its chance as dots."""
    return "  ".join(filter(None, (words.chance_dots(result, index), words.line_words(result, index))))
