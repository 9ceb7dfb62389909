"""What a talk won of all that could be won, or lost of all that could be lost."""

from __future__ import annotations

import enum

SMALL_BELOW, LARGE_ABOVE = 0.3, 0.7
"""Below the first a gain is small, above the second large, with both ends medium (Hake 1998)."""

NO_ROOM = "no room to gain"
TALKED_AWAY = "The room talked itself away from the answer."
ASK_FOR_ARGUMENT = "Let us hear the argument that convinced you."
BENCHMARK = "In one study, discussion moved 52% to 68% (gain 0.33)."
"""Smith and others, Science 2009: single questions, before and after a talk with neighbours."""


class Size(enum.StrEnum):
    """How large a gain is, in a word."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


def gain(before: float | None, after: float | None) -> float | None:
    """The normalised change from a first share correct to a second one, both from 0 to 1.

    after >= before: (after - before) / (1 - before), normalised gain (Hake 1998). after < before:
    (after - before) / before, normalised change (Marx and Cummings 2007). From -1 to 1.

    None where both are 1, since there was no room to gain, and where a share is None: nobody voted.

    Raises:
        ValueError: a share is not between 0 and 1.
    """
    if before is None or after is None:
        return None
    if not (0 <= before <= 1 and 0 <= after <= 1):
        raise ValueError(f"shares are from 0 to 1, not {before} and {after}")
    if after < before:
        return (after - before) / before
    return (after - before) / (1 - before) if before < 1 else None


def size(won: float | None) -> Size | None:
    """The word for a gain; None for none, for a standstill and for a fall, which have sentences instead."""
    if won is None or won <= 0:
        return None
    # 20 and then 29 of 50 is a gain of 0.3 exactly, but a little less as a float.
    won = round(won, 9)
    if won < SMALL_BELOW:
        return Size.SMALL
    return Size.MEDIUM if won <= LARGE_ABOVE else Size.LARGE


def gain_words(before: float | None, after: float | None) -> str:
    """What the talk did, in one line; empty where two votes cannot be compared.

    A fall is said calmly; `ASK_FOR_ARGUMENT` is how a facilitator goes on from it.

    Raises:
        ValueError: a share is not between 0 and 1.
    """
    won = gain(before, after)
    if before is None or after is None:
        return ""
    if won is None:
        return f"There was {NO_ROOM}."
    if won < 0:
        return TALKED_AWAY
    word = size(won)
    return f"Gain: {word}." if word else "The talk changed nothing in the total."
