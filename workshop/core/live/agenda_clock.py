"""The agenda against the clock: how it stands, which step pays for what is over, and when a break is due.

No agenda says which of its steps are optional. A step counts as such that the room has not met, in which
nothing is written for a plan, and that is neither a break nor the closing.
"""

from __future__ import annotations

from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.live.agenda_changes import carries_actions, first_unmet, unmet
from workshop.core.live.commands import AddStep
from workshop.core.live.session import Session, Stage
from workshop.core.words import Phase

BREAKS = (5, 10)
"""Minutes of a break that nobody planned."""

WITHOUT_BREAK = 3600.0
"""Seconds after which a break is proposed."""


def lateness(session: Session, now: float) -> float:
    """Minutes by which the session would end later than planned, as its agenda stands now; below 0 earlier.

    The present step has its minutes from the moment at which the room came to it. One that takes longer than
    planned counts at once, one that takes less as soon as it is left. What was added to the agenda makes it
    later by its minutes, what was left out pays.
    """
    assert session.began is not None
    minutes, here = [step.minutes for step in session.steps], session.position.step
    before = (session.step_began - session.began) / 60
    in_this_step = max((now - session.step_began) / 60, minutes[here])
    return before + in_this_step + sum(minutes[here + 1 :]) - sum(step.minutes for step in session.planned)


def next_optional(session: Session) -> int | None:
    """The next step that could be left out, by its index; None where there is none."""
    return next((index for index in unmet(session) if _is_optional(session, index)), None)


def _is_optional(session: Session, index: int) -> bool:
    step = session.steps[index]
    return step.kind is not StepKind.BREAK and not carries_actions(step)


def break_is_due(session: Session, now: float) -> bool:
    """Whether an hour has passed without a break, and none comes next, nor the closing."""
    if session.began is None or session.stage in (Stage.BREAK, Stage.CLOSE, Stage.SEALED):
        return False
    following = session.steps[session.position.step + 1].kind
    since = max(session.began, session.rested)
    return following not in (StepKind.BREAK, StepKind.CLOSE) and now - since >= WITHOUT_BREAK


def break_phase(session: Session) -> Phase | None:
    """The phase that a break behind the present step belongs to; None where none may be put in there."""
    step, here = session.step, session.position.step
    if step is None or session.stage in (Stage.BREAK, Stage.CLOSE, Stage.SEALED):
        return None
    is_free = first_unmet(session) == here + 1 and session.steps[here + 1].kind is not StepKind.BREAK
    return step.phase if is_free else None


def break_behind(here: int, phase: Phase, minutes: int) -> AddStep:
    """What puts a break in behind a step."""
    return AddStep(here + 1, Step(StepKind.BREAK, phase, minutes))
