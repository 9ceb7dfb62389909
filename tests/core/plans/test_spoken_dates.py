"""Dates as people type them."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from workshop.core.plans.spoken_dates import read_date

SESSION = dt.date(2026, 11, 21)
WANTED = dt.date(2026, 11, 28)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-28",
        "28.11.",
        "28.11",
        "28. 11. 2026",
        "28.11.26",
        "28 Nov",
        "28 november",
        "28. November 2026",
        "28th Nov, 2026",
        "Nov 28",
        "November 28, 2026",
        "+7",
        "+ 7 days",
        "  28 NOV  ",
    ],
)
def test_every_way_to_write_it(text: str) -> None:
    assert read_date(text, SESSION) == WANTED


def test_nothing_is_no_date() -> None:
    assert read_date("  ", SESSION) is None


def test_a_date_without_a_year_is_the_next_one() -> None:
    assert read_date("10 Jan", SESSION) == dt.date(2027, 1, 10)
    assert read_date("21.11.", SESSION) == SESSION


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "This is no date. Write it like 2026-11-28, 28.11., 28 Nov or +7."),
        ("28", "This is no date. Write it like 2026-11-28, 28.11., 28 Nov or +7."),
        ("28 mayor", "This is no date. Write it like 2026-11-28, 28.11., 28 Nov or +7."),
        ("31.11.", "There is no day '31.11.'. Write it like 2026-11-28, 28.11., 28 Nov or +7."),
        ("2026-11-20", "20 November 2026 is before this session."),
        ("+9999", "That is more than ten years away."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        read_date(text, SESSION)


def test_the_date_of_a_measurement_may_lie_before_the_session() -> None:
    assert read_date("30 Sep", SESSION, before=True) == dt.date(2026, 9, 30)
    assert read_date("30 Dec", SESSION, before=True) == dt.date(2025, 12, 30)
    assert read_date("2025-01-31", SESSION, before=True) == dt.date(2025, 1, 31)
    assert read_date("21.11.", SESSION, before=True) == SESSION
