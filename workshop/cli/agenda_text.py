"""Agendas as plain text for a terminal at a desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.step_words import cycle_words, subject_words
from workshop.core.english import counted, listed
from workshop.core.scenarios.scenario import Scenario, ScenarioId


def listing(agendas: Mapping[str, Agenda], own: Mapping[str, Path]) -> str:
    """One line an agenda, and how many there are."""
    rows = [
        (
            agenda.id,
            f"{agenda.minutes:3} min",
            ", ".join(phase.label for phase in agenda.phases),
            str(own.get(agenda.id, "shipped")),
            agenda.title,
        )
        for agenda in agendas.values()
    ]
    widths = [max((len(row[place]) for row in rows), default=0) for place in range(4)]
    lines = ["  ".join([*map(str.ljust, row[:4], widths), row[4]]) for row in rows]
    return "\n".join([*lines, f"{counted(len(lines), 'agenda')}."])


def whole(agenda: Agenda, scenarios: Mapping[ScenarioId, Scenario]) -> str:
    """An agenda with its steps, from which minute to which."""
    return "\n".join(line.rstrip() for line in _lines(agenda, scenarios))


def _lines(agenda: Agenda, scenarios: Mapping[ScenarioId, Scenario]) -> Iterator[str]:
    yield f"{agenda.id}: {agenda.title}"
    phases = listed(phase.label for phase in agenda.phases)
    yield f"{agenda.minutes} minutes, {counted(len(agenda.steps), 'step')}, {phases}"
    yield agenda.summary
    kinds = max((len(step.kind) for step in agenda.steps), default=0)
    begins, phase = 0, None
    for step in agenda.steps:
        if step.phase is not phase:
            phase = step.phase
            yield from ("", phase.label)
        ends = begins + step.minutes
        about = ", ".join(filter(None, (subject_words(step, scenarios), cycle_words(step))))
        yield f"  {begins:3} .. {ends:3}  {step.kind.ljust(kinds)}  {about}"
        begins = ends
