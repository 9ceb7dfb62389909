"""Signal detection: stated figures, what a trial is, properties, and SciPy as a second opinion."""

from __future__ import annotations

import dataclasses
import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.stats.detection import (
    CAVEATS,
    Corner,
    Label,
    MapPoint,
    Trials,
    detect,
    label,
    map_point,
    pooled,
    shown_label,
)
from workshop.core.stats.interval import wilson


@st.composite
def trials(draw: st.DrawFn, least: int = 0, most: int = 30_000) -> Trials:
    """Counted trials."""
    signals, noises = draw(st.integers(least, most)), draw(st.integers(least, most))
    return Trials(draw(st.integers(0, signals)), signals, draw(st.integers(0, noises)), noises)


@pytest.mark.parametrize(
    ("counted", "hit_rate", "false_alarm_rate", "sensitivity", "criterion", "error", "named"),
    [
        (Trials(12, 48, 6, 60), 0.2551, 0.1066, 0.587, 0.952, 0.289, Label.BLIND_TRUST),
        (Trials(40, 48, 36, 60), 0.8265, 0.5984, 0.691, -0.595, 0.266, Label.BLANKET_REJECTION),
        (Trials(40, 48, 6, 60), 0.8265, 0.1066, 2.186, 0.152, 0.301, Label.CALIBRATED),
        (Trials(20, 48, 30, 60), 0.4184, 0.5000, -0.206, 0.103, 0.241, Label.GUESSING),
    ],
)
def test_stated_rooms(
    counted: Trials,
    hit_rate: float,
    false_alarm_rate: float,
    sensitivity: float,
    criterion: float,
    error: float,
    named: Label,
) -> None:
    found = detect(counted)
    assert round(found.hit_rate, 4) == hit_rate
    assert round(found.false_alarm_rate, 4) == false_alarm_rate
    assert round(found.sensitivity, 3) == sensitivity
    assert round(found.criterion, 3) == criterion
    assert round(found.error, 3) == error
    assert label(counted) is named


@pytest.mark.parametrize(
    ("counted", "sensitivity", "criterion"),
    [
        (Trials(10, 10, 0, 10), 3.381, 0),
        (Trials(0, 10, 0, 10), 0, 1.691),
        (Trials(10, 10, 10, 10), 0, -1.691),
        (Trials(50, 50, 17, 25), 1.885, -1.391),
        (Trials(), 0, 0),
    ],
)
def test_stated_extremes_are_finite(counted: Trials, sensitivity: float, criterion: float) -> None:
    found = detect(counted)
    assert found.sensitivity == pytest.approx(sensitivity, abs=0.0005)
    assert found.criterion == pytest.approx(criterion, abs=0.0005)


def test_all_figures_agree_with_scipy_for_5000_drawn_rooms() -> None:
    # Slow to load, and only one worker needs it.
    from scipy.stats import norm

    draw = random.Random(5)
    rooms = []
    for _ in range(5000):
        signals, noises = (draw.choice((0, 1, 20, 120, 30_000, draw.randint(0, 400))) for _ in range(2))
        rooms.append(Trials(draw.randint(0, signals), signals, draw.randint(0, noises), noises))
    hits, ns, alarms, nn = np.array([dataclasses.astuple(room) for room in rooms]).T
    h, f = (hits + 0.5) / (ns + 1), (alarms + 0.5) / (nn + 1)
    zh, zf = norm.ppf(h), norm.ppf(f)
    error = np.sqrt(
        h * (1 - h) / ((ns + 1) * norm.pdf(zh) ** 2) + f * (1 - f) / ((nn + 1) * norm.pdf(zf) ** 2)
    )
    ours = np.array([dataclasses.astuple(detect(room)) for room in rooms])
    np.testing.assert_allclose(ours, np.array([h, f, zh - zf, -(zh + zf) / 2, error]).T, rtol=1e-9, atol=1e-9)


@given(trials())
def test_nothing_is_ever_infinite_and_rates_stay_off_0_and_1(counted: Trials) -> None:
    found = detect(counted)
    assert all(math.isfinite(figure) for figure in dataclasses.astuple(found))
    assert 0 < found.hit_rate < 1
    assert 0 < found.false_alarm_rate < 1
    assert found.error > 0


@given(trials())
def test_to_flag_what_was_passed_turns_both_signs(counted: Trials) -> None:
    turned = Trials(
        counted.signals - counted.hits, counted.signals, counted.noises - counted.false_alarms, counted.noises
    )
    one, other = detect(counted), detect(turned)
    assert other.sensitivity == pytest.approx(-one.sensitivity, abs=1e-9)
    assert other.criterion == pytest.approx(-one.criterion, abs=1e-9)
    assert other.error == pytest.approx(one.error)


@given(trials())
def test_to_swap_signal_and_noise_turns_only_d_prime(counted: Trials) -> None:
    swapped = Trials(counted.false_alarms, counted.noises, counted.hits, counted.signals)
    one, other = detect(counted), detect(swapped)
    assert other.sensitivity == pytest.approx(-one.sensitivity, abs=1e-9)
    assert other.criterion == pytest.approx(one.criterion, abs=1e-9)


@given(trials(least=1))
def test_one_more_hit_sharpens_and_one_more_false_alarm_blunts(counted: Trials) -> None:
    found = detect(counted)
    if counted.hits < counted.signals:
        more = detect(dataclasses.replace(counted, hits=counted.hits + 1))
        assert more.sensitivity > found.sensitivity
        assert more.criterion < found.criterion
    if counted.false_alarms < counted.noises:
        more = detect(dataclasses.replace(counted, false_alarms=counted.false_alarms + 1))
        assert more.sensitivity < found.sensitivity
        assert more.criterion < found.criterion


