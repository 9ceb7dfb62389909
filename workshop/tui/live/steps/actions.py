"""The action step: what the room agrees to do, as if-then sentences."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import Resize

from workshop.core.live.commands import AgreeAction, Command, KeepWarnings, MoveAction, WithdrawAction
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.agreeing import full_words
from workshop.core.live.steps.ideas import Starter
from workshop.core.live.view import RoomView
from workshop.core.live.words.closing import spoken
from workshop.core.live.words.talks import DIFFERENTLY, SAY_IT
from workshop.core.plans.action import MOST_ACTIONS, Action, sentence_of
from workshop.core.plans.pages import pages_for, with_confidence
from workshop.core.plans.plan import Plan, SessionPart
from workshop.core.words import Phase
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.keys import ACTIONS, WRITING, bindings
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.writing import WritingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.warnings import WarningsModal
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain, rows_of
from workshop.tui.widgets.sentences import Sentence, Sentences

_FIRST, _NEXT, _GOOD = ("If ...,", "then ..."), ("If ..., then ...",), 3
"""What stands where the first one will, and the next, as long as there are fewer than are good."""


class ActionsPanel(WritingPanel[ActionsPicture, Action]):
    """The question, who does what now, the agreed actions as large sentences, and what one may begin from."""

    DEFAULT_CSS = """
    ActionsPanel {
        #question { color: $text-primary; }
        #say { margin: 1 0; }
        #full { color: $text-warning; text-style: bold; }
    }
    """
    WORD = "action"
    KEYS = ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS[len(WRITING) :])]

    def compose(self) -> ComposeResult:
        """From the question down to the starters."""
        yield Headline(DIFFERENTLY, beside_text=True, id="question")
        yield Plain(SAY_IT, id="say")
        yield Plain(full_words(self.most), id="full")
        yield from self.compose_list()

    @property
    def rows_now(self) -> list[Sentence]:
        """Each as it will be read aloud."""
        return [spoken(action) for action in self.written]

    @property
    def next_one(self) -> Sentence:
        """The place of one more."""
        return () if not self.wants_more else _NEXT if self.written else _FIRST

    @property
    def wants_more(self) -> bool:
        """As long as there are fewer than are good."""
        return len(self.written) < _GOOD

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn action."""
        super().show(view)
        self.fit()

    @on(Resize)
    def fit(self) -> None:
        """All are as large as there is room for."""
        width = self.content_size.width
        self.share(self.content_size.height - rows_of(SAY_IT, width) - 2)

    @property
    def most(self) -> int:
        """The limit of a phase, for each role and for everybody."""
        return MOST_ACTIONS * (1 + len(self.picture.roles))

    @property
    def written(self) -> tuple[Action, ...]:
        """The actions of this phase."""
        return self.picture.actions

    def sentence(self, action: Action) -> str:
        """If and then."""
        return sentence_of(action)

    def draft(self, starter: Starter) -> Action:
        """An action without an id."""
        return starter.action

    def form(self, action: Action) -> ActionForm:
        """All fields of the plan, a page away."""
        heading = limit_words(self.view.phase, self._number(action), self.most)
        pages = with_confidence(pages_for(self.picture.roles), self.picture.sure)
        return ActionForm(action, self.view.setup.date, heading, self._around(action), pages)

    def keeping(self, action: Action) -> Command:
        """Agree on it."""
        return AgreeAction(action)

    def taking_back(self, action: Action) -> Command:
        """Withdraw it."""
        return WithdrawAction(action.id)

    @property
    def may_write(self) -> bool:
        """At this step always; a look at an earlier one has a panel of its own."""
        return True

    def action_move(self, by: int) -> None:
        """Put the selected action further up or down: the list is a backlog."""
        there = self.query_one("#written", Sentences)
        if 0 <= there.selected + by < len(self.written):
            self.post_message(Lead(MoveAction(self.written[there.selected].id, by)))
            there.select(there.selected + by)

    @work
    async def action_show_open(self) -> None:
        """Show what is open in the plan, and keep the reason for which it stays so, if somebody types one."""
        warnings = self.picture.warnings
        if warnings and (reason := await self.app.push_screen_wait(WarningsModal(warnings))):
            self.post_message(Lead(KeepWarnings(reason, tuple((one.rule, one.action) for one in warnings))))

    def _number(self, action: Action) -> int:
        """Its place in the phase, counted from 1; a new one comes last."""
        ids = [agreed.id for agreed in self.written]
        return ids.index(action.id) + 1 if action.id in ids else len(ids) + 1

    def _around(self, action: Action) -> Plan:
        """The session and its phase, with all other actions."""
        others = [agreed for actions in self.view.actions_by_phase.values() for agreed in actions]
        return Plan(
            SessionPart(date=self.view.setup.date),
            self.picture.phase,
            tuple(other for other in others if other.id != action.id),
        )


class EarlierActionsPanel(ScrollingPanel[ActionsPicture]):
    """The actions of a phase that is behind; nothing can be changed here."""

    DEFAULT_CSS = """
    EarlierActionsPanel {
        #count { color: $text-muted; margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The boxes."""
        phase, actions = self.view.phase, self.picture.actions
        yield Plain(f"{phase.label}: what we agreed" if phase else "", id="count")
        with MoreMarker():
            yield Sentences(list(map(spoken, actions)), id="agreed")
            if not actions:
                yield Plain("No action was agreed in this phase.")

    @on(Resize)
    def fit(self) -> None:
        """As large as they can be."""
        self.query_one(Sentences).take(self.content_size.height - 2)


def limit_words(phase: Phase | None, actions: int, most: int = MOST_ACTIONS) -> str:
    """The phase, and which action of it is written."""
    return f"{f'{phase.label}: ' if phase else ''}action {actions} of at most {most}"
