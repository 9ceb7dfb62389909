"""Bars as wide as the canvas: they fit any room, every figure is there, a larger share is a longer bar."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from tests.patience import PATIENCE
from workshop.tui.widgets.answer_bars import Answer, AnswerBars, Measure, bar_lines

NAMES = ("Yes", "No", "My skills no longer count, and nobody has told me so")


def drawn(counts: list[int], width: int = 80, most: int = 12, grown: float = 1.0) -> list[str]:
    total = sum(counts) or 1
    answers = [Answer(NAMES[at % 3], (Measure(n / total, str(n)),)) for at, n in enumerate(counts)]
    return [line.plain for line in bar_lines(answers, width, most, grown)]


@given(st.lists(st.integers(0, 300), min_size=1, max_size=8), st.integers(60, 200), st.integers(8, 30))
def test_they_fit_any_room(counts: list[int], width: int, most: int) -> None:
    lines = drawn(counts, width, most)
    assert all(len(line) <= width for line in lines)
    assert len(lines) <= max(most, 3 * len(counts))


@pytest.mark.parametrize(
    ("most", "thick"), [(2, 1), (5, 2), (7, 3), (9, 4), (11, 5), (15, 7), (20, 9), (60, 19)]
)
def test_they_are_as_thick_as_their_part_of_the_screen_allows(most: int, thick: int) -> None:
    assert sum("█" * 8 in line for line in drawn([9, 13], most=most)) == 2 * thick


def test_a_larger_share_is_a_longer_bar_and_nothing_is_a_mark() -> None:
    lengths = [line.count("█") for line in drawn([1, 3, 0], most=3)]
    assert 0 == lengths[2] < lengths[0] < lengths[1]
    assert "▏" in drawn([1, 3, 0], most=3)[2]


def test_what_is_compared_with_has_another_sign() -> None:
    answer = Answer("Yes", (Measure(0.5, "9", "before", quiet=True), Measure(0.5, "9", "now")))
    before, now = [line.plain for line in bar_lines([answer], 60, 2)]
    assert ("▓" in before, "█" in before) == (True, False)
    assert ("▓" in now, "█" in now) == (False, True)


class Shown(App[None]):
    """Two bars."""

    def compose(self) -> ComposeResult:
        """The bars."""
        yield AnswerBars([Answer("Yes", (Measure(0.5, "9"),)), Answer("No", (Measure(0.5, "9"),))])


@pytest.mark.parametrize("moves", [True, False])
async def test_they_grow_once_where_anything_may_move_and_end_at_their_length(*, moves: bool) -> None:
    app = Shown()
    app.animation_level = "full" if moves else "none"
    async with app.run_test() as pilot:
        bars = app.query_one(AnswerBars)
        assert (bars.grown < 1) is moves
        height = bars.size.height
        end = time.monotonic() + PATIENCE
        while bars.grown < 1 and time.monotonic() < end:
            await pilot.pause()
        assert bars.grown == 1
        assert bars.size.height == height
