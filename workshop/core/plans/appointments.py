"""The dates of plans, and which of them still ask: one rule for lists, screens, rooms and calendars.

An action is asked about at each of its look-backs. One that is done is asked about once more, "still so?",
one that was dropped never; a look-back that was passed over gives way to the later one.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from workshop.core.english import long_date
from workshop.core.plans.action import (
    CLOSED,
    REVIEW_DAYS,
    Action,
    Review,
    days_after,
    on_a_weekday,
)
from workshop.core.plans.plan import Plan, RhythmPart
from workshop.core.words import CHECKED_FOR, Status

EARLY = 3
"""So many days before its date a look-back may be held already."""

FORGOTTEN = 60
"""Days after which a look-back that was never held gives way to the next one."""

TOUCH_DAY = 14
"""The touch after two weeks, unless the rhythm of a team says otherwise."""

CHECKED_EVERY = 90
"""Guardrails are looked at again after so many days, unless the rhythm of a team says otherwise."""

_MISSED = 14
"""For so many days a next session that nobody held is still named."""


@dataclass(frozen=True, slots=True)
class Appointment:
    """A date of an action or of a whole session, and what it is."""

    date: dt.date
    kind: str
    """Stable over time: `first-step`, `due`, `review-30`, `next-session`, `touch-14` ..."""
    words: str
    waits: bool
    """Whether the date still asks for something."""
    text: str = ""
    """What to do, where no action says it."""
    owner: str = ""
    """Who answers for it, where no action says it."""


@dataclass(frozen=True, slots=True)
class Held:
    """A session that was held: when, in which series, and which one it looked back at."""

    id: str
    date: dt.date
    look_back_of: str = ""
    series: str = ""
    rehearsal: bool = False
    partly: bool = False
    """A look-back that could not read all of the plans."""


class Past:
    """The sessions that were held: of thousands each finds its own family without looking at all others."""

    def __init__(self, held: Iterable[Held] = ()) -> None:
        self.held = tuple(held)
        self._looked_at = {session.id: session.look_back_of for session in self.held if session.look_back_of}
        self._families: dict[str, set[str]] = {}
        for id_ in self._looked_at:
            self._families.setdefault(_first_of(id_, self._looked_at), set()).add(id_)
        self._with_id: dict[str, list[Held]] = {}
        self._series: dict[str, list[Held]] = {}
        for session in sorted(self.held, key=lambda session: session.date):
            self._with_id.setdefault(session.id, []).append(session)
            self._series.setdefault(session.series.casefold(), []).append(session)
        self._alike: dict[bool, Past] = {}

    def alike(self, *, rehearsal: bool) -> Past:
        """Only what was rehearsed, or only what was not."""
        if rehearsal not in self._alike:
            self._alike[rehearsal] = Past(session for session in self.held if session.rehearsal is rehearsal)
        return self._alike[rehearsal]

    def family_of(self, session: str, looked_at: str | None = None) -> frozenset[str]:
        """A session, the one it looked back at, and all that looked back at one of them.

        Args:
            session: its id.
            looked_at: the session that it looked back at, where its plans say it; None takes what is known.
        """
        if looked_at is not None and looked_at != self._looked_at.get(session, ""):
            own = Held(session, dt.date.min, looked_at)
            return Past([*(held for held in self.held if held.id != session), own]).family_of(session)
        first = _first_of(session, self._looked_at)
        return frozenset((session, first, *self._families.get(first, ())))

    def others_in(self, family: Iterable[str], session: str) -> list[Held]:
        """What was held of a family, without a session itself."""
        return [held for id_ in family if id_ != session for held in self._with_id.get(id_, ())]

    def last_of_series(self, name: str, session: str) -> Held | None:
        """The other session of a series that was held last; None where there is none, or no series."""
        sessions = reversed(self._series.get(name.casefold(), ())) if name else ()
        return next((held for held in sessions if held.id != session), None)


NOTHING_HELD = Past()


def reviews_of(action: Action, agreed: dt.date | None) -> tuple[tuple[Review, dt.date | None], ...]:
    """The look-backs of an action with their dates, in their order.

    Those that nobody planned follow from the day on which the action was agreed; where that is unknown they
    have no date.
    """
    written = {review.day for review in action.reviews}
    every = (*action.reviews, *(Review(day=day) for day in REVIEW_DAYS if day not in written))
    dated = ((review, _planned_on(review, agreed)) for review in every)
    return tuple(sorted(dated, key=lambda pair: (pair[1] or dt.date.max, pair[0].day or 0)))


def _planned_on(review: Review, agreed: dt.date | None) -> dt.date | None:
    if review.planned is not None or agreed is None or review.day is None:
        return review.planned
    return on_a_weekday(days_after(agreed, review.day))


def waiting_reviews(action: Action, agreed: dt.date | None) -> tuple[tuple[Review, dt.date | None], ...]:
    """The look-backs that may still ask about an action: the rule that all the others are made of."""
    every = reviews_of(action, agreed)
    held = [number for number, (review, _) in enumerate(every) if review.held is not None]
    last = held[-1] if held else -1
    asked_again = action.status == Status.DONE and last >= 0 and every[last][0].was_done
    return () if action.status == Status.DROPPED or asked_again else every[last + 1 :]


def asking_reviews(action: Action, agreed: dt.date | None, on: dt.date) -> tuple[tuple[Review, dt.date], ...]:
    """The look-backs that ask about an action, with their dates; what is done is asked at one of them only.

    That is the last one that is due on a day, else the first to come.
    """
    dated = [(review, date) for review, date in waiting_reviews(action, agreed) if date is not None]
    if action.status != Status.DONE:
        return tuple(dated)
    due = [dated_review for dated_review in dated if dated_review[1] <= on]
    return tuple(due[-1:] or dated[:1])


def told_reviews(action: Action) -> tuple[Review, ...]:
    """The look-backs written to an action that were held, and those that still ask about it.

    Which one asks of what is done depends on the day: the lists of dates name it.
    """
    waiting = () if action.status == Status.DONE else [review for review, _ in waiting_reviews(action, None)]
    return tuple(review for review in action.reviews if review.held is not None or review in waiting)


def nearest_review(action: Action, agreed: dt.date | None, on: dt.date) -> Review | None:
    """The look-back of an action that a day is nearest to by its own dates, the earlier one if level."""
    dated = [(review, date) for review, date in reviews_of(action, agreed) if date and review.day is not None]
    return min(dated, key=lambda dated_review: abs((dated_review[1] - on).days))[0] if dated else None


def appointments(action: Action, on: dt.date) -> Iterator[Appointment]:
    """The dates that somebody wrote down for an action, seen from a day; a dropped action has none.

    When its last look-back was held, what lies before it asks no more: the room has spoken about it.
    """
    if action.status == Status.DROPPED:
        return
    asked_until = _asked_until(action)
    if action.first_step_by is not None:
        # "started" means that the first step is behind them.
        waits = action.status not in CLOSED | {Status.STARTED} and action.first_step_by > asked_until
        yield Appointment(action.first_step_by, "first-step", "first step", waits)
    if action.due is not None:
        waits = action.status not in CLOSED and action.due > asked_until
        yield Appointment(action.due, "due", "due", waits)
    asking = [review for review, _ in asking_reviews(action, None, on)]
    for number, (review, date) in enumerate(reviews_of(action, None), start=1):
        if date is not None and (review.held is not None or review in asking):
            day = review.day if review.day is not None else f"n{number}"
            words = f"look-back, day {review.day}" if review.day is not None else "look-back"
            yield Appointment(date, f"review-{day}", words, review.held is None)


def _asked_until(action: Action) -> dt.date:
    """The last day that the look-backs of an action have spoken about, once all of them were held."""
    if any(date is not None for _, date in waiting_reviews(action, None)):
        return dt.date.min
    held = [(review.held, review.planned) for review in action.reviews if review.held is not None]
    return max((max(day, planned or day) for day, planned in held), default=dt.date.min)


def session_appointments(
    plans: Sequence[Plan], on: dt.date, others: Past = NOTHING_HELD, *, ahead: int = 1
) -> Iterator[tuple[Plan, Appointment]]:
    """The dates of a session as a whole, seen from a day, each with the plan that it stands in.

    Args:
        plans: the plans of one session.
        on: the day.
        others: the sessions that were held, as far as they are known.
        ahead: how many of the look-backs that come again and again.
    """
    first = next((plan for plan in plans if plan.session.next_session is not None), plans[0])
    session = first.session
    known = others.alike(rehearsal=session.rehearsal)
    family = known.family_of(session.id, next((held.look_back_of for held in held_of(plans)), ""))
    related, own_date = known.others_in(family, session.id), session.date or dt.date.max
    backs = [other.date for other in related if other.date > own_date and other.look_back_of]
    last = known.last_of_series(session.series, session.id)
    akin = [other.date for other in (*related, last) if other is not None and other.date > own_date]
    if session.next_session is not None:
        held = any(date >= days_after(session.next_session, -EARLY) for date in akin)
        waits = not held and on <= days_after(session.next_session, _MISSED)
        yield first, Appointment(session.next_session, "next-session", "next session", waits)
    if session.date is not None:
        with_rhythm = next((plan for plan in plans if plan.phase.rhythm is not None), first)
        for touch in _touches(plans, session.date, on, backs):
            yield with_rhythm, touch
        yield from ((first, reminder) for reminder in _no_action(plans, session.date, on, akin))
        for look_back in _again_and_again(with_rhythm.phase.rhythm, session.date, on, backs, ahead):
            yield with_rhythm, look_back
    for plan in plans:
        rails, rhythm = plan.phase.guardrails, plan.phase.rhythm
        if rails is not None and rails.checked_on is not None:
            wished = (rhythm.then_every_days if rhythm is not None else None) or CHECKED_EVERY
            every = min(wished, CHECKED_FOR)
            checked = rails.checked_on
            text = f"check them again, last checked {long_date(checked)}"
            date = on_a_weekday(days_after(checked, every))
            yield plan, Appointment(date, "guardrails", "guardrails", True, text, rails.owner)


def held_of(plans: Sequence[Plan]) -> tuple[Held, ...]:
    """What the plans of one session say of when it was held; nothing where they do not."""
    session = plans[0].session
    if session.date is None or not session.id:
        return ()
    of = next((plan.phase.look_back.of for plan in plans if plan.phase.look_back is not None), "")
    return (Held(session.id, session.date, of, session.series, session.rehearsal),)


def _first_of(session: str, looked_at: Mapping[str, str]) -> str:
    """Where looking back ends. Files that look back at each other in a circle have one beginning as well."""
    seen = {session: None}
    while (of := looked_at.get(session, "")) and of not in seen:
        seen[session := of] = None
    return min(itertools.dropwhile(lambda id_: id_ != of, seen)) if of else session


def _touches(
    plans: Sequence[Plan], held: dt.date, on: dt.date, backs: Sequence[dt.date]
) -> Iterator[Appointment]:
    """The touch after two weeks: until it was held, or the first look-back asks the same."""
    rhythm = next((plan.phase.rhythm for plan in plans if plan.phase.rhythm is not None), None)
    looks_back = any(plan.phase.look_back is not None for plan in plans)
    day = rhythm.touch_day if rhythm is not None else None if looks_back else TOUCH_DAY
    actions = [action for plan in plans for action in plan.actions]
    if not day or all(action.status in CLOSED for action in actions):
        return
    date = on_a_weekday(days_after(held, day))
    waits = (
        on < days_after(on_a_weekday(days_after(held, REVIEW_DAYS[0])), -EARLY)
        and not any(back >= days_after(date, -EARLY) for back in backs)
        and not any(review.held is not None for action in actions for review in action.reviews)
    )
    yield Appointment(date, f"touch-{day}", f"touch, day {day}", waits, "is the first step done?")


def _no_action(
    plans: Sequence[Plan], held: dt.date, on: dt.date, later: Sequence[dt.date]
) -> Iterator[Appointment]:
    """The reminder of a session that ended without an action, in place of its touch; look-backs need none."""
    if any(plan.actions or plan.phase.look_back is not None for plan in plans):
        return
    date = on_a_weekday(days_after(held, TOUCH_DAY))
    waits = not later and on <= days_after(date, FORGOTTEN)
    text = "what is the one step that follows from it?"
    yield Appointment(date, "no-action", "no action was agreed", waits, text)


def _again_and_again(
    rhythm: RhythmPart | None, held: dt.date, on: dt.date, backs: Sequence[dt.date], ahead: int
) -> Iterator[Appointment]:
    """The look-backs behind day 90: the one that is due, else the next."""
    every = rhythm.then_every_days if rhythm is not None else None
    if every is None or every <= 0:
        return
    number = max(1, ((on - held).days - REVIEW_DAYS[-1]) // every)
    left = ahead
    while left > 0:
        day = REVIEW_DAYS[-1] + number * every
        date = on_a_weekday(days_after(held, day))
        number += 1
        if date == dt.date.max:
            return
        if on > days_after(date, FORGOTTEN) or any(back >= days_after(date, -EARLY) for back in backs):
            continue
        left -= 1
        yield Appointment(date, f"look-back-{day}", f"look-back, day {day}", True, f"every {every} days")
