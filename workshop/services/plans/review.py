"""A look-back that is held at a desk: which actions it asks about, and what was said, in their plans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workshop.core.plans.action import CLOSED, REVIEW_DAYS, Review, days_after
from workshop.core.plans.appointments import waiting_reviews
from workshop.core.plans.keys import FieldKind, keys_of
from workshop.core.plans.look_back import ANSWERS, EarlierAction, Reviewed, held_on, status_after
from workshop.core.plans.rules import WORDS
from workshop.core.plans.typed import Mistyped, Value, value_of
from workshop.core.problems import Problem
from workshop.services.plans.named import ActionIn
from workshop.storage.plans.edit import EditRefused, correct_review, edit_plan, hold_review
from workshop.storage.plans.kept_reviews import Heard, keep
from workshop.storage.plans.read import doubled_ids, load_plan

STATUS = "status"
"""The answer that belongs to the action itself, and not to its review."""

_KINDS = {known.key: known.kind for known in keys_of(Review)}


@dataclass(frozen=True, slots=True)
class TypedReview:
    """What was said of an action in the look-back of a day: each answer as it was typed, by its key."""

    day: int
    held: dt.date
    answers: Mapping[str, str]

    @property
    def status(self) -> str:
        """The status from now on; empty where nothing was said of it."""
        return self.answers.get(STATUS, "")


@dataclass(frozen=True, slots=True)
class ToAsk:
    """The actions that a look-back asks about, and how many it does not."""

    now: tuple[ActionIn, ...]
    held: int
    later: int
    """Those that are planned for later, or were only rehearsed."""
    doubled: tuple[Problem, ...]
    """Ids that several actions of a plan have: nobody could say which one is meant."""
    passed_over: int
    """The actions that have such an id."""

    def begun(self, on: dt.date) -> dt.date:
        """The latest day on which one of their sessions was held; `on` where no file says it."""
        dates = [entry.loaded.plan.session.date for entry in self.now]
        return max((date for date in dates if date), default=on)


def to_ask(actions: Collection[ActionIn], day: int, on: dt.date, *, named: bool) -> ToAsk:
    """The actions that wait for the look-back of a day.

    Args:
        actions: those that were read.
        day: which look-back it is.
        on: when it is held; in a folder of several sessions nothing is asked before it is due.
        named: whether somebody named the action: then it is asked, whatever it waits for.
    """
    apart, doubled = _told_apart(actions)
    several = len({entry.loaded.path.parent for entry in apart}) > 1
    asked = [entry for entry in apart if not held_on(entry.action, day) and (named or _waits(entry, day))]
    now = tuple(entry for entry in asked if not several or _is_due(entry, day, on))
    held = sum(held_on(entry.action, day) is not None for entry in apart)
    return ToAsk(now, held, len(asked) - len(now), doubled, len(actions) - len(apart))


def _told_apart(actions: Collection[ActionIn]) -> tuple[list[ActionIn], tuple[Problem, ...]]:
    """The actions without those whose id another action of their plan has too, and what is said of those."""
    doubled = {entry.loaded.path: doubled_ids(entry.loaded) for entry in actions}
    keys = {(path, problem.key) for path, problems in doubled.items() for problem in problems}
    apart = [
        entry
        for entry in actions
        if (entry.loaded.path, entry.action.id and f"action {entry.action.id}") not in keys
    ]
    return apart, tuple(problem for problems in doubled.values() for problem in problems)


def _waits(entry: ActionIn, day: int) -> bool:
    """Whether the look-back of a day may still ask about the action; one behind all of them as in a room."""
    waiting = waiting_reviews(entry.action, entry.loaded.plan.session.date)
    if day > REVIEW_DAYS[-1]:
        return bool(waiting) or entry.action.status not in CLOSED
    return any(review.day == day for review, _ in waiting)


def _is_due(entry: ActionIn, day: int, on: dt.date) -> bool:
    """Whether the look-back was planned for the day or before, in a session that really was."""
    session = entry.loaded.plan.session
    planned = next((review.planned for review in entry.action.reviews if review.day == day), None)
    if planned is None and session.date is not None:
        planned = days_after(session.date, day)
    return not session.rehearsal and (planned is None or planned <= on)


def fitting(key: str, typed: str) -> str:
    """What was typed for an answer, if it fits; the letter of an answer as its word.

    Raises:
        Mistyped: it does not fit.
    """
    _value(key, typed)
    return _spelled_out(key, typed)


def _value(key: str, typed: str) -> Value | None:
    if key == STATUS:
        return value_of(FieldKind.TEXT, typed.strip(), WORDS["action.status"])
    return value_of(_KINDS[key], _spelled_out(key, typed), WORDS.get(f"action.review.{key}"))


def _spelled_out(key: str, typed: str) -> str:
    answer = typed.strip()
    return ANSWERS.get(answer.lower(), answer) if key == "did_it_happen" else answer


def hold(entry: ActionIn, typed: TypedReview) -> None:
    """Write what was said into the plan of the action.

    Raises:
        EditRefused: an answer does not fit, or that look-back was held already.
        As `edit_plan`.
    """
    review = _review_of(entry, typed)
    status = typed.status or status_after(review.did_it_happen, entry.action.status)
    edit_plan(entry.loaded.path, lambda doc: hold_review(doc, entry.action.id, review, status=status))


def correct(entry: ActionIn, day: int, text: str, on: dt.date) -> None:
    """Add a correction to a look-back that was held.

    Raises:
        As `edit_plan`.
    """
    edit_plan(entry.loaded.path, lambda doc: correct_review(doc, entry.action.id, day, text, on))


def keep_beside(entry: ActionIn, typed: TypedReview) -> Path:
    """What was said goes into a file beside the plan that does not take it; returns that file."""
    folder = entry.loaded.path.resolve().parent
    earlier = EarlierAction(f"{folder.name}/{entry.loaded.path.name}", entry.action, typed.day)
    return keep(folder, Heard(earlier, Reviewed(_review_of(entry, typed), typed.status)))


def _review_of(entry: ActionIn, typed: TypedReview) -> Review:
    values: dict[str, Any] = {}
    for key, answer in typed.answers.items():
        if key == STATUS:
            continue
        try:
            value = _value(key, answer)
        except Mistyped as error:
            where = f"action {entry.action.id}, {key}"
            raise EditRefused([Problem(str(entry.loaded.path), where, error.what, error.mend)]) from error
        if value is not None:
            values[key] = value
    return Review(day=typed.day, held=typed.held, **values)


def held_now(entry: ActionIn, day: int) -> tuple[ActionIn, Review]:
    """The action and its review of a day, as the file holds them by now."""
    loaded = load_plan(entry.loaded.path)
    action = next(action for action in loaded.plan.actions if action.id == entry.action.id)
    review = next(review for review in action.reviews if review.day == day and review.held is not None)
    return ActionIn(loaded, action), review
