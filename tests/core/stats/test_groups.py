"""The smallest group and its complement: what an attacker could compute from what is shown."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from workshop.core.stats.groups import Disclosure, disclose

SIZES = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 14), max_size=7)


def test_eight_managers_would_give_four_leaders_away() -> None:
    found = disclose({"managers": 8, "leaders": 4}, 5)
    assert found == Disclosure(whole=True, shown=(), merged=("managers", "leaders"), rest=12)


@pytest.mark.parametrize(
    ("sizes", "shown", "merged", "rest"),
    [
        ({}, "", "", 0),
        ({"a": 0}, "", "", 0),
        ({"a": 4}, "", "a", 4),
        ({"a": 5}, "a", "", 0),
        ({"a": 8, "b": 5}, "ab", "", 0),
        ({"a": 8, "b": 5, "c": 0}, "ab", "", 0),
        ({"a": 8, "b": 5, "c": 1}, "a", "bc", 6),
        ({"c": 1, "b": 5, "a": 8}, "a", "cb", 6),
        ({"a": 8, "b": 3, "c": 2}, "a", "bc", 5),
        ({"a": 6, "b": 6, "c": 2}, "b", "ac", 8),
        ({"a": 3, "b": 3}, "", "ab", 6),
    ],
)
def test_which_groups_are_shown_from_five_people(
    sizes: dict[str, int], shown: str, merged: str, rest: int
) -> None:
    found = disclose(sizes, 5)
    assert ("".join(found.shown), "".join(found.merged), found.rest) == (shown, merged, rest)
    assert found.whole is (sum(sizes.values()) >= 5)


@settings(max_examples=examples(500), deadline=None)
@given(SIZES, st.integers(1, 9))
def test_nobody_who_knows_all_that_is_shown_can_compute_a_group_too_small(
    sizes: dict[str, int], k: int
) -> None:
    """Every total that sums and differences of the shown ones can give is tried.

    The whole and the shown groups are vectors over the people of each group. What can be computed from
    them are sums of whole groups; each sum of some groups that is in their span must be large enough.
    """
    found = disclose(sizes, k)
    names = [name for name, size in sizes.items() if size]
    known = [{name} for name in found.shown]
    known += [set(names)] if found.whole else []
    known += [set(found.merged)] if found.shown and found.rest else []
    for some in (set(c) for length in range(1, len(names) + 1) for c in combinations(names, length)):
        if in_span(some, known, names):
            assert sum(sizes[name] for name in some) >= k


def in_span(some: set[str], known: list[set[str]], names: list[str]) -> bool:
    """Whether a sum of groups is a linear combination of the known totals (Gaussian elimination)."""
    rows = [[float(name in total) for name in names] for total in known]
    wanted = [float(name in some) for name in names]
    for column in range(len(names)):
        pivot = next((row for row in rows if abs(row[column]) > 1e-9), None)
        if pivot is None:
            continue
        rows = [row for row in rows if row is not pivot]
        for row in (*rows, wanted):
            factor = row[column] / pivot[column]
            row[:] = [x - factor * y for x, y in zip(row, pivot, strict=True)]
    return all(abs(x) < 1e-9 for x in wanted)


@given(SIZES, st.integers(1, 9))
def test_every_group_with_people_is_either_shown_or_merged(sizes: dict[str, int], k: int) -> None:
    found = disclose(sizes, k)
    assert sorted(found.shown + found.merged) == sorted(name for name, size in sizes.items() if size)
    assert found.rest == sum(sizes[name] for name in found.merged)


@given(SIZES, st.integers(1, 9))
def test_the_order_of_the_groups_decides_nothing(sizes: dict[str, int], k: int) -> None:
    backwards = dict(reversed(sizes.items()))
    assert set(disclose(sizes, k).shown) == set(disclose(backwards, k).shown)


@given(SIZES, st.integers(1, 9))
def test_at_most_one_group_that_is_large_enough_is_given_up(sizes: dict[str, int], k: int) -> None:
    large = sum(size >= k for size in sizes.values())
    assert large - len(disclose(sizes, k).shown) in (0, 1)


@pytest.mark.parametrize(("sizes", "k"), [({"a": -1}, 5), ({"a": 5}, 0)])
def test_impossible_sizes_are_refused(sizes: dict[str, int], k: int) -> None:
    with pytest.raises(ValueError, match="sizes from 0"):
        disclose(sizes, k)
