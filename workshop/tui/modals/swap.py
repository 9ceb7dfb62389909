"""Which text a step plays instead: a list in which each can be looked at before it is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from workshop.core.scenarios.scenario import Scenario
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.look import LookModal


class SwapModal(AskModal[Scenario | None]):
    """Dismisses with a text; None keeps the one that stands there."""

    MORE_KEYS = (("v", "look at it"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("v", "look", show=False)]

    def __init__(self, standing: Scenario, others: Sequence[Choice[Scenario | None]]) -> None:
        super().__init__("Which text instead?", [Choice(None, f"Keep it: {standing.title}"), *others])
        self._standing = standing

    def action_look(self) -> None:
        """Look at the text under the bar, as on the wall and as on a phone."""
        self.app.push_screen(LookModal(self.under_the_bar() or self._standing))
