"""After the end: where the files are, and thanks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from workshop.core.live.steps.close import SealedPicture
from workshop.core.text import clean
from workshop.tui.keys import SEALED, bindings
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.steps.close import earlier_words
from workshop.tui.messages import ReportWanted
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_LONGEST_PATH = 1000


class SealedPanel(ScrollingPanel[SealedPicture]):
    """Thanks, and the folder of the plans."""

    KEYS = SEALED
    BINDINGS: ClassVar[list[BindingType]] = bindings(SEALED)

    DEFAULT_CSS = """
    SealedPanel {
        padding: 1 2;
        #thanks { color: $text-primary; margin-bottom: 2; }
        #saved { text-style: bold; }
        #earlier { margin-bottom: 1; }
        #folder { margin: 1 0; }
        #destroyed { color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Thanks first: the room is leaving."""
        with MoreMarker():
            yield BlockLetters(f"Thank you. {_saved(self.picture)}", share=0.4, id="thanks")
            if earlier := earlier_words(self.picture):
                yield Plain(earlier, id="earlier")
            if self.folder:
                yield Plain("The files are here:", id="saved")
                yield Plain(clean(self.folder, limit=_LONGEST_PATH), id="folder")
            yield Plain("The votes are destroyed. No file says who voted what.", id="destroyed")

    def action_report(self, phones: bool) -> None:
        """Ask for the report, perhaps on the phones."""
        self.post_message(ReportWanted(phones=phones))


def _saved(picture: SealedPicture) -> str:
    """What there is now, in a few large words."""
    if picture.closing.plans:
        return "The plans are saved."
    return "What was said is saved." if earlier_words(picture) else "The record is saved."
