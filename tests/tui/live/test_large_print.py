"""Large words and clocks: the largest characters that fit, and the time that is left."""

from __future__ import annotations

import pytest

from workshop.core.words import Check
from workshop.tui.widgets.block_letters import print_word
from workshop.tui.widgets.countdown import time_left
from workshop.tui.widgets.plain import rows_of


@pytest.mark.parametrize("word", [*(check.value for check in Check), "SOUND"])
@pytest.mark.parametrize(("width", "most", "rows"), [(76, 6, (4, 5)), (112, 5, (5,)), (112, 7, (7,))])
def test_every_check_word_is_large(word: str, width: int, most: int, rows: tuple[int, ...]) -> None:
    lines = print_word(word, width, most)
    assert len(lines) in rows
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= width


def test_a_narrow_screen_spaces_the_letters_and_a_very_narrow_one_does_not() -> None:
    assert print_word("RECOMPUTE", 20, 6) == ("R E C O M P U T E",)
    assert print_word("RECOMPUTE", 10, 6) == ("RECOMPUTE",)


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
