"""The facilitator's own notes: at which steps they stand, also where the agenda has changed meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.step_words import step_name


def steps_of_notes(steps: Sequence[Step]) -> dict[int, str]:
    """What the steps with a note are called, by their numbers: by this a note is found again."""
    return {number: step_name(step) for number, step in enumerate(steps, start=1) if step.note}


def with_notes(
    steps: Sequence[Step], notes: Mapping[int, str], names: Mapping[int, str]
) -> tuple[tuple[Step, ...], tuple[str, ...]]:
    """The steps with the notes, and the notes that find no step any more, each with the name of its own.

    A note stands at the step of its number, if that has the name it had; else at the only one of that name.
    A note whose step has no name in the file stands at its number.
    """
    now = [step_name(step) for step in steps]
    placed: dict[int, str] = {}
    loose: list[str] = []
    places = {number: _place(number, names.get(number), now) for number in notes}
    for number, note in sorted(notes.items(), key=lambda note: (places[note[0]] != note[0], note[0])):
        at = places[number]
        if at is None or at in placed:
            name = names.get(number)
            loose.append(f"step {number}{f' ({name})' if name else ''}: {note}")
        else:
            placed[at] = note
    noted = (
        replace(step, note=placed[number]) if number in placed else step
        for number, step in enumerate(steps, start=1)
    )
    return tuple(noted), tuple(loose)


def _place(number: int, name: str | None, now: Sequence[str]) -> int | None:
    """The number of the step that a note is for; None where there is none, or no saying which."""
    if number <= len(now) and name in (None, now[number - 1]):
        return number
    return now.index(name) + 1 if name is not None and now.count(name) == 1 else None


def loose_words(note: str) -> str:
    """What is said of a note that finds no step."""
    return f"This note finds no step any more, since the agenda has changed: {note}"
