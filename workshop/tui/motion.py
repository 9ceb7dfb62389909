"""Whether anything may move by itself: one home for all that would."""

from __future__ import annotations

from typing import Any

from textual.app import App


def motion_is_on(app: App[Any]) -> bool:
    """Ask before something moves. `TEXTUAL_ANIMATIONS=none` begins without motion, the palette turns it."""
    return app.animation_level != "none"


def turn_motion(app: App[Any]) -> None:
    """On, or off: what Textual moves, such as a text that scrolls, hears of it as well."""
    app.animation_level = "none" if motion_is_on(app) else "full"
