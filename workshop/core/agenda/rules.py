"""What makes steps an agenda that can be led: their order, the actions of each phase, the length.

Who reads a file asks here, and so does who changes one on the screen.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from workshop.core.agenda.agenda import AgendaStep, StepKind
from workshop.core.english import spoken_minutes
from workshop.core.problems import Problem
from workshop.core.words import Phase

MOST_MINUTES = 8 * 60
"""Of a whole agenda; nobody judges texts for longer in one day."""
MOST_OF_A_STEP = 240
MOST_STEPS = 60
LONGEST_TITLE, LONGEST_QUESTION, LONGEST_SUMMARY = 80, 160, 400
"""Characters; a title is that of an agenda or of a step."""

_TALKED = (StepKind.SCENARIO, StepKind.DOTS, StepKind.SCORE, StepKind.ACTIONS)


def broken_by(steps: Sequence[AgendaStep]) -> tuple[Problem, ...]:
    """What is wrong with steps that are right each by itself; nothing where they can be led."""
    found = _ends(steps), _phases(steps), _votes(steps), _texts(steps), _length(steps)
    return tuple(Problem("", "step", what, mend) for each in found for what, mend in each)


_Found = Iterator[tuple[str, str]]


def _ends(steps: Sequence[AgendaStep]) -> _Found:
    kinds = [step.kind for step in steps]
    if not steps:
        yield "is empty: the agenda lasts 0 minutes.", "Put a step of kind 'open' first and 'close' last."
        return
    if kinds[0] is not StepKind.OPEN or kinds.count(StepKind.OPEN) > 1:
        yield "does not begin with its only 'open'.", "Put one step of kind 'open' first."
    if kinds[-1] is not StepKind.CLOSE or kinds.count(StepKind.CLOSE) > 1:
        yield "does not end with its only 'close'.", "Put one step of kind 'close' last."


def _phases(steps: Sequence[AgendaStep]) -> _Found:
    numbers = [step.phase.number for step in steps]
    if numbers != sorted(numbers):
        yield "goes back to an earlier phase.", f"Keep the order: {', '.join(Phase)}."


def _votes(steps: Sequence[AgendaStep]) -> _Found:
    looks_back = any(step.kind is StepKind.REVIEW for step in steps)
    for phase in Phase:
        held = [step.kind for step in steps if step.phase is phase]
        if held.count(StepKind.DOTS) > 1:
            yield f"has two dot votes in the phase '{phase}'.", "Keep one of them."
        if held.count(StepKind.SCORE) > 1:
            yield f"scores ideas twice in the phase '{phase}'.", "Keep one of the steps."
        talked = [kind for kind in held if kind in _TALKED]
        if talked and talked[-1] is not StepKind.ACTIONS and not looks_back:
            yield f"ends the phase '{phase}' without actions.", "Put a step of kind 'actions' at its end."
    if not looks_back and any(step.kind is StepKind.SHIFT for step in steps):
        yield (
            "shows then and now without a look-back.",
            "Put a step of kind 'review' in, or leave 'shift' out.",
        )


def _texts(steps: Sequence[AgendaStep]) -> _Found:
    named = Counter(step.scenario for step in steps if step.scenario is not None)
    for scenario, times in named.items():
        if times > 1:
            yield f"plays '{scenario}' {times} times.", "Name another text, or write a `pick`."


def _length(steps: Sequence[AgendaStep]) -> _Found:
    minutes = sum(step.minutes for step in steps)
    if minutes > MOST_MINUTES:
        most = f"An agenda has at most {MOST_MINUTES} minutes ({spoken_minutes(MOST_MINUTES)})"
        yield f"lasts {minutes} minutes.", f"{most}: make two sessions of it."
    if len(steps) > MOST_STEPS:
        yield f"has {len(steps)} entries.", f"An agenda has at most {MOST_STEPS} steps: make two of it."
