"""Types in a show of hands: beside the phones, or instead of them where the network fails."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from workshop.core.english import counted
from workshop.core.live.commands import CountHands
from workshop.core.live.tally import phones_and_hands
from workshop.core.live.view import voted_words
from workshop.core.words import Decision
from workshop.tui.modals.steady import Dialog
from workshop.tui.widgets.field import NumberField
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.word_choice import WordChoice


class HandsModal(Dialog[CountHands | None]):
    """Four numbers beside the words of the case; dismisses with the command to count them, or None.

    Where hands were counted before, no hand at all takes that count back. Hands stand beside the `voted`
    phones of those `present` unless they are chosen to stand in their place.
    """

    CSS_PATH = "hands.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field hears of it, as in a form: what is typed ahead goes into the next field.
        Binding("tab", "app.focus_next", "Next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", "Previous", show=False, priority=True),
        Binding("down", "app.focus_next", "Next", show=False),
        Binding("up", "app.focus_previous", "Previous", show=False),
    ]

    def __init__(
        self,
        options: tuple[str, str, str, str],
        *,
        voted: int = 0,
        present: int = 0,
        counted: bool = False,
        instead: bool = False,
    ) -> None:
        super().__init__()
        self._options, self._counted, self._instead = options, counted, instead
        self._voted, self._present = voted, present

    def compose(self) -> ComposeResult:
        """A row for each decision, and what this is not."""
        with Vertical(id="box"):
            yield Plain("Show of hands", id="question")
            yield Plain("By hand, not anonymous. Hands enter no other figure.", id="detail")
            yield Plain(self._phones_words(), id="phones")
            for decision, words in zip(Decision, self._options, strict=True):
                with Horizontal(classes="row"):
                    yield NumberField(max_length=4, placeholder="0", id=decision.value, compact=True)
                    yield Plain(words)
            yield WordChoice(("beside the phones", "instead of the phones"), int(self._instead))
            yield Plain(id="total")
            yield Notice()
            yield FooterLine()

    def on_mount(self) -> None:
        """Say what the keys do."""
        self._show_total()

    def show_phones(self, voted: int, present: int) -> None:
        """Take in how many phones have voted: this lies over the wall's own count, which goes on."""
        self._voted, self._present = voted, present
        self.query_one("#phones", Plain).update(self._phones_words())
        self._show_total()

    def _phones_words(self) -> str:
        """How far the phones are, as on the wall."""
        if not max(self._voted, self._present):
            return "No phone is here."
        return f"By phone: {voted_words(self._voted, 0, self._present)}."

    @on(Input.Changed)
    @on(WordChoice.Changed)
    def show_total(self) -> None:
        """Add up while it is typed."""
        self.query_one(Notice).text = ""
        self._show_total()

    @on(Input.Submitted)
    @on(WordChoice.Submitted)
    def give_counts(self) -> None:
        """Give the counts, if there are any."""
        counts = self._counts()
        if not sum(counts.values()) and not self._counted:
            self.query_one(Notice).text = "Type how many hands you see, at least one."
            return
        self.dismiss(CountHands(counts, self._takes_place))

    def action_go_on(self) -> None:
        """Give what was typed, or leave where nothing was: no count is taken back by a Space."""
        if sum(self._counts().values()):
            self.give_counts()
        else:
            self.action_leave()

    def _show_total(self) -> None:
        total = sum(self._counts().values())
        takes_back = self._counted and not total
        self.query_one("#total", Plain).update(self._total_words(total, takes_back=takes_back))
        main = "take the count back" if takes_back else "count these"
        self._show_keys(main)

    @on(events.DescendantFocus)
    def show_keys(self) -> None:
        """Keys depend on what has the focus."""
        self._show_total()

    def _show_keys(self, main: str) -> None:
        if isinstance(self.focused, WordChoice):
            space = "change"
        else:
            space = main if sum(self._counts().values()) else "leave it"
        self.query_one(FooterLine).show(
            ("Space", space), (("Enter", main), ("Tab", "next"), ("Esc", "leave it"))
        )

    def _total_words(self, total: int, *, takes_back: bool) -> str:
        """The sum, and what becomes of the phones' votes."""
        if takes_back:
            phones = "Phones can vote again." if self._instead else "The phones count as before."
            return f"No hands: this takes the count back. {phones}"
        if not self._takes_place:
            return f"{phones_and_hands(self._voted, total)} in this vote." if total else ""
        hands = f"{phones_and_hands(0, total)}, no phones" if total else "No phones"
        gone = f"their {counted(self._voted, 'vote')} so far will be deleted." if self._voted else ""
        return f"{hands}: {gone}" if gone else f"{hands} in this vote."

    @property
    def _takes_place(self) -> bool:
        return self.query_one(WordChoice).chosen == 1

    def _counts(self) -> dict[Decision, int]:
        return {decision: _number(self.query_one(f"#{decision.value}", Input).value) for decision in Decision}


def _number(text: str) -> int:
    return int(text) if text else 0
