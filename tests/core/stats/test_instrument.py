"""What a room's taps say of a text without a key: against enumeration, SciPy, and simulated rooms."""

from __future__ import annotations

import itertools
import math
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import betabinom

from tests.benchmarks.instrument import (
    ROOMS,
    at_base_rate,
    brier,
    calibration_error,
    chances,
    majority,
    parted,
    played,
)
from tests.shipped import library
from workshop.core.stats import instrument
from workshop.core.stats.instrument import (
    MAY_BE_FAULTY,
    WRONG_LINES,
    CannotTell,
    Keyed,
    Tapped,
    cannot_tell,
    read_lines,
)

VOTERS = 12


def _room(wrong: tuple[int, ...], right: tuple[int, ...], texts: int = 3) -> Keyed:
    return Keyed(
        texts, tuple(Tapped(taps, VOTERS) for taps in wrong), tuple(Tapped(taps, VOTERS) for taps in right)
    )


SHARP = _room((9, 11, 8, 10), (0, 1, 0, 2, 1, 0, 1, 0, 0))
BLIND = _room((2, 4, 1, 3), (3, 2, 4, 1, 3, 2, 3, 1, 2))


def test_the_prior_is_that_of_the_shipped_library() -> None:
    texts = library().scenarios.values()
    wrong = [[line.wrong for line in text.sentences] for text in texts]
    least = fmean(MAY_BE_FAULTY * (1 - (1 - WRONG_LINES) ** len(lines)) for lines in wrong)
    assert least == pytest.approx(fmean(any(lines) for lines in wrong), abs=0.05)
    assert pytest.approx(fmean(itertools.chain(*wrong)), abs=0.03) == MAY_BE_FAULTY * WRONG_LINES


def test_taps_on_a_line_are_beta_binomial() -> None:
    for taps in (0, 3, VOTERS):
        for (rate, spread), chance in zip(instrument._POINTS, instrument._chance(taps, VOTERS), strict=True):
            assert chance == pytest.approx(betabinom.pmf(taps, VOTERS, rate * spread, (1 - rate) * spread))


@given(st.lists(st.integers(0, VOTERS), min_size=1, max_size=5))
def test_chances_are_those_of_all_ways_in_which_lines_may_be_wrong(taps: list[int]) -> None:
    if_wrong, if_right = instrument._if_so(SHARP, VOTERS)
    weights: dict[tuple[bool, ...], float] = {}
    for ways in itertools.product((False, True), repeat=len(taps)):
        prior = math.prod(WRONG_LINES if wrong else 1 - WRONG_LINES for wrong in ways) * MAY_BE_FAULTY
        prior += 0 if any(ways) else 1 - MAY_BE_FAULTY
        seen = zip(taps, ways, strict=True)
        weights[ways] = prior * math.prod((if_wrong if wrong else if_right)[count] for count, wrong in seen)
    total = sum(weights.values())
    reading = read_lines(SHARP, taps, VOTERS)
    for line, chance in enumerate(reading.wrong):
        assert chance == pytest.approx(sum(w for ways, w in weights.items() if ways[line]) / total)
    others = [line for line in range(len(taps)) if line not in reading.flagged]
    unfound = sum(w for ways, w in weights.items() if any(ways[line] for line in others)) / total
    assert reading.unfound == pytest.approx(unfound)


def test_more_taps_never_make_a_line_of_a_sharp_room_less_likely_to_be_wrong() -> None:
    said = [read_lines(SHARP, (taps, 1, 0), VOTERS).wrong[0] for taps in range(VOTERS + 1)]
    assert said == sorted(said)
    assert said[0] < 0.1
    assert said[-1] > 0.9


def test_a_room_that_has_judged_too_little_cannot_tell() -> None:
    assert cannot_tell(SHARP, VOTERS) is None
    few = (
        Keyed(),
        _room((9, 11), (0, 1, 0, 0, 1), texts=1),
        _room((9,), (0, 1, 0, 0, 1)),
        _room((9, 11), (0, 1, 0, 0)),
    )
    assert {cannot_tell(room, VOTERS) for room in few} == {CannotTell.TOO_FEW}


def test_a_room_that_taps_right_lines_as_often_as_wrong_ones_cannot_tell() -> None:
    assert cannot_tell(BLIND, VOTERS) is CannotTell.NO_BETTER


def test_a_hall_counts_as_sixty_voters() -> None:
    assert read_lines(SHARP, (4000, 50), 5000) == read_lines(SHARP, (48, 1), 60)


@pytest.mark.parametrize(("taps", "voters"), [(13, 12), (-1, 12), (0, 0)])
def test_more_taps_than_voters_are_refused(taps: int, voters: int) -> None:
    with pytest.raises(ValueError, match="tapped no line"):
        read_lines(SHARP, (taps,), voters)


def test_it_is_calibrated_and_beats_majority_and_base_rate_in_simulated_rooms() -> None:
    texts = tuple(library().scenarios.values())[::3]
    cases = {
        room: [case for voters in (8, 30) for case in played(texts, room, voters, "test")] for room in ROOMS
    }
    told, untold = parted(itertools.chain(*cases.values()))
    said = chances(told)
    assert calibration_error(said) < 0.05
    assert brier(said) < brier(at_base_rate(said)) - 0.02
    assert brier(said) < brier(majority(told)) - 0.02
    # Where it is silent it would have known little more than how many lines are wrong in general.
    kept = chances(untold)
    assert brier(kept) > brier(at_base_rate(kept)) - 0.02
    silent = {room: len(parted(of_room)[1]) / len(of_room) for room, of_room in cases.items()}
    assert silent["weak"] > 0.6
    assert silent["skilled"] < 0.1
