"""Opens an earlier session for a look-back, and writes into its plans what the room said about them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tomlkit import TOMLDocument

from workshop.core.good import Good
from workshop.core.plans.action import CLOSED, REVIEW_DAYS, Action, Review, days_after
from workshop.core.plans.appointments import (
    EARLY,
    FORGOTTEN,
    Past,
    asking_reviews,
    nearest_review,
    session_appointments,
    waiting_reviews,
)
from workshop.core.plans.look_back import (
    EarlierAction,
    LookBack,
    Reviewed,
    day_due,
    held_on,
    plans_review,
    said_beside,
)
from workshop.core.plans.record import figures_of, walked
from workshop.core.problems import Problem, UnusableFile
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import DEFAULT_K, LONGEST_TEXT, MAXIMUM_K, MINIMUM_K, Status
from workshop.storage.disk import whole_path
from workshop.storage.plans.edit import correct_review, edit_plan, hold_review, set_field
from workshop.storage.plans.kept_reviews import Heard
from workshop.storage.plans.read import LoadedPlan, doubled_ids, load_plan
from workshop.storage.plans.sessions import (
    HeldSession,
    LoadedSeries,
    load_family,
    load_session,
)
from workshop.storage.session_heads import Heads, heads_in


def open_look_back(folder: Path, today: dt.date, day: int | None = None) -> LookBack:
    """What a look-back at the session of a folder opens; by default the day nearest to today.

    Look-backs at it, or at the same session as it, are part of it: the actions they agreed on, each on its
    own day, and what they played.

    Raises:
        UnusableFile: the folder holds no session that can be read.
    """
    # A folder that was named as `.` has a name of its own all the same.
    folder = whole_path(folder)
    first = load_session(folder)
    return look_back_at(first, heads_in(folder.parent), today, day)


def look_back_at(
    first: HeldSession,
    heads: Heads,
    today: dt.date,
    day: int | None = None,
    loaded: Mapping[Path, HeldSession] = MappingProxyType({}),
) -> LookBack:
    """The same of a session that was read, where the folders around it are known and some of them read."""
    session = first.record.session
    date = session.date or today
    read = load_family(first, heads, loaded)
    family = read.sessions
    shown = day if day is not None else day_due((today - date).days, _every(first))
    later = [held for held in family if held.record.look_back_of]
    safety = _of_phases(family, "safety")
    return LookBack(
        of=session.id or first.folder.name,
        day=shown,
        title=session.title or first.folder.name,
        date=date,
        series=session.series,
        purpose=session.purpose,
        outcome=session.outcome,
        sponsor=session.sponsor,
        direction=next(iter(_of_phases(family, "direction")), ""),
        product=session.product_or_service,
        organisation=session.organisation,
        facilitator=session.facilitator,
        k=min(max(session.minimum_group or DEFAULT_K, MINIMUM_K), MAXIMUM_K),
        good=_good(family),
        will_change=next(reversed(_of_phases(family, "will_change")), None),
        commitment=next((said for part in reversed(safety) if (said := part.sponsor_commitment)), ""),
        actions=tuple(
            earlier
            for held in family
            for earlier in (
                _own_actions(held, today, day, shown) if held is first else _others(held, today, shown)
            )
        ),
        played=tuple(dict.fromkeys(ScenarioId(id_) for held in family for id_ in held.record.scenarios)),
        figures=figures_of(later[-1].record if later else first.record),
        unread=tuple(f"{path.parent.name}/{path.name}" for held in family for path in held.unread_plans),
        troubles=tuple(dict.fromkeys(str(problem) for problem in _troubles(family, read))),
        walked=walked(held.outcome for held in family),
        folder=str(whole_path(first.folder)),
    )


def _of_phases(family: Sequence[HeldSession], field: str) -> list[Any]:
    """What the phases of the plans hold in a field, where they hold anything, by date."""
    phases = (loaded.plan.phase for held in family for loaded in held.plans)
    return [value for phase in phases if (value := getattr(phase, field))]


def _good(family: Sequence[HeldSession]) -> tuple[Good, ...]:
    """What good looks like in each role, as it was said last; whether it held is asked anew."""
    by_role = {good.role: replace(good, held="") for lines in _of_phases(family, "good") for good in lines}
    return tuple(by_role.values())


def _every(held: HeldSession) -> int | None:
    """After how many days the look-backs behind the last planned one come again, as its rhythm says."""
    rhythms = (loaded.plan.phase.rhythm for loaded in held.plans)
    return next((rhythm.then_every_days for rhythm in rhythms if rhythm is not None), None)


def _troubles(every: Sequence[HeldSession], series: LoadedSeries) -> Iterator[Problem]:
    """What keeps an action from being asked about, or what is said about it from being written."""
    yield from series.unusable
    for held in every:
        yield from held.problems
        for loaded in held.plans:
            yield from doubled_ids(loaded)


def _own_actions(held: HeldSession, today: dt.date, day: int | None, shown: int) -> Iterator[EarlierAction]:
    """The actions of the session that is looked back at: those that are open, and what is asked once more.

    A day that was asked for holds for all of them, else each is asked on the day nearest to today.
    """
    for file, action, agreed in _actions_of(held):
        if action.status in CLOSED and not waiting_reviews(action, agreed):
            continue
        nearest = nearest_review(action, agreed, today)
        own = day
        if (day is None and plans_review(shown)) or (day is not None and day > REVIEW_DAYS[-1]):
            own = nearest.day if nearest is not None and nearest.held is None else day
        yield EarlierAction(file, action, shown if own is None else own)


def _others(held: HeldSession, today: dt.date, shown: int) -> Iterator[EarlierAction]:
    """The actions of another session of the family that are asked today, each on its own day.

    The touch after two weeks is about first steps of its own session. Behind day 90 of an action its day is
    the number of days since it was agreed.
    """
    if not plans_review(shown):
        return
    for file, action, agreed in _actions_of(held):
        waiting = [review for review, _ in waiting_reviews(action, agreed)]
        nearest = nearest_review(action, agreed, today)
        since = (today - agreed).days if agreed is not None else 0
        if nearest is not None and nearest.day is not None and nearest in waiting:
            yield EarlierAction(file, action, nearest.day)
        elif (
            shown > REVIEW_DAYS[-1]
            and action.status not in CLOSED
            and not waiting
            and since > REVIEW_DAYS[-1]
        ):
            yield EarlierAction(file, action, since)


def _actions_of(held: HeldSession) -> Iterator[tuple[str, Action, dt.date | None]]:
    """Each action with its file and the day on which it was agreed."""
    for loaded in held.plans:
        for action in loaded.plan.actions:
            yield f"{held.folder.name}/{loaded.path.name}", action, loaded.plan.session.date


def due_day(held: HeldSession, today: dt.date, others: Past) -> int | None:
    """The look-back that a session waits for today: the latest one that is due and was not held.

    Args:
        held: the session; a look-back has actions and days of its own.
        today: the day to look from.
        others: the sessions that were held.
    """
    record = held.record
    if record.session.date is None or record.still_open or record.session.rehearsal:
        return None
    soon = days_after(today, EARLY)
    reached = [
        (review.day, date)
        for _, action, agreed in _actions_of(held)
        for review, date in asking_reviews(action, agreed, soon)
        if review.day is not None and date <= soon and today <= days_after(date, FORGOTTEN)
    ]
    if reached:
        day, date = max(reached)
        return None if _was_held(held, day, date, others.alike(rehearsal=False)) else day
    plans = [loaded.plan for loaded in held.plans]
    coming = session_appointments(plans, today, others) if plans else ()
    return next(
        (
            int(appointment.kind.rpartition("-")[2])
            for _, appointment in coming
            if appointment.waits
            and appointment.date <= soon
            and appointment.kind.startswith(("touch-", "look-back-"))
        ),
        None,
    )


def _was_held(held: HeldSession, day: int, date: dt.date, others: Past) -> bool:
    """Whether a look-back was held: for some of the actions, or by the room around its date.

    An action that was left open then is asked about at the next one. Where the room could not read all plans,
    the day waits for the rest of them.
    """
    session = held.record.session.id
    related = others.others_in(others.family_of(session), session)
    around = [other for other in related if other.look_back_of and other.date >= days_after(date, -EARLY)]
    if around:
        return not all(other.partly for other in around)
    return any(held_on(action, day) for _, action, _ in _actions_of(held))


def save_review(sessions: Path, heard: Heard, *, beside: bool = False, rehearsed: bool = False) -> str:
    """Write what was said about an earlier action into its plan; a held review is never rewritten.

    Args:
        sessions: the folder of the session folders.
        heard: what was said.
        beside: where something else was said meanwhile, this is written beside it, as a line with its date.
        rehearsed: simulated phones said it, so it goes into the plan of a rehearsal only.

    Returns:
        The id of the action by now.

    Raises:
        UnusableFile, PlanError: it cannot be written, or something else was said about the action meanwhile.
    """
    path, reviewed = sessions / heard.earlier.file, heard.reviewed
    loaded = load_plan(path)
    if rehearsed and not loaded.plan.session.rehearsal:
        return heard.earlier.action.id
    action_id = _id_now(loaded, heard.earlier.action, doubled=heard.id_stood_twice)
    day = reviewed.review.day or 0
    there = [held_on(action, day) for action in loaded.plan.actions if action.id == action_id]
    held = there[0] if len(there) == 1 else None
    if held is None or not (_same(held, reviewed.review) or (beside and _stands_beside(held, reviewed))):
        change = _write_beside if beside and held is not None else _write
        edit_plan(path, partial(change, action_id=action_id, day=day, reviewed=reviewed))
    return action_id


def _id_now(loaded: LoadedPlan, asked: Action, *, doubled: bool) -> str:
    """The id that the action has by now: where two had the same, one of them was given another.

    Raises:
        UnusableFile: it cannot be told apart from another one.
    """
    same = [action for action in loaded.plan.actions if (action.if_, action.then) == (asked.if_, asked.then)]
    if not asked.id and not (len(same) == 1 and same[0].id):
        what = f"'{asked.if_[:60]}' has no id of its own, or is not found any more."
        raise UnusableFile([Problem(str(loaded.path), "action", what, "Give it an id, such as A1.")])
    if any(action.id == asked.id for action in same):
        return asked.id
    if len(same) == 1:
        return same[0].id
    if doubled:
        what = f"had the id of another action, and '{asked.if_[:60]}' is not found any more."
        mend = "Write the answers into its plan by hand."
        raise UnusableFile([Problem(str(loaded.path), f"action {asked.id}", what, mend)])
    return asked.id


def _same(there: Review, given: Review) -> bool:
    """Whether what was said stands in the plan already: the program was interrupted after writing it."""
    return replace(there, planned=None, corrections=(), was_done=False) == replace(
        given, planned=None, corrections=(), was_done=False
    )


def _stands_beside(there: Review, reviewed: Reviewed) -> bool:
    """Whether the line stands there already, or there is nothing to write into it."""
    line = said_beside(reviewed)
    return not line or f"{reviewed.review.held}: {line}" in there.corrections


def _write_beside(doc: TOMLDocument, *, action_id: str, day: int, reviewed: Reviewed) -> None:
    line, on = said_beside(reviewed), reviewed.review.held or dt.date.min
    if len(line) > LONGEST_TEXT:
        what = f"was held for day {day} by somebody else, and this answer is too long for a line beside it."
        raise UnusableFile([Problem("", f"action {action_id}", what, "Write it into the plan by hand.")])
    correct_review(doc, action_id, day, line, on)


def _write(doc: TOMLDocument, *, action_id: str, day: int, reviewed: Reviewed) -> None:
    if plans_review(day) or reviewed.status == Status.DROPPED:
        hold_review(doc, action_id, reviewed.review, status=reviewed.status)
    elif reviewed.status:
        set_field(doc, action_id, "status", reviewed.status)
