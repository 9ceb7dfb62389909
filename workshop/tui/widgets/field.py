"""A line to type into, which takes no control characters, however they come."""

from __future__ import annotations

from textual.widgets import Input

from workshop.core.text import clean

_LONGEST = 1000


class Field(Input):
    """An input that makes a pasted text harmless and as short as it must be, instead of refusing it.

    A field draws what it holds, so an escape sequence in it would reach the terminal before anybody pressed
    Enter.
    """

    def replace(self, text: str, start: int, end: int) -> None:
        """Put a text in the place of another; typed characters and pasted texts come through here."""
        start, end = sorted((start, end))
        room = (self.max_length or _LONGEST) - len(self.value) + end - start
        super().replace(_harmless(text)[: max(room, 0)], start, end)


def _harmless(text: str) -> str:
    """The text cleaned; a space at its ends is what somebody has just typed, and stays."""
    if len(text) == 1 and text.isprintable():
        return text  # typed; an accent comes alone in some scripts
    kept = clean(text, limit=_LONGEST)
    if not kept:
        return " " if text.isspace() else ""
    return f"{' ' * text[0].isspace()}{kept}{' ' * text[-1].isspace()}"
