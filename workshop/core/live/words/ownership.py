"""Who owns what: the actions of a session under the parts of each side, with the gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.core.live.lines import LinesTold
from workshop.core.plans.action import Action
from workshop.core.plans.rules import OWNER_ITEMS
from workshop.core.words import OwnerSide

SIDE_WORDS = {OwnerSide.EMPLOYER: "EMPLOYER", OwnerSide.EMPLOYEE: "EMPLOYEE"}
"""What stands over the parts of a side."""

ITEM_WORDS = {
    "strategic-direction": "where and why AI matters",
    "foundational-enablement": "basics, ethics, a way to learn",
    "learning-infrastructure": "time, tools, coaching, a safe place",
    "organisational-context": "our products and how they are made",
    "active-participation": "try it in real work",
    "continuous-learning": "keep learning",
    "feedback-insight": "say what works and what does not",
    "career-alignment": "link it to the own way ahead",
}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a side: its words, the actions under it, and whether nobody has taken it.

    `item` is its name in a plan, empty for what belongs to no part; `dots` say how many found it missing.
    """

    words: str
    actions: tuple[str, ...]
    gap: bool
    item: str = ""
    dots: int | None = None


def parts_of(side: OwnerSide, actions: Iterable[Action], told: LinesTold | None = None) -> tuple[Part, ...]:
    """The four parts of a side; last what this side owns without saying which part it is.

    A shared action that names a part fills its gap, and stands in the middle.
    """
    agreed = list(actions)
    own = [action for action in agreed if action.owner_side == side]
    parts = [
        Part(
            ITEM_WORDS[item],
            tuple(action.name for action in own if action.owner_item == item),
            gap=all(action.owner_item != item for action in agreed),
            item=item,
            dots=told.dots_on(side, item) if told is not None else None,
        )
        for item in OWNER_ITEMS[side]
    ]
    loose = tuple(action.name for action in own if action.owner_item not in OWNER_ITEMS[side])
    return (*parts, Part("and besides", loose, gap=False)) if loose else tuple(parts)


def shared(actions: Iterable[Action]) -> tuple[str, ...]:
    """What both sides own."""
    return tuple(action.name for action in actions if action.owner_side == OwnerSide.SHARED)


def balance_words(actions: Iterable[Action]) -> str:
    """How many actions each side owns, and what that means; nothing before one of them has a side."""
    sides = [action.owner_side for action in actions if action.owner_side]
    employer, employee, both = (sides.count(side.value) for side in OwnerSide)
    counted = f"employer {employer}, employee {employee}, shared {both}"
    if not sides:
        return ""
    if employer and employee:
        return f"{counted}: both sides carry something."
    if not employer and not employee:
        return f"{counted}: no side has an action of its own."
    return f"{counted}: {'the employees have' if employer else 'the employer has'} none of their own."
