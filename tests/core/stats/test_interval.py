"""Intervals of shares: stated figures, properties, and statsmodels as a second opinion."""

from __future__ import annotations

import math
import random
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.stats.interval import (
    Difference,
    Interval,
    benchmark_words,
    newcombe,
    percent,
    share_words,
    signed,
    wilson,
)

EXACT_Z = NormalDist().inv_cdf(0.975)
"""What statsmodels uses where this program says 1.96."""


@st.composite
def shares(draw: st.DrawFn, least: int = 0, most: int = 5000) -> tuple[int, int]:
    """Successes and votes."""
    n = draw(st.integers(least, most))
    return draw(st.integers(0, n)), n


@pytest.mark.parametrize(
    ("k", "n", "low", "high"),
    [
        (0, 5, 0.0000, 0.4345),
        (3, 5, 0.2307, 0.8824),
        (5, 5, 0.5655, 1.0000),
        (4, 8, 0.2152, 0.7848),
        (6, 12, 0.2538, 0.7462),
        (9, 22, 0.2326, 0.6127),
        (12, 20, 0.3866, 0.7812),
        (17, 24, 0.5083, 0.8509),
    ],
)
def test_stated_wilson_intervals(k: int, n: int, low: float, high: float) -> None:
    interval = wilson(k, n)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("k1", "n1", "k2", "n2", "stated"),
    [(9, 22, 17, 24, (0.299, 0.014, 0.526)), (8, 20, 14, 20, (0.300, -0.006, 0.538))],
)
def test_stated_newcombe_intervals(
    k1: int, n1: int, k2: int, n2: int, stated: tuple[float, float, float]
) -> None:
    found = newcombe(k1, n1, k2, n2)
    assert found.value is not None
    assert tuple(round(x, 3) for x in (found.value, found.interval.low, found.interval.high)) == stated


def test_wilson_agrees_with_statsmodels_for_every_share_of_up_to_150_votes() -> None:
    # Slow to load, and only one worker needs it.
    from statsmodels.stats.proportion import proportion_confint

    pairs = [(k, n) for n in range(1, 151) for k in range(n + 1)]
    k, n = np.array(pairs).T
    low, high = proportion_confint(k, n, alpha=0.05, method="wilson")
    ours = [wilson(*pair, z=EXACT_Z) for pair in pairs]
    np.testing.assert_allclose([interval.low for interval in ours], low, atol=1e-12)
    np.testing.assert_allclose([interval.high for interval in ours], high, atol=1e-12)


def test_newcombe_agrees_with_statsmodels_for_5000_drawn_pairs() -> None:
    # Slow to load, and only one worker needs it.
    from statsmodels.stats.proportion import confint_proportions_2indep

    draw = random.Random(20251118)
    counts = []
    for _ in range(5000):
        n1, n2 = (draw.choice((1, 2, 5, 12, 30, 300, 5000, draw.randint(1, 60))) for _ in range(2))
        counts.append((draw.randint(0, n1), n1, draw.randint(0, n2), n2))
    k1, n1s, k2, n2s = np.array(counts).T
    low, high = confint_proportions_2indep(k2, n2s, k1, n1s, method="newcomb", compare="diff")
    ours = [newcombe(*four, z=EXACT_Z).interval for four in counts]
    np.testing.assert_allclose([interval.low for interval in ours], low, atol=1e-12)
    np.testing.assert_allclose([interval.high for interval in ours], high, atol=1e-12)


@given(shares())
def test_an_interval_holds_its_share_and_stays_between_0_and_1(share: tuple[int, int]) -> None:
    k, n = share
    interval = wilson(k, n)
    assert 0 <= interval.low <= interval.high <= 1
    if n:
        assert interval.includes(k / n)


@given(shares())
def test_to_count_failures_instead_mirrors_the_interval(share: tuple[int, int]) -> None:
    k, n = share
    one, other = wilson(k, n), wilson(n - k, n)
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)
    assert one.high == pytest.approx(1 - other.low, abs=1e-12)


@given(shares(least=1))
def test_one_more_success_moves_both_ends_up(share: tuple[int, int]) -> None:
    k, n = share
    if k < n:
        fewer, more = wilson(k, n), wilson(k + 1, n)
        assert fewer.low < more.low
        assert fewer.high < more.high


