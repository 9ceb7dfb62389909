"""What is wrong with a line, or what was left out: the kind, why, and where the source says so."""

from __future__ import annotations

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input

from workshop.core.scenarios.draft import clause_in, clause_text
from workshop.core.scenarios.scenario import LINE, Clause
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Check
from workshop.tui.modals.ask import Choice
from workshop.tui.modals.form import Form
from workshop.tui.modals.pick import Group, PickModal
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.form_row import Choosing, FormRow, Typing
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sheet import Sheet

RIGHT = ""
"""What stands for the kind of a line that is right after all."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said of a line."""

    why: str
    carried: bool
    clause: Clause


class KindModal(PickModal[str]):
    """The sixteen kinds under their checks, each with its one line."""

    DEFAULT_CSS = """
    KindModal OptionList { text-wrap: wrap; }
    """

    def __init__(self, text: str, *, is_marked: bool) -> None:
        groups: list[Group[str]] = [
            ("It is right", (Choice(RIGHT, "Nothing is wrong with it."),) if is_marked else ())
        ]
        groups += [
            (
                f"{check.value}: {check.ask}",
                [
                    Choice(kind.name, kind.name, kind.definition)
                    for kind in KINDS.values()
                    if kind.check is check
                ],
            )
            for check in Check
        ]
        super().__init__(f"What is wrong with it? {text}", groups, does="take it")


class MarkForm(Form[Mark]):
    """Asks why, with the source in sight; Enter keeps it."""

    DEFAULT_CSS = """
    MarkForm {
        #about { margin-bottom: 1; }
        #source { height: 1fr; margin-top: 1; }
    }
    """

    def __init__(self, heading: str, text: str, source: str, mark: Mark, *, of_line: bool = True) -> None:
        """Make it.

        Args:
            heading: the kind, or what was left out.
            text: the line.
            source: what it stands against.
            mark: what was said of it before.
            of_line: whether it is a line that is wrong, and may follow from another.
        """
        super().__init__()
        self._heading, self._about, self._mark, self._of_line = heading, text, mark, of_line
        self._source = source.splitlines()
        self._was = {
            "why": mark.why,
            "carried": "yes" if mark.carried else "no",
            "clause": clause_text(mark.clause),
        }
        self._now = dict(self._was)

    def compose(self) -> ComposeResult:
        """The line, the rows, the source with its numbers."""
        why = (
            "in one line, from the source"
            if self._of_line
            else "what was left out, in one line; empty: nothing"
        )
        with Vertical():
            yield Plain(self._heading, id="form-heading")
            yield Plain(self._about, id="about")
            yield FormRow(
                "why", "why it is wrong" if self._of_line else "left out", self._was["why"], Typing(why, LINE)
            )
            yield FormRow(
                "clause", "source lines", self._was["clause"], Typing("4, or 2-3; may stay empty", 40)
            )
            if self._of_line:
                how = Choosing(("no", "yes"), ("no", "yes, it follows from another wrong line"))
                yield FormRow("carried", "carried", self._was["carried"], how)
            with Sheet(id="source", can_focus=False):
                numbered = [f"{number:3}  {line}" for number, line in enumerate(self._source, start=1)]
                yield Plain("\n".join(numbered))
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin with the reason."""
        self.query_one("#why", Input).focus()
        self.query_one(FooterLine).show(("Enter", "keep it"), (("Tab", "next field"), ("Esc", "leave")))

    @on(FormRow.Changed)
    def take_text(self, message: FormRow.Changed) -> None:
        """Keep what was typed."""
        self._now[message.key] = message.text

    @on(Input.Submitted)
    def keep(self) -> None:
        """Give the mark, or say which line the source does not have."""
        try:
            clause = clause_in(self._now["clause"], len(self._source))
        except ValueError as error:
            self.query_one("#clause", Input).focus()
            next(row for row in self.query(FormRow) if row.key == "clause").say_error(str(error))
            return
        self.dismiss(Mark(self._now["why"], self._now["carried"] == "yes", clause))

    def would_lose(self) -> str | None:
        """The reason, where it was changed."""
        return None if self._now == self._was else self._now["why"]
