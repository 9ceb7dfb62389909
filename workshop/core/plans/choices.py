"""What a field of an action is chosen from, in the light of the plan around it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from workshop.core.english import plain
from workshop.core.plans.action import Action
from workshop.core.plans.plan import Plan
from workshop.core.plans.rules import OWNER_ITEMS, WORDS
from workshop.core.words import EVERYBODY, OWNERS, OwnerSide, role_name

_OTHER: Mapping[str, OwnerSide] = {
    OwnerSide.EMPLOYER: OwnerSide.EMPLOYEE,
    OwnerSide.EMPLOYEE: OwnerSide.EMPLOYER,
}
_PAIRS = {
    "strategic-direction": "career-alignment",
    "foundational-enablement": "active-participation",
    "learning-infrastructure": "continuous-learning",
    "organisational-context": "feedback-insight",
}
"""The part of the employer and the part of employees that make each other possible."""
_PAIRED = _PAIRS | {employee: employer for employer, employee in _PAIRS.items()}
_END_OF_PART = re.compile(r"(?<=[.!?])\s+|\s*[;\n]\s*")


def choices_of(key: str, action: Action, around: Plan) -> Mapping[str, str]:
    """The values of a field, each with how it is shown; none where it is typed."""
    match key:
        case "role":
            return {"": EVERYBODY, **{role: role_name(role) for role in around.phase.roles}}
        case "paired_with":
            return {other.id: f"{other.id} {other.name}" for other in _fitting(action, around.actions)}
        case "serves":
            return {part: part for part in _END_OF_PART.split(around.phase.direction.strip()) if part}
    return {word: plain(word) for word in WORDS.get(f"action.{key}", ())}


def pair_question(action: Action) -> str:
    """What the other side may have to do with an action of one side, and the part of it that fits."""
    if (other := _OTHER.get(action.owner_side)) is None:
        return ""
    fitting = f" Perhaps {plain(part)} ({OWNERS[other]})." if (part := _part_of_other(action)) else ""
    return f"What makes this possible from the other side?{fitting}"


def _part_of_other(action: Action) -> str:
    """The part of the other side that fits; empty where the action names no part of its own."""
    own = OWNER_ITEMS.get(action.owner_side, ())
    return _PAIRED[action.owner_item] if action.owner_item in own else ""


def _fitting(action: Action, others: Iterable[Action]) -> list[Action]:
    """Other actions: first those of the part that fits, then of the other side, then all the rest."""
    part, other = _part_of_other(action), _OTHER.get(action.owner_side)
    return sorted(
        (one for one in others if one.id != action.id),
        key=lambda one: (not part or one.owner_item != part, one.owner_side != other),
    )
