"""The square: every share in its place at every size, and no line longer than there is room."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.widgets.reliance_plot import PlotWords, Spot, plot_lines

WORDS = PlotWords(
    "would not",
    "held back",
    ("WE CAN", "tell"),
    ("WE REFUSE", "much"),
    ("WE TRUST", "much"),
    ("THE WRONG WAY ROUND", ""),
)
SHARE = st.floats(0, 1)


def drawn(
    spot: Spot | None, last: tuple[float, float] | None = None, size: tuple[int, int] = (60, 20)
) -> list[str]:
    return [str(line) for line in plot_lines(WORDS, spot, last, *size)]


def place(lines: list[str], sign: str) -> tuple[int, int]:
    """Column and row of a sign, counted from the top left of the square."""
    row = next(at for at, line in enumerate(lines) if sign in line)
    return lines[row].index(sign) - 1, row - 1


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
        assert "US" in "".join(lines)
        assert {line[-1] for line in lines[1:-2]} == {"│"}
        assert {len(line) for line in lines[:-1]} == {width}


@pytest.mark.parametrize(
    ("x", "y", "column", "row"),
    [(0, 1, 0, 0), (1, 1, 54, 0), (0, 0, 0, 16), (1, 0, 54, 16), (0.5, 0.5, 26, 8)],
)
def test_corners_and_middle(x: float, y: float, column: int, row: int) -> None:
    assert place(drawn(Spot(x, y, (x, x), (y, y))), " US ") == (column, row)


def test_the_cloud_reaches_as_far_as_chance_could_and_is_denser_in_the_middle() -> None:
    lines = drawn(Spot(0.5, 0.5, (0.25, 0.75), (0.2, 0.8)))
    cloudy = [line for line in lines if "░" in line]
    assert place(lines, "░")[1] == 4
    assert len(cloudy) == 9
    middle = next(line for line in lines if " US " in line)
    left, us = middle.index("░"), middle.index(" US ")
    assert left < middle.index("▒") < us < middle.rindex("▒") < middle.rindex("░")


def test_the_last_session_has_a_sign_and_a_word_and_stays_inside() -> None:
    spot = Spot(0.1, 0.8, (0.05, 0.2), (0.7, 0.9))
    assert "◇ last" in "".join(drawn(spot, (0.3, 0.4)))
    assert "last ◇│" in "".join(drawn(spot, (1, 0)))


def test_without_a_spot_the_square_is_empty() -> None:
    assert not {"░", "▒"} & set("".join(drawn(None)))
    assert "US" not in "".join(drawn(None)).replace("REFUSE", "").replace("TRUST", "")


@given(spots())
def test_all_corners_are_named_wherever_the_room_stands(spot: Spot) -> None:
    seen = "\n".join(drawn(spot, size=(60, 20)))
    assert all(words in seen for words in ("WE CAN", "WE REFUSE", "WE TRUST", "THE WRONG WAY ROUND"))
    assert seen.endswith("held back →")
    assert seen.splitlines()[-1].startswith("↑ would not")


@pytest.mark.parametrize("size", [(0, 0), (20, 10), (60, 7)])
def test_too_little_room_is_no_picture(size: tuple[int, int]) -> None:
    assert drawn(None, None, size) == []
