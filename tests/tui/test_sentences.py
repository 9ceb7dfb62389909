"""Numbered sentences are as large as the rows they are given allow, and none of them is left out."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.sentences import Sentences

SHORT = [("If late,", "then we call."), ("If lost,", "then we ask.")]
LONG = [("If " + "a b c d e f " * 12 + ",", "then " + "u v w x y z " * 12 + ".")] * 2


@pytest.mark.parametrize(
    ("most", "rows"),
    [
        (40, 9 + 2 + 9),
        (19, 9 + 1 + 9),
        (18, 4 + 1 + 4),
        (9, 9),
        (8, 4 + 4),
        (7, 2 + 1 + 2),
        (5, 5),
        (4, 1 + 1 + 1),
        (3, 3),
        (2, 2),
        (1, 2),
    ],
)
def test_the_largest_form_that_fits_is_drawn(most: int, rows: int) -> None:
    there = Sentences(SHORT)
    there.take(most)
    assert there.rows(100) == rows


def test_each_word_is_there_in_every_form() -> None:
    for most in range(1, 60):
        there = Sentences(LONG)
        there.take(most)
        words = " ".join(line.plain for line in there._lines(90)).split()
        assert [word for word in words if word in "uvwxyz"] == [*"uvwxyz"] * 24


class Shown(App[None]):
    """More sentences than there are rows."""

    def compose(self) -> ComposeResult:
        """The sentences in what scrolls."""
        with MoreMarker():
            yield Sentences(SHORT * 12, selectable=True)


async def test_the_selected_sentence_is_in_sight() -> None:
    app = Shown()
    async with app.run_test(size=(60, 12)) as pilot:
        there = app.query_one(Sentences)
        assert not there.select(24)
        assert there.select(20)
        await pilot.pause()
        marker = app.query_one(MoreMarker)
        assert marker.lines_above <= 2 * 20 < marker.lines_above + 12
        there.fill(SHORT)
        assert there.selected == 1
