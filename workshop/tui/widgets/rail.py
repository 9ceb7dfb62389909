"""The phase rail: the four phases of the roadmap, and where the room is."""

from __future__ import annotations

from collections.abc import Set

from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.core.words import Phase

DONE, HERE, AHEAD = "●", "◉", "○"


class Rail(Widget):
    """Four phases in a row: filled is behind, the ring with a dot is here, the open ring is ahead."""

    DEFAULT_CSS = """
    Rail { width: auto; height: 1; text-wrap: nowrap; }
    """

    here: reactive[Phase | None] = reactive(None, layout=True)
    done: reactive[frozenset[Phase]] = reactive(frozenset(), layout=True)
    compact: reactive[bool] = reactive(False, layout=True)

    def show(self, here: Phase | None, done: Set[Phase]) -> None:
        """Take in where the room is."""
        self.here, self.done = here, frozenset(done)

    def render(self) -> VisualType:
        """Every phase by name; the compact form names only the one we are in."""
        parts: list[Content] = []
        for phase in Phase:
            if parts:
                parts.append(Content.styled("───", "$text-disabled"))
            sign = HERE if phase is self.here else DONE if phase in self.done else AHEAD
            named = not self.compact or phase is self.here
            text = f"{sign} {phase.label} " if named else sign
            style = "bold $accent" if phase is self.here else "$text-muted"
            parts.append(Content.styled(text, style))
        return Content("").join(parts)
