"""A field with few values: one is shown, a key goes to the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.tui.widgets.at_once import AtOnce, actions_of


class Cycler(AtOnce, Widget, can_focus=True):
    """Shows one of its values and how many there are."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right", "turn(1)", "Next", show=False),
        Binding("left", "turn(-1)", "Previous", show=False),
    ]
    AT_ONCE: ClassVar[Mapping[str, str]] = actions_of(BINDINGS)
    DEFAULT_CSS = """
    Cycler { height: 1; width: 1fr; padding: 0 1; background: $panel; text-wrap: nowrap; }
    Cycler { text-overflow: ellipsis; }
    Cycler:focus { background: $block-cursor-background; color: $block-cursor-foreground; text-style: bold; }
    """

    index: reactive[int] = reactive(0)

    @dataclass
    class Turned(Message):
        """Another value is shown."""

        cycler: Cycler
        index: int

        @property
        def control(self) -> Cycler:
            """The field it happened in."""
            return self.cycler

    def __init__(self, values: Sequence[str], *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._values = tuple(values)

    @property
    def value(self) -> str:
        """What is shown; empty where there is nothing to choose."""
        return self._values[self.index] if self._values else ""

    def action_turn(self, by: int) -> None:
        """Go on, and round."""
        if len(self._values) > 1:
            self.index = (self.index + by) % len(self._values)
            self.post_message(self.Turned(self, self.index))

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Space and the arrows belong to the words."""
        return key in ("space", "left", "right")

    def render(self) -> VisualType:
        """The value, and where it stands among the others."""
        if len(self._values) < 2:
            return Content(self.value)
        return Content(f"{self.value}   ({self.index + 1} of {len(self._values)})")