@given(shares(least=1, most=500), st.integers(2, 9))
def test_more_votes_of_the_same_share_make_it_narrower(share: tuple[int, int], times: int) -> None:
    k, n = share
    few, many = wilson(k, n), wilson(k * times, n * times)
    assert many.high - many.low < few.high - few.low


def test_the_ends_are_exact_where_nobody_or_everybody_did() -> None:
    assert wilson(0, 0) == Interval(0, 1)
    assert all(wilson(0, n).low == 0 and wilson(n, n).high == 1 for n in range(1, 300))
    assert wilson(1, 1).low == pytest.approx(0.2065, abs=0.00005)


@pytest.mark.parametrize(
    ("k", "n", "z"), [(1, 0, 1.96), (-1, 5, 1.96), (6, 5, 1.96), (0, -1, 1.96), (1, 2, -1.0)]
)
def test_what_is_no_share_is_refused(k: int, n: int, z: float) -> None:
    with pytest.raises(ValueError, match="is no share"):
        wilson(k, n, z)


@given(shares(), shares())
def test_a_difference_is_finite_within_bounds_and_turns_its_sign_with_its_sides(
    first: tuple[int, int], second: tuple[int, int]
) -> None:
    there, back = newcombe(*first, *second), newcombe(*second, *first)
    assert -1 <= there.interval.low <= there.interval.high <= 1
    assert there.interval.low == pytest.approx(-back.interval.high, abs=1e-12)
    if there.value is None:
        assert 0 in (first[1], second[1])
        assert there.interval == Interval(-1, 1)
    else:
        assert back.value == -there.value
        assert there.interval.includes(there.value)
        assert math.isfinite(there.value)


@given(shares())
def test_a_share_does_not_differ_from_itself(share: tuple[int, int]) -> None:
    assert newcombe(*share, *share).may_be_chance


@pytest.mark.parametrize(
    ("counts", "words"),
    [
        ((9, 22, 17, 24), "+30 points, 1 to 53"),
        ((8, 20, 14, 20), "+30 points, -1 to 54: may be chance"),
        ((17, 24, 9, 22), "-30 points, -53 to -1"),
        ((5, 10, 5, 10), "0 points, -37 to 37: may be chance"),
        ((0, 0, 9, 22), "nothing to compare"),
        ((9, 22, 0, 0), "nothing to compare"),
    ],
)
def test_a_difference_in_words(counts: tuple[int, int, int, int], words: str) -> None:
    assert newcombe(*counts).words == words


def test_an_interval_that_ends_at_0_includes_it() -> None:
    assert Difference(0.2, Interval(0.0, 0.4)).may_be_chance
    assert not Difference(0.2, Interval(0.001, 0.4)).may_be_chance


@pytest.mark.parametrize(
    ("k", "n", "words"),
    [
        (9, 22, "9 of 22 (41%, 23-61%)"),
        (4, 8, "4 of 8 (50%, 22-78%)"),
        (10, 20, "10 of 20 (50%, 30-70%)"),
        (0, 5, "0 of 5 (0%, 0-43%)"),
        (5, 5, "5 of 5 (100%, 57-100%)"),
        (1, 8, "1 of 8 (13%, 2-47%)"),
        (57, 200, "57 of 200 (29%, 23-35%)"),
        (0, 0, "no votes"),
    ],
)
def test_a_share_in_words(k: int, n: int, words: str) -> None:
    assert share_words(k, n) == words


@pytest.mark.parametrize(
    ("k", "n", "benchmark", "words"),
    [
        (9, 22, 0.26, "not clearly different"),
        (9, 22, 0.64, "lower"),
        (17, 24, 0.26, "higher"),
        (0, 5, 0.0, "not clearly different"),
        (0, 0, 0.64, "not clearly different"),
    ],
)
def test_a_room_beside_a_published_share(k: int, n: int, benchmark: float, words: str) -> None:
    assert benchmark_words(k, n, benchmark) == words


def test_points_are_rounded_the_way_people_round() -> None:
    assert [percent(x) for x in (0.125, -0.125, 0.004, -0.004, 1.0)] == [13, -13, 0, 0, 100]
    assert [signed(x) for x in (0.3, -0.3, -0.004)] == ["+30", "-30", "0"]
