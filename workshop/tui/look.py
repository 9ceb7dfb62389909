"""How all screens look, as it was chosen: which theme, and whether anything may move by itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from textual.app import App

from workshop.tui.theme import DARK, THEMES, next_theme

if TYPE_CHECKING:
    from textual.types import AnimationLevel


_MOVES = ("none", "full")


@dataclass(slots=True)
class Look:
    """What was chosen with `t` and in the palette: it outlasts an app, and goes into the one that follows.

    `keep` is told of each choice, so that it can outlast the program as well.
    """

    theme: str = DARK.name
    moves: AnimationLevel | None = None
    """None leaves it to `TEXTUAL_ANIMATIONS`."""
    keep: Callable[[Look], None] = lambda look: None

    @classmethod
    def of_words(cls, theme: str, moves: str, keep: Callable[[Look], None]) -> Look:
        """What two words of a file say; a word that says nothing leaves it as it is without one."""
        known = theme if theme in {one.name for one in THEMES} else DARK.name
        return cls(known, cast("AnimationLevel", moves) if moves in _MOVES else None, keep)

    @property
    def words(self) -> tuple[str, str]:
        """The same two words."""
        return self.theme, self.moves or ""

    def put_on(self, app: App[Any]) -> None:
        """Let an app look so."""
        app.theme = self.theme
        if self.moves is not None:
            app.animation_level = self.moves

    def turn_theme(self, app: App[Any]) -> None:
        """Take the next theme."""
        self.theme = next_theme(self.theme)
        self.put_on(app)
        self.keep(self)

    def turn_motion(self, app: App[Any]) -> None:
        """On, or off: what Textual moves, such as a text that scrolls, hears of it as well."""
        self.moves = "none" if motion_is_on(app) else "full"
        self.put_on(app)
        self.keep(self)


def motion_is_on(app: App[Any]) -> bool:
    """Ask before something moves. `TEXTUAL_ANIMATIONS=none` begins without motion, the palette turns it."""
    return app.animation_level != "none"
