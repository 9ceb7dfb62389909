"""Which groups of a room may be shown, so that none can be found by taking away what is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

OTHER = "other roles"
"""The name of the groups that are merged."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What may be shown of a room: its whole, some groups, and the rest together as `OTHER`.

    `shown` and `merged` keep the order they were given in; `rest` is the size of the merged ones.
    """

    whole: bool
    shown: tuple[str, ...]
    merged: tuple[str, ...]
    rest: int


def disclose(sizes: Mapping[str, int], k: int) -> Disclosure:
    """The groups of a room that may be shown when nothing about fewer than `k` people may be known.

    A group is shown where it has at least `k` people and the people in no shown group are none or at least
    `k` too; else the whole minus the shown groups would be a group too small. While the rest is too small,
    the smallest shown group joins it (of two as small, the one first in the alphabet, so that the order of
    the groups decides nothing). Below `k` in all, not even the whole is shown. Groups without people are
    neither shown nor merged.

    Each person belongs to one group, and those who named none are a group too, because the whole counts
    them. A second grouping of the same people needs a rule of its own.

    8 managers and 4 leaders with k = 5: the leaders are too few, and the managers would give them away.

    Raises:
        ValueError: a size below 0, or `k` below 1.
    """
    if k < 1 or any(size < 0 for size in sizes.values()):
        raise ValueError(f"sizes from 0 and k from 1 are needed, not {dict(sizes)} and {k}")
    whole = sum(sizes.values())
    shown = {name for name, size in sizes.items() if size >= k}
    rest = whole - sum(sizes[name] for name in shown)
    while 0 < rest < k and shown:
        joins = min(shown, key=lambda name: (sizes[name], name))
        shown.remove(joins)
        rest += sizes[joins]
    merged = (name for name, size in sizes.items() if size and name not in shown)
    return Disclosure(whole >= k, tuple(name for name in sizes if name in shown), tuple(merged), rest)


def crossed(parts: Iterable[tuple[int, int]]) -> int:
    """How few people the totals of two groupings of the same people can be brought to speak of.

    Each part is a group of the first one: how many of it are in a group of the second, and how many are not.
    Taking totals from each other can leave the smaller of both numbers of each part, and never less.
    """
    return sum(min(part) for part in parts)


def may_cross(parts: Iterable[tuple[int, int]], k: int) -> bool:
    """Whether a second grouping may be shown beside the first: both leave none, or at least `k`.

    10 managers and 8 leaders, of whom 9 managers and no leader were sure: all of the sure ones, taken from
    the managers, would leave the one manager who was not.
    """
    return not 0 < crossed(parts) < k
