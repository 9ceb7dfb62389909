"""The window of a first vote in which a talk helps most, and its two sides.

From 30% to 70% right (Crouch and Mazur 2001; Mazur's rule of thumb). Below, few have it yet; above, most do.
"""

from __future__ import annotations

import enum

FEW_BELOW, MOST_ABOVE = 0.3, 0.7


class Band(enum.Enum):
    """Where a share of right votes stands to the window."""

    FEW = "few"
    SOME = "some"
    MOST = "most"


def band(share: float) -> Band:
    """The band of a share from 0 to 1; both ends of the window belong to it."""
    if share < FEW_BELOW:
        return Band.FEW
    return Band.SOME if share <= MOST_ABOVE else Band.MOST
