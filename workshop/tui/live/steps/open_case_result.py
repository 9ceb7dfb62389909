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
        #headline { color: $text-primary; margin-bottom: 1; }
        .case--then { text-style: bold; }
        #last.-large { margin-top: 1; }
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
        said = words.headline(told, self.view.voted, self.view.setup.k)
        yield Headline(said, beside_text=True, id="headline")
        *before, last = words.then(told)
        for line in before:
            yield Plain(line, classes="case--then")
        yield Headline(last, beside_text=True, id="last")
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
        told = self.picture
        lines = [(sentence, width - NUMBER_WIDTH) for sentence in told.case.sentences]
        if told.result is not None:
            lines += [(_said(told.result, index), width - NUMBER_WIDTH) for index in range(len(lines))]
        rows = sum(rows_of(text, room) for text, room in lines)
        *before, last = words.then(told)
        left = height - 2 - sum(rows_of(line, width) for line in before) - rows
        headline, then = self.query(Headline)
        headline.take(left - rows_of(last, width))
        left -= headline.rows(width, self.app.size)
        then.take(left - 1)
        is_large = then.rows(width, self.app.size) > rows_of(last, width)
        then.set_class(is_large, "-large")
        left -= then.rows(width, self.app.size) + is_large
        self.set_class(left >= len(told.case.sentences) - 1, "-airy")


def _said(result: CaseResult, index: int) -> str:
    """What is said of a line, behind its chance as dots."""
    return "  ".join(filter(None, (words.chance_dots(result, index), words.line_words(result, index))))
