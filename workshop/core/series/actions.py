"""What became of the actions of a series: open, done, learned from, blocked; overdue, and what comes next."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workshop.core.plans.action import Action, days_after
from workshop.core.plans.appointments import appointments
from workshop.core.plans.plan import progress_words
from workshop.core.plans.record import Outcome
from workshop.core.words import CHANGES, Happened, Status


class Fate(enum.Enum):
    """What became of an action."""

    OPEN = "open"
    BLOCKED = "blocked"
    DONE = "done"
    LEARNED = "dropped with a lesson"
    """Dropped, and something was learned: that counts."""
    DROPPED = "dropped without a lesson"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A date that asks for something, and the action it belongs to."""

    date: dt.date
    words: str
    action: Action


@dataclass(frozen=True, slots=True)
class Actions:
    """All actions of a series in the order of their sessions.

    `overdue` are first steps and due dates that have passed; look-backs stand apart, because a room holds
    them and no owner is late. `happened` counts the look-backs that were held, by their answers.
    """

    all: tuple[Action, ...]
    overdue: tuple[Waiting, ...]
    reviews_due: tuple[Waiting, ...]
    coming: tuple[Waiting, ...]
    happened: Mapping[str, int]
    mix: Mapping[str, int]
    """How many change a habit, a workflow, a mindset; dropped ones change nothing."""

    def of(self, fate: Fate) -> tuple[Action, ...]:
        """The actions with this fate."""
        return tuple(action for action in self.all if fate_of(action) is fate)

    @property
    def measured(self) -> tuple[tuple[Action, str], ...]:
        """The actions whose metric has a value beside its baseline, each with its own progress."""
        return tuple(
            (action, progress_words(action.metric, value))
            for action in self.all
            if action.metric is not None
            and action.metric.baseline is not None
            and (value := action.latest_value) is not None
        )


def fate_of(action: Action) -> Fate:
    """What became of an action; a status that the program does not know is an open one."""
    if action.status == Status.DROPPED:
        return Fate.LEARNED if lessons_of(action) else Fate.DROPPED
    return {Status.DONE.value: Fate.DONE, Status.BLOCKED.value: Fate.BLOCKED}.get(action.status, Fate.OPEN)


def lessons_of(action: Action) -> tuple[str, ...]:
    """What its look-backs have taught."""
    return tuple(review.lesson for review in action.reviews if review.lesson)


def actions_of(outcomes: Iterable[Outcome], today: dt.date) -> Actions:
    """The actions of some sessions as they stand on a day."""
    actions = [action for outcome in outcomes for plan in outcome.plans for action in plan.actions]
    waiting = sorted(
        (
            (appointment.kind.startswith("review"), Waiting(appointment.date, appointment.words, action))
            for action in actions
            for appointment in appointments(action, today)
            if appointment.waits
        ),
        key=lambda pair: pair[1].date,
    )
    held = [review for action in actions for review in action.reviews if review.held is not None]
    return Actions(
        all=tuple(actions),
        overdue=tuple(due for is_review, due in waiting if not is_review and due.date < today),
        reviews_due=tuple(due for is_review, due in waiting if is_review and due.date <= today),
        coming=tuple(due for is_review, due in waiting if due.date >= days_after(today, is_review)),
        happened={
            answer: sum(review.did_it_happen == answer for review in held) for answer in map(str, Happened)
        },
        mix={
            change: sum(action.change == change and action.status != Status.DROPPED for action in actions)
            for change in CHANGES
        },
    )
