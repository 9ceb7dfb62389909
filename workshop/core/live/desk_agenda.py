"""The agenda as the desk has it: the steps with what may become of each, held against the clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.agenda.step_words import step_name
from workshop.core.live.agenda_changes import carries_actions, first_unmet, may_move, unmet
from workshop.core.live.agenda_clock import break_phase, lateness, next_optional
from workshop.core.live.last_change import LastChange, last_change
from workshop.core.live.session import Session, Stage
from workshop.core.live.words.desk import ACTIONS_BESIDE, ACTIONS_HERE, time_words
from workshop.core.words import Phase


@dataclass(frozen=True, slots=True)
class DeskStep:
    """A step of the agenda: its words, its planned minutes, and where the room is.

    `is_unmet` says that the room has never entered it, so that steps can be added before it; `may_go` that it
    can be left out, `earlier` and `later` that it can change places with the one beside it; `sure` is what is
    asked before, where actions are written there or in what it changes places with. `is_text` says that it
    plays a scenario, which can be another one.
    """

    index: int
    words: str
    minutes: int
    is_behind: bool
    is_here: bool
    is_text: bool
    is_unmet: bool
    may_go: bool
    earlier: bool
    later: bool
    sure: str
    phase: Phase


@dataclass(frozen=True, slots=True)
class DeskAgenda:
    """The agenda at the desk.

    `time` says how it stands against the clock, `pays` is the next step that could be left out where it is
    over, `changed` is its last change in this place; `break_phase` is set where a break may be put in behind
    this step: it would belong to that phase.
    """

    steps: tuple[DeskStep, ...]
    time: str
    pays: int | None
    break_phase: Phase | None
    changed: LastChange | None


def desk_agenda(session: Session, now: float) -> DeskAgenda:
    """The agenda of a session at a time."""
    late = _late(session, now)
    pays = next_optional(session) if late is not None and late > 0 else None
    steps = tuple(_step(session, index) for index in range(len(session.steps)))
    return DeskAgenda(steps, _time(session, late, pays), pays, break_phase(session), last_change(session))


def _step(session: Session, index: int) -> DeskStep:
    beside = [other for other in (index - 1, index + 1) if may_move(session, index, other)]
    return DeskStep(
        index,
        step_words(session, index),
        session.steps[index].minutes,
        is_behind=index < session.position.step,
        is_here=index == session.position.step,
        is_text=session.steps[index].scenario is not None,
        is_unmet=index >= first_unmet(session),
        may_go=index in unmet(session),
        earlier=index - 1 in beside,
        later=index + 1 in beside,
        sure=_sure(session, index, beside),
        phase=session.steps[index].phase,
    )


def _sure(session: Session, index: int, beside: Iterable[int]) -> str:
    """What whoever changes a step has to mean; empty where one press does it."""
    if carries_actions(session.steps[index]):
        return ACTIONS_HERE
    return ACTIONS_BESIDE if any(carries_actions(session.steps[at]) for at in beside) else ""


def step_words(session: Session, index: int) -> str:
    """What a step is called where one person alone reads it: a scenario by its title."""
    step = session.steps[index]
    return step_name(step, session.scenarios[step.scenario].title if step.scenario is not None else "")


def _late(session: Session, now: float) -> int | None:
    """By how many full minutes the agenda is over, below 0 ahead; None where it does not run."""
    is_running = session.began is not None and session.stage is not Stage.SEALED
    return int(lateness(session, now)) if is_running else None


def _time(session: Session, late: int | None, pays: int | None) -> str:
    if late is None:
        return ""
    after = sum(step.minutes for step in session.steps[session.position.step + 1 :])
    return time_words(late, after, "" if pays is None else step_words(session, pays))
