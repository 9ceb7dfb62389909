"""The action step: what the room agrees to do, as if-then sentences."""

from __future__ import annotations

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Resize

from workshop.core.live.commands import AgreeAction, Command, KeepWarnings, MoveAction, WithdrawAction
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.talks import ON_MONDAY
from workshop.core.plans.action import MOST_ACTIONS, Action, sentence_of
from workshop.core.plans.plan import Plan, SessionPart
from workshop.core.plans.signs import MOST_SIGNS
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Phase
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.keys import ACTIONS, WRITING, bindings
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.writing import WritingPanel
from workshop.tui.messages import Lead
from workshop.tui.modals.warnings import WarningsModal
from workshop.tui.widgets.action_box import ActionList
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_LIMIT_WORDS = f"{MOST_ACTIONS} actions are the limit: change one, or take one back."
_GOOD = "Three good sentences are enough."
_EMPTY = "1   IF    ...\n    THEN  ...\n    who answers for it, the first step with its day, how we see it"
_ROWS_OF_BOX = 6
"""The border, if, then, and what is settled."""


class ActionsPanel(WritingPanel[ActionsPicture, Action]):
    """The agreed actions in boxes, one of them selected, and the numbered starters below them."""

    SCOPED_CSS = False  # its rules begin with the classes of the screen, too
    DEFAULT_CSS = """
    ActionsPanel {
        #heading { color: $text-primary; margin-bottom: 1; }
        #starters-title { color: $text-muted; margin-top: 1; }
        #nothing { margin-bottom: 1; }
        #empty { border: round $border-blurred; padding: 0 2; color: $text-muted; }
        &.-written { #heading, #empty { display: none; } }
        #below { height: 2; margin-top: 1; layers: signs full; }
        #signs { layer: signs; height: 2; color: $text-muted; }
        .actions--sign { width: auto; margin-right: 5; }
        #full { layer: full; height: 2; background: $background; color: $text-warning; text-style: bold; }
    }
    .-low ActionsPanel { #heading, #below, #nothing { margin: 0; } #empty { display: none; } }
    .-compact ActionsPanel { .actions--sign { margin-right: 2; } }
    """
    WORD = "action"
    KEYS = ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ACTIONS[len(WRITING) :])]

    def compose(self) -> ComposeResult:
        """The question until the first one is agreed, the actions, the starters, what helps a plan."""
        yield Headline(ON_MONDAY, id="heading")
        with AiryMarker():
            yield from self.compose_list(_GOOD, Plain(_EMPTY, id="empty"))
        with Vertical(id="below"):
            with Horizontal(id="signs"):
                for _ in range(MOST_SIGNS):
                    yield Plain(classes="actions--sign")
            yield Plain(_LIMIT_WORDS, id="full")

    def new_list(self) -> ActionList:
        """Boxes."""
        return ActionList(self.written, id="written")

    @property
    def rows_now(self) -> tuple[Action, ...]:
        """Whole actions: a box says more than their sentence."""
        return self.written

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn action."""
        super().show(view)
        self.set_class(bool(self.written), "-written")
        for place, sign in zip(self.query(".actions--sign").results(Plain), self.picture.signs, strict=False):
            place.update(sign.lines)
        self.query_one("#signs").display = bool(self.written)
        self.fit()

    @on(Resize)
    def fit(self) -> None:
        """Leave the newest action the rows that all others and the starters do not need."""
        others = _ROWS_OF_BOX * len(self.written) + 2 * len(self.picture.starters) + 4
        for there in self.query(ActionList):
            there.take_rows(self.size.height - others)

    @property
    def most(self) -> int:
        """The limit of a phase."""
        return MOST_ACTIONS

    @property
    def written(self) -> tuple[Action, ...]:
        """The actions of this phase."""
        return self.picture.actions

    def sentence(self, action: Action) -> str:
        """If and then."""
        return sentence_of(action)

    def draft(self, if_: str, then: str, scenarios: tuple[ScenarioId, ...]) -> Action:
        """An action without an id."""
        return Action("", if_, then, from_scenario=scenarios)

    def form(self, action: Action) -> ActionForm:
        """All fields of the plan, a page away."""
        heading = limit_words(self.view.phase, self._number(action))
        return ActionForm(action, self.view.setup.date, heading, self._around(action))

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
        there = self.query_one(ActionList)
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
            yield ActionList(actions, selectable=False, id="agreed")
            if not actions:
                yield Plain("No action was agreed in this phase.")


def limit_words(phase: Phase | None, actions: int) -> str:
    """The phase, and which action of it is written."""
    return f"{f'{phase.label}: ' if phase else ''}action {actions} of at most {MOST_ACTIONS}"
