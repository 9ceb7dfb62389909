"""The form for an if-then action: the sentence grows while it is typed."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Input

from workshop.core.action import FIRST_STEP_DAYS, Action, sentence_of
from workshop.core.text import clean
from workshop.core.words import OwnerSide
from workshop.tui.panels.spoken_dates import EXAMPLES, read_date
from workshop.tui.screens.ask import Answer, AskModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice

LONGEST, LONGEST_NAME = 200, 80
"""Characters in one field: what can be read aloud in one breath or two."""

_LARGE_FROM, _LARGE_SHARE = 34, 0.47
"""From this height on the sentence may take so much of it; below, it stands in plain letters."""

_NEEDED = {"if": "Say the situation that starts it.", "then": "Say the one act that follows."}


class ActionForm(ModalScreen[Action | None]):
    """Writes or changes an action; None means that it was left.

    Tab goes from field to field, Enter saves from any of them, Esc leaves.
    """

    DEFAULT_CSS = """
    ActionForm {
        background: $background;
        & > Vertical { padding: 1 3; }
        #form-heading { text-style: bold; color: $text-muted; margin-bottom: 1; }
        #fields { height: auto; max-height: 1fr; scrollbar-size: 0 0; }
        .form--row { height: 1; width: 1fr; }
        .form--label { width: 16; text-style: bold; }
        .form--row Input { width: 1fr; }
        .form--gap { margin-top: 1; }
        .form--error { color: $text-error; text-style: bold; padding-left: 16; display: none; }
        #by { width: 18; }
        #by-words { padding-left: 2; color: $text-muted; }
        #sentence { margin-top: 1; padding: 1 2; background: $surface; height: auto; }
        #form-keys { dock: bottom; height: 1; padding: 0 3; color: $text-muted; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "leave", show=False),
        Binding("up", "app.focus_previous", "previous field", show=False),
        Binding("down", "app.focus_next", "next field", show=False),
    ]

    def __init__(self, action: Action, session_date: dt.date, heading: str = "") -> None:
        """Make it.

        Args:
            action: What the fields hold at first; an empty id means a new action.
            session_date: What a date such as +7 counts from.
            heading: The quiet line on top.
        """
        self._heading = heading
        self._session_date = session_date
        if not action.id and action.first_step_by is None:
            by = session_date + dt.timedelta(FIRST_STEP_DAYS)
            action = dataclasses.replace(action, first_step_by=by)
        self._before = action
        super().__init__()

    def compose(self) -> ComposeResult:
        """The fields in the order of the sentence, and the sentence."""
        action = self._before
        by = action.first_step_by
        with Vertical():
            yield Plain(self._heading, id="form-heading")
            with VerticalScroll(id="fields", can_focus=False):
                yield from self._field("if", "If", action.if_, "when this happens")
                yield from self._field("then", "then", action.then, "we do this one thing")
                with Horizontal(classes="form--row form--gap"):
                    yield Plain("owned by", classes="form--label")
                    sides = list(OwnerSide)
                    yield WordChoice(
                        [side.value for side in sides], sides.index(OwnerSide(action.owner_side)), id="side"
                    )
                yield from self._field(
                    "accountable", "answers for it", action.accountable, "a role or a team"
                )
                yield from self._field(
                    "step", "first step", action.first_step, "the first thing to do", gap=True
                )
                with Horizontal(classes="form--row"):
                    yield Plain("until", classes="form--label")
                    yield _field_input("by", f"{by:%-d %b %Y}" if by else "", EXAMPLES)
                    yield Plain(id="by-words")
                yield Plain(id="by-error", classes="form--error")
            yield BlockLetters(sentence_of(action), share=0.0, id="sentence")
            yield Plain("Enter  save      Tab  next field      Esc  leave", id="form-keys")

    def _field(self, id_: str, label: str, value: str, example: str, *, gap: bool = False) -> ComposeResult:
        with Horizontal(classes="form--row form--gap" if gap else "form--row"):
            yield Plain(label, classes="form--label")
            yield _field_input(id_, value, example)
        if id_ in _NEEDED:
            yield Plain(id=f"{id_}-error", classes="form--error")

    def on_mount(self) -> None:
        """Begin in the first field, at its end: a starter is adjusted more often than replaced."""
        field = self.query_one("#if", Input)
        field.focus()
        field.cursor_position = len(field.value)
        self.show_sentence()

    @on(Resize)
    def use_the_room(self) -> None:
        """Write the sentence large where the fields leave room for it."""
        share = _LARGE_SHARE if self.size.height >= _LARGE_FROM else 0.0
        self.query_one("#sentence", BlockLetters).take_share(share)

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def show_sentence(self) -> None:
        """Say what would be saved now."""
        by, trouble = self._by()
        action = dataclasses.replace(self._typed(), first_step_by=by)
        shown = dataclasses.replace(action, if_=action.if_ or "...")
        self.query_one("#sentence", BlockLetters).say(sentence_of(shown))
        weekday = f"{by:%A %-d %B %Y}" if by else "" if trouble else "no date yet"
        self.query_one("#by-words", Plain).update(weekday)
        self._say_error("by", "" if self._being_typed("by") else trouble)
        for id_ in _NEEDED:
            if self._text(id_):
                self._say_error(id_, "")

    @on(Input.Blurred, "#by")
    def check_date(self) -> None:
        """Speak about a wrong date when it is finished, not while it is typed."""
        self._say_error("by", self._by()[1])

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    def save(self) -> None:
        """Close with the action, or go to the field that is not ready."""
        action = self._typed()
        by, trouble = self._by()
        wrong = {id_: words for id_, words in _NEEDED.items() if not self._text(id_)}
        if trouble:
            wrong["by"] = trouble
        for id_ in (*_NEEDED, "by"):
            self._say_error(id_, wrong.get(id_, ""))
        if wrong:
            self.query_one(f"#{next(iter(wrong))}", Input).focus()
            return
        self.dismiss(dataclasses.replace(action, first_step_by=by))

    @work
    async def action_leave(self) -> None:
        """Leave; asks first if something would be lost."""
        by, trouble = self._by()
        changed = trouble or dataclasses.replace(self._typed(), first_step_by=by) != self._before
        about = self.query_one("#sentence", BlockLetters).text
        answers = (Answer(False, "Go on writing"), Answer(True, "Leave without saving"))
        question = AskModal("Leave without saving?", answers, detail=about)
        leave: bool | None = not changed or await self.app.push_screen_wait(question)
        if leave:
            self.dismiss(None)

    def _typed(self) -> Action:
        """The action as the fields have it, without the date."""
        return dataclasses.replace(
            self._before,
            if_=self._text("if"),
            then=self._text("then").rstrip("."),
            owner_side=list(OwnerSide)[self.query_one(WordChoice).chosen],
            accountable=self._text("accountable"),
            first_step=self._text("step"),
        )

    def _text(self, id_: str) -> str:
        field = self.query_one(f"#{id_}", Input)
        return clean(field.value, limit=field.max_length or LONGEST)

    def _by(self) -> tuple[dt.date | None, str]:
        """The date, or what is wrong with it."""
        try:
            return read_date(self._text("by"), self._session_date), ""
        except ValueError as error:
            return None, str(error)

    def _being_typed(self, id_: str) -> bool:
        return self.query_one(f"#{id_}", Input).has_focus

    def _say_error(self, id_: str, words: str) -> None:
        line = self.query_one(f"#{id_}-error", Plain)
        line.update(words)
        line.display = bool(words)


def _field_input(id_: str, value: str, example: str) -> Field:
    return Field(
        value,
        placeholder=example,
        id=id_,
        compact=True,
        max_length=LONGEST_NAME if id_ == "accountable" else max(LONGEST, len(value)),
        select_on_focus=False,
    )
