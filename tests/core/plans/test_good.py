"""What good looks like in a role: three lines, or the one sentence of a plan of an earlier version."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.core.good import GOOD_LINES, LONGEST_LINE, good_lines, good_typed, good_words, lines_apart
from workshop.core.words import LONGEST_SENTENCE

SAID = "We check each figure. We never send a rating. A person decides every refusal."

WORDS = st.sampled_from(["We check ", "We never ", "A person decides ", "a", ". ", "."])


def test_three_lines_are_read_out_of_what_was_said_and_said_again() -> None:
    lines = good_lines(SAID)
    assert lines == {"check": "each figure", "never": "send a rating", "person_decides": "every refusal"}
    assert good_words(lines) == SAID


@pytest.mark.parametrize("said", ["We check each figure.", "We ask. We never send it.", ""])
def test_anything_else_stays_the_sentence_it_was(said: str) -> None:
    assert good_lines(said) == {}


@given(
    st.lists(
        st.sampled_from(["We check ", "We never ", "A person decides ", "a", ". ", "."]), max_size=12
    ).map("".join)
)
def test_lines_are_never_said_another_way_than_they_were(said: str) -> None:
    lines = good_lines(said)
    assert not lines or good_words(lines) == said


def test_lines_that_are_typed_begin_once_with_their_words_and_stand_apart() -> None:
    typed = {"check": "We check each figure.", "never": " guess", "person_decides": "  "}
    assert good_typed(typed) == "We check each figure. We never guess."
    assert lines_apart(good_typed(typed)) == ("We check each figure.", "We never guess.")
    assert lines_apart("We ask, and we never guess.") == ("We ask, and we never guess.",)


def test_the_longest_three_lines_are_no_longer_than_any_text() -> None:
    assert len(good_typed(dict.fromkeys(GOOD_LINES, "x" * LONGEST_LINE))) <= LONGEST_SENTENCE
