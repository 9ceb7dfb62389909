"""What stands below the text while a vote is open: how many have voted, and nothing about what."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from workshop.core.live.steps.scenario import CasePicture
from workshop.core.live.view import RoomView, voted_words
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.core.words import Decision
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.plain import Plain, rows_of

LARGE, SMALL = 0.2, 0.0
"""Parts of the screen's height for the count: in large letters, or in a plain line."""

CLOSED_WORDS = "Nothing of the votes is shown yet."
"""What a closed vote says, so that nobody waits for a bar."""

_WIDE, _HIGH = 100, 32
"""From this size on the four decisions stand with their words in this case."""


class VotePart(Vertical):
    """The count in large figures, a box for each phone, the decisions, and the hint once it was shown."""

    DEFAULT_CSS = """
    VotePart {
        height: auto;
        padding-top: 1;
        #heading { text-style: bold; }
        #count { color: $text-primary; }
        #boxes { color: $primary; }
        #decisions { color: $text-muted; }
        #vote-hint { text-style: bold; color: $text-warning; }
    }
    """

    def __init__(self, view: RoomView, case: CasePicture) -> None:
        self._view, self._case = view, case
        super().__init__()

    def compose(self) -> ComposeResult:
        """From the largest line down to the quiet one."""
        yield Plain(id="heading")
        yield BlockLetters(count_words(self._view), share=LARGE, id="count")
        yield Plain(id="boxes")
        yield Plain(id="decisions")
        yield Plain(id="vote-hint")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self._view, self._case)

    def on_resize(self) -> None:
        """The row of boxes is as long as the width allows."""
        self.show(self._view, self._case)

    def take_share(self, share: float) -> None:
        """Give the count another part of the height."""
        self.query_one("#count", BlockLetters).take_share(share)

    def show(self, view: RoomView, case: CasePicture) -> None:
        """Take in new counts, or the hint."""
        self._view, self._case = view, case
        if not self.children:
            return
        self._set("#heading", heading_words(view, case))
        show_count(self, view)
        self._set("#decisions", decision_words(case, self.app.size.width, self.app.size.height))
        self._set("#vote-hint", f"Hint: {case.hint}" if case.hint else "")

    def _set(self, selector: str, text: str) -> None:
        show_or_hide(self.query_one(selector, Plain), text)


def show_count(at: Widget, view: RoomView) -> None:
    """Take in new counts: how many have voted in large figures, and the row of boxes below."""
    at.query_one("#count", BlockLetters).say(count_words(view))
    row = boxes(view.voted, max(view.voted, view.present), at.content_size.width)
    show_or_hide(at.query_one("#boxes", Plain), row)


def show_or_hide(line: Plain, text: str) -> None:
    """Have a line say a text; without one it takes no room."""
    line.display = bool(text)
    line.update(text)


def heading_words(view: RoomView, case: CasePicture) -> str:
    """What is asked, and what is special about this vote."""
    if view.is_closed:
        return CLOSED_WORDS
    if view.by_hand:
        return "By hand, instead of the phones: not anonymous."
    return f"Second vote: decide again, alone. {TAP_WORDS}" if case.vote > 1 else TAP_WORDS


def count_words(view: RoomView) -> str:
    """How many have voted, of how many who could, hands beside phones; before that, whether it is closed."""
    words = voted_words(view.voted, view.hands, view.present)
    return f"Closed: {words}" if view.is_closed else words


def boxes(voted: int, present: int, width: int) -> str:
    """A box for each phone, filled for each vote; in proportion where they are more than the width holds."""
    if not present or width < 1:
        return ""
    drawn = min(present, width)
    filled = voted * drawn // present
    return "■" * filled + "□" * (drawn - filled)


def decision_words(case: CasePicture, width: int, height: int) -> str:
    """The four decisions, with their words in this case where there is room."""
    words = [decision.value for decision in Decision]
    if width < _WIDE or height < _HIGH:
        return "Decide:  " + "  ·  ".join(words)
    return "\n".join(f"{word:<6}{text}" for word, text in zip(words, case.face.options, strict=True))


def vote_rows(view: RoomView, case: CasePicture, width: int, screen: tuple[int, int], share: float) -> int:
    """How many lines the part takes at a width, with a share of the height for the count."""
    count = BlockLetters(count_words(view), share=share).rows(width, screen[1])
    hint = rows_of(f"Hint: {case.hint}", width) if case.hint else 0
    boxes_row = 1 if max(view.voted, view.present) else 0
    return (
        1
        + bool(heading_words(view, case))
        + count
        + boxes_row
        + rows_of(decision_words(case, *screen), width)
        + hint
    )
