"""A question with a few answers, over whatever is on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.plain import Plain

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Choice(Generic[T]):
    """One answer: its value, its words, and what it leads to."""

    value: T
    words: str
    leads_to: str = ""


class AskModal(Dialog[T | None], Generic[T]):
    """Dismisses with the value of the answer, or None when the question is left."""

    CSS_PATH = "ask.tcss"
    MORE_KEYS: ClassVar[tuple[tuple[str, str], ...]] = ()
    """What a question of its own kind adds to the footer."""

    def __init__(
        self, question: str, answers: Sequence[Choice[T]], *, detail: str = "", first: int = 0
    ) -> None:
        """Make it.

        Args:
            question: What is asked.
            answers: What can be answered.
            detail: What one should know.
            first: The answer that goes on without losing anything; the bar begins there, and Space takes it.
        """
        super().__init__()
        self.detail = detail
        self._question, self._answers, self._first = question, tuple(answers), first

    def compose(self) -> ComposeResult:
        """The question, what one should know, and the answers."""
        with Vertical(id="box"):
            yield Plain(self._question, id="question")
            if self.detail:
                yield Plain(self.detail, id="detail")
            yield OptionList(*self._options())
            yield FooterLine()

    def on_mount(self) -> None:
        """Put the bar on the answer that loses nothing."""
        answers = self.query_one(OptionList)
        answers.highlighted = answers.get_option_index(str(self._first))
        self.query_one(FooterLine).show(
            ("Space", _in_a_line(self._answers[self._first].words)),
            (("↑↓", "move"), ("Enter", "choose"), *self.MORE_KEYS, ("Esc", "leave this question")),
        )

    def under_the_bar(self) -> T:
        """The value of the answer that Enter would give."""
        answers = self.query_one(OptionList)
        option = answers.highlighted_option
        return self._answers[int((option and option.id) or self._first)].value

    @on(OptionList.OptionSelected)
    def give_answer(self, event: OptionList.OptionSelected) -> None:
        """Give the chosen answer."""
        self.dismiss(self._answers[int(event.option_id or 0)].value)

    def _options(self) -> Iterator[Option]:
        for number, answer in enumerate(self._answers):
            if number:
                yield Option("", disabled=True)  # air between two answers
            yield Option(_words(answer), id=str(number))

    def action_go_on(self) -> None:
        """Give the answer that loses nothing, wherever the bar is."""
        self.dismiss(self._answers[self._first].value)


def _words(answer: Choice[T]) -> Content:
    words = Content.styled(answer.words, "bold")
    return Content.assemble(words, "\n", answer.leads_to) if answer.leads_to else words


def _in_a_line(words: str) -> str:
    """The words of an answer as the footer says them."""
    return words[:1].lower() + words[1:]
