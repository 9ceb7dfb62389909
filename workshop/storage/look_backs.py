"""Opens an earlier session for a look-back, and writes into its plans what the room said about them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from tomlkit import TOMLDocument

from workshop.core.action import CLOSED, REVIEW_DAYS, Action, Review
from workshop.core.look_back import (
    LOOK_BACK_DAYS,
    EarlierAction,
    LookBack,
    Reviewed,
    Standing,
    day_due,
    held_on,
)
from workshop.core.problems import Problem, UnusableFile
from workshop.core.record_file import RecordFile
from workshop.core.scenario import ScenarioId
from workshop.core.stats.interval import Share
from workshop.storage.kept_reviews import Heard
from workshop.storage.plan_edit import edit_plan, hold_review, set_field
from workshop.storage.plan_files import LoadedPlan, doubled_ids, load_plan
from workshop.storage.session_files import HeldSession, LoadedSeries, load_series, load_session

EARLY = 3
"""So many days before a look-back it may be held already."""


def open_look_back(folder: Path, today: dt.date, day: int | None = None) -> LookBack:
    """What a look-back at the session of a folder opens; by default the day nearest to today.

    Sessions of the same series that looked back at it already are part of it: their actions, and what they
    played.

    Raises:
        UnusableFile: the folder holds no session that can be read.
    """
    first = load_session(folder)
    session = first.record.session
    date = session.date or today
    series = load_series(folder.parent, session.series) if session.series else LoadedSeries()
    later = [one for one in series.sessions if one.record.look_back_of == session.id and session.id]
    every = [first, *later]
    return LookBack(
        of=session.id or folder.name,
        day=day if day is not None else day_due((today - date).days),
        title=session.title or folder.name,
        date=date,
        series=session.series,
        purpose=session.purpose,
        outcome=session.outcome,
        actions=tuple(action for one in every for action in _waiting(one)),
        played=tuple(dict.fromkeys(ScenarioId(id_) for one in every for id_ in one.record.scenarios)),
        standing=standing_in(every[-1].record if later else first.record),
        unread=tuple(f"{path.parent.name}/{path.name}" for one in every for path in one.unread_plans),
        troubles=tuple(dict.fromkeys(str(problem) for problem in _troubles(every, series))),
    )


def _troubles(every: Sequence[HeldSession], series: LoadedSeries) -> Iterator[Problem]:
    """What keeps an action from being asked about, or what is said about it from being written."""
    yield from series.unusable
    for held in every:
        yield from held.problems
        for loaded in held.plans:
            yield from doubled_ids(loaded)


def _waiting(held: HeldSession) -> list[EarlierAction]:
    """The actions that a look-back asks about: those that are not closed, or were never asked about."""
    return [
        EarlierAction(f"{held.folder.name}/{loaded.path.name}", action)
        for loaded in held.plans
        for action in loaded.plan.actions
        if action.status not in CLOSED or not any(review.held for review in action.reviews)
    ]


def standing_in(record: RecordFile) -> Standing:
    """Where the figures of a session stood, as far as its record holds them."""
    decided = record.map.decisions if record.map is not None else None
    gap = record.map.calibration if record.map is not None else None
    sure, safe = record.pulse("confidence"), record.pulse("safety", "after") or record.pulse("safety")
    return Standing(
        caught=Share(decided.hits, decided.signals) if decided is not None and decided.signals else None,
        flagged=Share(decided.false_alarms, decided.noises)
        if decided is not None and decided.noises
        else None,
        gap_points=gap.gap_points if gap is not None else None,
        confidence=sure.quartiles.median if sure is not None and sure.quartiles is not None else None,
        confidence_n=sure.n if sure is not None else 0,
        safety=safe.mean if safe is not None else None,
        safety_n=safe.n if safe is not None else 0,
    )


def due_day(
    held: HeldSession, today: dt.date, held_days: frozenset[int], partly: frozenset[int] = frozenset()
) -> int | None:
    """The look-back that a session waits for today: the latest one that is due and was not held.

    Args:
        held: the session.
        today: the day to look from.
        held_days: its look-backs that were held.
        partly: those of which a plan could not be read; they wait for the rest of the actions.
    """
    date, record = held.record.session.date, held.record
    if date is None or record.look_back_of or record.still_open or record.session.rehearsal:
        return None
    actions = [action for loaded in held.plans for action in loaded.plan.actions]
    reached = [day for day in LOOK_BACK_DAYS if date + dt.timedelta(day - EARLY) <= today]
    if not reached or not any(action.status not in CLOSED for action in actions):
        return None
    day = reached[-1]
    done = day in held_days or (
        day not in partly and any(held_on(action, day) is not None for action in actions)
    )
    return None if done else day


def save_review(sessions: Path, heard: Heard) -> None:
    """Write what was said about an earlier action into its plan; a held review is never rewritten.

    The touch after two weeks plans no review: it leaves the action's status only.

    Raises:
        UnusableFile, PlanError: it cannot be written, or something else was said about the action meanwhile.
    """
    path, reviewed = sessions / heard.earlier.file, heard.reviewed
    loaded = load_plan(path)
    action_id = _id_now(loaded, heard.earlier.action, doubled=heard.id_stood_twice)
    day = reviewed.review.day or 0
    there = [held_on(one, day) for one in loaded.plan.actions if one.id == action_id]
    if len(there) == 1 and there[0] is not None and _same(there[0], reviewed.review):
        return
    edit_plan(path, partial(_write, action_id=action_id, day=day, reviewed=reviewed))


def _id_now(loaded: LoadedPlan, asked: Action, *, doubled: bool) -> str:
    """The id that the action has by now: where two had the same, one of them was given another.

    Raises:
        UnusableFile: it cannot be told apart from another one.
    """
    said = [one for one in loaded.plan.actions if (one.if_, one.then) == (asked.if_, asked.then)]
    if any(one.id == asked.id for one in said):
        return asked.id
    if len(said) == 1:
        return said[0].id
    if doubled:
        what = f"had the id of another action, and '{asked.if_[:60]}' is not found any more."
        mend = "Write the answers into its plan by hand."
        raise UnusableFile([Problem(str(loaded.path), f"action {asked.id}", what, mend)])
    return asked.id


def _same(there: Review, said: Review) -> bool:
    """Whether what was said stands in the plan already: the program was interrupted after writing it."""
    return dataclasses.replace(there, planned=None, corrections=()) == dataclasses.replace(
        said, planned=None, corrections=()
    )


def _write(doc: TOMLDocument, *, action_id: str, day: int, reviewed: Reviewed) -> None:
    if day in REVIEW_DAYS:
        hold_review(doc, action_id, reviewed.review, status=reviewed.status)
    elif reviewed.status:
        set_field(doc, action_id, "status", reviewed.status)
