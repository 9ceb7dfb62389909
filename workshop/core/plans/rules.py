"""What makes a plan file wrong, what a team should think about again, and what is still open.

Errors are few: a room saves little, and fills in the rest later, so fields that a complete plan needs
are named as still open. A warning that is kept on purpose has a `[[note]]` with its reason.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from workshop.core.plans.action import REVIEW_DAYS, Action
from workshop.core.plans.plan import EvidencePart, Plan, Process
from workshop.core.problems import Problem
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.stats.gain import gain
from workshop.core.words import (
    CHANGES,
    METRIC_KINDS,
    MINIMUM_K,
    Aim,
    Blocker,
    Fear,
    Gap,
    Happened,
    NextStep,
    OwnerSide,
    Phase,
    Status,
    Verdict,
    values,
)

_GAIN_ROUNDING = 0.0051
"""A gain is written with two digits."""
_HOURS_ROUNDING = 0.051
"""Hours are written with one digit."""

OWNER_ITEMS: dict[str, tuple[str, ...]] = {
    OwnerSide.EMPLOYER: (
        "strategic-direction",
        "foundational-enablement",
        "learning-infrastructure",
        "organisational-context",
    ),
    OwnerSide.EMPLOYEE: (
        "active-participation",
        "continuous-learning",
        "feedback-insight",
        "career-alignment",
    ),
}
"""What each side can own; a shared action can be any of them."""

_ALL_ITEMS = tuple(item for items in OWNER_ITEMS.values() for item in items)

WORDS: Mapping[str, tuple[str, ...]] = {
    "phase.id": values(Phase),
    "phase.main_gap": values(Gap),
    "phase.aim": values(Aim),
    "phase.good.held": values(Happened),
    "phase.safety.top_fears": values(Fear),
    "phase.safety.worry.worry": values(Fear),
    "process.verdict": values(Verdict),
    "process.step.verdict": values(Verdict),
    "evidence.kinds": tuple(KINDS),
    "action.status": values(Status),
    "action.type": ("routine", "experiment", "decision", "enable", "redesign"),
    "action.change": CHANGES,
    "action.owner_side": values(OwnerSide),
    "action.owner_item": _ALL_ITEMS,
    "action.gap": ("talent", "skill", "organisation"),
    "action.guards_against": tuple(KINDS),
    "action.blocker": values(Blocker),
    "action.support.needed": ("time", "budget", "tool", "coaching", "safe-place", "endorsement", "none"),
    "action.metric.kind": tuple(METRIC_KINDS),
    "action.metric.direction": ("up", "down"),
    "action.review.did_it_happen": values(Happened),
    "action.review.next": values(NextStep),
}
"""The closed lists of words, by the keys that hold them."""

_NUMBER_IN_LIST = re.compile(r"\[\d+\]")


@dataclass(frozen=True, slots=True)
class Warned:
    """One thing to think about again; `action` is empty where the whole plan is meant."""

    rule: str
    text: str
    action: str = ""


@dataclass(frozen=True, slots=True)
class StillOpen:
    """Fields that a complete plan has and this one has not yet; `action` is empty for the plan itself."""

    action: str
    fields: tuple[str, ...]


# ---- Errors -------------------------------------------------------------------------------------


def errors(plan: Plan, where: str, elsewhere: frozenset[str] = frozenset()) -> tuple[Problem, ...]:
    """Everything that makes the file wrong.

    Args:
        plan: the plan.
        where: its file, as the person knows it.
        elsewhere: the ids of actions in the other plans of the session, for `paired_with`.
    """
    wrong = [
        *_missing(plan),
        *_unknown_words(plan),
        *_items_of_the_other_side(plan),
        *_groups_too_small(plan),
        *_gains_that_do_not_follow(plan),
        *_sums_that_do_not_follow(plan),
        *_due_too_early(plan),
        *_held_before_the_session(plan),
        *_targets_the_wrong_way(plan),
        *_unknown_partners(plan, elsewhere),
        *_doubled_ids(plan),
    ]
    return tuple(Problem(where, key, what, mend) for key, what, mend in wrong)


_Found = Iterator[tuple[str, str, str]]
"""The key, what is wrong, and how to mend it."""


def _missing(plan: Plan) -> _Found:
    session, phase = plan.session, plan.phase
    needed: list[tuple[str, object]] = [
        ("session.id", session.id),
        ("session.title", session.title),
        ("session.date", session.date),
        ("session.participants", session.participants),
        ("session.minimum_group", session.minimum_group),
        ("phase.id", phase.id),
        ("phase.number", phase.number),
        ("phase.title", phase.title),
        ("phase.goal", phase.goal),
    ]
    for number, action in enumerate(plan.actions, start=1):
        needed += [
            (f"action[{number}].id", action.id),
            (f"action[{number}].status", action.status),
            (f"action[{number}].if", action.if_),
            (f"action[{number}].then", action.then),
        ]
    needed += [(f"evidence[{number}].scenario", block.scenario) for number, block in _numbered(plan.evidence)]
    for key, value in needed:
        if value is None or value == "":
            yield key, "is missing.", "Write it."


def _unknown_words(plan: Plan) -> _Found:
    phase = plan.phase
    yield from _listed("phase.id", phase.id)
    yield from _listed("phase.main_gap", phase.main_gap)
    yield from _listed("phase.aim", phase.aim)
    for good in phase.good:
        for problem in _listed("phase.good.held", good.held):
            yield f"phase.good.{good.role}.held", *problem[1:]
    if phase.safety is not None:
        yield from _listed("phase.safety.top_fears", *phase.safety.top_fears)
        for number, one in enumerate(phase.safety.worries, start=1):
            yield from _listed(f"phase.safety.worry[{number}].worry", one.worry)
    for number, process in enumerate(plan.processes, start=1):
        yield from _listed(f"process[{number}].verdict", process.verdict)
        for at, step in enumerate(process.steps, start=1):
            yield from _listed(f"process[{number}].step[{at}].verdict", step.verdict)
    for number, block in _numbered(plan.evidence):
        yield from _listed(f"evidence[{number}].kinds", *block.kinds)
    for number, action in enumerate(plan.actions, start=1):
        yield from _unknown_words_of(action, f"action[{number}].")


def _unknown_words_of(action: Action, prefix: str) -> _Found:
    for key in ("status", "type", "change", "owner_side", "owner_item", "gap"):
        yield from _listed(prefix + key, getattr(action, key))
    yield from _listed(f"{prefix}guards_against", *action.guards_against)
    yield from _listed(f"{prefix}blocker", action.blocker)
    if action.support is not None:
        yield from _listed(f"{prefix}support.needed", *action.support.needed)
    if action.metric is not None:
        yield from _listed(f"{prefix}metric.kind", action.metric.kind)
        yield from _listed(f"{prefix}metric.direction", action.metric.direction)
    for number, review in enumerate(action.reviews, start=1):
        place = f"{prefix}review[{number}]."
        day, (first, *_, last) = review.day, REVIEW_DAYS
        if day is not None and (day < 1 or (first <= day <= last and day not in REVIEW_DAYS)):
            yield (
                f"{place}day",
                f"is {day}.",
                "Use 30, 60 or 90, a later day, or that of a touch before them.",
            )
        yield from _listed(f"{place}did_it_happen", review.did_it_happen)
        yield from _listed(f"{place}next", review.next)


def _listed(key: str, *values: str) -> _Found:
    words = WORDS[_NUMBER_IN_LIST.sub("", key)]
    for value in values:
        if value and value not in words:
            yield key, f"'{value[:60]}' is not known.", f"Use one of: {', '.join(words)}."


def _items_of_the_other_side(plan: Plan) -> _Found:
    for number, action in enumerate(plan.actions, start=1):
        fitting = OWNER_ITEMS.get(action.owner_side)
        if fitting is not None and action.owner_item in _ALL_ITEMS and action.owner_item not in fitting:
            what = f"'{action.owner_item}' does not fit the owner side '{action.owner_side}'."
            yield f"action[{number}].owner_item", what, f"Use one of: {', '.join(fitting)}."


def _groups_too_small(plan: Plan) -> _Found:
    least = plan.session.minimum_group
    if least is None:
        return
    if least < MINIMUM_K:
        yield "session.minimum_group", f"is {least}.", f"Use {MINIMUM_K} or more."
    for number, block in _numbered(plan.evidence):
        for name, totals in (("round1", block.round1), ("round2", block.round2)):
            if totals is not None and totals.voters is not None and totals.voters < least:
                what = f"is {totals.voters}, fewer than the smallest group of {least}."
                yield f"evidence[{number}].{name}.voters", what, "Remove this round."
        for name, raised in (("hands1", block.hands1), ("hands2", block.hands2)):
            if raised is not None and raised.hands is not None and raised.hands < least:
                what = f"is {raised.hands}, fewer than the smallest group of {least}."
                yield f"evidence[{number}].{name}.hands", what, "Remove this show of hands."


def _gains_that_do_not_follow(plan: Plan) -> _Found:
    for number, block in _numbered(plan.evidence):
        for name, totals in (("round1", block.round1), ("round2", block.round2)):
            if totals is None or totals.voters is None or totals.correct is None:
                continue
            if not 0 <= totals.correct <= totals.voters:
                what = f"is {totals.correct} of {totals.voters}."
                yield f"evidence[{number}].{name}.correct", what, "Write how many of the voters."
        for name, raised in (("hands1", block.hands1), ("hands2", block.hands2)):
            if raised is None or raised.hands is None or raised.correct is None:
                continue
            if not 0 <= raised.correct <= raised.hands:
                what = f"is {raised.correct} of {raised.hands}."
                yield f"evidence[{number}].{name}.correct", what, "Write how many of the hands."
        if block.gain is None:
            continue
        gain = _gain_of(block)
        if gain is None:
            yield f"evidence[{number}].gain", "does not follow from two rounds.", "Remove it."
        elif abs(gain - block.gain) > _GAIN_ROUNDING:
            what = f"is {block.gain:.2f}; the votes give {gain:.2f}."
            yield f"evidence[{number}].gain", what, f"Write {gain:.2f}."


def _gain_of(block: EvidencePart) -> float | None:
    if block.round1 is None or block.round2 is None:
        return None
    return gain(block.round1.share_correct, block.round2.share_correct)


def _sums_that_do_not_follow(plan: Plan) -> _Found:
    for number, process in enumerate(plan.processes, start=1):
        freed = process.hours_left
        if freed is None or process.hours_freed_net is None:
            continue
        if abs(freed - process.hours_freed_net) > _HOURS_ROUNDING:
            what = f"is {process.hours_freed_net:g}; {_sum_of(process)} gives {freed:g}."
            yield f"process[{number}].hours_freed_net", what, f"Write {freed:g}, or correct the hours."
    sides = Counter(action.owner_side for action in plan.actions)
    for side, count in plan.phase.responsibility:
        if count != sides[side]:
            what = f"is {count}; the actions of this plan give {sides[side]}."
            yield f"phase.responsibility.{side}", what, f"Write {sides[side]}."


def _sum_of(process: Process) -> str:
    if any(step.hours_left is not None for step in process.steps):
        return "the sum over its steps"
    parts = (
        process.hours_before_per_week,
        process.hours_after_per_week,
        process.checking_hours_per_week,
    )
    return " - ".join(f"{part:g}" for part in parts if part is not None)


def _due_too_early(plan: Plan) -> _Found:
    for number, action in enumerate(plan.actions, start=1):
        if action.due is not None and action.first_step_by is not None and action.due < action.first_step_by:
            what = f"is {action.due}, before the first step on {action.first_step_by}."
            yield f"action[{number}].due", what, "Move one of the two dates."


def _held_before_the_session(plan: Plan) -> _Found:
    begun = plan.session.date
    for number, action in enumerate(plan.actions, start=1):
        for at, review in enumerate(action.reviews, start=1):
            if begun is not None and review.held is not None and review.held < begun:
                what = f"is {review.held}, before the session of {begun}."
                yield f"action[{number}].review[{at}].held", what, "Write the day on which it was held."


def _targets_the_wrong_way(plan: Plan) -> _Found:
    for number, action in enumerate(plan.actions, start=1):
        metric = action.metric
        if metric is None or metric.baseline is None or metric.target is None:
            continue
        rises = metric.target > metric.baseline
        if (metric.direction == "down" and rises) or (
            metric.direction == "up" and metric.target < metric.baseline
        ):
            what = f"is '{metric.direction}', but the target is {'above' if rises else 'below'} the baseline."
            yield f"action[{number}].metric.direction", what, "Correct the direction or the target."


def _unknown_partners(plan: Plan, elsewhere: frozenset[str]) -> _Found:
    known = {action.id for action in plan.actions} | elsewhere
    for number, action in enumerate(plan.actions, start=1):
        if action.paired_with and (action.paired_with not in known or action.paired_with == action.id):
            what = f"'{action.paired_with[:60]}' is no other action."
            yield f"action[{number}].paired_with", what, "Write the id of an action of this session."


def _doubled_ids(plan: Plan) -> _Found:
    seen: set[str] = set()
    for number, action in enumerate(plan.actions, start=1):
        if action.id and action.id in seen:
            yield f"action[{number}].id", f"'{action.id}' stands twice.", "Give one another id."
        seen.add(action.id)


def _numbered(blocks: tuple[EvidencePart, ...]) -> Iterable[tuple[int, EvidencePart]]:
    return enumerate(blocks, start=1)


# ---- Still open ---------------------------------------------------------------------------------


def still_open(plan: Plan) -> tuple[StillOpen, ...]:
    """What a complete plan would have besides, for the plan itself and then for each action."""
    session = plan.session
    of_plan: list[tuple[str, object]] = [
        ("purpose", session.purpose),
        ("outcome", session.outcome),
        ("sponsor", session.sponsor),
        ("next_session", session.next_session or session.no_next_session),
    ]
    parts = [StillOpen("", tuple(name for name, value in of_plan if not value))]
    for action in plan.actions:
        of_action: list[tuple[str, object]] = [
            ("what", action.what),
            ("problem", action.problem),
            ("for_whom", action.for_whom),
            ("outcome", action.outcome),
            ("owner_side", action.owner_side),
            ("owner_item", action.owner_item),
            ("accountable", action.accountable),
            ("first_step", action.first_step),
            ("first_step_by", action.first_step_by),
            ("due", action.due),
            ("what_good_looks_like", action.what_good_looks_like),
        ]
        if action.type == "experiment":
            of_action.append(("stop_if", action.stop_if))
        if action.status == Status.DROPPED:
            of_action.append(("lesson", any(review.lesson for review in action.reviews)))
        parts.append(StillOpen(action.id, tuple(name for name, value in of_action if not value)))
    return tuple(part for part in parts if part.fields)
