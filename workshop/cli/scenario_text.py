"""Scenarios as plain text for a terminal at a desk."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from workshop.core.agenda.learnt import Learnt, Lessons, as_learnt, of_this_wording
from workshop.core.english import counted
from workshop.core.scenarios.scenario import Scenario
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Decision

_WIDTH = 88


def listing(scenarios: Sequence[Scenario], lessons: Lessons) -> str:
    """One line a scenario, in the order of the phases, and how many there are."""
    ordered = sorted(scenarios, key=lambda scenario: (scenario.phase.number, scenario.id))
    columns = [
        (
            scenario.id,
            scenario.phase,
            scenario.audience,
            _checks(scenario),
            as_learnt(scenario, lessons).difficulty,
            scenario.title + _marked(scenario, of_this_wording(scenario, lessons)),
        )
        for scenario in ordered
    ]
    widths = [max((len(row[place]) for row in columns), default=0) for place in range(5)]
    lines = ["  ".join([*map(str.ljust, row[:5], widths), row[5]]) for row in columns]
    return "\n".join([*lines, f"{counted(len(lines), 'scenario')}."])


def whole(scenario: Scenario, lessons: Lessons) -> str:
    """Everything in a scenario: what the room sees, then the key, then what only the facilitator sees."""
    return "\n".join(line.rstrip() for line in _lines(scenario, of_this_wording(scenario, lessons)))


def learnt_words(scenario: Scenario, learnt: Learnt) -> str:
    """How hard rooms found a text, and its marks: "hard (its file says medium). Look at it: too easy."."""
    found, marks = learnt.difficulty, learnt.marks(scenario)
    if found is None:
        return "too few rooms to say how hard it is."
    file = f" (its file says {scenario.difficulty})" if found is not scenario.difficulty else ""
    look = f" Look at it: {', '.join(marks)}." if marks else ""
    return f"{found}{file}.{look}"


def _marked(scenario: Scenario, learnt: Learnt | None) -> str:
    if learnt is None:
        return ""
    said = [counted(learnt.rooms, "room"), *learnt.marks(scenario)]
    return f" [{'; '.join(said)}]"


def _lines(scenario: Scenario, learnt: Learnt | None) -> Iterator[str]:
    kind = "sound (control)" if scenario.control else f"faulty: {', '.join(scenario.kinds)}"
    yield f"{scenario.id}: {scenario.title}"
    yield f"{scenario.phase.label} / {scenario.audience} / {scenario.role_task or '-'}"
    yield f"{kind}; {scenario.difficulty}; {scenario.minutes} minutes"
    if learnt is not None:
        yield f"{counted(learnt.rooms, 'room')}: {learnt_words(scenario, learnt)}"
    yield from _paragraph("You are", scenario.setting)
    yield from _paragraph("Task", scenario.task)
    yield from ("", f"Source: {scenario.source_title}")
    yield from (f"    {line}" for line in scenario.source.splitlines())
    yield from ("", "Output")
    for number, sentence in enumerate(scenario.sentences, start=1):
        yield from _wrapped(f"{'WRONG' if sentence.wrong else '':5} {number}. ", sentence.text)
        if sentence.wrong:
            carried = ", follows from another" if sentence.carried else ""
            yield from _wrapped(" " * 9, f"({sentence.kind}{carried}) {sentence.why}")
    if scenario.missing is not None:
        yield from _wrapped("WRONG    ", f"Left out: {scenario.missing}")
    yield from ("", "Decisions")
    for decision in Decision:
        yield from _wrapped(f"{_mark(scenario, decision):16}{decision:5}", scenario.option(decision))
    yield from _paragraph("Check", scenario.check)
    for name in scenario.kinds:
        yield from _wrapped("    ", f"{KINDS[name].check}, {name}: {KINDS[name].definition}")
    yield from _paragraph("Hint", scenario.hint)
    yield from _paragraph("Reveal", scenario.reveal)
    yield from _listed("Debrief", scenario.debrief)
    yield from _listed("Actions", scenario.actions)
    if scenario.facilitator_note is not None:
        yield from _paragraph("Note for the facilitator", scenario.facilitator_note)
    if scenario.incident is not None:
        yield from _paragraph("Incident", scenario.incident)
    yield from _paragraph("A parallel case", scenario.twin)


def _mark(scenario: Scenario, decision: Decision) -> str:
    if decision is scenario.best_decision:
        return "best"
    return "defensible too" if decision in scenario.also_defensible else ""


def _checks(scenario: Scenario) -> str:
    return "sound" if scenario.control else "+".join(scenario.families)


def _paragraph(title: str, text: str) -> Iterator[str]:
    yield from ("", title)
    yield from _wrapped("    ", text)


def _listed(title: str, texts: Sequence[str]) -> Iterator[str]:
    yield from ("", title)
    for text in texts:
        yield from _wrapped("  - ", text)


def _wrapped(start: str, text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
