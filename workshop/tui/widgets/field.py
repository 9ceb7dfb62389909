"""A line to type into, which takes no control characters, however they come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from workshop.core.text import clean
from workshop.tui.look import motion_is_on
from workshop.tui.widgets.at_once import AtOnce, actions_of

_LONGEST = 1000
_MOST_STEPS = 200

_Step = tuple[str, int]
"""A text, and where the cursor stood in it."""


class Field(AtOnce, Input):
    """An input that makes a pasted text harmless and as short as it must be, instead of refusing it.

    A field draws what it holds, so an escape sequence in it would reach the terminal before anybody pressed
    Enter. Several pasted lines become one. Ctrl+Z takes back what was typed, word by word, Ctrl+Y brings it
    again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "take back", show=False),
        Binding("ctrl+y", "redo", "bring again", show=False),
    ]
    AT_ONCE: ClassVar[Mapping[str, str]] = actions_of(
        (*Input.BINDINGS, *BINDINGS),
        # Enter is the form's, and Ctrl+C leaves.
        without=("submit", "copy"),
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        self._past: list[_Step] = []
        self._future: list[_Step] = []
        self._in_a_word = False
        super().__init__(*args, **named)

    def on_mount(self) -> None:
        """Blink, where anything may move."""
        self.cursor_blink = motion_is_on(self.app)

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another; typed characters and pasted texts come through here."""
        start, end = sorted((start, end))
        room = (self.max_length or _LONGEST) - len(self.value) + end - start
        goes_on = len(text) == 1 and not text.isspace() and start == end
        if not (goes_on and self._in_a_word):
            self._past[:] = [*self._past, (self.value, self.cursor_position)][-_MOST_STEPS:]
        self._future.clear()
        self._in_a_word = goes_on
        super().replace(_harmless(text)[: max(room, 0)], start, end)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual would keep the first line alone
        self.replace(" ".join(filter(str.strip, event.text.splitlines())), *self.selection)

    def action_undo(self) -> None:
        """Take back what was typed last."""
        self._go(self._past, self._future)

    def action_redo(self) -> None:
        """Bring again what was taken back."""
        self._go(self._future, self._past)

    def _go(self, there: list[_Step], here: list[_Step]) -> None:
        self._in_a_word = False
        if there:
            here.append((self.value, self.cursor_position))
            self.value, self.cursor_position = there.pop()


class Proposal(Field):
    """A field that holds a proposal. As long as it is untouched, Space does not write over it.

    The screen around it may take it for the wish to agree.
    """

    class Touched(Message):
        """It was entered, written into, or its cursor was moved."""

    def __init__(self, proposed: str, **named: Any) -> None:
        self._proposed = proposed
        super().__init__(proposed, **named)

    def watch_selection(self) -> None:
        """Tell the screen, whose footer says what Space does."""
        self.post_message(self.Touched())

    @property
    def is_untouched(self) -> bool:
        """Whether all of it still stands there, marked as when the field was entered."""
        return bool(self.value) and self.value == self._proposed and not self.selection.is_empty

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """All that is text, but not the Space that agrees."""
        return super().check_consume_key(key, character) and not (key == "space" and self.is_untouched)

    async def _on_key(self, event: events.Key) -> None:
        if not self.check_consume_key(event.key, event.character):
            event.prevent_default()


class Default(Field):
    """A field that says in its placeholder what is taken if nothing is typed: then Space is the screen's."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """All that is text, but no Space at its beginning."""
        return super().check_consume_key(key, character) and not (key == "space" and not self.value)

    async def _on_key(self, event: events.Key) -> None:
        if not self.check_consume_key(event.key, event.character):
            event.prevent_default()


class NumberField(Field):
    """A field for a whole number: no other key is typed into it, so Space is the screen's."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Digits only."""
        return character is not None and character.isascii() and character.isdigit()

    async def _on_key(self, event: events.Key) -> None:
        if not self.check_consume_key(event.key, event.character):
            event.prevent_default()


def _harmless(text: str) -> str:
    """The text cleaned; a space at its ends is what somebody has just typed, and stays."""
    if len(text) == 1 and text.isprintable():
        return text  # typed; an accent comes alone in some scripts
    kept = clean(text, limit=_LONGEST)
    if not kept:
        return " " if text.isspace() else ""
    return f"{' ' * text[0].isspace()}{kept}{' ' * text[-1].isspace()}"
