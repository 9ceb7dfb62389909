"""The square: every share in its place at every size, and no line longer than there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.widgets.reliance_plot import GUTTER, PlotWords, Spot, plot_lines

WORDS = PlotWords(
    "caught", "wrongly flagged", "Calibrated", "Blanket rejection", "Blind trust", "Upside down"
)
SHARE = st.floats(0, 1)


def drawn(
    spot: Spot | None, last: tuple[float, float] | None = None, size: tuple[int, int] = (60, 20)
) -> list[str]:
    return [str(line) for line in plot_lines(WORDS, spot, last, *size)]


def place(lines: list[str], sign: str) -> tuple[int, int]:
    """Column and row of a sign, counted from the top left of the square."""
    row = next(at for at, line in enumerate(lines) if sign in line)
    return lines[row].index(sign) - GUTTER - 1, row - 2


@st.composite
def spots(draw: st.DrawFn) -> Spot:
    """Any place, with arms that hold it."""
    x, y = draw(SHARE), draw(SHARE)
    arms = [(draw(st.floats(0, share)), draw(st.floats(share, 1))) for share in (x, y)]
    return Spot(x, y, arms[0], arms[1])


@given(spots(), st.none() | st.tuples(SHARE, SHARE), st.integers(0, 130), st.integers(0, 50))
def test_it_fits_any_room_and_keeps_its_frame(
    spot: Spot, last: tuple[float, float] | None, width: int, height: int
) -> None:
    lines = drawn(spot, last, (width, height))
    assert all(len(line) <= width for line in lines)
    if lines:
        assert len(lines) == height
        assert "█" in "".join(lines)
        assert {line[-1] for line in lines[2 : height - 3]} == {"│"}
        assert len({len(line) for line in lines[2 : height - 3]}) == 1


@pytest.mark.parametrize(
    ("x", "y", "column", "row"),
    [(0, 1, 0, 0), (1, 1, 52, 0), (0, 0, 0, 14), (1, 0, 52, 14), (0.5, 0.5, 26, 7)],
)
def test_corners_and_middle(x: float, y: float, column: int, row: int) -> None:
    assert place(drawn(Spot(x, y, (x, x), (y, y))), "█") == (column, row)


def test_arms_reach_from_end_to_end() -> None:
    lines = drawn(Spot(0.5, 0.5, (0.25, 0.75), (0.2, 0.8)))
    assert place(lines, "┣")[0] == 13
    assert place(lines, "┫")[0] == 39
    assert place(lines, "┳")[1] == 3
    assert place(lines, "┻")[1] == 11


def test_no_arms_where_there_is_no_doubt() -> None:
    assert not set("┣┫┳┻") & set("".join(drawn(Spot(0, 1, (0, 0), (1, 1)))))


def test_the_last_session_has_a_sign_and_a_word_and_stays_inside() -> None:
    spot = Spot(0.1, 0.8, (0.05, 0.2), (0.7, 0.9))
    assert "◇ last" in "".join(drawn(spot, (0.3, 0.4)))
    assert "last ◇│" in "".join(drawn(spot, (1, 0)))


def test_without_a_spot_the_square_is_empty() -> None:
    assert "█" not in "".join(drawn(None))


def test_all_corners_are_named_and_both_axes_have_their_figures() -> None:
    lines = drawn(None)
    assert "Calibrated" in lines[1]
    assert "Blanket rejection" in lines[1]
    assert "Blind trust" in lines[-3]
    assert "Upside down" in lines[-3]
    assert lines[-2].split() == ["0%", "25%", "50%", "75%", "100%"]


@pytest.mark.parametrize("size", [(0, 0), (20, 10), (60, 7)])
def test_too_little_room_is_no_picture(size: tuple[int, int]) -> None:
    assert drawn(None, None, size) == []
