"""The last change of the agenda in words, for whoever made it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.step_words import step_name
from workshop.core.live.planned import missing_from
from workshop.core.live.session import Session


@dataclass(frozen=True, slots=True)
class LastChange:
    """What was changed of the agenda last, in a sentence, and the words of the button that takes it back."""

    words: str
    way_back: str


def last_change(session: Session) -> LastChange | None:
    """The last change of the agenda in this place; a step is called as for one person alone."""
    before, now = session.before_change, session.steps
    if before is None or before == now:
        return None

    def said(steps: Iterable[Step]) -> str:
        return "; ".join(
            session.scenarios[one.scenario].title if one.scenario else step_name(one) for one in steps
        )

    gone, new = missing_from(now, before), missing_from(before, now)
    if gone and new:
        return LastChange(f"Instead of {said(gone)}: {said(new)}.", "Change it back")
    if gone:
        return LastChange(f"Left out: {said(gone)}.", "Put it back")
    if new:
        return LastChange(f"Added: {said(new)}.", "Take it out again")
    changed = [index for index, step in enumerate(now) if step != before[index]]
    return LastChange(f"Now in this order: {said(now[changed[0] : changed[-1] + 1])}.", "Move it back")
