"""How many examples a property is tried with: a part in the usual run, all of them in the long one."""

from __future__ import annotations

from hypothesis import settings

ALL = 100
"""Examples of a property that names no number, in the long run."""


def draw(whole: bool) -> None:
    """Try each property with all of its examples, or with a part of them."""
    # A drawn example may take longer on a busy machine; how long is no property of the program.
    name = "all" if whole else "some"
    settings.register_profile(name, deadline=None, max_examples=ALL if whole else ALL // 4)
    settings.load_profile(name)


def examples(all_of_them: int) -> int:
    """As many of a property's examples as this run draws."""
    return max(1, all_of_them * settings().max_examples // ALL)
