"""What the operators of the forge stand on: the lines of a text, and its source as rows and figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from workshop.core.scenarios.scenario import Scenario, Sentence

_WORDS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_VALUES = {word: Decimal(number) for number, word in enumerate(_WORDS, start=2)}
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DIGITS = rf"\d[\d,]*(?:\.\d+)?(?![\w:-]|[.,]\d|(?: (?:and|to|or) \d+)? (?:{MONTHS})\b)"
_FIGURE = re.compile(rf"(?<![\w.,:'-])(?:{_DIGITS}|(?:{'|'.join(_WORDS)})(?![\w-]))", re.I)
_NO_AMOUNT = re.compile(
    r"\b(?:in|items?|lines?|points?|rules?|rooms?|weeks?|cards?|version|step|day|question|sessions?|"
    r"floor|van|sheet|form|phase|site|bed|truck|scanner|gate|belt|pallet|copy of|invoice|ticket|group|team|"
    rf"clause|case|door|ward|(?:weeks|sessions|items) \d+ (?:and|to)|{MONTHS}|"
    r"other|these|those|all|both|first|next|half past|the) $",
    re.I,
)
_NO_AMOUNT_AFTER = re.compile(r"(?: thirds?| quarters?| in (?:\w+)\b(?= of)|st\b|nd\b|rd\b|th\b)")
_BOUND = re.compile(
    r"\b(?:at (?:least|most)|(?:more|less|fewer|later|earlier|longer) than|up to|over|under|about|above|"
    r"below|around|nearly|almost|only|from|until|within|than the|every|each|another|with|"
    r"per) (?:EUR |USD )?$",
    re.I,
)
_ADVICE = re.compile(r"\b(?:suggest|recommend|propose|please|agree on|would)\b", re.I)
"""A figure before such a word, or after advice, is nobody's claim."""
_IF = re.compile(r"\b(?:if|when|whether|unless|in case|provided|although|once|as soon as)\b", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a line: as it stands, its value, and where."""

    stated: str
    value: Decimal
    start: int
    end: int

    def written(self, value: Decimal) -> str:
        """Another value in the same form: a word where words go so far, commas, as many decimals."""
        if self.stated[0].isalpha():
            word = next((word for word, known in _VALUES.items() if known == value), None)
            text = word or f"{value:,}"
            return text.capitalize() if self.stated[0].isupper() else text
        places = len(self.stated.partition(".")[2])
        return f"{value:,.{places}f}"


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table in the source: its line from 1, its label, its cells, and the heads over them."""

    line: int
    label: str
    cells: tuple[str, ...]
    heads: tuple[str, ...]

    def value(self, column: int) -> Decimal | None:
        """The number of a cell, if it is one."""
        return number(self.cells[column]) if column < len(self.cells) else None


@dataclass(frozen=True)
class Ground:
    """A text whose lines are right where they are not marked, beside its source."""

    scenario: Scenario

    @cached_property
    def source(self) -> tuple[str, ...]:
        """The lines of the source."""
        return tuple(self.scenario.source.splitlines())

    @cached_property
    def given(self) -> str:
        """All that a line can be held against, as one line."""
        scenario = self.scenario
        return " ".join(f"{scenario.source_title} {scenario.source} {scenario.task}".split())

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows of the source's tables that hold numbers."""
        return tuple(_rows(self.source))

    @cached_property
    def given_values(self) -> frozenset[Decimal]:
        """The numbers that source, task and setting name."""
        text = f"{self.given} {self.scenario.setting}"
        found = {Decimal(one.replace(",", "")) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}
        named = {value for word, value in _VALUES.items() if re.search(rf"\b{word}\b", text, re.I)}
        return frozenset(found | named)

    def line(self, at: int) -> str:
        """The text of a line, counted from 0."""
        return self.scenario.sentences[at].text

    def lines_with(self, words: str) -> tuple[int, ...]:
        """The lines of the source with these words, from 1."""
        pattern = re.compile(rf"(?<![\w.,]){re.escape(words)}(?![\w]|[.,]\d)", re.I)
        return tuple(number for number, line in enumerate(self.source, start=1) if pattern.search(line))

    def amounts(self, at: int) -> list[Figure]:
        """The figures of a line that state something by themselves: no names, no assumptions, no bounds."""
        text = self.line(at)
        return [
            figure
            for figure in figures(text)
            if not _NO_AMOUNT.search(text[: figure.start])
            and not _NO_AMOUNT_AFTER.match(text[figure.end :])
            and not _BOUND.search(text[: figure.start])
            and not self.assumed(at, figure.start)
        ]

    def assumed(self, at: int, place: int) -> bool:
        """Whether a place in a line is part of an assumption, which cannot be wrong."""
        text = self.line(at)
        if (advice := _ADVICE.search(text)) and (place < advice.start() or "would" not in advice[0]):
            return True
        begins = [found.start() for found in _IF.finditer(text) if found.start() <= place]
        return bool(begins) and "," not in text[begins[-1] : place]


Operator = Callable[[Ground, int], Iterator[Sentence]]
"""Proposes wrong sentences for a line, counted from 0."""


def figures(text: str) -> list[Figure]:
    """The figures of a text, as digits or as words from two to twelve; dates, times and years are none."""
    found = []
    for one in _FIGURE.finditer(text):
        value = _VALUES.get(one[0].lower())
        stated = one[0].rstrip(",")
        if value is None:
            value = Decimal(stated.replace(",", ""))
        if value < 1000 or "," in stated:  # a larger one without a comma is a year or the name of something
            found.append(Figure(stated, value, one.start(), one.start() + len(stated)))
    return found


def number(cell: str) -> Decimal | None:
    """A cell that is a number, perhaps in per cent."""
    text = cell.strip().removesuffix("%").replace(",", "")
    return Decimal(text) if re.fullmatch(r"-?\d+(?:\.\d+)?", text) else None


def names(text: str, label: str) -> bool:
    """Whether a text names the label of a row."""
    return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", text, re.I) is not None


def _rows(source: tuple[str, ...]) -> Iterator[Row]:
    heads: tuple[str, ...] = ()
    for place, line in enumerate(source, start=1):
        label, *cells = re.split(r"\s{2,}", line.strip())
        if not cells:
            heads = heads if line.startswith(" ") else ()
        elif any(number(cell) is not None for cell in cells):
            fitting = heads[-len(cells) :] if len(heads) in (len(cells), len(cells) + 1) else ()
            yield Row(place, label, tuple(cells), fitting)
        else:
            heads = (label, *cells)


def wrong(text: str, kind: str, why: str, clause: tuple[int, ...] | None = None) -> Sentence:
    """A wrong sentence with its key."""
    return Sentence(text, True, kind, why, clause=clause)
