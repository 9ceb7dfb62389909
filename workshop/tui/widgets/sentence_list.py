"""The numbered sentences of an AI output; after the reveal with what is wrong and how many saw it."""

from __future__ import annotations

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.plain import Plain, rows_of

NUMBER_WIDTH = 4
"""Columns before a sentence: its number and a gap."""

_WIDE = 110
_FIGURES, _WORDS = 10, 14
_HEAT_LEVELS = 4


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


class Tapped(enum.Enum):
    """What a tap on a sentence was: a sign and a word, never a colour alone."""

    FOUND = ("✓", "found")
    FALSE_ALARM = ("!", "false alarm")
    UNJUDGED = (" ", "")

    @property
    def sign(self) -> str:
        """The sign beside the number of taps."""
        return self.value[0]

    @property
    def word(self) -> str:
        """The word beside the number of taps."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class JudgedSentence:
    """One row of a reveal. `taps` of `voters` chose it; None where nobody could. `tapped` judges the taps."""

    label: str
    text: str
    mark: Mark = Mark.SOUND
    why: str = ""
    taps: int | None = None
    voters: int = 0
    tapped: Tapped = Tapped.UNJUDGED

    @property
    def heat(self) -> int:
        """How many tapped it, from 0 for nobody to 4 for nearly all."""
        return math.ceil(_HEAT_LEVELS * self.taps / self.voters) if self.taps and self.voters else 0


class SentenceList(Vertical):
    """Sentences to be judged, one below the other, with their numbers."""

    DEFAULT_CSS = """
    SentenceList { height: auto; width: 1fr; }
    SentenceList > Horizontal { height: auto; width: 1fr; }
    SentenceList.-airy > Horizontal { margin-bottom: 1; }
    SentenceList.-airy > Horizontal:last-child { margin-bottom: 0; }
    SentenceList .sentence--number { width: 4; color: $text-muted; }
    """

    def __init__(self, sentences: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002
        self._sentences = tuple(sentences)
        super().__init__(id=id)

    def compose(self) -> ComposeResult:
        """A row for each sentence."""
        for number, sentence in enumerate(self._sentences, start=1):
            with Horizontal():
                yield Plain(f"{number}", classes="sentence--number")
                yield Plain(sentence)


class JudgedSentences(Vertical):
    """The sentences after the reveal."""

    DEFAULT_CSS = """
    JudgedSentences {
        height: auto;
        width: 1fr;
        & > Horizontal { height: auto; width: 1fr; }
        .sentence--sign { width: 2; text-style: bold; }
        .sentence--number { width: 3; }
        .sentence--text { width: 1fr; height: auto; }
        &.-no-heading { padding-top: 1; }
        .sentence--heading { width: auto; color: $text-muted; }
        TapsLine { width: 18; color: $text; }
        .sentence--heading, TapsLine { margin-left: 1; }
        &.-wide .sentence--heading, &.-wide TapsLine { width: 38; margin-left: 3; }
        &.-airy > Horizontal { margin-bottom: 1; }
        & > .-heading { margin-bottom: 0; }
        & > .-sound { color: $text-muted; }
        & > .-wrong .sentence--said, & > .-left_out .sentence--said { text-style: bold; }
        & > .-wrong .sentence--sign, & > .-left_out .sentence--sign { color: $text-error; }
        & > .-wrong .sentence--why, & > .-left_out .sentence--why { color: $text-error; }
        & > .-carried .sentence--sign, & > .-carried .sentence--why { color: $text-warning; }
        & > .-heat-1.-found .sentence--said { background: $success 10%; }
        & > .-heat-2.-found .sentence--said { background: $success 18%; }
        & > .-heat-3.-found .sentence--said { background: $success 26%; }
        & > .-heat-4.-found .sentence--said { background: $success 34%; }
        & > .-heat-1.-false_alarm .sentence--said { background: $warning 10%; }
        & > .-heat-2.-false_alarm .sentence--said { background: $warning 18%; }
        & > .-heat-3.-false_alarm .sentence--said { background: $warning 26%; }
        & > .-heat-4.-false_alarm .sentence--said { background: $warning 34%; }
    }
    """

    def __init__(self, rows: Sequence[JudgedSentence], heading: str = "") -> None:
        """Make it.

        Args:
            rows: The sentences.
            heading: What stands over the numbers of taps; empty where there are none.
        """
        self._rows = tuple(rows)
        self._heading = heading
        super().__init__(classes="" if heading else "-no-heading")

    def compose(self) -> ComposeResult:
        """A row for each sentence: sign, number, text with what is wrong, and who chose it."""
        if self._heading:
            with Horizontal(classes="-heading"):
                yield Plain()
                yield Plain(self._heading, classes="sentence--heading")
        for row in self._rows:
            heat = f"-heat-{row.heat} -{row.tapped.name.lower()}"
            with Horizontal(classes=f"-{row.mark.name.lower()} {heat}"):
                yield Plain(row.mark.sign, classes="sentence--sign")
                yield Plain(row.label, classes="sentence--number")
                with Vertical(classes="sentence--text"):
                    yield Plain(row.text, classes="sentence--said")
                    if row.mark is not Mark.SOUND:
                        yield Plain(
                            ": ".join(filter(None, (row.mark.word, row.why))), classes="sentence--why"
                        )
                if row.taps is not None:
                    yield TapsLine(row.taps, row.voters, row.tapped)

    def on_resize(self) -> None:
        """Long bars and air between the rows where there is room."""
        self.set_class(self.size.width >= _WIDE, "-wide")
        air = len(self._rows)
        without = self.size.height - (air if self.has_class("-airy") else 0)
        room = self.parent.size.height if isinstance(self.parent, Widget) else 0
        self.set_class(without + air <= room, "-airy")


class TapsLine(Widget):
    """How many chose a sentence, and whether that was right; with the share and a bar where there is room."""

    DEFAULT_CSS = """
    TapsLine { height: 1; }
    """

    def __init__(self, taps: int, voters: int, tapped: Tapped = Tapped.UNJUDGED) -> None:
        self._taps = taps
        self._share = taps / voters if voters else 0.0
        self._tapped = tapped
        super().__init__()

    def render(self) -> VisualType:
        """The number and the words; the bar takes what they leave."""
        if not self._taps:
            return Content.styled(f"{self._taps:>4}", "$text-muted")
        colour = "$text-success" if self._tapped is Tapped.FOUND else "$text-warning"
        words = f"{self._tapped.sign} {self._tapped.word}".rstrip()
        room = self.content_size.width - _FIGURES - _WORDS
        if room < 1:
            return Content.assemble(f"{self._taps:>4} ", (words, colour))
        share = f"{self._taps:>4} {self._share:>4.0%} "
        return Content.assemble(
            share, (f"{words:<{_WORDS}}", colour), ("▇" * round(self._share * room), "$primary")
        )


def sentence_rows(sentences: Sequence[str], width: int) -> int:
    """How many lines a `SentenceList` takes at a width."""
    return sum(max(1, rows_of(sentence, width - NUMBER_WIDTH)) for sentence in sentences)
