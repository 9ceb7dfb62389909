"""The opening of a session: what it is for, and what people can rely on."""

from __future__ import annotations

from textual.app import ComposeResult

from workshop.core.live.steps.opening import OpeningPicture
from workshop.core.live.words.promise import MISTAKES, promise
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_END = "We end with a few if-then actions that we mean to keep."


class OpeningPanel(ScrollingPanel[OpeningPicture]):
    """Title and purpose large, who stands behind it, and three calm lines."""

    DEFAULT_CSS = """
    OpeningPanel {
        padding: 0 4;
        #title { color: $text-primary; margin-bottom: 1; }
        #purpose { margin-bottom: 1; }
        #sponsor { color: $text-muted; }
        #promises { margin-top: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        """The title, the purpose, the sponsor, the promises."""
        setup = self.view.setup
        with MoreMarker():
            yield BlockLetters(setup.title, share=0.3, id="title")
            if setup.purpose:
                yield BlockLetters(setup.purpose, share=0.3, id="purpose")
            if setup.sponsor:
                yield Plain(f"Sponsor: {setup.sponsor}", id="sponsor")
            yield Plain("\n\n".join((" ".join(MISTAKES), " ".join(promise(setup.k)), _END)), id="promises")
