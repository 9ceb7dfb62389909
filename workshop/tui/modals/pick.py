"""A long list of which one line is chosen, over whatever is on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.tui.modals.ask import Choice
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain

T = TypeVar("T")

Group = tuple[str, Sequence[Choice[T]]]
"""A head, and what stands below it."""


class PickModal(Dialog[T | None], Generic[T]):
    """Dismisses with the value of a line, or None when it was left."""

    DEFAULT_CSS = """
    PickModal {
        background: $background;
        & > Vertical { padding: 1 3 0 3; }
        #question { text-style: bold; margin-bottom: 1; }
        OptionList {
            height: 1fr; border: none; padding: 0; background: $background;
            text-wrap: nowrap; text-overflow: ellipsis; scrollbar-size-vertical: 1;
        }
        FooterLine { padding: 0; margin-top: 1; }
    }
    """

    def __init__(self, question: str, groups: Sequence[Group[T]], *, does: str) -> None:
        """Make it.

        Args:
            question: What is asked.
            groups: The lines under their heads; one without lines is left out.
            does: What Space does with the line under the bar.
        """
        super().__init__()
        self._question, self._groups, self._does = question, groups, does
        self._values = [choice.value for _, choices in groups for choice in choices]

    def compose(self) -> ComposeResult:
        """The question, the lines, the keys."""
        with Vertical():
            yield Plain(self._question, id="question")
            yield OptionList(*self._options())
            yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the first line."""
        self.query_one(OptionList).focus()
        self.query_one(OptionList).action_first()
        self.query_one(FooterLine).show(
            ("Space", self._does), (("↑↓", "move"), ("Enter", self._does), ("Esc", "leave this list"))
        )

    def _options(self) -> list[Option]:
        options: list[Option] = []
        number = 0
        for head, choices in self._groups:
            if not choices:
                continue
            options += [Option("", disabled=True)] * bool(options)
            options.append(Option(Content.styled(head, "$text-muted"), disabled=True))
            for choice in choices:
                words = Content.styled(choice.words, "bold")
                line = Content.assemble(words, "  ", choice.leads_to) if choice.leads_to else words
                options.append(Option(line, id=str(number)))
                number += 1
        return options

    @on(OptionList.OptionSelected)
    def give_value(self, event: OptionList.OptionSelected) -> None:
        """Give what stands there."""
        self.dismiss(self._values[int(event.option_id or 0)])

    def action_go_on(self) -> None:
        """Take the line under the bar."""
        self.query_one(OptionList).action_select()

    def action_page(self, pages: int) -> None:
        """A screenful down or up."""
        lines = self.query_one(OptionList)
        if pages > 0:
            lines.action_page_down()  # type: ignore[no-untyped-call]  # Textual's own
        else:
            lines.action_page_up()  # type: ignore[no-untyped-call]
