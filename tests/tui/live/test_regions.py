"""The height of a panel is shared out: nothing overlaps, nothing is out of sight, the air is even."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.app import App, ComposeResult

from workshop.tui.live.parts.regions import Regions, air_between
from workshop.tui.widgets.plain import Plain


@given(st.integers(-5, 60), st.integers(0, 9), st.integers(0, 9))
def test_air_is_even_and_never_more_than_there_is(spare: int, gaps: int, most: int) -> None:
    air = air_between(spare, gaps, most)
    assert len(air) == gaps
    assert sum(air) <= max(spare, 0)
    assert all(0 <= rows <= most for rows in air)
    assert max(air, default=0) - min(air, default=0) <= 1
    assert list(air) == sorted(air, reverse=True)


class Shown(App[None]):
    """Three regions, of which the second may take what is left."""

    def __init__(self, *, grows: bool) -> None:
        self._grows = grows
        super().__init__()

    def compose(self) -> ComposeResult:
        """A line, two lines, a line."""
        with Regions():
            yield Plain("one", id="one")
            yield Plain("two\nlines", id="two")
            yield Plain("three", id="three")

    def on_mount(self) -> None:
        """Let it grow."""
        if self._grows:
            self.query_one("#two").styles.height = "1fr"


async def rows_at(height: int, *, grows: bool) -> list[tuple[int, int]]:
    app = Shown(grows=grows)
    async with app.run_test(size=(40, height)):
        return [(part.region.y, part.region.height) for part in app.query(Plain)]


async def test_rows_that_no_region_takes_become_air() -> None:
    assert await rows_at(4, grows=False) == [(0, 1), (1, 2), (3, 1)]
    assert await rows_at(5, grows=False) == [(0, 1), (2, 2), (4, 1)]
    assert await rows_at(8, grows=False) == [(0, 1), (3, 2), (7, 1)]
    assert await rows_at(20, grows=False) == [(0, 1), (9, 2), (19, 1)]


async def test_a_region_that_grows_takes_them_instead() -> None:
    assert await rows_at(20, grows=True) == [(0, 1), (1, 18), (19, 1)]
