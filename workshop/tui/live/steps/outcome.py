"""What we chose: alone and after the talk, with who tapped which line; and what moved between the votes."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.widget import Widget

from workshop.core.live.commands import SetPrice
from workshop.core.live.steps.scenario import MOST_MINUTES, OutcomePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.moved import moved_texts, price_words
from workshop.core.live.words.reveal import (
    chosen,
    count_notes,
    decision_words,
    outcome_headline,
    tapped_words,
    taps_heading,
)
from workshop.tui.keys import OUTCOME, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.reveal_rows import chosen_rows, decision_rows, tapped_rows
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.modals.number import NumberModal
from workshop.tui.widgets.answer_bars import AnswerBars
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import JudgedSentences
from workshop.tui.widgets.tally_bars import TallyBars
from workshop.tui.widgets.word_lines import lines_of


class Page(enum.StrEnum):
    """What is in sight; the values are style classes, the words what `v` turns to."""

    OUTCOME = "-outcome"
    LINES = "-lines"
    VOTES = "-votes"
    MOVED = "-moved"


_FOOTER = {
    Page.OUTCOME: "what we chose",
    Page.LINES: "all lines",
    Page.VOTES: "the four decisions",
    Page.MOVED: "what moved",
}


class OutcomePanel(ScrollingPanel[OutcomePicture]):
    """How many would not have sent it, and who tapped what; `v` turns to the decisions and to what moved."""

    DEFAULT_CSS = """
    OutcomePanel {
        #headline { color: $text-primary; margin-bottom: 1; }
        .outcome--label { text-style: bold; color: $text-muted; margin-bottom: 1; }
        AnswerBars { margin-bottom: 1; }
        #tapped, #price { text-style: bold; margin-bottom: 1; }
        #price { color: $text-warning; }
        #notes { color: $text-muted; margin-bottom: 1; }
        #outcome-part { height: auto; }
        #moved-part Plain { margin-bottom: 1; }
        #moved-part .more--words { margin-bottom: 0; }
        #gain { color: $text-primary; }
        #gain, #switches, #sure-and-wrong { text-style: bold; }
        &.-outcome #lines-part { display: none; }
        &.-outcome #outcome-part { height: 1fr; }
        &.-lines #outcome-part { display: none; }
        &.-votes #outcome-part, &.-votes #lines-part { display: none; }
        &.-moved #outcome-part, &.-moved #lines-part { display: none; }
        #votes-part, #moved-part { display: none; }
        &.-votes #votes-part { display: block; }
        &.-moved #moved-part { display: block; }
    }
    """
    KEYS = OUTCOME
    BINDINGS: ClassVar[list[BindingType]] = bindings(OUTCOME)

    def __init__(self, view: RoomView) -> None:
        self._page = 0
        super().__init__(view)
        self.keys = ()
        self._moved = moved_texts(self.picture.key, self.picture.result)

    def compose(self) -> ComposeResult:
        """The figures, then all lines; the other pages wait."""
        key, result = self.picture.key, self.picture.result
        yield Headline(outcome_headline(key, result), beside_text=True, id="headline")
        with MoreMarker(id="outcome-part"):
            yield from self._figures()
        with MoreMarker(id="lines-part"):
            yield JudgedSentences(tapped_rows(key, result))
        if result.is_shown:
            yield MoreMarker(TallyBars(decision_rows(key, result)), id="votes-part")
        if self._moved:
            yield MoreMarker(*self._moved_widgets(), id="moved-part")

    def _figures(self) -> Iterator[Widget]:
        """The bars and what goes with them."""
        key, result = self.picture.key, self.picture.result
        if bars := chosen_rows(result):
            yield Plain(decision_words(key).upper(), classes="outcome--label outcome--text")
            yield AnswerBars(bars, id="bars")
        if tapped := tapped_words(key, result):
            yield Plain(taps_heading(result).upper(), classes="outcome--label outcome--text")
            self._tapped = [Content(each) for each in tapped]
            yield Plain(id="tapped", classes="outcome--text")
        if price := self._price_words():
            yield Plain(price, id="price", classes="outcome--text")
        if notes := count_notes(result, self.view.setup.k):
            yield Plain("\n".join(notes), id="notes", classes="outcome--text")

    def _moved_widgets(self) -> Iterator[Widget]:
        for name, text in self._moved.items():
            yield Plain(text, id=name)

    def show(self, view: RoomView) -> None:
        """Take in the price of refusing."""
        super().show(view)
        for line in self.query("#price").results(Plain):
            line.update(self._price_words())

    @on(Resize)
    def arrange_for_size(self) -> None:
        """Find what fits."""
        self._arrange()

    def action_turn_view(self) -> None:
        """On to the next page, and round to the first."""
        self._page += 1
        self._arrange()

    @work
    async def action_set_price(self) -> None:
        """Type what it costs to refuse one sound text like this."""
        if self._can_price():
            form = NumberModal(
                "What does it cost to refuse one sound text like this?",
                "minutes",
                most=MOST_MINUTES,
                number=self.picture.minutes,
                follows=self._price_words,
            )
            minutes = await self.app.push_screen_wait(form)
            if minutes is not None and minutes != self.picture.minutes:
                self.post_message(Lead(SetPrice(minutes)))

    def _can_price(self) -> bool:
        return SetPrice in self.view.allowed and bool(self._price_words(0))

    def _price_words(self, minutes: int | None = None) -> str:
        """What refusing costs at a price, or at the one there is."""
        seen = self.picture
        return price_words(seen.key, seen.result, seen.minutes if minutes is None else minutes)

    def _arrange(self) -> None:
        for part in self.query("#tapped").results(Plain):
            part.update(Content("\n").join(lines_of(self._tapped, self.content_size.width)))
        left = self.content_size.height - self._rows_needed()
        fits = left >= 0
        lines = self.query_one(JudgedSentences)
        # Where the lines are a page of their own, the bars have their rows.
        spare = left - lines.take_air(left) if fits else max(left + lines.rows(self.content_size.width), 0)
        for bars in self.query(AnswerBars):
            bars.take(2 * bars.count - 1 + spare)
        pages = [Page.OUTCOME, *(() if fits else (Page.LINES,))]
        pages += [Page.VOTES] if self.picture.result.is_shown else []
        pages += [Page.MOVED] if self._moved else []
        self._page %= len(pages)
        now = pages[self._page]
        alone = None if fits and now is Page.OUTCOME else now
        self.update_classes({page.value: page is alone for page in Page})
        self.query_one("#outcome-part", MoreMarker).set_class(fits, "-fits-content")
        self._name_keys(pages)

    def _name_keys(self, pages: list[Page]) -> None:
        following = pages[(self._page + 1) % len(pages)]
        keys: Keys = (("v", _FOOTER[following]),) if len(pages) > 1 else ()
        if self._can_price():
            keys = (*keys, ("w", "what refusing costs"))
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    def _rows_needed(self) -> int:
        """How many lines the figures and all lines take together, with thin bars."""
        width = self.content_size.width
        large = self.query_one(Headline).rows(width, self.app.size) + 1
        bars = 2 * len(chosen(self.picture.result))
        texts = [str(part.content) for part in self.query(".outcome--text").results(Plain)]
        return (
            large
            + bars
            + sum(1 + rows_of(text, width) for text in texts)
            + self.query_one(JudgedSentences).rows(width)
        )
