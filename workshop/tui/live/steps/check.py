"""The check: one word that catches this kind of failure, and what happened here and in public."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from workshop.core.live.steps.scenario import CheckPicture
from workshop.core.live.view import RoomView
from workshop.tui.keys import CHECK, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.reveal_rows import judged_rows
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged
from workshop.tui.widgets.headline import COMPACT, Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.numerals import LARGE, SMALL, Numerals
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentence_list import JudgedSentences

_RULE = 2
"""Rows over the text: a line, and air."""


class CheckPanel(ScrollingPanel[CheckPicture]):
    """The check word in large letters, its question, and the sentence for this case.

    What happened, and the public incident, stand below where there is room, else on a second page.
    """

    DEFAULT_CSS = """
    CheckPanel {
        #word { color: $text-primary; }
        #check { text-style: bold; }
        #kind, #incident { color: $text-muted; }
        .check--part { margin-bottom: 1; }
        &.-roomy .check--part { margin-bottom: 2; }
        #lines { border-top: solid $text-muted; padding-top: 1; display: none; }
        &.-lines #lines { display: block; }
        &.-check .check--happened { display: none; }
        &.-happened .check--check { display: none; }
    }
    """
    KEYS = CHECK
    BINDINGS: ClassVar[list[BindingType]] = bindings(CHECK)

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = ()
        self._on_happened = False
        happened = {
            "kind": self.picture.kind,
            "story": self.picture.key.reveal,
            "incident": self.picture.in_public,
        }
        self._happened = {id_: text for id_, text in happened.items() if text}

    def compose(self) -> ComposeResult:
        """From the word down to the incident, and the text that it was about."""
        key = self.picture.key
        with MoreMarker():
            yield Numerals(self.picture.word, id="word", classes="check--check check--part")
            if self.picture.ask:
                ask = Headline(self.picture.ask, beside_text=True, id="ask")
                yield ask.add_class("check--check", "check--part")
            yield Plain(key.check, id="check", classes="check--check check--part")
            for id_, text in self._happened.items():
                yield Plain(text, id=id_, classes="check--happened check--part")
            yield JudgedSentences(judged_rows(key), id="lines")

    @on(Resize)
    def arrange_for_size(self) -> None:
        """One page where there is room, else two."""
        self._arrange()

    def action_turn_view(self) -> None:
        """From the check to what happened, and back."""
        self._on_happened = not self._on_happened
        self._arrange()

    def _arrange(self) -> None:
        size = self.app.size
        is_large = size.width >= COMPACT.width and size.height >= COMPACT.height
        self.query_one(Numerals).say(self.picture.word, LARGE if is_large else SMALL)
        rows, parts = self._rows_needed()
        left = self.content_size.height - rows - parts
        paged = left < 0
        lines = self.query_one(JudgedSentences)
        left -= lines.rows(self.content_size.width) + _RULE
        spare = left - lines.take_air(left)
        shown = {"-check": not self._on_happened, "-happened": self._on_happened}
        roomy = spare >= parts
        self.update_classes(
            {"-lines": left >= 0, "-roomy": roomy, **{name: paged and is_on for name, is_on in shown.items()}}
        )
        keys: Keys = (("v", "the check" if self._on_happened else "what happened"),) if paged else ()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    def _rows_needed(self) -> tuple[int, int]:
        """How many lines everything takes without gaps, and how many parts there are."""
        width, word = self.content_size.width, self.query_one(Numerals)
        texts = (self.picture.key.check, *self._happened.values())
        large = [part.rows(width, self.app.size) for part in self.query(Headline)]
        large.append(word.get_content_height(self.content_size, self.app.size, width))
        return sum(large) + sum(rows_of(text, width) for text in texts), len(large) + len(texts)
