"""An action: an if-then agreement of the room, with all that a team adds to it later.

Words of closed lists stay plain texts, so that a file with a wrong one can still be shown; `plan_rules` says
what is wrong. An empty text and None mean that a field is absent: the room types little.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from workshop.core.english import capital, day_of_year
from workshop.core.words import Status, role_name

FIRST_STEP_DAYS = 7
"""A first step falls within this many days of the session unless the room says otherwise."""

MOST_ACTIONS = 5
"""At most this many actions in one phase: three are good, a handful is the limit."""

REVIEW_DAYS = (30, 60, 90)
"""The look-backs after a session."""

CLOSED = frozenset({Status.DONE, Status.DROPPED})
"""An action with one of these states waits for no date any more."""


@dataclass(frozen=True, slots=True)
class Support:
    """What an action needs, and whether somebody promised it."""

    needed: tuple[str, ...] = ()
    detail: str = ""
    given_by: str = ""
    endorsed: bool = False


@dataclass(frozen=True, slots=True)
class Metric:
    """The one number by which a team will know."""

    kind: str = ""
    name: str = ""
    unit: str = ""
    direction: str = ""
    baseline: float | None = None
    baseline_date: dt.date | None = None
    target: float | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """A look-back at one action: planned, and held once `held` has a date."""

    day: int | None = None
    planned: dt.date | None = None
    held: dt.date | None = None
    did_it_happen: str = ""
    value: float | None = None
    lesson: str = ""
    works: str = ""
    does_not: str = ""
    support_needed: str = ""
    next: str = ""
    corrections: tuple[str, ...] = ()
    """Lines with a date, added later: what was held is never rewritten."""
    was_done: bool = False
    """The action was done already and was asked about once more: "still so?"."""


@dataclass(frozen=True, slots=True)
class Action:
    """One if-then agreement; the names of its fields are those of the plan file."""

    id: str = ""
    if_: str = ""
    then: str = ""
    owner_side: str = ""
    accountable: str = ""
    first_step: str = ""
    first_step_by: dt.date | None = None
    from_scenario: tuple[str, ...] = ()
    order: int | None = None
    status: str = Status.PLANNED.value
    type: str = ""
    change: str = ""
    problem: str = ""
    for_whom: str = ""
    outcome: str = ""
    what: str = ""
    today: str = ""
    from_now_on: str = ""
    serves: str = ""
    real_task: str = ""
    decision: str = ""
    freed_people: str = ""
    link: str = ""
    owner_item: str = ""
    with_: tuple[str, ...] = ()
    who_will_ask: str = ""
    due: dt.date | None = None
    stop_if: str = ""
    what_good_looks_like: str = ""
    gap: str = ""
    guards_against: tuple[str, ...] = ()
    dots: int | None = None
    score_25: int | None = None
    paired_with: str = ""
    blocker: str = ""
    support: Support | None = None
    metric: Metric | None = None
    reviews: tuple[Review, ...] = ()
    role: str = ""
    """For which role it is, where roles have plans of their own; empty for everybody."""

    @property
    def name(self) -> str:
        """Its short name, or what will be done where it has none."""
        return self.what or self.then or self.if_ or self.id

    @property
    def latest_value(self) -> float | None:
        """The value of the last look-back that measured one."""
        measured = [review for review in self.reviews if review.held is not None and review.value is not None]
        return max(measured, key=lambda review: review.held or dt.date.min).value if measured else None


def first_step_day(held_on: dt.date) -> dt.date:
    """The day of a first step unless the room says otherwise: a week later, or the Friday before."""
    day = days_after(held_on, FIRST_STEP_DAYS)
    return days_after(day, -max(0, day.weekday() - 4))


def planned_reviews(held_on: dt.date) -> tuple[Review, ...]:
    """The look-backs after a session; those that fall on a weekend move to Monday."""
    return tuple(Review(day=day, planned=on_a_weekday(days_after(held_on, day))) for day in REVIEW_DAYS)


def on_a_weekday(date: dt.date) -> dt.date:
    """The date itself, or the Monday after it if it falls on a weekend."""
    return days_after(date, max(0, 7 - date.weekday()) if date.weekday() > 4 else 0)


def days_after(date: dt.date, days: int) -> dt.date:
    """So many days later, or before with a minus; as far as dates go."""
    try:
        return date + dt.timedelta(days)  # noqa: TID251 - the way itself
    except OverflowError:
        return dt.date.max if days > 0 else dt.date.min


def split_starter(starter: str) -> tuple[str, str]:
    """The if and the then of a starter such as "If a, then b."; without a "then" all of it is the if."""
    text = starter.strip().rstrip(".")
    if text.lower().startswith("if "):
        text = text[3:]
    before, mark, after = text.partition(", then ")
    return (before.strip(), after.strip()) if mark else (text.strip(), "")


def without_first_words(if_: str, then: str) -> tuple[str, str]:
    """The two halves of a sentence without the words that stand before them wherever they are shown."""
    return without("if", if_), without("then", then)


def without(first: str, words: str) -> str:
    """The words without a first one that is said anyway, however often it was typed; alone it stays."""
    return re.sub(rf"^(\s*{first}[\s,:]+)+(?=\S)", "", words, flags=re.IGNORECASE)


def sentence_of(action: Action) -> str:
    """The action as the sentences that are read aloud."""
    situation, act = action.if_.strip(), action.then.strip().rstrip(".")
    sentence = f"If {situation}, then {act}." if act else f"If {situation}, then ..."
    step = action.first_step_by
    when = f"first step by {day_of_year(step)}" if step is not None else ""
    rest = ", ".join(part for part in (action.accountable.strip().rstrip("."), when) if part)
    whose = f"{capital(role_name(action.role))}: " if action.role else ""
    return f"{whose}{sentence} {capital(rest)}." if rest else whose + sentence
