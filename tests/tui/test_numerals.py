"""Numerals: one drawing in two sizes, and plain bold characters where there is no room or no numeral."""

from __future__ import annotations

import pytest

from tests.tui.driving import Bare
from workshop.tui.widgets.numeral_glyphs import GLYPHS
from workshop.tui.widgets.numerals import LARGE, SMALL, Numerals, numeral_rows
from workshop.tui.widgets.pixels import half_blocks, read_sheet


@pytest.mark.parametrize("rows", [SMALL, LARGE])
@pytest.mark.parametrize("text", ["18", "+12:40", "W72M", "192.168.178.40:8081", "100 %", "−7"])  # noqa: RUF001
def test_numerals_have_as_many_rows_as_are_asked_for(text: str, rows: int) -> None:
    drawn = numeral_rows(text, rows)
    assert len(drawn) == rows
    assert len({len(row) for row in drawn}) == 1


@pytest.mark.parametrize("text", ["", "w", "É", "7?", "٣"])
def test_what_has_no_numeral_has_none(text: str) -> None:
    assert numeral_rows(text, SMALL) == ()


def test_all_figures_are_as_wide_so_that_a_clock_stands_still() -> None:
    glyphs = read_sheet(GLYPHS)
    assert {len(glyphs[figure][0]) for figure in "0123456789"} == {8}


def test_an_odd_row_has_nothing_below_it() -> None:
    assert half_blocks(("#", "#", "#")) == ("█", "▀")


async def test_the_widget_is_as_large_as_its_figures_and_plain_where_they_do_not_fit() -> None:
    class Alone(Bare):
        def compose(self):  # type: ignore[no-untyped-def]
            yield Numerals("12:40")

    app = Alone()
    async with app.run_test(size=(60, 20)) as pilot:
        numerals = app.query_one(Numerals)
        assert numerals.size == (len(numeral_rows("12:40", SMALL)[0]), SMALL)
        numerals.say("12:40", LARGE)
        await pilot.pause()
        assert numerals.size.height == LARGE
        numerals.say("[b]RECOMPUTE[/b]")
        await pilot.pause()
        assert str(numerals.render()) == "[b]RECOMPUTE[/b]"
        assert numerals.size == (16, 1)
