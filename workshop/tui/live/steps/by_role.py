"""Each group has a text of its own, on its phones alone: who has which, the question, and the count."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.events import Resize

from workshop.core.live.steps.scenario import ByRolePicture
from workshop.core.live.view import RoomView
from workshop.core.live.words import by_role, vote
from workshop.tui.live.parts.regions import Regions
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.vote_part import count_words, phones_of
from workshop.tui.widgets.face import headline_rows
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.voted_row import VotedRow

_LARGE, _AIRY, _LETTER = 8, 4, 4
"""Rows from which a group is set in large letters, and from which it has air; those of the letters."""
_MOST_AIR = 4
"""Blank rows around the words of a group, above and below."""
_MARK = 5
"""Columns that a group has beside its words."""
_BELOW, _COUNT = 7, 3
"""Rows of what stands below the groups, and of the blank ones beside."""


class ByRolePanel(ScrollingPanel[ByRolePicture]):
    """The question large, the letter of each text with who has it, what to do, and the row that counts."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    ByRolePanel {
        #question { color: $text-primary; margin-bottom: 1; }
        #readers { height: auto; }
        .by-role--reader { border-left: thick $primary; padding: 0 2; text-style: bold; margin-bottom: 1; }
        #how { min-height: 2; text-style: bold; margin-top: 1; }
        #hint { height: 1; color: $text-warning; text-style: bold; }
    }
    .-low ByRolePanel #hint { display: none; }
    .-low ByRolePanel.-hint #hint { display: block; }
    """

    def compose(self) -> ComposeResult:
        """From the question down to the row that counts."""
        shown = self.picture
        with Regions():
            yield Headline(vote.TALK if shown.talks else vote.QUESTION, beside_text=True, id="question")
            with MoreMarker(), Vertical(id="readers"):
                for reader in shown.readers:
                    yield Headline(by_role.reader_words(reader), beside_text=True, classes="by-role--reader")
            yield Plain(id="how")
            yield Plain(id="hint")
            yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self.view)

    @on(Resize)
    def fit(self) -> None:
        """Give the groups large letters and air where there is room for it."""
        width, height = self.content_size
        below = _BELOW - _COUNT if self.picture.talks else _BELOW
        left = height - self.query_one("#question", Headline).rows(width, self.app.size) - below
        words = [by_role.reader_words(reader) for reader in self.picture.readers]
        each = left // len(words)
        large = each >= _LARGE and all(len(headline_rows(one, width - _MARK)) == _LETTER for one in words)
        air = min(each - 2, _MOST_AIR) if each >= _AIRY else 0
        fits = sum(rows_of(one, width - _MARK) + 1 for one in words) <= left
        self.query_one(MoreMarker).set_class(fits, "-fits-content")
        for reader in self.query(".by-role--reader").results(Headline):
            reader.styles.padding = (air // 2, 2, air - air // 2, 2)
            reader.take(_LETTER if large else 0)

    def show(self, view: RoomView) -> None:
        """Take in new counts, the hint, or that the vote closes."""
        super().show(view)
        self.query_one("#how", Plain).update(by_role.below(self.picture, is_closed=view.is_closed))
        hint = self.picture.hint
        self.set_class(bool(hint), "-hint")
        self.query_one("#hint", Plain).update(f"Hint: {hint}" if hint else "")
        if view.is_open or view.is_closed:
            self.query_one(VotedRow).say(f"{count_words(view)}.", *phones_of(view))
