"""The panels: one picture for each stage of a session, and of the steps behind it."""

from __future__ import annotations

from workshop.core.view import RoomView
from workshop.tui.panels.base import Panel
from workshop.tui.panels.fallback import FallbackPanel

__all__ = ["Panel", "panel_for", "past_panel"]


def panel_for(view: RoomView) -> Panel:
    """A new panel for the stage of a view."""
    return FallbackPanel(view)


def past_panel(view: RoomView, step_index: int) -> Panel | None:
    """A picture of an earlier step that changes nothing; None where there is nothing to look at."""
    return FallbackPanel(view) if step_index in view.faces else None
