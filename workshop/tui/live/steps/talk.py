"""The talk between the votes: the text stays, and no word says how the room voted."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Resize

from workshop.core.live.steps.scenario import TalkPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.vote import HOW_TO_TALK, TALK
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.texts import Texts
from workshop.tui.widgets.countdown import Countdown
from workshop.tui.widgets.headline import Headline, is_compact
from workshop.tui.widgets.numerals import LARGE, SMALL
from workshop.tui.widgets.plain import Plain, rows_of

_LARGE = 9
"""Rows that the question may take: two lines of large letters."""
_BESIDE = 4
"""Columns between the question and the time."""


class TalkPanel(ScrollingPanel[TalkPicture]):
    """The question and the minutes, below them the text, and how to talk."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    TalkPanel {
        #top { height: auto; margin-bottom: 1; }
        #question { color: $text-primary; }
        #time { width: auto; margin-left: 4; }
        #how { margin-top: 1; text-style: bold; }
        #talk-hint { height: 1; color: $text-warning; text-style: bold; }
    }
    .-compact TalkPanel {
        #top { margin-bottom: 0; }
        #how { margin-top: 0; }
        #talk-hint { height: 2; }
    }
    """

    def compose(self) -> ComposeResult:
        """From the question to the hint."""
        with Horizontal(id="top"):
            yield Headline(TALK, beside_text=True, id="question")
            yield Countdown(self.view.ends_at, self.clock, id="time")
        yield Texts(self.picture.face, with_case=False)
        yield Plain(HOW_TO_TALK, id="how")
        yield Plain(id="talk-hint")

    def on_mount(self) -> None:
        """Fill in the words."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in more time, or the hint."""
        super().show(view)
        self.query_one(Countdown).aim(view.ends_at)
        hint = self.picture.hint
        self.query_one("#talk-hint", Plain).update(f"Hint: {hint}" if hint else "")

    @on(Resize)
    def fit(self) -> None:
        """Give question and minutes the rows that the text leaves; on a small screen the head counts."""
        width, height = self.content_size
        texts, question, time = self.query_one(Texts), self.query_one(Headline), self.query_one(Countdown)
        compact = is_compact(self.app.size)
        time.display = not compact
        left = height - rows_of(HOW_TO_TALK, width) - (2 if compact else 3)
        question.take(_LARGE)
        large = max(question.rows(width - time.columns - _BESIDE, self.app.size), LARGE)
        is_large = not compact and left - large >= texts.rows(width)
        top = large if is_large else 1 if compact else SMALL
        question.take(_LARGE if is_large else 0)
        time.say(time.text, LARGE if is_large else SMALL)
        texts.take_form(width, left - top)
