"""What is open in a plan, behind a key: nothing of it keeps a room, with a reason or without."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workshop.core.english import counted
from workshop.core.plans.rules import Warned
from workshop.core.plans.warnings import open_lines
from workshop.core.text import clean
from workshop.core.words import LONGEST_SENTENCE
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import Default
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet


class WarningsModal(Dialog[str | None]):
    """Lists what is open; dismisses with the reason for which it stays so, or None where nobody typed one."""

    CSS_PATH = "warnings.tcss"

    def __init__(self, warnings: Iterable[Warned]) -> None:
        super().__init__()
        self._lines = open_lines(warnings)

    def compose(self) -> ComposeResult:
        """How many, a line for each, the reason."""
        with Vertical(id="box"):
            verb = "is" if len(self._lines) == 1 else "are"
            count = counted(len(self._lines), "thing")
            yield Plain(f"{count} {verb} open in this plan. All of it can wait.", id="question")
            with Sheet(id="warned", can_focus=False):
                for line in self._lines:
                    yield Plain(f"! {line}", classes="warned")
            yield Default(
                placeholder="Why it stays open: one sentence, if you want one kept",
                max_length=LONGEST_SENTENCE,
                compact=True,
            )
            yield FooterLine()

    def on_mount(self) -> None:
        """Begin at the reason: Space still leaves it empty."""
        self.query_one(Default).focus()
        self.query_one(FooterLine).show(("Space", "close"), (("Enter", "keep the reason"), ("PgDn", "more")))

    @on(Input.Submitted)
    def keep(self) -> None:
        """Give the reason, if one was typed."""
        self.dismiss(clean(self.query_one(Default).value, limit=LONGEST_SENTENCE) or None)
