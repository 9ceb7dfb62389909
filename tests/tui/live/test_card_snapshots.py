"""Cards, 1-2-4-All, votes on ideas and the closing as a room sees them; reviewed by eye."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.live.card_states import CARD_STATES
from tests.tui.live.measuring import lost_lines, put, settle
from tests.tui.live.states import SIZES, PanelApp, looked_at
from workshop.tui.live.steps import panel_for

TYPED = {
    "card-support-empty": ["enter"],
    "card-canvas-empty": ["enter", "a", "tab", "b"],
    "close-no-next": ["n"],
}
"""Forms, with the keys that fill them."""


def an_app(state: str) -> PanelApp:
    view = CARD_STATES[state]()
    return PanelApp(lambda: panel_for(view))


@looked_at(CARD_STATES)
def test_every_card_looks_as_it_was_reviewed(snap_compare: Any, state: str, size: tuple[int, int]) -> None:
    assert snap_compare(an_app(state), terminal_size=size)


@pytest.mark.parametrize("state", TYPED)
def test_while_it_is_typed(snap_compare: Any, state: str) -> None:
    assert snap_compare(an_app(state), terminal_size=SIZES[0], press=TYPED[state])


@pytest.mark.long
async def test_no_line_is_lost_at_the_smallest_size() -> None:
    app, lost = an_app("groups-alone"), []
    async with app.run_test(size=SIZES[0]) as pilot:
        for state in CARD_STATES:
            panel = await put(app, CARD_STATES[state]())
            await settle(pilot)
            lost += [f"{state}: {line}" for line in lost_lines(panel)]
    assert lost == []
