"""Large words and clocks: the largest characters that fit, and the time that is left."""

from __future__ import annotations

import pytest

from workshop.core.words import Check
from workshop.tui.widgets.countdown import time_left
from workshop.tui.widgets.numerals import LARGE, SMALL, fitting_rows
from workshop.tui.widgets.plain import rows_of


@pytest.mark.parametrize("word", [*(check.value for check in Check), "SOUND"])
@pytest.mark.parametrize(
    ("width", "rows", "heights"), [(76, SMALL, (4, 5)), (112, SMALL, (5,)), (112, LARGE, (7,))]
)
def test_every_check_word_is_large(word: str, width: int, rows: int, heights: tuple[int, ...]) -> None:
    lines = fitting_rows(word, rows, width)
    assert len(lines) in heights
    assert {len(line) for line in lines} == {len(lines[0])}
    assert len(lines[0]) <= width


def test_a_narrow_screen_has_the_word_in_plain_letters() -> None:
    assert fitting_rows("RECOMPUTE", SMALL, 41) == ()
    assert fitting_rows("TO RECOMPUTE", LARGE, 42) == ()  # the face would take two lines


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
