"""What stands on the home screen, as values."""

from __future__ import annotations

from workshop.ports import Earlier
from workshop.tui.screens.home_board import Found, board_of
from workshop.tui.screens.home_spots import Told


def test_texts_and_incidents_that_nobody_has_checked_for_long_are_named() -> None:
    """As one line, which names a few of them and says what to do."""
    old = tuple(f"learn-{number:02}" for number in range(1, 9))
    spots = {
        spot.id: spot for block in board_of(Found(earlier=Earlier(aged=old))).columns for spot in block.spots
    }
    assert spots["aged"].beside == "8"
    told = spots["aged"].act
    assert isinstance(told, Told)
    assert told.words.startswith("Check again: learn-01, learn-02")
    assert "and 2 more. Then write the day into `checked_on`" in told.words
    nothing = board_of(Found(earlier=Earlier()))
    assert "aged" not in {spot.id for block in nothing.columns for spot in block.spots}
