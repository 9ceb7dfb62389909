"""What phones and desk say about the pace: whether it is too fast or too slow, or somebody is lost."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from types import MappingProxyType


class Feeling(enum.StrEnum):
    """What a phone may say of the pace; the values are those of its form."""

    FAST = "fast"
    SLOW = "slow"
    LOST = "lost"


BUTTONS: Mapping[Feeling, str] = MappingProxyType(
    {Feeling.FAST: "Too fast", Feeling.SLOW: "Too slow", Feeling.LOST: "I am lost"}
)
"""What each button says."""

BEFORE = "Without a name. What you press last counts; in a few minutes it is forgotten."
"""Stands above the buttons."""

SENT = "Thank you. The facilitator reads it in a few minutes, only if several say the same."
"""What a phone says when it was pressed."""

_SOME = MappingProxyType(
    {
        Feeling.FAST: "find it too fast",
        Feeling.SLOW: "find it too slow",
        Feeling.LOST: "are lost",
    }
)


def some_say(feelings: Iterable[Feeling]) -> str:
    """The sentence of the desk for what enough phones said; empty where that is nothing."""
    there = set(feelings)
    said = ", some ".join(words for feeling, words in _SOME.items() if feeling in there)
    return f"Some {said}." if said else ""
