"""An action as it is read aloud, and as it grows out of a starter."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.builders import an_action
from workshop.core.plans.action import (
    FIRST_STEP_DAYS,
    first_step_day,
    sentence_of,
    split_starter,
    without_first_words,
)

THE_24TH = dt.date(2025, 11, 24)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "If a figure leaves the team, then one person recomputes it."),
        ({"then": ""}, "If a figure leaves the team, then ..."),
        ({"then": "we ask. "}, "If a figure leaves the team, then we ask."),
        ({"accountable": "Controlling"}, "{} Controlling."),
        ({"first_step_by": THE_24TH}, "{} First step by 24 November."),
        (
            {"accountable": "controlling", "first_step_by": THE_24TH},
            "{} Controlling, first step by 24 November.",
        ),
        ({"first_step_by": dt.date(2026, 3, 4)}, "{} First step by 4 March."),
    ],
)
def test_an_action_is_read_as_if_then_who_and_when(changes: dict[str, Any], sentence: str) -> None:
    plain = "If a figure leaves the team, then one person recomputes it."
    assert sentence_of(an_action(**changes)) == sentence.format(plain)


@pytest.mark.parametrize(
    ("starter", "parts"),
    [
        ("If a figure leaves, then we recompute it.", ("a figure leaves", "we recompute it")),
        ("if a, b or c, then d", ("a, b or c", "d")),
        ("If only this.", ("only this", "")),
        ("Whenever a, then b, then c.", ("Whenever a", "b, then c")),
        ("", ("", "")),
    ],
)
def test_a_starter_falls_into_its_if_and_its_then(starter: str, parts: tuple[str, str]) -> None:
    assert split_starter(starter) == parts


def test_a_starter_that_was_split_reads_as_it_was_written() -> None:
    starter = "If a figure leaves the team, then one person recomputes it."
    if_, then = split_starter(starter)
    assert sentence_of(an_action(if_=if_, then=then)) == starter


@pytest.mark.parametrize("after", range(7))
def test_a_first_step_falls_on_a_weekday_within_seven_days(after: int) -> None:
    session = THE_24TH + dt.timedelta(after)
    day = first_step_day(session)
    assert day.weekday() < 5
    assert dt.timedelta(FIRST_STEP_DAYS - 2) <= day - session <= dt.timedelta(FIRST_STEP_DAYS)


@pytest.mark.parametrize(
    ("if_", "then", "left"),
    [
        ("If a summary comes", "then I count", ("a summary comes", "I count")),
        ("IF, a summary comes", " Then: I count", ("a summary comes", "I count")),
        ("ifs come", "then-current rules hold", ("ifs come", "then-current rules hold")),
        ("if", "then ", ("if", "then ")),
    ],
)
def test_what_is_said_before_each_half_is_not_said_twice(if_: str, then: str, left: tuple[str, str]) -> None:
    assert without_first_words(if_, then) == left
