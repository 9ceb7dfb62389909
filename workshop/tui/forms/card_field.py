"""One field of a card's form: a line, a choice of words, or a list of lines that grows."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from workshop.core.agenda.card import LONGEST_LINE, LONGEST_TEXT, CardField, FieldKind
from workshop.core.live.words.card import shown_word
from workshop.core.text import clean
from workshop.tui.widgets.field import Field
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice

_NOT_YET = "not yet"


class FieldRows(Vertical):
    """The label and what is typed; while the field is closed, the words that say why."""

    DEFAULT_CSS = """
    FieldRows {
        height: auto;
        width: 1fr;
        .form--closed { display: none; }
        &.-closed .form--closed { display: block; }
        &.-closed Field, &.-closed WordChoice { display: none; }
    }
    """

    is_open: reactive[bool] = reactive(True)

    class Finished(Message):
        """Enter was pressed, and not to get to another line."""

    def __init__(self, field: CardField, texts: tuple[str, ...], why_closed: str) -> None:
        self.field = field
        self._first = texts
        self._why_closed = why_closed
        super().__init__()

    def compose(self) -> ComposeResult:
        """A row for each text, and in a list one more for the next."""
        if self.field.kind is FieldKind.LINES:
            free = len(self._first) < self.field.most
            for number, text in enumerate((*self._first, "") if free else self._first):
                example = "" if number else self.field.example
                yield self._row("" if number else self.field.label, self._input(text, example))
            return
        if self.field.kind is FieldKind.WORD:
            words = (_NOT_YET, *map(shown_word, self.field.words))
            chosen = [(), *((word,) for word in self.field.words)]
            at = chosen.index(self._first) if self._first in chosen else 0
            yield self._row(self.field.label, WordChoice(words, at))
            return
        yield self._row(self.field.label, self._input("".join(self._first), self.field.example))

    def _row(self, label: str, content: Widget) -> Horizontal:
        closed = Plain(self._why_closed, classes="form--closed")
        return Horizontal(Plain(label, classes="form--label"), content, closed, classes="form--row")

    def _input(self, text: str = "", example: str = "") -> Field:
        longest = LONGEST_LINE if self.field.kind is FieldKind.LINES else LONGEST_TEXT
        return Field(
            text,
            placeholder=example,
            compact=True,
            max_length=max(longest, len(text)),
            select_on_focus=False,
        )

    def watch_is_open(self, is_open: bool) -> None:
        """Show the field, or why there is none."""
        self.set_class(not is_open, "-closed")

    def take_focus(self) -> None:
        """Begin in the last line, at its end."""
        (self.query(Field).last() if self.query(Field) else self.query_one(WordChoice)).focus()

    def texts(self) -> tuple[str, ...]:
        """What is typed, without empty lines."""
        if self.field.kind is FieldKind.WORD:
            chosen = self.query_one(WordChoice).chosen
            return (self.field.words[chosen - 1],) if chosen else ()
        typed = (clean(line.value, limit=line.max_length or LONGEST_TEXT) for line in self.query(Field))
        return tuple(filter(None, typed))

    def words_in_hand(self, focused: Widget | None) -> tuple[str, str]:
        """The line that is being typed, with its label if there is any text, and what Enter does in it."""
        line = focused if isinstance(focused, Field) else None
        typed = line.value.strip() if line is not None else "".join(map(shown_word, self.texts()))
        goes_on = line is not None and typed and self._goes_on(line)
        return f"{self.field.label}: {typed}" if typed else "", "next line" if goes_on else "save"

    @on(Input.Submitted)
    async def go_on(self, event: Input.Submitted) -> None:
        """Go to the next line of a list; from an empty one, and from any other field, be done."""
        event.stop()
        line = event.input
        if not line.value.strip() or not self._goes_on(line):
            self.post_message(self.Finished())
            return
        lines: list[Input] = list(self.query(Field))
        if line is lines[-1]:
            await self.mount(self._row("", self._input()))
            lines = list(self.query(Field))
        lines[lines.index(line) + 1].focus()

    @on(WordChoice.Submitted)
    def be_done(self, event: WordChoice.Submitted) -> None:
        """Enter on a choice."""
        event.stop()
        self.post_message(self.Finished())

    def _goes_on(self, line: Widget) -> bool:
        """Whether another line may follow this one."""
        lines = list(self.query(Field))
        return self.field.kind is FieldKind.LINES and (line is not lines[-1] or len(lines) < self.field.most)
