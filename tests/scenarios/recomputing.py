"""Recomputes the figures of one scenario from its own source, and notes which of them it has covered."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction

from workshop.core.scenarios.scenario import Scenario, Sentence

FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SIGNED = re.compile(r"(?<![\w.])-?\d[\d,]*(?:\.\d+)?")
_REFERENCE = re.compile(
    r"\b(?:sentences?|lines?|items?|rules?|points?|steps?|page|clause) [\d.]+(?:(?:, | and )[\d.]+)*", re.I
)

_COUNTS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {
    **{word: Fraction(count) for count, word in enumerate(_COUNTS, start=1)},
    **{"thirty": Fraction(30), "sixty": Fraction(60), "half": Fraction(1, 2), "quarter": Fraction(1, 4)},
    **{"two thirds": Fraction(2, 3), "three in ten": Fraction(3, 10), "one in ten": Fraction(1, 10)},
}

_STATED = re.compile(rf"{FIGURE.pattern}|\b(?:{'|'.join(_COUNTS)})\b", re.I)

Number = int | Fraction


class Case:
    """A scenario under recomputation. Sentences are counted from 1, as on the screen."""

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario
        self.covered: set[tuple[int, str]] = set()
        """Figures of sentences that were recomputed, by sentence and text."""
        self.judged: set[int] = set()
        """Sentences that were shown to be right or wrong."""
        self.assumptions: set[tuple[int, str]] = set()
        """Figures of sentences that can be anything."""
        self.results: set[str] = set()
        """Figures of the key that were recomputed."""

    def given(self, words: str) -> list[Fraction]:
        """Return the numbers in `words`, which have to stand in the source, the task or the setting."""
        shown = _one_line(f"{self.scenario.source}\n{self.scenario.task}\n{self.scenario.setting}")
        assert _one_line(words) in shown, f"{self.scenario.id}: the source no longer says {words!r}"
        return [to_number(found) for found in _SIGNED.findall(words)]

    def row(self, label: str) -> list[Fraction]:
        """Return the numbers of the one source line that begins with `label`."""
        lines = [line.strip() for line in self.scenario.source.splitlines()]
        rows = [line for line in lines if line.startswith(label)]
        assert len(rows) == 1, f"{self.scenario.id}: {len(rows)} lines begin with {label!r}"
        return [to_number(number) for number in _SIGNED.findall(rows[0].removeprefix(label))]

    def right(self, sentence: int, stated: str, value: Number) -> None:
        """The right sentence states a figure, and the source gives the same."""
        assert not self._stating(sentence, stated).wrong
        assert agrees(stated, value), f"{self.scenario.id}, sentence {sentence}: {stated} is {float(value)}"

    def reads(self, sentence: int, words: str, *values: Number) -> None:
        """The right sentence says these words, and the source gives each figure in them, in this order."""
        line = self._sentence(sentence)
        assert not line.wrong
        assert words in line.text, f"{self.scenario.id}, {sentence}: no {words!r} there"
        stated = [found.rstrip(",") for found in _STATED.findall(words)]
        said = zip(stated, values, strict=True)
        assert all(agrees(*one) for one in said), f"{self.scenario.id}, {sentence}: {words!r} is wrong"
        self.covered |= {(sentence, one.replace(",", "")) for one in stated if one[0].isdigit()}

    def wrong(self, sentence: int, stated: str, value: Number) -> None:
        """The wrong sentence states a figure, and the source gives another."""
        assert self._stating(sentence, stated).wrong
        assert not agrees(stated, value), f"{self.scenario.id}, sentence {sentence}: {stated} is right"

    def slip(self, sentence: int, stated: str, mistake: Number, value: Number) -> None:
        """The wrong sentence states the result of a known mistake, and the source gives another."""
        assert agrees(stated, mistake), f"{self.scenario.id}: {stated} does not come from that mistake"
        self.wrong(sentence, stated, value)

    def invented(self, sentence: int, stated: str) -> None:
        """The wrong sentence states a figure that the source does not have at all."""
        assert self._stating(sentence, stated).wrong
        assert stated.replace(",", "") not in figures_in(self.scenario.source)

    def assumed(self, sentence: int, stated: str) -> None:
        """The right sentence says `if`: the figure is its own assumption and no result."""
        assert not self._stating(sentence, stated).wrong
        self.assumptions.add((sentence, stated.replace(",", "")))

    def holds(self, sentence: int, claim: bool) -> None:
        """What the right sentence claims follows from the source."""
        assert not self._sentence(sentence).wrong
        assert claim, f"{self.scenario.id}, sentence {sentence} does not follow"

    def refuted(self, sentence: int, claim: bool) -> None:
        """What the wrong sentence claims does not follow from the source."""
        assert self._sentence(sentence).wrong
        assert not claim, f"{self.scenario.id}, sentence {sentence} follows"

    def key(self, stated: str, value: Number) -> None:
        """The key states a figure, and the source gives the same."""
        assert stated in key_of(self.scenario), f"{self.scenario.id}: the key no longer says {stated}"
        assert agrees(stated, value), f"{self.scenario.id}: the key says {stated}, it is {float(value)}"
        self.results.add(stated.replace(",", ""))

    def _sentence(self, number: int) -> Sentence:
        self.judged.add(number)
        return self.scenario.sentences[number - 1]

    def _stating(self, number: int, stated: str) -> Sentence:
        sentence = self._sentence(number)
        pattern = rf"(?<![\w.,]){re.escape(stated)}(?!\d|[.,]\d|[a-z]{{2}})"
        assert re.search(pattern, sentence.text, re.I), f"{self.scenario.id}, {number}: no {stated} there"
        self.covered.add((number, stated.replace(",", "")))
        return sentence


Recomputation = Callable[[Case], None]
RECOMPUTATIONS: dict[str, Recomputation] = {}


def recomputes(scenario_id: str) -> Callable[[Recomputation], Recomputation]:
    """Register the recomputation of a scenario."""

    def register(function: Recomputation) -> Recomputation:
        assert scenario_id not in RECOMPUTATIONS
        RECOMPUTATIONS[scenario_id] = function
        return function

    return register


def to_number(text: str) -> Fraction:
    """Read a figure such as `1,250` or `-4` exactly."""
    return Fraction(text.replace(",", ""))


def mean(values: Sequence[Fraction]) -> Fraction:
    """The plain mean, exactly."""
    return sum(values, Fraction(0)) / len(values)


def agrees(stated: str, value: Number) -> bool:
    """Whether a value, rounded half up to the decimals of a stated figure, is that figure."""
    if stated.lower() in _WORDS:
        return Fraction(value) == _WORDS[stated.lower()]
    decimals = len(stated.partition(".")[2])
    scaled = Fraction(value) * 10**decimals + Fraction(1, 2)
    return Fraction(scaled.numerator // scaled.denominator, 10**decimals) == to_number(stated)


def figures_in(text: str) -> set[str]:
    """The figures of a text, without commas and without references such as `sentence 4`."""
    return {found.rstrip(",").replace(",", "") for found in FIGURE.findall(_REFERENCE.sub("", text))}


def shown_figures(scenario: Scenario) -> set[str]:
    """The figures that stand in the source, the task or the setting as they are."""
    return {
        found.rstrip(",").replace(",", "")
        for found in FIGURE.findall(f"{scenario.source}\n{scenario.task}\n{scenario.setting}")
    }


def derived_figures(scenario: Scenario) -> set[tuple[int, str]]:
    """The figures of sentences that nobody can simply look up, by sentence."""
    shown = shown_figures(scenario)
    return {
        (number, figure)
        for number, sentence in enumerate(scenario.sentences, start=1)
        for figure in figures_in(sentence.text) - shown
    }


def key_of(scenario: Scenario) -> str:
    """What the reveal tells: its text, the reasons, and what was missing."""
    reasons = [sentence.why for sentence in scenario.sentences if sentence.why is not None]
    return "\n".join([scenario.reveal, *reasons, scenario.missing or ""])


def derived_key_figures(scenario: Scenario) -> set[str]:
    """The figures of the key that stand neither in the source nor in a sentence."""
    shown = {figure for sentence in scenario.sentences for figure in figures_in(sentence.text)}
    return figures_in(key_of(scenario)) - shown_figures(scenario) - shown


def _one_line(text: str) -> str:
    return " ".join(text.split())
