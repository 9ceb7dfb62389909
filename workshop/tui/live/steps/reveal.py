"""The reveal: what was wrong, who saw it, how both votes went, and what moved between them."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container
from textual.events import Resize
from textual.widget import Widget

from workshop.core.live.commands import SetPrice
from workshop.core.live.steps.scenario import MOST_MINUTES, RevealPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.moved import moved_texts, price_words
from workshop.core.live.words.reveal import (
    count_notes,
    decided_words,
    gain_words,
    headline,
    second_line,
    taps_heading,
)
from workshop.tui.keys import REVEAL, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.reveal_rows import decision_rows, judged_sentences
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.modals.number import NumberModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentence_list import JudgedSentences
from workshop.tui.widgets.tally_bars import TallyBars

_BOTH_FROM = 160
_TWO = 2


class Page(enum.StrEnum):
    """What stands below the summary; the values are style classes."""

    SENTENCES = "-sentences"
    VOTES = "-votes"
    BOTH = "-both"
    MOVED = "-moved"


_FOOTER = {
    Page.SENTENCES: "sentences",
    Page.VOTES: "both votes",
    Page.BOTH: "sentences, votes",
    Page.MOVED: "what moved",
}


class RevealPanel(ScrollingPanel[RevealPicture]):
    """The answer large; below it the sentences, both votes, or what moved: `v` turns the page.

    From 160 columns on sentences and votes stand side by side.
    """

    DEFAULT_CSS = """
    RevealPanel {
        padding: 0 2;
        #summary { height: auto; }
        #headline { color: $text-primary; }
        #second-line { text-style: bold; color: $text-warning; }
        #decided, #price { text-style: bold; }
        #price { color: $text-warning; }
        #notes { color: $text-muted; }
        #parts { height: 1fr; }
        #votes-part, #moved-part { padding-top: 1; }
        #moved-part Plain { margin-bottom: 1; }
        #moved-part .more--words { margin-bottom: 0; }
        #gain { margin-bottom: 1; color: $text-primary; }
        #switches, #sure-and-wrong { text-style: bold; }
        &.-sentences #votes-part, &.-sentences #moved-part { display: none; }
        &.-votes #sentences-part, &.-votes #moved-part { display: none; }
        &.-moved #sentences-part, &.-moved #votes-part { display: none; }
        &.-both #moved-part { display: none; }
        &.-both #parts { layout: horizontal; }
        &.-both #sentences-part { width: 11fr; margin-right: 4; }
        &.-both #votes-part { width: 9fr; }
    }
    """
    KEYS = REVEAL
    BINDINGS: ClassVar[list[BindingType]] = bindings(REVEAL)

    def __init__(self, view: RoomView) -> None:
        self._page = 0
        super().__init__(view)
        self.keys = ()
        self._moved = moved_texts(self.picture.key, self.picture.result)

    def compose(self) -> ComposeResult:
        """The summary, and the parts below it."""
        key, result = self.picture.key, self.picture.result
        with Container(id="summary"):
            yield BlockLetters(headline(key), share=0.13, id="headline")
            if more := second_line(key):
                yield Plain(more, id="second-line")
            if decided := decided_words(key, result):
                yield Plain("   ".join(filter(None, (decided, gain_words(result)))), id="decided")
            if price := self._price_words():
                yield Plain(price, id="price")
            if notes := count_notes(result, self.view.setup.k):
                yield Plain("\n".join(notes), id="notes")
        with Container(id="parts"):
            yield MoreMarker(
                JudgedSentences(judged_sentences(key, result), taps_heading(result)),
                id="sentences-part",
            )
            if result.is_shown:
                yield MoreMarker(TallyBars(decision_rows(key, result)), id="votes-part")
            if self._moved:
                yield MoreMarker(*self._moved_widgets(), id="moved-part")

    def _moved_widgets(self) -> Iterator[Widget]:
        for name, text in self._moved.items():
            yield BlockLetters(text, share=0.2, id=name) if name == "gain" else Plain(text, id=name)

    def show(self, view: RoomView) -> None:
        """Take in the price of refusing."""
        super().show(view)
        for line in self.query("#price").results(Plain):
            line.update(self._price_words())

    @on(Resize)
    def arrange_for_size(self) -> None:
        """Two parts at once where they fit side by side."""
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

    def _pages(self) -> list[Page]:
        pages = [Page.SENTENCES]
        if self.picture.result.is_shown:
            pages = [Page.BOTH] if self.app.size.width >= _BOTH_FROM else [Page.SENTENCES, Page.VOTES]
        return [*pages, Page.MOVED] if self._moved else pages

    def _arrange(self) -> None:
        pages = self._pages()
        self._page %= len(pages)
        for page in Page:
            self.set_class(page is pages[self._page], page.value)
        following = pages[(self._page + 1) % len(pages)]
        word = _FOOTER[following]
        if following is Page.VOTES and len(self.picture.result.voted) < _TWO:
            word = "the vote"
        keys: Keys = (("v", word),) if len(pages) > 1 else ()
        if self._can_price():
            keys = (*keys, ("w", "what refusing costs"))
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())
