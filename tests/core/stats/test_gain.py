"""The gain of a talk and its words; tests of `Result.gain` are those of the tally."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.stats.gain import Size, gain, gain_words, size

SHARES = st.floats(0, 1, allow_nan=False)


@pytest.mark.parametrize(
    ("before", "after", "stated"),
    [(0.52, 0.68, 0.3333), (0.40, 0.70, 0.5000), (0.51, 0.59, 0.1633), (0.70, 0.60, -0.1429)],
)
def test_stated_gains(before: float, after: float, stated: float) -> None:
    won = gain(before, after)
    assert won is not None
    assert round(won, 4) == stated


@given(SHARES, SHARES)
def test_a_gain_lies_between_minus_one_and_one_with_the_sign_of_the_change(
    before: float, after: float
) -> None:
    won = gain(before, after)
    if won is None:
        assert before == after == 1
    else:
        assert -1 <= won <= 1
        assert won >= 0 if after >= before else won < 0


@given(SHARES, SHARES, SHARES)
def test_a_higher_second_share_is_never_a_smaller_gain(before: float, one: float, other: float) -> None:
    lower, higher = (gain(before, after) for after in sorted((one, other)))
    if lower is not None and higher is not None:
        assert lower <= higher


@pytest.mark.parametrize(("before", "after"), [(None, 0.5), (0.5, None), (None, None), (1.0, 1.0)])
def test_no_votes_and_no_room_give_no_gain(before: float | None, after: float | None) -> None:
    assert gain(before, after) is None


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan"), float("inf")])
def test_what_is_no_share_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="from 0 to 1"):
        gain(share, 0.5)
    with pytest.raises(ValueError, match="from 0 to 1"):
        gain(0.5, share)


def test_the_word_is_that_of_the_exact_gain_for_every_room_of_up_to_40() -> None:
    """0.3 and 0.7 themselves are medium, also where a float falls a hair short of them."""
    for n in range(1, 41):
        for before in range(n):
            for after in range(before + 1, n + 1):
                exact = Fraction(after - before, n - before)
                word = Size.MEDIUM if exact <= Fraction(7, 10) else Size.LARGE
                word = Size.SMALL if exact < Fraction(3, 10) else word
                assert size(gain(before / n, after / n)) is word, (before, after, n)


@pytest.mark.parametrize("won", [None, 0.0, -0.2, -1.0])
def test_a_fall_a_standstill_and_no_gain_have_no_size(won: float | None) -> None:
    assert size(won) is None


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (0.52, 0.60, "Gain: small."),
        (0.52, 0.68, "Gain: medium."),
        (0.2, 0.9, "Gain: large."),
        (0.5, 0.5, "The talk changed nothing in the total."),
        (0.0, 0.0, "The talk changed nothing in the total."),
        (0.7, 0.6, "The room talked itself away from the answer."),
        (1.0, 1.0, "There was no room to gain."),
        (None, 0.6, ""),
        (0.6, None, ""),
    ],
)
def test_a_gain_in_words(before: float | None, after: float | None, words: str) -> None:
    assert gain_words(before, after) == words
