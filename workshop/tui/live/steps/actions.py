"""The action step: what the room agrees to do, as if-then sentences."""

from __future__ import annotations

from collections.abc import Iterable

from textual.app import ComposeResult

from workshop.core.live.commands import AgreeAction, Command, WithdrawAction
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.view import RoomView
from workshop.core.plans.action import MOST_ACTIONS, Action, sentence_of
from workshop.core.plans.plan import PhasePart, Plan, SessionPart
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Phase
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.live.parts.writing import WritingPanel
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.choice_list import ChoiceList, Row
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_LIMIT_WORDS = f"{MOST_ACTIONS} actions are the limit: change one, or take one back."
_NOTHING_YET = "Nothing is agreed yet."


class ActionsPanel(WritingPanel[ActionsPicture, Action]):
    """The agreed actions, one of them selected, and the numbered starters below them."""

    DEFAULT_CSS = """
    ActionsPanel {
        padding: 0 2;
        #heading { color: $text-primary; }
        #count { color: $text-muted; margin-bottom: 1; }
        #written { text-style: bold; }
        #starters-title { color: $text-muted; margin-top: 1; }
        #full { color: $text-warning; text-style: bold; display: none; }
    }
    """
    WORD = "action"

    def compose(self) -> ComposeResult:
        """The heading, the actions, the starters."""
        yield BlockLetters("What will we do?", share=0.13, id="heading")
        yield Plain(id="count")
        yield Plain(_LIMIT_WORDS, id="full")
        with MoreMarker():
            yield from self.compose_list(_NOTHING_YET)

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn action."""
        super().show(view)
        self.query_one("#count", Plain).update(self._limit_words())

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

    def row(self, action: Action) -> str:
        """One that won a vote says with how many dots, or points."""
        return row_of(action)

    def draft(self, if_: str, then: str, scenarios: tuple[ScenarioId, ...]) -> Action:
        """An action without an id."""
        return Action("", if_, then, from_scenario=scenarios)

    def form(self, action: Action) -> ActionForm:
        """All fields of the plan, a page away."""
        return ActionForm(action, self.view.setup.date, self._limit_words(), self._around(action))

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

    def _limit_words(self) -> str:
        return limit_words(self.view.phase, len(self.written))

    def _around(self, action: Action) -> Plan:
        """The session and its phase, with all other actions."""
        others = [agreed for actions in self.view.actions_by_phase.values() for agreed in actions]
        return Plan(
            SessionPart(date=self.view.setup.date),
            PhasePart(id=self.view.phase.value if self.view.phase else ""),
            tuple(other for other in others if other.id != action.id),
        )


class EarlierActionsPanel(ScrollingPanel[ActionsPicture]):
    """The actions of a phase that is behind; nothing can be changed here."""

    DEFAULT_CSS = """
    EarlierActionsPanel {
        padding: 0 2;
        #agreed { text-style: bold; }
        #count { color: $text-muted; margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The sentences."""
        phase, actions = self.view.phase, self.picture.actions
        yield Plain(f"{phase.label}: what we agreed" if phase else "", id="count")
        with MoreMarker():
            yield ChoiceList(_rows(actions), selectable=False, id="agreed")
            if not actions:
                yield Plain("No action was agreed in this phase.")


def row_of(action: Action) -> str:
    """An action as a sentence, with the dots or the points it won."""
    won = (
        f"{action.dots} dots" if action.dots else "",
        f"{action.score_25} of 25" if action.score_25 else "",
    )
    support = ", ".join(filter(None, won))
    return f"{sentence_of(action)}{f'  ({support})' if support else ''}"


def _rows(actions: Iterable[Action]) -> list[Row]:
    return [("", row_of(action)) for action in actions]


def limit_words(phase: Phase | None, actions: int) -> str:
    """The phase, and how many actions it has."""
    return f"{f'{phase.label}: ' if phase else ''}{actions} of at most {MOST_ACTIONS} actions"
