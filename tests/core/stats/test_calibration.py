"""Confidence beside being right: stated figures, properties, and SciPy as a second opinion."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import a_ballot, a_control, a_scenario
from workshop.core.live.tally import judgements_of
from workshop.core.stats.calibration import (
    COIN_TOSS,
    Calibration,
    Gap,
    Judgement,
    SureAndWrong,
    brier,
    calibrate,
    curve,
    gap,
    sure_and_wrong,
)
from workshop.core.stats.interval import Interval
from workshop.core.words import CONFIDENCES, Decision

STATED = [
    Judgement(confidence, bool(correct))
    for confidence, correct in zip((90, 80, 90, 60, 100, 70, 80, 50), (1, 0, 1, 1, 0, 1, 0, 0), strict=True)
]
"""Eight judgements of which all figures are known."""

SOME = st.lists(st.builds(Judgement, st.sampled_from(CONFIDENCES), st.booleans()), min_size=1, max_size=80)


def times(n: int, confidence: int, right: int) -> list[Judgement]:
    """So many judgements of one confidence, so many of them right."""
    return [Judgement(confidence, index < right) for index in range(n)]


def test_stated_figures() -> None:
    difference = gap(STATED)
    assert brier(STATED) == pytest.approx(0.350, abs=0.0005)
    assert difference is not None
    assert difference.points == pytest.approx(27.5)
    assert difference.interval is not None
    assert (round(difference.interval.low), round(difference.interval.high)) == (-11, 66)
    assert difference.claim == "within chance"
    assert difference.words == "+28 points, -11 to +66: within chance"


@pytest.mark.long
def test_brier_and_gap_agree_with_scipy_for_3000_drawn_rooms() -> None:
    # Slow to load, and only one worker needs it.
    from scipy import stats

    draw = random.Random(11)
    for _ in range(3000):
        n = draw.randint(1, 60)
        given_ = [Judgement(draw.choice(CONFIDENCES), draw.random() < 0.6) for _ in range(n)]
        f, o = np.array([(one.confidence / 100, float(one.correct)) for one in given_]).T
        assert brier(given_) == pytest.approx(np.mean((f - o) ** 2), abs=1e-12)
        found = gap(given_)
        assert found is not None
        assert found.points == pytest.approx(100 * (f.mean() - o.mean()), abs=1e-9)
        assert (found.interval is None) is (n < 8)
        if found.interval is not None:
            reach = 1.96 * stats.sem(100 * (f - o))
            expected = [found.points - reach, found.points + reach]
            np.testing.assert_allclose([found.interval.low, found.interval.high], expected, atol=1e-9)


@given(SOME)
def test_every_figure_is_finite_and_within_its_bounds(given_: list[Judgement]) -> None:
    score, difference = brier(given_), gap(given_)
    assert score is not None
    assert difference is not None
    assert 0 <= score <= 1
    assert -50 <= difference.points <= 100
    if difference.interval is not None:
        assert difference.interval.includes(difference.points)
        assert all(map(math.isfinite, (difference.interval.low, difference.interval.high)))


@given(SOME, st.integers(1, 12), st.randoms(use_true_random=False))
def test_the_order_of_judgements_changes_no_figure_not_even_the_last_digit(
    given_: list[Judgement], k: int, shuffler: random.Random
) -> None:
    shuffled = given_[:]
    shuffler.shuffle(shuffled)
    assert calibrate(shuffled, k) == calibrate(given_, k)


@given(SOME, st.sampled_from(CONFIDENCES))
def test_a_right_judgement_lowers_the_gap_and_a_wrong_one_raises_it(
    given_: list[Judgement], confidence: int
) -> None:
    right, wrong = (gap([*given_, Judgement(confidence, correct)]) for correct in (True, False))
    assert right is not None
    assert wrong is not None
    assert right.points < wrong.points


@pytest.mark.parametrize("right", range(0, 11, 5))
def test_who_always_says_a_coin_toss_scores_that_of_a_coin(right: int) -> None:
    assert brier(times(10, 50, right)) == COIN_TOSS


def test_certainty_scores_0_where_right_and_1_where_wrong() -> None:
    assert brier(times(1, 100, 1)) == 0
    assert brier(times(1, 100, 0)) == 1


def test_without_judgements_there_are_no_figures() -> None:
    assert brier([]) is None
    assert gap([]) is None
    assert sure_and_wrong([]) is None
    assert curve([], 5) == ()
    assert calibrate([], 0) is None


def test_a_gap_is_put_in_words_from_eight_judgements() -> None:
    few, enough = gap(times(7, 100, 0)), gap(times(8, 100, 0))
    assert few == Gap(7, 100, None)
    assert few.claim == ""
    assert few.words == "+100 points"
    assert enough == Gap(8, 100, Interval(100, 100))
    assert enough.claim == "surer than right"


@pytest.mark.parametrize(
    ("points", "interval", "claim"),
    [
        (27.5, (-11, 66), "within chance"),
        (2, (-20, 24), "within chance"),
        (-30, (-60, 0), "within chance"),
        (0, (-3, 3), "well matched"),
        (0, (-10, 10), "well matched"),
        (8, (1, 15), "well matched"),
        (10, (2, 18), "well matched"),
        (-10, (-18, -2), "well matched"),
        (10.1, (2, 18), "surer than right"),
        (-10.1, (-18, -2), "more right than sure"),
    ],
)
def test_the_claim_of_a_gap(points: float, interval: tuple[float, float], claim: str) -> None:
    assert Gap(20, points, Interval(*interval)).claim == claim


@pytest.mark.parametrize(
    ("judgements", "found"),
    [
        (times(5, 80, 0) + times(13, 90, 13), SureAndWrong(5, 18)),
        (times(3, 100, 0) + times(7, 50, 7), SureAndWrong(3, 10)),
        (times(3, 100, 0) + times(6, 50, 6), None),
        (times(2, 100, 0) + times(20, 50, 7), None),
        (times(12, 70, 0), None),
    ],
)
def test_sure_and_wrong_from_ten_judgements_and_three_such(
    judgements: list[Judgement], found: SureAndWrong | None
) -> None:
    assert sure_and_wrong(judgements) == found


def test_sure_and_wrong_in_words() -> None:
    assert SureAndWrong(5, 18).words == (
        "5 of 18 were 80% sure or more, and wrong. Those are the ones you will remember."
    )


def test_the_curve_has_a_bin_for_every_ten_judgements() -> None:
    bins = curve(times(6, 50, 3) + times(6, 60, 3) + times(10, 70, 8) + times(25, 100, 16), 5)
    assert [(one.low, one.high, one.n) for one in bins] == [(50, 60, 12), (70, 80, 10), (90, 100, 25)]
    assert bins[0].mean_confidence == pytest.approx(0.55)
    assert [one.share_correct for one in bins] == [0.5, 0.8, 0.64]
    assert bins[2].words == "90-100% sure: right in 64% (n = 25)"


@pytest.mark.parametrize(
    ("sizes", "k", "shown"),
    [
        ((10, 10, 10), 5, [50, 70, 90]),
        ((10, 10, 0), 5, [50, 70]),
        ((10, 12, 1), 5, [70]),
        ((9, 12, 9), 5, [70]),
        ((9, 9, 9), 5, []),
        ((10, 10, 10), 11, []),
    ],
)
def test_no_bin_too_small_can_be_found_by_subtraction(
    sizes: tuple[int, int, int], k: int, shown: list[int]
) -> None:
    judgements = [one for n, sure in zip(sizes, (60, 80, 100), strict=True) for one in times(n, sure, n // 2)]
    assert [one.low for one in curve(judgements, k)] == shown


@given(SOME, st.integers(1, 20))
def test_bins_and_what_they_leave_over_are_never_too_few(given_: list[Judgement], k: int) -> None:
    bins = curve(given_, k)
    assert all(one.n >= max(10, k) for one in bins)
    left = len(given_) - sum(one.n for one in bins)
    assert left == 0 or left >= 10 or not bins
    assert all(0 <= one.share_correct <= 1 and 0.5 <= one.mean_confidence <= 1 for one in bins)


@given(SOME, st.integers(1, 60))
def test_all_figures_together_from_the_smallest_group(given_: list[Judgement], k: int) -> None:
    found = calibrate(given_, k)
    if len(given_) < k:
        assert found is None
    else:
        score, difference = brier(given_), gap(given_)
        assert score is not None
        assert difference is not None
        highlight, bins = sure_and_wrong(given_), curve(given_, k)
        assert found == Calibration(len(given_), score, difference, highlight, bins)


def test_ballots_give_a_judgement_where_they_say_how_sure_they_are() -> None:
    ballots = [a_ballot(Decision.FIX, confidence=90), a_ballot(Decision.USE, confidence=None), a_ballot()]
    assert judgements_of(a_scenario(), ballots) == (Judgement(90, True), Judgement(80, True))
    assert judgements_of(a_control(), ballots) == (Judgement(90, False), Judgement(80, False))


@pytest.mark.parametrize("confidence", [0, 49, 65, 101])
def test_a_confidence_is_one_of_those_the_phone_offers(confidence: int) -> None:
    with pytest.raises(ValueError, match="a confidence is one of"):
        Judgement(confidence, True)
