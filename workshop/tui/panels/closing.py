"""The closing: the actions read aloud, and what stays of the session."""

from __future__ import annotations

from textual.app import ComposeResult

from workshop.core.action import sentence_of
from workshop.core.view import RoomView
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain


class ClosingPanel(ScrollingPanel):
    """Every action of every phase as a sentence, then what is saved and what is destroyed."""

    DEFAULT_CSS = """
    ClosingPanel {
        padding: 1 2;
        #heading { color: $text-primary; margin-bottom: 1; }
        .closing--phase { color: $text-muted; text-style: bold; }
        .closing--action { text-style: bold; margin-bottom: 1; }
        #saved { height: auto; margin-top: 1; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """The sentences, and the quiet words below them."""
        with MoreMarker():
            yield BlockLetters("This is what we will do.", share=0.13, id="heading")
            if not self.view.actions_by_phase:
                yield Plain("No action was agreed in this session.", classes="closing--action")
            for phase, actions in self.view.actions_by_phase.items():
                yield Plain(phase.label, classes="closing--phase")
                for action in actions:
                    yield Plain(sentence_of(action), classes="closing--action")
        yield Plain(saved_words(self.view), id="saved")


def saved_words(view: RoomView) -> str:
    """What is written when the session ends, and what is gone for good."""
    return (
        "Saved: one action plan for each phase, with these actions and the totals.\n"
        f"Destroyed: every single vote. No total below {view.setup.k} votes is saved."
    )
