"""One scenario of the session that is being set up; a key asks for another one."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.core.scenarios.scenario import Scenario

CHOSEN = ", chosen"
"""Said of a text that a person chose: nothing else takes its place."""


class ScenarioRow(Widget, can_focus=True):
    """Shows the phase, the length, the id and how the task begins.

    Never whether the output is sound: the screen may be projected, and a title often gives it away.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "swap", "Swap", show=False),
        Binding("c", "choose", "Choose", show=False),
    ]
    DEFAULT_CSS = """
    ScenarioRow { height: 1; width: 1fr; padding: 0 1; text-wrap: nowrap; text-overflow: ellipsis; }
    ScenarioRow:focus { background: $block-cursor-background; color: $block-cursor-foreground; }
    ScenarioRow:focus { text-style: bold; }
    """

    words: reactive[str] = reactive("")

    class SwapWanted(Message):
        """Another scenario is wanted for this step."""

        def __init__(self, row: ScenarioRow) -> None:
            self.row = row
            super().__init__()

    class ChoiceWanted(Message):
        """The text of this step is to be chosen."""

        def __init__(self, row: ScenarioRow) -> None:
            self.row = row
            super().__init__()

    def __init__(
        self, step: int, phase: str, minutes: int, scenario: Scenario, *, is_chosen: bool = False
    ) -> None:
        super().__init__(id=f"step-{step}")
        self.step = step
        self._head = f"{phase:<14} {minutes:>2} min  "
        self.set_reactive(ScenarioRow.words, _words_of(scenario, is_chosen=is_chosen))

    def show(self, scenario: Scenario) -> None:
        """Take in another scenario, which nobody chose."""
        self.words = _words_of(scenario)

    def action_swap(self) -> None:
        """Ask for another one."""
        self.post_message(self.SwapWanted(self))

    def action_choose(self) -> None:
        """Ask for the library."""
        self.post_message(self.ChoiceWanted(self))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space swaps."""
        return key == "space"

    def render(self) -> VisualType:
        """One line."""
        return Content.assemble(self._head, (self.words, "bold"))


def _words_of(scenario: Scenario, *, is_chosen: bool = False) -> str:
    """Enough for the facilitator to know it again; the line ends where the width does."""
    return f"{scenario.id}{CHOSEN if is_chosen else ''}  {scenario.task}"
