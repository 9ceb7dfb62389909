"""A number on its way, and the dates of an action."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.core.plans.made import DATE, action
from workshop.core.plans.action import Metric, Review
from workshop.core.plans.appointments import appointments
from workshop.core.plans.plan import Process, progress, progress_words

DOWN = Metric(direction="down", baseline=5.0, target=1.0)


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (4.0, "4.0 from 5.0, aim 1.0 (25% of the way)"),
        (1.0, "1.0 from 5.0, aim 1.0 (100% of the way)"),
        (0.0, "0.0 from 5.0, aim 1.0 (125% of the way)"),
        (1.001, "1.001 from 5.0, aim 1.0 (99% of the way)"),
        (5.0, "5.0 from 5.0, aim 1.0 (0% of the way)"),
        (6.25, "6.25 from 5.0, aim 1.0 (moved away)"),
    ],
)
def test_progress_is_the_part_of_the_way(value: float, words: str) -> None:
    assert progress_words(DOWN, value) == words


@pytest.mark.parametrize(
    ("direction", "value", "words"),
    [
        ("down", 6.5, "6.5 from 6.5, aim 6.5 (held)"),
        ("down", 6.0, "6.0 from 6.5, aim 6.5 (held)"),
        ("down", 7.0, "7.0 from 6.5, aim 6.5 (moved away)"),
        ("up", 7.0, "7.0 from 6.5, aim 6.5 (held)"),
        ("up", 6.0, "6.0 from 6.5, aim 6.5 (moved away)"),
        ("", 6.0, "6.0 from 6.5, aim 6.5"),
        ("", 6.5, "6.5 from 6.5, aim 6.5 (held)"),
    ],
)
def test_a_level_to_hold_is_held_unless_it_gets_worse(direction: str, value: float, words: str) -> None:
    assert progress_words(Metric(direction=direction, baseline=6.5, target=6.5), value) == words


def test_without_a_start_or_an_aim_there_is_no_way() -> None:
    assert progress(Metric(baseline=5.0), 4.0) is None
    assert progress_words(Metric(baseline=5.0), 4.0) == "4.0 from 5.0"
    assert progress_words(Metric(target=1.0), 4.0) == "4.0, aim 1.0"


def test_the_latest_value_is_that_of_the_last_look_back_that_measured() -> None:
    held = [Review(30, held=DATE, value=4.0), Review(60, held=DATE + dt.timedelta(30), value=3.0), Review(90)]
    assert action(reviews=tuple(reversed(held))).latest_value == 3.0
    assert action().latest_value is None


def waiting(**changed: object) -> list[str]:
    return [one.kind for one in appointments(action(**changed), DATE) if one.waits]


def test_dates_wait_until_the_action_is_behind_them() -> None:
    look_backs = ["review-30", "review-60", "review-90"]
    assert waiting() == ["first-step", "due", *look_backs]
    assert waiting(status="started") == ["due", *look_backs]
    assert waiting(status="done") == look_backs[:1]
    assert waiting(status="dropped") == []
    assert waiting(reviews=(Review(30, planned=DATE, held=DATE),)) == ["first-step", "due"]


def test_hours_freed_are_net_of_checking() -> None:
    assert (
        Process(hours_before_per_week=18, hours_after_per_week=4, checking_hours_per_week=2).hours_freed == 12
    )
    assert Process(hours_before_per_week=18).hours_freed == 0
