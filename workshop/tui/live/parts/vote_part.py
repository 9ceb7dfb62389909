"""What stands below the text while it is judged: the four answers, the hint, and how many have voted."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.core.english import capital
from workshop.core.live.steps.scenario import CasePicture, Face
from workshop.core.live.view import RoomView, voted_words
from workshop.core.live.words import vote
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.core.words import Decision
from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.voted_row import VotedRow

_COMPACT = 100
"""Below so many columns a hint may take two rows."""
_GAP = 3
"""Columns between two answers."""


class VotePart(Vertical):
    """A rule, four columns, a row kept for the hint, and the row that counts: the same while it is read."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    VotePart {
        height: auto;
        border-top: solid $text-muted;
        #answers { height: auto; }
        #answers > Vertical { width: 1fr; height: auto; margin-right: 3; color: $text-muted; }
        #answers > .-last { margin-right: 0; }
        .vote--word { text-style: bold; }
        #vote-hint { height: 1; text-style: bold; color: $text-warning; }
        &.-open #answers > Vertical { color: $text; }
        &.-open .vote--word { color: $accent; }
        &.-words-only .vote--own { display: none; }
    }
    .-compact VotePart #vote-hint { height: 2; }
    """

    def __init__(self, view: RoomView, case: CasePicture) -> None:
        self._view, self._case = view, case
        super().__init__()

    def compose(self) -> ComposeResult:
        """From the answers down to the count."""
        with Horizontal(id="answers"):
            answers = zip(Decision, own_words(self._case.face), strict=True)
            for (decision, own), last in with_last(answers):
                with Vertical(classes=last):
                    yield Plain(decision.value.upper(), classes="vote--word")
                    yield Plain(own, classes="vote--own")
        yield Plain(id="vote-hint")
        yield VotedRow(id="count")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self._view, self._case)

    def show(self, view: RoomView, case: CasePicture) -> None:
        """Take in new counts, the hint, or that the vote opens or closes."""
        self._view, self._case = view, case
        if not self.children:
            return
        self.set_class(view.is_open, "-open")
        self.query_one("#vote-hint", Plain).update(f"Hint: {case.hint}" if case.hint else "")
        row = self.query_one("#count", VotedRow)
        if case.vote:
            row.say(beside_dots(view), *phones_of(view))
        else:
            row.say(vote.READ_FIRST if view.allowed else "")  # a text that is looked at again

    def rows(self, width: int, *, words_only: bool | None = None) -> int:
        """How many rows it takes at a width: none of them depends on the vote."""
        words_only = self.has_class("-words-only") if words_only is None else words_only
        hint = 2 if self.app.size.width < _COMPACT else 1
        return 3 + hint + (0 if words_only else answer_rows(self._case.face, width))

    def show_words_only(self, words_only: bool) -> None:
        """Leave out the case's own words, which stand on the phones too."""
        self.set_class(words_only, "-words-only")


def own_words(face: Face) -> tuple[str, ...]:
    """The four answers in the words of the case; "Stop" stands above the last one already."""
    return tuple(capital(option.removeprefix("Stop: ")) for option in face.options)


def answer_rows(face: Face, width: int) -> int:
    """How many rows the words of the case take below those of the answers, at a width."""
    column = (width - _GAP * (len(face.options) - 1)) // len(face.options)
    return max(rows_of(own, column) for own in own_words(face))


def phones_of(view: RoomView) -> tuple[int, int]:
    """How many phones have voted, of how many; none where hands stand in their place."""
    return (0, 0) if view.by_hand else (view.voted, view.present)


def beside_dots(view: RoomView) -> str:
    """How far the vote is, and what there is to do, in one row."""
    counted = f"{count_words(view)}."
    if view.is_closed:
        return f"{counted} {vote.CLOSED}"
    return f"{counted} {vote.BY_HAND if view.by_hand else TAP_WORDS}"


def count_words(view: RoomView) -> str:
    """How many have voted, of how many who could, hands beside phones."""
    return voted_words(view.voted, view.hands, view.present)


def show_voted(row: VotedRow, view: RoomView) -> None:
    """Take in how many have voted, and whether nothing of it is shown yet."""
    words = f"{count_words(view)}."
    row.say(f"{words} {vote.CLOSED}" if view.is_closed else words, *phones_of(view))
