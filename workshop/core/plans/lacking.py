"""What an action does not get far without; a room may leave it open and settle it afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from workshop.core.plans.action import CLOSED, Action
from workshop.core.plans.plan import Plan
from workshop.core.plans.rules import Warned
from workshop.core.words import OwnerSide, Status

NEEDED: Mapping[str, tuple[str, tuple[str, ...]]] = MappingProxyType(
    {
        "no-owner": ("Nobody answers for it. Which role or team?", ("accountable",)),
        "no-side": ("Which side owns it: the employer, employees, or both?", ("owner_side",)),
        "no-first-step": ("What is the first step, and by when?", ("first_step", "first_step_by")),
        "no-problem": ("What goes wrong today, in the words of those who have it?", ("problem",)),
        "no-for-whom": ("For whom is it? Say who will notice.", ("for_whom",)),
        "no-outcome": ("What will they have that they lack today?", ("outcome",)),
    }
)
"""What every action needs, by its rule: the words for it and its fields."""


def lacking(plan: Plan) -> Iterator[Warned]:
    """The fields that nobody has filled in, of all actions that are not closed."""
    waiting = _waiting(plan)
    for rule, (text, fields) in NEEDED.items():
        for action in waiting:
            if not all(getattr(action, name) for name in fields):
                yield Warned(rule, text, action.id)


def no_stop_rule(plan: Plan) -> Iterator[Warned]:
    """An experiment that nothing ends."""
    for action in _waiting(plan):
        if action.type == "experiment" and not action.stop_if:
            yield Warned("no-stop-rule", "An experiment has an end: what would make us stop?", action.id)


def no_support(plan: Plan) -> Iterator[Warned]:
    """Employees own it, and nobody has said what they need for it, be it nothing."""
    for action in _waiting(plan):
        support = action.support
        said = support is not None and (support.needed or support.given_by or support.endorsed)
        if action.owner_side == OwnerSide.EMPLOYEE and not said:
            text = "Employees own it. Which time, budget or backing do they need?"
            yield Warned("no-support", text, action.id)


def in_progress(plan: Plan) -> Iterator[Warned]:
    """Somebody has begun a second action before the first one is done."""
    busy: set[str] = set()
    for action in plan.actions:
        owner = action.accountable.strip().lower()
        if action.status != Status.STARTED or not owner:
            continue
        if owner in busy:
            text = "Its owner has another one in progress. Which is finished first?"
            yield Warned("in-progress", text, action.id)
        busy.add(owner)


def _waiting(plan: Plan) -> list[Action]:
    return [action for action in plan.actions if action.status not in CLOSED]
