"""Cards, 1-2-4-All, votes on ideas and the closing as a room sees them; reviewed by eye."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.live.card_states import CARD_STATES
from tests.tui.live.states import SIZES, PanelApp, in_sizes
from tests.tui.live.test_no_line_lost import lost_lines, put, settle
from workshop.tui.live.steps import panel_for

EVERY_SIZE = (
    "card-support",
    "card-canvas",
    "card-guardrails",
    "card-ownership",
    "dots-level",
    "close-all-said",
)
"""Where much has to find its place."""

SMALLEST = (
    "card-purpose-empty",
    "card-delusion-empty",
    "card-rhythm",
    "groups-alone",
    "ideas",
    "dots-many",
    "dots-second",
    "dots-too-few",
    "score",
    "score-result",
)
TYPED = {
    "card-support-empty": ["enter"],
    "card-canvas-empty": ["enter", "a", "tab", "b"],
    "close-no-next": ["n"],
}
"""Forms, with the keys that fill them."""


def an_app(state: str) -> PanelApp:
    view = CARD_STATES[state]()
    return PanelApp(lambda: panel_for(view))


@in_sizes
@pytest.mark.parametrize("state", EVERY_SIZE)
def test_at_every_size(snap_compare: Any, state: str, size: tuple[int, int]) -> None:
    assert snap_compare(an_app(state), terminal_size=size)


@pytest.mark.parametrize("state", SMALLEST)
def test_at_the_smallest_size(snap_compare: Any, state: str) -> None:
    assert snap_compare(an_app(state), terminal_size=SIZES[0])


@pytest.mark.parametrize("state", TYPED)
def test_while_it_is_typed(snap_compare: Any, state: str) -> None:
    assert snap_compare(an_app(state), terminal_size=SIZES[0], press=TYPED[state])


@pytest.mark.long
async def test_no_line_is_lost_at_the_smallest_size() -> None:
    app, lost = an_app("groups-alone"), []
    async with app.run_test(size=SIZES[0]) as pilot:
        for state in (*EVERY_SIZE, *SMALLEST[2:6], "card-canvas-empty"):
            panel = await put(app, CARD_STATES[state]())
            await settle(pilot)
            lost += [f"{state}: {line}" for line in lost_lines(panel)]
    assert lost == []
