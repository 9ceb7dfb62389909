"""What rooms have taught about texts, as plain text for a terminal at a desk."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping

from workshop.cli.scenario_text import learnt_words
from workshop.core.agenda.learnt import Learnt, Lessons
from workshop.core.english import capital, counted
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.series.rooms import TextTotals
from workshop.core.stats.interval import percent

_WIDTH, _INDENT = 88, " " * 4


def taught(
    scenarios: Mapping[ScenarioId, Scenario], texts: Mapping[ScenarioId, TextTotals], lessons: Lessons
) -> str:
    """A paragraph a text, in the order of the phases, and how many there are."""
    ordered = sorted(lessons, key=lambda id_: (scenarios[id_].phase.number, id_))
    paragraphs = ["\n".join(_lines(scenarios[id_], texts.get(id_), lessons[id_])) for id_ in ordered]
    return "\n\n".join([*paragraphs, f"{counted(len(ordered), 'text')} judged."])


def _lines(scenario: Scenario, own: TextTotals | None, learnt: Learnt) -> Iterator[str]:
    yield f"{scenario.id}: {scenario.title}"
    if own is not None:
        people = "people" if own.first.n > 1 else "person"
        words = (
            f"{counted(len(own.rooms), 'room')}, {own.first.n} {people}. First vote right: {own.first.words}."
        )
        if own.gain is not None:
            words += f" Gain by the talk: {own.gain:.2f}."
        yield from _wrapped(words)
        yield from _wrapped(_taps(scenario, own))
    others = learnt.rooms - (len(own.rooms) if own is not None else 0)
    with_others = f"With {counted(others, 'room')} of others: " if others else ""
    yield from _wrapped(capital(f"{with_others}{learnt_words(scenario, learnt)}"))


def _taps(scenario: Scenario, own: TextTotals) -> str:
    """The share that tapped each line in the first vote: lines that are wrong, and right ones with a tap."""
    rows = [
        (f"line {number}", taps, line.wrong)
        for number, (taps, line) in enumerate(zip(own.taps, scenario.sentences, strict=True), start=1)
    ]
    rows.append(("left out", own.missing, scenario.missing is not None))
    said = [
        f"{where} {percent(taps / own.first.n)}%{' (wrong)' if wrong else ''}"
        for where, taps, wrong in rows
        if taps or wrong
    ]
    return f"Tapped: {', '.join(said) or 'nothing'}."


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=_INDENT, subsequent_indent=_INDENT)
