"""Types in a show of hands, for rooms whose network fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from workshop.core.words import Decision
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

Counts = Mapping[Decision, int]


class HandsModal(ModalScreen[Counts | None]):
    """Four numbers beside the words of the case; dismisses with the counts, or None.

    Where hands were counted before, no hand at all takes that count back.
    """

    CSS_PATH = "hands.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", show=False),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(self, options: tuple[str, str, str, str], *, counted: bool = False) -> None:
        super().__init__()
        self._options, self._counted = options, counted

    def compose(self) -> ComposeResult:
        """A row for each decision, and what this is not."""
        with Vertical(id="box"):
            yield Plain("Show of hands", id="question")
            yield Plain("By hand, not anonymous. It is marked so in the plan.", id="detail")
            for decision, words in zip(Decision, self._options, strict=True):
                with Horizontal(classes="row"):
                    yield Input(
                        restrict="[0-9]*", max_length=4, placeholder="0", id=decision.value, compact=True
                    )
                    yield Plain(words)
            yield Plain(id="total")
            yield Notice()
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do."""
        self._show_total()

    @on(Input.Changed)
    def show_total(self) -> None:
        """Add up while it is typed."""
        self.query_one(Notice).text = ""
        self._show_total()

    @on(Input.Submitted)
    def give_counts(self) -> None:
        """Give the counts, if there are any."""
        counts = self._counts()
        if not sum(counts.values()) and not self._counted:
            self.query_one(Notice).text = "Type how many hands you see, at least one."
            return
        self.dismiss(counts)

    def action_leave(self) -> None:
        """Leave without counts."""
        self.dismiss(None)

    def _show_total(self) -> None:
        total = sum(self._counts().values())
        takes_back = self._counted and not total
        words = "No hands: this takes the count back. The phones count again." if takes_back else ""
        self.query_one("#total", Plain).update(words or f"{total} hands together")
        main = "take the count back" if takes_back else "count these"
        self.query_one(FooterLine).show(("Enter", main), (("Tab", "next"), ("Esc", "leave it")))

    def _counts(self) -> dict[Decision, int]:
        return {decision: _number(self.query_one(f"#{decision.value}", Input).value) for decision in Decision}


def _number(text: str) -> int:
    return int(text) if text else 0
