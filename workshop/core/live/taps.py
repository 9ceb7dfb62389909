"""Taps on the lines of a text, as phones send them."""

from __future__ import annotations

from collections.abc import Sequence

from workshop.core.problems import Refused


def check_taps(taps: Sequence[int], lines: int, called: str) -> None:
    """Refuse taps that no page would send, of a text with so many lines, `called` so.

    Raises:
        Refused: a line is tapped twice, or is none of them.
    """
    if list(taps) != sorted(set(taps)):
        raise Refused(f"Each {called} can be tapped once.")
    if any(not 0 <= tap < lines for tap in taps):
        raise Refused(f"There is no such {called}.")
