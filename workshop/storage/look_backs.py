"""Opens an earlier session for a look-back, and writes into its plans what the room said about them."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import tomlkit
from tomlkit import TOMLDocument

from workshop.core.action import CLOSED, REVIEW_DAYS, Action
from workshop.core.look_back import (
    LOOK_BACK_DAYS,
    EarlierAction,
    LookBack,
    Reviewed,
    Standing,
    day_due,
    held_on,
)
from workshop.core.record_file import RecordFile
from workshop.core.scenario import ScenarioId
from workshop.core.stats.interval import Share
from workshop.storage.plan_edit import edit_plan, hold_review, set_field
from workshop.storage.plan_files import load_plan
from workshop.storage.session_files import HeldSession, load_series, load_session

REVIEWS_NAME = "reviews.toml"
"""In the folder of a look-back: answers that found no plan to stand in."""

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
    later = [
        one
        for one in (load_series(folder.parent, session.series).sessions if session.series else ())
        if one.record.look_back_of == session.id and session.id
    ]
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
    )


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


def due_day(held: HeldSession, today: dt.date, held_days: frozenset[int]) -> int | None:
    """The look-back that a session waits for today: the latest one that is due and was not held."""
    date, record = held.record.session.date, held.record
    if date is None or record.look_back_of or record.still_open or record.session.rehearsal:
        return None
    actions = [action for loaded in held.plans for action in loaded.plan.actions]
    reached = [day for day in LOOK_BACK_DAYS if date + dt.timedelta(day - EARLY) <= today]
    if not reached or not any(action.status not in CLOSED for action in actions):
        return None
    day = reached[-1]
    done = day in held_days or any(held_on(action, day) is not None for action in actions)
    return None if done else day


def save_review(sessions: Path, earlier: EarlierAction, day: int, reviewed: Reviewed) -> None:
    """Write what a room said about an earlier action into its plan; a held review is never rewritten.

    The touch after two weeks plans no review: it leaves the action's status only.

    Raises:
        UnusableFile, PlanError: the file cannot be changed.
    """
    path, action = sessions / earlier.file, earlier.action
    if held_on(_action_in(path, action.id) or action, day) is not None:
        return
    edit_plan(path, partial(_write, action_id=action.id, day=day, reviewed=reviewed))


def kept_reviews(kept: Sequence[tuple[EarlierAction, Reviewed]]) -> str:
    """The text of `REVIEWS_NAME`: what was said about actions whose plan cannot be changed now."""
    doc = tomlkit.document()
    doc.add(
        tomlkit.comment("What was said at a look-back, and could not be written into the plans named here.")
    )
    doc.add(tomlkit.comment("Mend those files, then copy each block to its action: [[action.review]]."))
    doc.add(tomlkit.nl())
    blocks = tomlkit.aot()
    for earlier, reviewed in kept:
        block = tomlkit.table()
        block.add("file", earlier.file)
        block.add("action", earlier.action.id)
        if reviewed.status:
            block.add("status", reviewed.status)
        for field in dataclasses.fields(reviewed.review):
            value = getattr(reviewed.review, field.name)
            if value not in (None, "", ()):
                block.add(field.name, value)
        blocks.append(block)
    doc.add("review", blocks)
    return tomlkit.dumps(doc)


def _write(doc: TOMLDocument, *, action_id: str, day: int, reviewed: Reviewed) -> None:
    if day in REVIEW_DAYS:
        hold_review(doc, action_id, reviewed.review, status=reviewed.status)
    elif reviewed.status:
        set_field(doc, action_id, "status", reviewed.status)


def _action_in(path: Path, action_id: str) -> Action | None:
    return next((one for one in load_plan(path).plan.actions if one.id == action_id), None)
