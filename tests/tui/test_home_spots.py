"""Arrows on the home screen: every spot is reached, and none is lost, at any width."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workshop.tui.screens.home_page import SIDE_BY_SIDE, drawn, in_bands
from workshop.tui.screens.home_spots import Block, Spot, Told, after, spots_of

ARROWS = ("up", "down", "left", "right")


@st.composite
def bands(draw: st.DrawFn) -> list[list[Block]]:
    """Any hero, three columns and a foot."""
    numbers = iter(range(1000))

    def block(least: int, *, in_a_row: bool) -> Block:
        count = draw(st.integers(least, 7))
        spots = tuple(Spot(f"s{next(numbers)}", "words", "do it", Told("")) for _ in range(count))
        return Block("HEAD", spots, in_a_row=in_a_row)

    hero = [block(0, in_a_row=True), block(0, in_a_row=False)]
    columns = [block(1, in_a_row=False), *(block(0, in_a_row=False) for _ in range(2))]
    foot = [block(0, in_a_row=True)]
    width = draw(st.sampled_from([72, SIDE_BY_SIDE]))
    return [list(band) for band in in_bands(hero, columns, foot, width)]


@given(bands())
def test_every_spot_is_reached_by_arrows_alone(found: list[list[Block]]) -> None:
    every = {spot.id for spot in spots_of(found)}
    seen, new = set[str](), {spots_of(found)[0].id}
    while new:
        seen |= new
        new = {after(found, spot, key) for spot in seen for key in ARROWS} - seen
    assert seen == every


@given(bands(), st.sampled_from([*ARROWS, "home", "end", "tab", "shift+tab", "pageup", "pagedown"]))
def test_a_key_always_leads_to_a_spot(found: list[list[Block]], key: str) -> None:
    every = {spot.id for spot in spots_of(found)}
    assert {after(found, spot, key) for spot in (*every, "gone")} <= every


@given(bands(), st.sampled_from([72, 112, 152]), st.integers(1, 60))
def test_the_page_shows_every_spot_and_fills_what_it_does_not_need(
    found: list[list[Block]], width: int, height: int
) -> None:
    every = [spot.id for spot in spots_of(found)]
    page = drawn(found, width, height, every[0])
    text = "\n".join(map(str, page))
    assert text.count("words") == len(every)
    assert text.count("▸ ") == 1
    assert all(line.cell_length <= width for line in page)
