"""The closing: when we meet again, the agreed sentences to read aloud, what is kept and what is not."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import Resize

from workshop.core.english import long_date
from workshop.core.live.commands import SetNextDate
from workshop.core.live.steps.close import ClosePicture, Closing
from workshop.core.live.view import RoomView
from workshop.core.live.words.closing import (
    EACH_OF_US,
    NEXT_DATE,
    ONE_EACH,
    READ_ALOUD,
    date_words,
    saved_words,
    spoken,
    three_things,
)
from workshop.core.plans.action import sentence_of
from workshop.tui.forms.next_date import NextDateForm
from workshop.tui.keys import CLOSING, bindings
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import Lead
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentences import Sentences


class ClosingPanel(ScrollingPanel[ClosePicture]):
    """The next date, large; every action of every phase; the quiet words below them."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    ClosingPanel {
        .closing--label { color: $text-muted; }
        #label { margin-bottom: 1; }
        #next { color: $text-primary; margin-bottom: 1; }
        .closing--row { height: auto; }
        .closing--name { width: 24; color: $text-muted; }
        .closing--action, .closing--said { text-style: bold; }
        #saved { color: $text-muted; margin-top: 1; }
    }
    .-low ClosingPanel { #saved, #label { margin: 0; } }
    """
    KEYS = CLOSING
    BINDINGS: ClassVar[list[BindingType]] = bindings(CLOSING)

    def compose(self) -> ComposeResult:
        """The date, the sentences, what else was said, and the quiet words below them."""
        yield Plain(NEXT_DATE, classes="closing--label", id="label")
        yield Headline(date_words(self.picture.closing), beside_text=True, id="next")
        with AiryMarker():
            yield from self._reviews()
            yield from self._actions()
            for name, words in three_things(self.picture.closing):
                with Horizontal(classes="closing--row"):
                    yield Plain(name, classes="closing--name")
                    yield Plain(words, classes="closing--said")
        yield Plain(saved_words(self.picture, self.view.setup.k), id="saved")

    def _actions(self) -> ComposeResult:
        phases = self.view.actions_by_phase
        if not phases and not self.picture.reviews:
            yield Plain("No action was agreed in this session.", classes="closing--label")
            yield Headline(EACH_OF_US, beside_text=True, classes="closing--action")
            yield Plain(ONE_EACH, classes="closing--action")
        if phases:
            yield Plain(READ_ALOUD, classes="closing--label")
            yield Sentences([spoken(action) for actions in phases.values() for action in actions])

    def _reviews(self) -> ComposeResult:
        earlier, reviews = self.picture.look_back, self.picture.reviews
        if earlier is None or not reviews:
            return
        title = f"{earlier.title}, {long_date(earlier.date)}: did it happen?"
        yield Plain(title, classes="closing--label closing--phase")
        for index, reviewed in sorted(reviews.items()):
            answer = reviewed.review.did_it_happen.capitalize() or "Still open"
            yield Plain(f"{answer}: {sentence_of(earlier.actions[index].action)}", classes="closing--action")

    @on(Resize)
    def fit(self) -> None:
        """The agreed sentences are as large as all the rest allows."""
        width, left = self.content_size
        beside = {"more--words", "closing--name"}
        texts = [part for part in self.query(Plain) if not beside & part.classes]
        left -= sum(rows_of(str(part.content), width) + 1 for part in texts)
        left -= self.query_one(Headline).rows(width, self.app.size)
        for sentences in self.query(Sentences):
            sentences.take(left)

    def show(self, view: RoomView) -> None:
        """Take in the date."""
        super().show(view)
        self.query_one("#next", Headline).say(date_words(self.picture.closing))

    @work
    async def action_set_date(self) -> None:
        """Say when the next session is."""
        form = date_form(self.picture.closing, self.view.setup.date)
        agreed = await self.app.push_screen_wait(form)
        if agreed is not None:
            self.post_message(Lead(SetNextDate(agreed.date)))


def date_form(closing: Closing, today: dt.date) -> NextDateForm:
    """The form for the next date, with the date there is or the one to agree on."""
    return NextDateForm(closing.next_session or closing.suggested, today)
