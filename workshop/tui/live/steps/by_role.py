"""Each group has a text of its own, on its phones alone: who has which, the question, and the count."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.live.steps.scenario import ByRolePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import by_role, vote
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import count_words, phones_of
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.voted_row import VotedRow


class ByRolePanel(ScrollingPanel[ByRolePicture]):
    """The question large, the letter of each text with who has it, what to do, and the row that counts."""

    DEFAULT_CSS = """
    ByRolePanel {
        #question { color: $text-primary; margin-bottom: 1; }
        #readers { height: auto; }
        .reader { height: auto; margin-bottom: 1; }
        .reader--letter { width: 4; color: $accent; text-style: bold; }
        .reader--who { width: 1fr; text-style: bold; }
        #how { text-style: bold; }
        #hint { color: $text-warning; text-style: bold; }
        #count { margin-top: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the row that counts."""
        shown = self.picture
        with Regions():
            yield Headline(vote.TALK if shown.talks else vote.QUESTION, beside_text=True, id="question")
            with MoreMarker(), Vertical(id="readers"):
                for reader in shown.readers:
                    with Horizontal(classes="reader"):
                        yield Plain(reader.letter, classes="reader--letter")
                        yield Plain(by_role.whose_words(reader), classes="reader--who")
            yield Plain(id="how")
            yield Plain(id="hint")
            yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in new counts, the hint, or that the vote closes."""
        super().show(view)
        self.query_one("#how", Plain).update(by_role.below(self.picture, is_closed=view.is_closed))
        hint = self.picture.hint
        self.query_one("#hint", Plain).update(f"Hint: {hint}" if hint else "")
        is_asked = view.is_open or view.is_closed
        self.query_one(VotedRow).say(*((f"{count_words(view)}.", *phones_of(view)) if is_asked else ("",)))
