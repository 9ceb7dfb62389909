"""Dates, numbers and lists are written in one place, the same on every system."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.english import (
    capital,
    counted,
    counted_or_no,
    day_of_year,
    in_words,
    listed,
    long_date,
    plain,
    sentence,
    short_date,
    weekday,
)


@given(st.dates(dt.date(1000, 1, 1)))
def test_dates_are_those_of_the_calendar(date: dt.date) -> None:
    assert long_date(date) == f"{date:%d %B %Y}".removeprefix("0")
    assert short_date(date) == f"{date:%d %b %Y}".removeprefix("0")
    assert day_of_year(date) == f"{date:%d %B}".removeprefix("0")
    assert (weekday(date), weekday(date)[:3]) == (f"{date:%A}", f"{date:%a}")


@pytest.mark.parametrize(
    ("number", "said"), [(0, "no"), (3, "three"), (11, "eleven"), (12, "twelve"), (13, "13")]
)
def test_small_numbers_are_words(number: int, said: str) -> None:
    assert in_words(number) == said


def test_nouns_follow_their_number() -> None:
    assert (counted(0, "action"), counted(1, "action"), counted(2, "action")) == (
        "0 actions",
        "1 action",
        "2 actions",
    )


def test_texts_begin_and_end_as_sentences_do() -> None:
    assert (capital(""), capital("one AI")) == ("", "One AI")
    assert (sentence(""), sentence(" Why? "), sentence("So")) == ("", "Why?", "So.")
    assert (listed([]), listed(["a"]), listed(["a", "b", "c"])) == ("", "a", "a, b and c")
    assert listed(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(("number", "words"), [(0, "no ideas"), (1, "1 idea"), (2, "2 ideas")])
def test_nothing_is_no_ideas(number: int, words: str) -> None:
    assert counted_or_no(number, "idea") == words


def test_a_word_of_a_file_is_read_with_spaces() -> None:
    assert plain("hand-to-ai") == plain("hand_to-ai") == "hand to ai"
