"""Every picture of figures that a room can see; reviewed by eye."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.states import USUAL, PanelApp, looked_at
from workshop.tui.live.steps import panel_for


def an_app(state: str) -> PanelApp:
    view = FIGURE_STATES[state]()
    return PanelApp(lambda: panel_for(view))


@looked_at(FIGURE_STATES)
def test_every_figure_looks_as_it_was_reviewed(snap_compare: Any, state: str, size: tuple[int, int]) -> None:
    assert snap_compare(an_app(state), terminal_size=size)


def test_what_moved(snap_compare: Any) -> None:
    assert snap_compare(an_app("outcome-moved"), terminal_size=USUAL, press=["v", "v"])


@pytest.mark.parametrize("state", ["pulse-fear-sponsor", "outcome-price"])
def test_what_is_typed_in(snap_compare: Any, state: str) -> None:
    assert snap_compare(an_app(state), terminal_size=USUAL, press=["w"])
