"""Every picture of figures that a room can see, some in a bright room; reviewed by eye."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tui.live.figure_states import FIGURE_STATES
from tests.tui.live.states import USUAL, PanelApp, looked_at
from workshop.tui.live.steps import panel_for
from workshop.tui.theme import THEMES

IN_BOTH_THEMES = (
    "pulse",
    "pulse-yes-no-published",
    "pulse-fear-sponsor",
    "pulse-scale-both",
    "pulse-percent",
    "map-calibrated",
    "map-no-control",
    "sure-bins",
    "reveal-moved",
    "reveal-price",
)
"""One of each kind of picture; the others differ from them in words and lengths only."""


def in_theme(state: str, dark: bool) -> PanelApp:
    view = FIGURE_STATES[state]()
    app = PanelApp(lambda: panel_for(view))
    app.theme = next(theme.name for theme in THEMES if theme.dark is dark)
    return app


@looked_at(FIGURE_STATES)
def test_every_figure_looks_as_it_was_reviewed(snap_compare: Any, state: str, size: tuple[int, int]) -> None:
    assert snap_compare(in_theme(state, dark=True), terminal_size=size)


@pytest.mark.parametrize("state", IN_BOTH_THEMES)
def test_in_a_bright_room(snap_compare: Any, state: str) -> None:
    assert snap_compare(in_theme(state, dark=False), terminal_size=USUAL)


def test_what_moved(snap_compare: Any) -> None:
    assert snap_compare(in_theme("reveal-moved", dark=True), terminal_size=USUAL, press=["v", "v"])


@pytest.mark.parametrize("state", ["pulse-fear-sponsor", "reveal-price"])
def test_what_is_typed_in(snap_compare: Any, state: str) -> None:
    assert snap_compare(in_theme(state, dark=True), terminal_size=USUAL, press=["w"])