@pytest.mark.parametrize(
    ("counted", "named"),
    [
        (Trials(35, 100, 2, 100), Label.SLOW_HAND),
        (Trials(98, 100, 65, 100), Label.SUSPICIOUS),
        (Trials(19, 20, 1, 20), Label.CALIBRATED),
        (Trials(19, 19, 1, 20), None),
        (Trials(19, 20, 1, 19), None),
        (Trials(0, 0, 3, 60), None),
        (Trials(), None),
        (Trials(3, 5, 0, 0), Label.NO_SOUND_OUTPUT),
        (Trials(90, 120, 0, 0), Label.NO_SOUND_OUTPUT),
    ],
)
def test_other_labels_and_when_there_is_none(counted: Trials, named: Label | None) -> None:
    assert label(counted) is named


@given(trials())
def test_a_label_needs_20_trials_of_both_sorts_and_says_which_way_a_room_leans(counted: Trials) -> None:
    named, found = label(counted), detect(counted)
    if named is Label.NO_SOUND_OUTPUT:
        assert counted.signals > 0 == counted.noises
    else:
        assert (named is not None) is (min(counted.signals, counted.noises) >= 20)
    if named in (Label.BLIND_TRUST, Label.SLOW_HAND):
        assert found.criterion > 0.5
    if named in (Label.BLANKET_REJECTION, Label.SUSPICIOUS):
        assert found.criterion < -0.5
    if named in (Label.CALIBRATED, Label.SLOW_HAND, Label.SUSPICIOUS):
        assert found.sensitivity >= 1


def test_every_label_has_words_and_a_sentence() -> None:
    assert Label.BLIND_TRUST.words == "Blind trust"
    assert Label.BLIND_TRUST.sentence == "Most things pass, right or wrong."
    assert len({one.words for one in Label}) == len({one.sentence for one in Label}) == len(Label)
    assert all(caveat.endswith(".") for caveat in CAVEATS)


@pytest.mark.parametrize("counts", [(2, 1, 0, 0), (0, 0, 2, 1), (-1, 5, 0, 0), (0, 0, -1, 5)])
def test_impossible_counts_are_refused(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="more flagged than there was"):
        Trials(*counts)


@given(st.lists(trials(most=50), max_size=6))
def test_trials_are_pooled_in_any_order(parts: list[Trials]) -> None:
    together = pooled(parts)
    assert together == pooled(reversed(parts))
    assert together.signals == sum(part.signals for part in parts)
    assert together + Trials() == together


def test_the_map_shows_the_plain_shares_with_wilson_arms() -> None:
    assert map_point(Trials(9, 12, 2, 10)) == MapPoint(0.2, 0.75, wilson(2, 10), wilson(9, 12))
    assert map_point(Trials(9, 12, 0, 0)) is None
    assert map_point(Trials(0, 0, 2, 10)) is None


@given(trials(least=1))
def test_a_place_on_the_map_lies_within_its_arms_and_the_map(counted: Trials) -> None:
    point = map_point(counted)
    assert point is not None
    assert 0 <= point.caught <= 1
    assert point.caught_arm.includes(point.caught)
    assert point.wrongly_flagged_arm.includes(point.wrongly_flagged)


@pytest.mark.parametrize(
    ("corner", "said"),
    [
        (Corner.CALIBRATED, "We can tell them apart."),
        (Corner.BLANKET_REJECTION, "We hold most things back."),
        (Corner.BLIND_TRUST, "We let errors pass."),
        (Corner.UPSIDE_DOWN, "We cannot tell them apart yet."),
    ],
)
def test_a_room_in_a_corner_of_the_map_is_told_what_the_corner_means(corner: Corner, said: str) -> None:
    """The wrong way round, where only sound things are flagged, is no label of its own: a guess."""
    there = Trials(100 * corner.caught, 100, 100 * corner.wrongly_flagged, 100)
    told = shown_label(there, there, sound_played=False)
    assert told is not None
    assert told.said == said


@given(trials(most=400), trials(most=400))
def test_a_label_is_told_only_where_decisions_and_taps_say_it_and_chance_does_not_move_it(
    decided: Trials, tapped: Trials
) -> None:
    told = shown_label(decided, tapped, sound_played=False)
    if decided.signals and not decided.noises:
        assert told is Label.NO_SOUND_OUTPUT
    elif told is not None:
        assert told is label(decided) is label(tapped)
        for counted in (decided, tapped):
            assert min(counted.signals, counted.noises) >= 20
            found = detect(counted)
            assert abs(found.sensitivity - 1.0) >= found.error
            assert all(abs(found.criterion - edge) >= found.error / 2 for edge in (-0.5, 0.5))


def test_the_votes_of_a_small_room_are_not_contradicted_by_its_taps() -> None:
    """It caught and wrongly flagged 11 of 16, and its taps said that most things pass."""
    decided, tapped = Trials(11, 16, 11, 16), Trials(6, 40, 4, 160)
    assert label(tapped) is Label.BLIND_TRUST
    assert shown_label(decided, tapped, sound_played=False) is None
    assert shown_label(Trials(33, 48, 33, 48), tapped, sound_played=True) is None


def test_the_four_corners_are_four_places() -> None:
    assert {(corner.wrongly_flagged, corner.caught) for corner in Corner} == {(0, 0), (0, 1), (1, 0), (1, 1)}
