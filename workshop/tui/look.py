"""How all screens look, as it was chosen: which theme, and whether anything may move by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.app import App

from workshop.tui.theme import DARK, next_theme

if TYPE_CHECKING:
    from textual.types import AnimationLevel


@dataclass(slots=True)
class Look:
    """What was chosen with `t` and in the palette: it outlasts an app, and goes into the one that follows."""

    theme: str = DARK.name
    moves: AnimationLevel | None = None
    """None leaves it to `TEXTUAL_ANIMATIONS`."""

    def put_on(self, app: App[Any]) -> None:
        """Let an app look so."""
        app.theme = self.theme
        if self.moves is not None:
            app.animation_level = self.moves

    def turn_theme(self, app: App[Any]) -> None:
        """Take the next theme."""
        self.theme = next_theme(self.theme)
        self.put_on(app)

    def turn_motion(self, app: App[Any]) -> None:
        """On, or off: what Textual moves, such as a text that scrolls, hears of it as well."""
        self.moves = "none" if motion_is_on(app) else "full"
        self.put_on(app)


def motion_is_on(app: App[Any]) -> bool:
    """Ask before something moves. `TEXTUAL_ANIMATIONS=none` begins without motion, the palette turns it."""
    return app.animation_level != "none"
