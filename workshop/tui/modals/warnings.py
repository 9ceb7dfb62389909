"""What a room should think about again before it leaves its actions; nothing of it keeps them there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from workshop.core.live.words.warned import REASON, warned_lines
from workshop.core.plans.action import Action
from workshop.core.plans.rules import Warned
from workshop.core.text import clean
from workshop.core.words import LONGEST_SENTENCE
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import Field, Proposal
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet

_BACK, _SAVE = "back", "save"


class WarningsModal(Dialog[str | None]):
    """Lists open warnings; dismisses with the reason for which they are kept, or None to go back.

    Down and Enter keep them for the reason that stands there; Tab leads to it first.
    """

    CSS_PATH = "warnings.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab,shift+tab", "other_part", "To the reason and back", show=False, priority=True),
    ]

    def __init__(self, warnings: Sequence[Warned], actions: Sequence[Action]) -> None:
        super().__init__()
        lines = warned_lines(warnings, {action.id: action.name for action in actions})
        self._lines = [_line(text, named) for text, named in lines.items()]

    def compose(self) -> ComposeResult:
        """The question, a line for each rule, the two ways on, the reason."""
        with Vertical(id="box"):
            count = "One thing is" if len(self._lines) == 1 else f"{len(self._lines)} things are"
            yield Plain(f"{count} open. Shall we look at the actions again?", id="question")
            with Sheet(id="warned", can_focus=False):
                for line in self._lines:
                    yield Plain(line, classes="warned")
            yield OptionList(
                Option(Content.styled("Back to the actions", "bold"), id=_BACK),
                Option(Content.styled("Save anyway, because ...", "bold"), id=_SAVE),
            )
            yield Proposal(REASON, max_length=LONGEST_SENTENCE, compact=True, select_on_focus=True)
            yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the way back."""
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()
        self.query_one(FooterLine).show(
            ("Space", "save anyway, go on"),
            (("↑↓", "move"), ("Enter", "choose"), ("Tab", "the reason"), ("Esc", "back")),
        )

    @on(OptionList.OptionSelected)
    def choose(self, event: OptionList.OptionSelected) -> None:
        """Go back, or keep them for the reason that stands there."""
        if event.option_id == _BACK:
            self.dismiss(None)
        else:
            self.keep()

    @on(Input.Submitted)
    def keep(self) -> None:
        """Give the reason; without one nothing is kept."""
        field = self.query_one(Field)
        reason = clean(field.value, limit=LONGEST_SENTENCE)
        if reason:
            self.dismiss(reason)
        else:
            field.placeholder = "Say in one sentence why."
            field.focus()

    def action_other_part(self) -> None:
        """To the reason, and back to the two ways on."""
        field, ways = self.query_one(Field), self.query_one(OptionList)
        if field.has_focus:
            self.set_focus(ways)
        else:
            ways.highlighted = ways.get_option_index(_SAVE)
            self.set_focus(field)  # at once: what is typed ahead goes into it

    def action_go_on(self) -> None:
        """Keep them for the reason that stands there: nothing is lost by that."""
        self.keep()


def _line(text: str, named: str) -> Content:
    """One line a rule, with the actions it is about."""
    return Content.assemble(f"! {text}", Content.styled(f"  {named}" if named else "", "$text-muted"))
