"""The last of several parts, told by a class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def with_last(parts: Iterable[T]) -> Iterator[tuple[T, str]]:
    """Each part with its classes: `-last` for the last one, none for the others.

    A rule for `:last-child` would tell it as well. But where one style sheet has such a rule, Textual styles
    every part of that type anew after each mount, with all that it holds, and keeps none of the styles.
    """
    all_parts = list(parts)
    for at, part in enumerate(all_parts, start=1):
        yield part, "-last" if at == len(all_parts) else ""
