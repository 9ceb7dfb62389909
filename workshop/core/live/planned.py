"""What was planned, beside what is held: the agenda of a session may change while it is led."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from workshop.core.agenda.agenda import Step
from workshop.core.live.session import Session


def changes_of(session: Session) -> tuple[str, ...]:
    """What was planned and is not held, and what is held and was not planned, as a record keeps it."""
    held, planned = session.steps, session.planned
    left_out = [f"left out: {_named(step)}" for step in missing_from(held, planned)]
    added = [f"added: {_named(step)}" for step in missing_from(planned, held)]
    moved = [f"moved: {_named(step)}" for step in _out_of_order(planned, held)]
    return (*left_out, *added, *moved)


def _out_of_order(planned: Sequence[Step], held: Sequence[Step]) -> tuple[Step, ...]:
    """The fewest steps of both that stand in another order, as they are held."""
    matches = SequenceMatcher(None, planned, held, autojunk=False).get_matching_blocks()
    in_order = [step for at, _, size in matches for step in planned[at : at + size]]
    left_over = missing_from(in_order, held)
    return missing_from(missing_from(planned, held), left_over)


def missing_from(steps: Sequence[Step], others: Sequence[Step]) -> tuple[Step, ...]:
    """Those of `others` that are not among the steps, each as often as it is missing there."""
    here, missing = Counter(steps), []
    for step in others:
        here[step] -= 1
        if here[step] < 0:
            missing.append(step)
    return tuple(missing)


def _named(step: Step) -> str:
    """A step by its kind and id: no title of a text that the room may still meet."""
    id_ = step.scenario or (step.pulse and step.pulse.id) or (step.card and step.card.id) or ""
    return f"{step.kind} {id_}".strip()
