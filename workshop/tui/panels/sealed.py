"""After the end: where the files are, and thanks."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from workshop.tui.messages import ReportWanted
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class SealedPanel(ScrollingPanel):
    """Thanks, and the folder of the plans."""

    KEYS = (("r", "write the report"), ("p", "and offer it to the phones"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "report(False)", "write the report", show=False),
        Binding("p", "report(True)", "offer it to the phones", show=False),
    ]

    DEFAULT_CSS = """
    SealedPanel {
        padding: 1 2;
        #thanks { color: $text-primary; margin-bottom: 2; }
        #saved { text-style: bold; }
        #folder { margin: 1 0; }
        #destroyed { color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Thanks first: the room is leaving."""
        with MoreMarker():
            yield BlockLetters("Thank you. The plans are saved.", share=0.4, id="thanks")
            if self.folder:
                yield Plain("The files are here:", id="saved")
                yield Plain(self.folder, id="folder")
            yield Plain("The votes are destroyed. No file says who voted what.", id="destroyed")

    def action_report(self, phones: bool) -> None:
        """Ask for the report, perhaps on the phones."""
        self.post_message(ReportWanted(phones=phones))
