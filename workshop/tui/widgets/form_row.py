"""One row of a form: a label, what is typed or chosen, a word beside it, and a line for what is wrong."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from workshop.core.text import clean
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice
from workshop.tui.widgets.word_marks import WordMarks


@dataclass(frozen=True, slots=True)
class Typing:
    """A text is typed; a short one leaves room for a word beside it."""

    example: str = ""
    longest: int = 200
    short: bool = False


@dataclass(frozen=True, slots=True)
class Choosing:
    """One of some values is chosen, each shown in its own words."""

    values: Sequence[str]
    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class Marking:
    """Any of some values are marked; they are joined with commas."""

    values: Sequence[str]
    words: Sequence[str]


class FormRow(Vertical):
    """Tells its key and its text whenever something is typed, chosen or marked."""

    DEFAULT_CSS = """
    FormRow {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; }
        .row--label { width: 18; padding-right: 2; text-style: bold; }
        Input { width: 1fr; }
        .-short Input { width: 22; }
        .row--beside { padding-left: 2; color: $text-muted; }
        .row--error { color: $text-error; text-style: bold; padding-left: 18; display: none; }
        .row--note { color: $text-warning; padding-left: 18; display: none; }
        &.-group { margin-top: 1; }
    }
    """

    @dataclass
    class Changed(Message):
        """The row holds another text."""

        key: str
        text: str

    def __init__(self, key: str, label: str, text: str, how: Typing | Choosing | Marking) -> None:
        self.key = key
        self._label, self._text, self._how = label, text, how
        self._error = ""
        super().__init__()

    def compose(self) -> ComposeResult:
        """The label and the control; the lines below it are hidden until they say something."""
        short = isinstance(self._how, Typing) and self._how.short
        with Horizontal(classes="-short" if short else ""):
            yield Plain(self._label, classes="row--label")
            yield self._control()
            if short:
                yield Plain(classes="row--beside")
        yield Plain(classes="row--error")
        yield Plain(classes="row--note")

    def _control(self) -> Widget:
        match self._how:
            case Typing(example, longest):
                return Field(
                    self._text,
                    placeholder=example,
                    id=self._control_id,
                    compact=True,
                    max_length=max(longest, len(self._text)),
                    select_on_focus=False,
                )
            case Choosing(values, words):
                return WordChoice(words, list(values).index(self._text), id=self._control_id)
            case Marking(values, words):
                marked = [value.strip() for value in self._text.split(",")]
                return WordMarks(
                    words, [at for at, value in enumerate(values) if value in marked], id=self._control_id
                )

    @property
    def _control_id(self) -> str:
        return re.sub(r"[^\w-]+", "-", self.key)

    @property
    def control(self) -> Widget:
        """What has the focus when the row is filled in."""
        return self.query_one(f"#{self._control_id}", Widget)

    @property
    def error(self) -> str:
        """What is wrong with it, as it is shown."""
        return self._error

    def say_error(self, words: str) -> None:
        """Show what is wrong with it; nothing takes the line away."""
        self._error = words
        self._say(".row--error", words)

    def say_note(self, words: str) -> None:
        """Show something about it that is not wrong."""
        self._say(".row--note", words)

    def say_beside(self, words: str) -> None:
        """Show a word beside a short text."""
        for beside in self.query(".row--beside").results(Plain):
            beside.update(words)

    def _say(self, line: str, words: str) -> None:
        plain = self.query_one(line, Plain)
        plain.update(words)
        plain.display = bool(words)

    @on(Input.Changed)
    def take_text(self, event: Input.Changed) -> None:
        """A letter was typed."""
        event.stop()
        self._tell(clean(event.value, limit=event.input.max_length or len(event.value)))

    @on(WordChoice.Changed)
    def take_choice(self, event: WordChoice.Changed) -> None:
        """Another word was chosen."""
        event.stop()
        if isinstance(self._how, Choosing):
            self._tell(self._how.values[event.choice.chosen])

    @on(WordMarks.Changed)
    def take_marks(self, event: WordMarks.Changed) -> None:
        """A word was marked."""
        event.stop()
        if isinstance(self._how, Marking):
            marked = self.query_one(WordMarks).marked
            self._tell(", ".join(value for at, value in enumerate(self._how.values) if at in marked))

    def _tell(self, text: str) -> None:
        if text != self._text:
            self._text = text
            self.post_message(self.Changed(self.key, text))
