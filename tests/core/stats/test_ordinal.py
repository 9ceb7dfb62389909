"""Quartiles and means of scales; NumPy and SciPy as second opinions."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.stats.ordinal import Mean, Quartiles, mean, quartiles

PERCENTS = st.lists(st.integers(0, 100), min_size=1, max_size=60)
FIVES = st.lists(st.integers(1, 5), min_size=1, max_size=60)


@pytest.mark.parametrize("k", [1, 3, 5, 12])
def test_below_the_smallest_group_there_is_nothing(k: int) -> None:
    assert quartiles([50] * (k - 1), k) is None
    assert mean([3] * (k - 1), k) is None
    assert quartiles([50] * k, k) == Quartiles(k, 50, 50, 50)
    assert mean([3] * k, k) == Mean(k, 3.0)


def test_without_answers_there_is_nothing_even_without_a_smallest_group() -> None:
    assert quartiles([], 0) is None
    assert mean([], 0) is None


def test_stated_figures() -> None:
    assert quartiles([0, 10, 40, 60, 100], 5) == Quartiles(5, 10, 40, 60)
    assert quartiles([10, 20, 30, 40, 50, 60], 5) == Quartiles(6, 22.5, 35, 47.5)
    assert mean([1, 2, 4, 5, 5], 5) == Mean(5, 3.4)


def test_quartiles_and_means_agree_with_numpy_and_scipy_for_2000_drawn_rooms() -> None:
    # Slow to load, and only one worker needs it.
    from scipy import stats

    draw = random.Random(7)
    for _ in range(2000):
        percents = [draw.randint(0, 100) for _ in range(draw.randint(1, 60))]
        found = quartiles(percents, 1)
        assert found is not None
        expected = np.quantile(percents, [0.25, 0.5, 0.75])
        np.testing.assert_allclose([found.low, found.median, found.high], expected, atol=1e-9)
        fives = [draw.randint(1, 5) for _ in percents]
        average = mean(fives, 1)
        assert average is not None
        assert average.value == pytest.approx(stats.tmean(fives), abs=1e-12)


@given(PERCENTS, st.randoms(use_true_random=False))
def test_the_order_of_answers_changes_nothing(percents: list[int], shuffler: random.Random) -> None:
    shuffled = percents[:]
    shuffler.shuffle(shuffled)
    assert quartiles(shuffled, 1) == quartiles(percents, 1)
    assert mean([1 + x % 5 for x in shuffled], 1) == mean([1 + x % 5 for x in percents], 1)


@given(PERCENTS)
def test_quartiles_rise_between_the_lowest_and_the_highest_answer(percents: list[int]) -> None:
    found = quartiles(percents, 1)
    assert found is not None
    assert min(percents) <= found.low <= found.median <= found.high <= max(percents)
    mirrored = quartiles([100 - x for x in percents], 1)
    assert mirrored == Quartiles(found.n, 100 - found.high, 100 - found.median, 100 - found.low)


@given(FIVES)
def test_a_mean_stays_on_its_scale(fives: list[int]) -> None:
    found = mean(fives, 1)
    assert found is not None
    assert min(fives) <= found.value <= max(fives)


def test_what_is_off_the_scale_is_refused() -> None:
    with pytest.raises(ValueError, match="from 0 to 100, not 101"):
        quartiles([50, 101], 1)
    with pytest.raises(ValueError, match="from 1 to 5, not 0"):
        mean([3, 0], 1)


def test_in_words() -> None:
    found = quartiles([10, 20, 30, 40, 50, 60], 5)
    assert found is not None
    assert found.words == "median 35, half from 23 to 48 (n = 6)"
