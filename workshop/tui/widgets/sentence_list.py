"""The numbered sentences that the AI wrote; after the reveal with what is wrong and how many saw it."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from workshop.tui.widgets.last import with_last
from workshop.tui.widgets.plain import Plain, rows_of

NUMBER_WIDTH = 4
"""Columns before a sentence: its number and a gap."""

_PLENTY = 8
"""Rows that are to be left besides where the sentences stand further apart."""
_NOTE = 24
_BESIDE_TEXT = 2 + 3 + 2 + _NOTE
"""Columns beside a judged sentence: its sign, its number, and what is said of it."""


class Mark(enum.Enum):
    """What the reveal says about a sentence: a sign and a word, never a colour alone."""

    SOUND = ("", "")
    WRONG = ("✗", "wrong")
    CARRIED = ("↳", "follows from the error")
    LEFT_OUT = ("✗", "left out")

    @property
    def sign(self) -> str:
        """The sign before the number."""
        return self.value[0]

    @property
    def word(self) -> str:
        """The word for those who cannot tell the sign."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """One row of a reveal, with what is said of it beside it; `is_now` where it is what is talked about."""

    label: str
    text: str
    mark: Mark = Mark.SOUND
    note: str = ""
    is_now: bool = False


class SentenceList(Vertical):
    """Sentences to be judged, one below the other, with their numbers."""

    DEFAULT_CSS = """
    SentenceList { height: auto; width: 1fr; }
    SentenceList > Horizontal { height: auto; width: 1fr; }
    SentenceList.-airy > Horizontal { margin-bottom: 1; }
    SentenceList.-airy > .-last { margin-bottom: 0; }
    SentenceList .sentence--number { width: 4; color: $text-muted; }
    """

    def __init__(self, sentences: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        self._sentences = tuple(sentences)
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """A row for each sentence."""
        for number, (sentence, last) in enumerate(with_last(self._sentences), start=1):
            with Horizontal(classes=last):
                yield Plain(f"{number}", classes="sentence--number")
                yield Plain(sentence)


class JudgedSentences(Vertical):
    """The sentences after the reveal: sign, number, text, and what is said of each beside it."""

    DEFAULT_CSS = """
    JudgedSentences {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; }
        &.-airy > Horizontal { margin-bottom: 1; }
        &.-airier > Horizontal { margin-bottom: 2; }
        &.-airy > .-last, &.-airier > .-last { margin-bottom: 0; }
        .sentence--sign { width: 2; text-style: bold; }
        .sentence--number { width: 3; }
        .sentence--note { width: 24; margin-left: 2; }
        & > .-sound { color: $text-muted; }
        & > .-now { text-style: bold; }
        & > .-wrong .sentence--sign, & > .-wrong .sentence--note { color: $text-error; }
        & > .-left_out .sentence--sign, & > .-left_out .sentence--note { color: $text-error; }
        & > .-carried .sentence--sign, & > .-carried .sentence--note { color: $text-warning; }
    }
    """

    def __init__(self, rows: Sequence[JudgedSentence], *, id: str | None = None) -> None:  # noqa: A002
        self._rows = tuple(rows)
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """A row for each sentence."""
        for row, last in with_last(self._rows):
            with Horizontal(classes=f"-{row.mark.name.lower()}{' -now' if row.is_now else ''} {last}"):
                yield Plain(row.mark.sign, classes="sentence--sign")
                yield Plain(row.label, classes="sentence--number")
                yield Plain(row.text)
                yield Plain(row.note, classes="sentence--note")

    @property
    def gaps(self) -> int:
        """How many rows it takes to set the sentences apart."""
        return max(len(self._rows) - 1, 0)

    def take_air(self, spare: int) -> int:
        """Set the sentences apart, by a row or two, where so many rows are enough; returns what it took."""
        apart = (spare >= self.gaps) + (spare >= 2 * self.gaps + _PLENTY)
        self.update_classes({"-airy": apart == 1, "-airier": apart > 1})
        return apart * self.gaps

    def rows(self, width: int) -> int:
        """How many lines it takes at a width, with no air between the sentences."""
        return sum(
            max(rows_of(row.text, width - _BESIDE_TEXT), rows_of(row.note, _NOTE)) for row in self._rows
        )


def sentence_rows(sentences: Sequence[str], width: int) -> int:
    """How many lines a `SentenceList` takes at a width."""
    return sum(max(1, rows_of(sentence, width - NUMBER_WIDTH)) for sentence in sentences)
