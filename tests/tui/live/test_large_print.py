"""Large letters: every word that a room reads from far away fits, and no character goes missing."""

from __future__ import annotations

import pytest

from workshop.core.words import Check
from workshop.tui.widgets.big_print import print_sentence, print_word
from workshop.tui.widgets.countdown import time_left
from workshop.tui.widgets.plain import rows_of


@pytest.mark.parametrize("word", [*(check.value for check in Check), "SOUND"])
def test_every_check_word_stands_in_blocks_within_76_columns(word: str) -> None:
    lines = print_word(word, 76, 6)
    assert len(lines) >= 5
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= 76


def test_twice_the_size_where_there_is_room() -> None:
    once, twice = print_word("TRACE", 76, 6), print_word("TRACE", 160, 12)
    assert len(twice) == 2 * len(once)
    assert len(twice[0]) == 2 * len(once[0])


def test_a_narrow_screen_spaces_the_letters_and_a_very_narrow_one_does_not() -> None:
    assert print_word("RECOMPUTE", 40, 6) == ("R E C O M P U T E",)
    assert print_word("RECOMPUTE", 10, 6) == ("RECOMPUTE",)


def test_a_sentence_is_wrapped_between_words() -> None:
    lines = print_sentence("Find someone near you.", 60, 12)
    assert 4 <= len(lines) <= 12
    assert all(len(line) <= 60 for line in lines)


@pytest.mark.parametrize("sentence", ["漢字", "a €", "", "   ", "☃"])
def test_a_character_without_a_large_letter_means_plain_letters(sentence: str) -> None:
    assert print_sentence(sentence, 100, 20) == ()


def test_too_long_a_sentence_means_plain_letters() -> None:
    assert print_sentence("word " * 60, 76, 10) == ()
    assert print_sentence("unbreakable" * 9, 76, 20) == ()


@pytest.mark.parametrize(
    ("ends_at", "words"),
    [(None, ""), (100.0, "0:00"), (99.0, "0:00"), (100.2, "0:01"), (160.0, "1:00"), (3800.0, "61:40")],
)
def test_time_left_is_rounded_up(ends_at: float | None, words: str) -> None:
    assert time_left(ends_at, 100.0) == words


def test_rows_of_a_text() -> None:
    assert rows_of("", 10) == 0
    assert rows_of("one two", 4) == 2
    assert rows_of("a\n\nb", 10) == 3
