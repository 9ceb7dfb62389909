"""The reveal: what was wrong, who saw it, and how both votes went."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Resize

from workshop.core.view import RoomView
from workshop.tui.messages import KeysChanged
from workshop.tui.panels.reveal_words import (
    caught_words,
    count_notes,
    decision_rows,
    gain_words,
    headline,
    judged_sentences,
    second_line,
    taps_heading,
)
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentence_list import JudgedSentences
from workshop.tui.widgets.tally_bars import TallyBars

_BOTH_FROM = 160


class RevealPanel(ScrollingPanel):
    """The answer large; below it the sentences or both votes, and both from 160 columns on."""

    DEFAULT_CSS = """
    RevealPanel {
        padding: 0 2;
        #summary { height: auto; }
        #headline { color: $text-primary; }
        #second-line { text-style: bold; color: $text-warning; }
        #caught { text-style: bold; }
        #notes { color: $text-muted; }
        #parts { height: 1fr; }
        #votes-part { padding-top: 1; }
        &.-sentences #votes-part { display: none; }
        &.-votes #sentences-part { display: none; }
        &.-both #parts { layout: horizontal; }
        &.-both #sentences-part { width: 11fr; margin-right: 4; }
        &.-both #votes-part { width: 9fr; }
    }
    """
    KEYS = (("v", "both votes"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "turn_view", "both votes", show=False)]

    def __init__(self, view: RoomView) -> None:
        self._on_votes = False
        super().__init__(view)

    def compose(self) -> ComposeResult:
        """The summary, and the two parts below it."""
        key, result = self.view.key, self.view.result
        assert key is not None
        assert result is not None
        with Container(id="summary"):
            yield BlockLetters(headline(key), share=0.13, id="headline")
            if more := second_line(key):
                yield Plain(more, id="second-line")
            if caught := caught_words(key, result):
                yield Plain("   ".join(filter(None, (caught, gain_words(result)))), id="caught")
            if notes := count_notes(result, self.view.setup.k):
                yield Plain("\n".join(notes), id="notes")
        with Container(id="parts"):
            yield MoreMarker(
                JudgedSentences(judged_sentences(key, result), taps_heading(result)),
                id="sentences-part",
            )
            if result.last is not None:
                yield MoreMarker(TallyBars(decision_rows(key, result)), id="votes-part")

    @on(Resize)
    def arrange_for_size(self) -> None:
        """Both parts at once where they fit side by side."""
        self._arrange()

    def action_turn_view(self) -> None:
        """From the sentences to the votes and back."""
        self._on_votes = not self._on_votes
        self._arrange()

    def _arrange(self) -> None:
        votes = self.view.result is not None and self.view.result.last is not None
        both = votes and self.app.size.width >= _BOTH_FROM
        self.set_class(both, "-both")
        self.set_class(not both and not (votes and self._on_votes), "-sentences")
        self.set_class(not both and votes and self._on_votes, "-votes")
        word = "sentences" if self._on_votes else "both votes"
        keys = (("v", word),) if votes and not both else ()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())
