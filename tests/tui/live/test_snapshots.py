"""Every picture that a room can see, the main ones at three sizes; reviewed by eye before it is committed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from tests.tui.driving import at_rest
from tests.tui.live.states import (
    SIZES,
    STATES,
    USUAL,
    PanelApp,
    acting,
    checking,
    in_sizes,
    looked_at,
    revealed,
)
from workshop.tui.live.steps import Panel, panel_for


def typed(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Press keys in a form."""
    return at_rest(lambda pilot: pilot.press(*keys))


@looked_at(STATES)
def test_every_state_looks_as_it_was_reviewed(snap_compare: Any, state: str, size: tuple[int, int]) -> None:
    view = STATES[state]()

    def make() -> Panel[Any]:
        panel = panel_for(view)
        panel.folder = "/home/ada/workshop/sessions/2025-11-18-customer-care"
        return panel

    assert snap_compare(PanelApp(make), terminal_size=size)


def test_both_votes(snap_compare: Any) -> None:
    assert snap_compare(PanelApp(lambda: panel_for(revealed())), terminal_size=USUAL, press=["v"])


def test_what_happened(snap_compare: Any) -> None:
    assert snap_compare(PanelApp(lambda: panel_for(checking())), terminal_size=USUAL, press=["v"])


@in_sizes
def test_form_with_a_starter(snap_compare: Any, size: tuple[int, int]) -> None:
    assert snap_compare(
        PanelApp(lambda: panel_for(acting())), terminal_size=size, run_before=typed("1", "end")
    )


@pytest.mark.long
def test_form_with_what_is_missing(snap_compare: Any) -> None:
    assert snap_compare(
        PanelApp(lambda: panel_for(acting(0))), terminal_size=SIZES[0], run_before=typed("n", "a", "enter")
    )
