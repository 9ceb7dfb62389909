"""One scenario of the session that is being set up; a key asks for another one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget


class ScenarioRow(Widget, can_focus=True):
    """Shows the phase, the length and the title; never whether the output is sound."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("space", "swap", "Swap", show=False)]
    DEFAULT_CSS = """
    ScenarioRow { height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ScenarioRow:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    ScenarioRow:focus { text-style: bold; }
    """

    title: reactive[str] = reactive("")

    class SwapWanted(Message):
        """Another scenario is wanted for this step."""

        def __init__(self, row: ScenarioRow) -> None:
            self.row = row
            super().__init__()

    def __init__(self, step: int, phase: str, minutes: int, title: str) -> None:
        super().__init__()
        self.step = step
        self._head = f"{phase:<14} {minutes:>2} min  "
        self.set_reactive(ScenarioRow.title, title)

    def action_swap(self) -> None:
        """Ask for another one."""
        self.post_message(self.SwapWanted(self))

    def render(self) -> VisualType:
        """One line."""
        return Content.assemble(self._head, (self.title, "bold"))
