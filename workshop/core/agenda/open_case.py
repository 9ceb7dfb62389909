"""An open case: what an AI wrote for the room itself, and whose answer nobody knows yet."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.english import counted
from workshop.core.problems import Refused
from workshop.core.scenarios.pasted import split, unfit
from workshop.core.text import clean

FEWEST_LINES, MOST_LINES = 2, 12
LONGEST_LINE, LONGEST_TITLE, LONGEST_TEXT = 300, 80, 4_000
"""Characters."""

SOURCE = "The source"
"""What it is called where nobody says so."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """What was written, line by line, and what of the source is at hand; there may be none of it."""

    sentences: tuple[str, ...] = ()
    source_title: str = ""
    source: str = ""

    @property
    def text(self) -> str:
        """As it can be pasted again: with a blank line between two of its lines."""
        return "\n\n".join(self.sentences)


def open_case(text: str, source_title: str = "", source: str = "") -> OpenCase:
    """The case of a pasted text: each of its sentences is a line, and each point of a list.

    Raises:
        Refused: it is no text or too long, has too few or too many lines, or one that is too long.
    """
    if why := unfit(text, LONGEST_TEXT):
        raise Refused(why)
    lines = split(text)
    if not FEWEST_LINES <= len(lines) <= MOST_LINES:
        raise Refused(
            f"The text has {counted(len(lines), 'line')}; {FEWEST_LINES} to {MOST_LINES} can be tapped. "
            "A sentence is a line, and so is each point of a list."
        )
    for number, line in enumerate(lines, start=1):
        if len(line) > LONGEST_LINE:
            raise Refused(
                f"Line {number} is longer than {LONGEST_LINE} characters. Part it with a full stop."
            )
    about = clean(source, limit=LONGEST_TEXT, lines=True)
    title = clean(source_title, limit=LONGEST_TITLE) or SOURCE
    return OpenCase(lines, title if about else "", about)
