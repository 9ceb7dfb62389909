"""Asks for the date of the next session; none is an answer too, if somebody types it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workshop.core.english import long_date, short_date, weekday
from workshop.core.plans.spoken_dates import EXAMPLES, read_date
from workshop.tui.modals.form import Form
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import Field, Proposal
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

NONE = "none"
_QUESTION = "When do we meet again?"
_WHY = "A session is one step. Type another date, or the word none if there is no next time, on purpose."


@dataclass(frozen=True, slots=True)
class NextDate:
    """The answer: a date, or None for no next session, on purpose."""

    date: dt.date | None


class NextDateForm(Form[NextDate]):
    """One field that holds a date already: Enter agrees, a typed date or `none` takes its place."""

    MOVES = Dialog.MOVES
    DEFAULT_CSS = """
    NextDateForm {
        #why { color: $text-muted; margin-bottom: 1; }
        #form-question { color: $text-primary; margin-bottom: 1; }
        .form--label { width: 16; }
        #so-far { text-style: bold; margin-top: 1; }
    }
    """

    def __init__(self, suggested: dt.date, session_date: dt.date) -> None:
        """Make it.

        Args:
            suggested: What the field holds at first.
            session_date: The day of this session; the next one lies after it.
        """
        self._first = short_date(suggested)
        self._session_date = session_date
        super().__init__()

    def compose(self) -> ComposeResult:
        """The question, the field, and the day in full."""
        with Vertical():
            yield Headline(_QUESTION, beside_text=True, id="form-question")
            yield Plain(_WHY, id="why")
            with Horizontal(classes="form--row"):
                yield Plain("next session", classes="form--label")
                yield Proposal(self._first, placeholder=f"{EXAMPLES}, or {NONE}", compact=True, max_length=40)
            yield Plain(id="so-far")
            yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do; the date is selected, so that typing takes its place."""
        self.query_one(Field).focus()
        self.show_keys()

    @on(Input.Changed)
    def show_day(self) -> None:
        """Say what would be saved now."""
        self.query_one(Notice).text = ""
        answer, _ = self._answer()
        words = next_words(answer.date) if answer is not None else "no date yet"
        self.query_one("#so-far", Plain).update(words)
        self.show_keys()

    @on(Proposal.Touched)
    def show_keys(self) -> None:
        """Space agrees as long as the date is untouched."""
        footer = self.query_one(FooterLine)
        if self.query_one(Proposal).is_untouched:
            footer.show(("Space", "agree"), (("Enter", "agree"), ("Esc", "leave it")))
        else:
            footer.show(("Enter", "save"), (("Esc", "leave it"),))

    def action_page(self, pages: int) -> None:
        """A remote control agrees or leaves, as in a question."""
        Dialog.action_page(self, pages)

    def action_go_on(self) -> None:
        """Agree to the date that stands there."""
        self.save()

    @on(Input.Submitted)
    def save(self) -> None:
        """Close with the answer, or say what is wrong with it."""
        answer, trouble = self._answer()
        if answer is None:
            self.query_one(Notice).text = trouble
            return
        self.dismiss(answer)

    def would_lose(self) -> str | None:
        """Nothing: a date is typed again in a second."""
        return None

    def _answer(self) -> tuple[NextDate | None, str]:
        text = self.query_one(Field).value.strip()
        if text.lower() == NONE:
            return NextDate(None), ""
        try:
            date = read_date(text, self._session_date)
        except ValueError as error:
            return None, str(error)
        if date is None:
            return None, f"Type a date, or the word {NONE}."
        if date <= self._session_date:
            return None, "The next date lies after the day of this session."
        return NextDate(date), ""


def next_words(date: dt.date | None) -> str:
    """The day in full, or that there is none."""
    return f"{weekday(date)} {long_date(date)}" if date is not None else "No next session, on purpose."
