"""A time that was lost, as people say it: 40 min, 2 h, 2 h 20 min."""

from __future__ import annotations


def spoken_minutes(minutes: int) -> str:
    """Hours and minutes, whichever of them there are."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
