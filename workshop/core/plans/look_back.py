"""A look-back: an earlier session in the room again, with its actions and where its figures stood."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workshop.core.good import Good
from workshop.core.plans.action import REVIEW_DAYS, Action, Review
from workshop.core.plans.path import PATH, Walked
from workshop.core.plans.plan import WillChange
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.stats.interval import Share
from workshop.core.words import DEFAULT_K, LOOK_BACK_DAYS, Happened, Status

DIFFERENT_PEOPLE = "Different people may have been in the room."
"""What stands beside every comparison of two sessions."""

ANSWERS = {answer.value[0]: answer.value for answer in Happened}
"""Whether an action happened, each answer with its letter."""


@dataclass(frozen=True, slots=True)
class RoomFigures:
    """Where a room stood in its figures; None where nothing may be said.

    `caught` and `flagged` are the first decisions on faulty and on sound outputs, `gap_points` how much surer
    than right the room was; `confidence` is a median from 0 to 100, `safety` a mean from 1 to 5.
    """

    caught: Share | None = None
    flagged: Share | None = None
    gap_points: float | None = None
    confidence: float | None = None
    confidence_n: int = 0
    safety: float | None = None
    safety_n: int = 0


@dataclass(frozen=True, slots=True)
class EarlierAction:
    """An action of an earlier session, and the plan file it stands in: `<session>/<file>`.

    `day` is its own look-back, counted from the day on which it was agreed.
    """

    file: str
    action: Action
    day: int


_CARRIED = (
    "sponsor",
    "purpose",
    "outcome",
    "direction",
    "product",
    "organisation",
    "facilitator",
    "series",
    "k",
)


@dataclass(frozen=True, slots=True)
class LookBack:
    """What a look-back opens: the earlier session, so many days after it."""

    of: str
    day: int
    title: str
    date: dt.date
    series: str = ""
    purpose: str = ""
    outcome: str = ""
    sponsor: str = ""
    direction: str = ""
    product: str = ""
    organisation: str = ""
    facilitator: str = ""
    k: int = DEFAULT_K
    good: tuple[Good, ...] = ()
    """What the rooms said good looks like, role by role: what was said last."""
    will_change: WillChange | None = None
    """What a redesign promised to have changed by now."""
    commitment: str = ""
    """What the sponsor said that they would do."""
    actions: tuple[EarlierAction, ...] = ()
    played: tuple[ScenarioId, ...] = ()
    figures: RoomFigures = RoomFigures()
    unread: tuple[str, ...] = ()
    """Its plan files that could not be read, and so are not asked about: `<session>/<file>`."""
    troubles: tuple[str, ...] = ()
    """What is wrong in its files and how to mend it, in sentences."""
    walked: tuple[Walked, ...] = ()
    """It and the sessions that looked back at it, as the path of twelve weeks sees them."""
    folder: str = ""
    """The whole path that it was opened from; empty where it lies beside the session that looks back."""

    @property
    def carried(self) -> Mapping[str, Any]:
        """What a session that looks back has of it unless something else is typed, as fields of a set-up."""
        return {name: getattr(self, name) for name in _CARRIED}


def look_back_title(agenda: str, look_back: LookBack) -> str:
    """The title that is proposed for a session that looks back: its phase on the path, or else the day."""
    phase = next((stop.phase for stop in PATH if stop.agenda == agenda), None)
    return f"{phase.label if phase else f'Day {look_back.day}'}: {look_back.title}"


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the room said about one earlier action: its review, and its status from now on."""

    review: Review
    status: str = ""


def day_due(days_since: int, every: int | None = None) -> int:
    """The look-back that a number of days after a session is nearest to, the earlier one if level.

    Args:
        days_since: so many days after the session.
        every: behind the last planned one they come again after so many days; None where none does.
    """
    last = LOOK_BACK_DAYS[-1]
    again: tuple[int, ...] = ()
    if every is not None and every > 0:
        number = max(1, (days_since - last) // every)
        again = (last + number * every, last + (number + 1) * every)
    return min((*LOOK_BACK_DAYS, *again), key=lambda day: (abs(day - days_since), day))


def is_look_back_day(day: int) -> bool:
    """Whether a look-back may be held so many days on: on one of those planned, or behind all of them."""
    return day in LOOK_BACK_DAYS or day > LOOK_BACK_DAYS[-1]


def question_about(action: Action) -> str:
    """What a look-back asks about an action; what is done is asked about once more."""
    return "Still so?" if action.status == Status.DONE else "Did it happen?"


def status_after(did_it_happen: str, status: str) -> str:
    """The status that an answer leads to; empty where it stays.

    What was planned and happened has been started, and so has again what was done and is so no more.
    """
    if status == Status.DONE:
        return Status.STARTED.value if did_it_happen in (Happened.PARTLY, Happened.NO) else ""
    happened = did_it_happen in (Happened.YES, Happened.PARTLY)
    return Status.STARTED.value if happened and status == Status.PLANNED else ""


def held_on(action: Action, day: int) -> Review | None:
    """The review of an action on a day if it was held, which is never rewritten."""
    return next((review for review in action.reviews if review.day == day and review.held is not None), None)


def plans_review(day: int) -> bool:
    """Whether a look-back leaves a review: the touch after two weeks leaves the status of an action only.

    What is dropped there leaves its lesson all the same: nobody asks about it again.
    """
    return day >= REVIEW_DAYS[0]


def written_into(look_back: LookBack, reviews: Mapping[int, Reviewed]) -> tuple[str, ...]:
    """The folders of the sessions whose plans get something of what was said, by the index of the action."""
    written = (
        look_back.actions[index].file.partition("/")[0]
        for index, reviewed in sorted(reviews.items())
        if plans_review(look_back.actions[index].day) or reviewed.status
    )
    return tuple(dict.fromkeys(written))


def said_beside(reviewed: Reviewed) -> str:
    """What a room said of a look-back that somebody else had held already, as one line beside it."""
    review = reviewed.review
    value = f"{review.value:g}" if review.value is not None else ""
    answers = {
        "did it happen": review.did_it_happen,
        "number": value,
        "lesson": review.lesson,
        "works": review.works,
        "does not": review.does_not,
        "support needed": review.support_needed,
        "next": review.next,
        "status": reviewed.status,
    }
    parts = [f"{name}: {text.removesuffix('.')}" for name, text in answers.items() if text]
    return f"Also said: {'; '.join(parts)}." if parts else ""
