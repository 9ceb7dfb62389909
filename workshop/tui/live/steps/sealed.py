"""After the end: thanks, when we meet again, where the plans are, what comes first."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from workshop.core.english import short_date
from workshop.core.live.steps.close import SealedPicture
from workshop.core.live.words.closing import (
    DESTROYED,
    NEXT_DATE,
    earlier_words,
    monday_words,
    path_words,
    thanks_words,
)
from workshop.core.text import clean
from workshop.tui.keys import SEALED, bindings
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import ReportWanted
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.numerals import Numerals
from workshop.tui.widgets.plain import Plain

_LONGEST_NAME = 200


class SealedPanel(ScrollingPanel[SealedPicture]):
    """The room is leaving: thanks first, and nothing that has to be studied."""

    KEYS = SEALED
    BINDINGS: ClassVar[list[BindingType]] = bindings(SEALED)

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    SealedPanel {
        #thanks { color: $text-primary; }
        .sealed--label { color: $text-muted; margin-top: 1; }
        #folder, #monday { text-style: bold; }
        #monday { margin-top: 1; }
        #destroyed { color: $text-muted; }
    }
    .-low SealedPanel { .sealed--label, #monday { margin: 0; } }
    """

    def compose(self) -> ComposeResult:
        """From the thanks to what is gone for good."""
        closing, actions = self.picture.closing, self.view.actions_by_phase.values()
        with AiryMarker():
            yield Headline(thanks_words(self.picture), beside_text=True, id="thanks")
            if closing.next_session is not None:
                yield Plain(NEXT_DATE, classes="sealed--label")
                yield Numerals(short_date(closing.next_session).upper(), id="next")
            if self.folder:
                yield Plain("OUR PLANS, IN THE FOLDER", classes="sealed--label")
                name = clean(PurePath(self.folder).name, limit=_LONGEST_NAME)
                yield Headline(name, beside_text=True, id="folder")
            if following := path_words(closing):
                yield Plain(following, id="path")
            if earlier := earlier_words(self.picture):
                yield Plain(earlier, id="earlier")
            yield Plain(monday_words(action for agreed in actions for action in agreed), id="monday")
            yield Plain(DESTROYED, id="destroyed")

    def action_report(self, phones: bool) -> None:
        """Ask for the report, perhaps on the phones."""
        self.post_message(ReportWanted(phones=phones))
