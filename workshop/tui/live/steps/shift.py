"""Then and now: what the figures of two sessions say, and how little they may mean."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.events import Resize

from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.live.words.shift import NO_FIGURE, Figure, shift_words, shifts_of, since_words
from workshop.core.plans.look_back import DIFFERENT_PEOPLE
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.answer_bars import Answer, AnswerBars, Measure, share_out
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain, rows_of


class ShiftPanel(ScrollingPanel[ShiftPicture]):
    """What has changed in a sentence; below it then and now for each figure, on one scale."""

    DEFAULT_CSS = """
    ShiftPanel {
        #heading { color: $text-primary; margin-bottom: 1; }
        #caveat { color: $text-muted; margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The finding, the figures, and what nobody should conclude."""
        seen = self.picture
        yield Headline(shift_words(seen.look_back.figures, seen.now), beside_text=True, id="heading")
        with AiryMarker():
            shifts = list(shifts_of(seen.look_back.figures, seen.now))
            for shift in shifts:
                yield Plain(
                    Content.assemble((shift.name, "bold"), ("   " + shift.change, "$text-muted")),
                    classes="shift--name",
                )
                if shift.figures:
                    yield AnswerBars(figure_rows(shift.figures))
            if not shifts:
                yield Plain(NO_FIGURE, classes="shift--name")
        yield Plain(f"{since_words(seen)}. {DIFFERENT_PEOPLE}", id="caveat")

    @on(Resize)
    def fit(self) -> None:
        """The bars take what the words leave."""
        width, left = self.content_size
        texts = [str(part.content) for part in self.query(Plain)]
        left -= sum(rows_of(text, width) + 1 for text in texts if text)
        left -= self.query_one(Headline).rows(width, self.app.size) + 1
        share_out(list(self.query(AnswerBars)), left)


def figure_rows(figures: Sequence[Figure]) -> list[Answer]:
    """A bar for each session; today's is the last."""
    return [
        Answer(
            figure.when,
            (Measure(figure.part / figure.whole if figure.whole else 0, figure.words, quiet=later > 0),),
        )
        for later, figure in zip(range(len(figures) - 1, -1, -1), figures, strict=True)
    ]
