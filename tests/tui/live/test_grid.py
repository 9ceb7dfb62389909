"""The grid of the wall: rows are filled, margins are kept, no text is cut, no headline leaves an orphan."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tui.live.card_states import CARD_STATES
from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.measuring import filled, is_orphaned, lost_lines, outside_margins, put, rows_on, settle
from tests.tui.live.states import MAIN, STATES, USUAL, PanelApp, reading
from workshop.core.live.view import RoomView
from workshop.tui.live.steps import panel_for
from workshop.tui.widgets.headline import Headline

ALL: dict[str, Callable[[], RoomView]] = {**STATES, **FIGURE_STATES, **CARD_STATES}
ENOUGH = 0.7


async def measured() -> dict[str, list[str]]:
    """What is wrong with each state on the usual screen."""
    app = PanelApp(lambda: panel_for(reading()))
    wrong: dict[str, list[str]] = {}
    async with app.run_test(size=USUAL) as pilot:
        for name, view in ALL.items():
            panel = await put(app, view())
            await settle(pilot)
            rows = rows_on(app)
            found = [f"margin: {row!r}" for row in outside_margins(rows, USUAL[0])]
            found += lost_lines(panel)
            if (share := filled(rows)) < ENOUGH:
                found.append(f"filled: {share:.0%}")
            for headline in panel.query(Headline):
                # The rows of one word in large letters are no lines.
                lines = str(headline.render()).splitlines() if " " in headline.text else []
                if headline.region.height > 1 and is_orphaned(lines):
                    found.append(f"orphan: {headline.text}")
            if found:
                wrong[name] = found
    return wrong


@pytest.mark.long
async def test_every_state_keeps_the_grid() -> None:
    wrong = await measured()
    assert wrong == {}


@pytest.mark.long
@pytest.mark.parametrize("size", [(160, 45), (200, 55), (240, 67)], ids=str)
async def test_no_large_wall_leaves_its_lower_third_empty(size: tuple[int, int]) -> None:
    app = PanelApp(lambda: panel_for(reading()))
    ends: dict[str, float] = {}
    async with app.run_test(size=size) as pilot:
        for name in MAIN:
            await put(app, ALL[name]())
            await settle(pilot)
            rows = rows_on(app)
            ends[name] = max(at for at, row in enumerate(rows, start=1) if row.strip()) / len(rows)
    assert {name: end for name, end in ends.items() if end <= 2 / 3} == {}
