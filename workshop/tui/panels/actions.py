"""The action step: what the room agrees to do, as if-then sentences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from workshop.core.action import MOST_ACTIONS, Action, sentence_of, split_starter
from workshop.core.commands import AgreeAction, WithdrawAction
from workshop.core.plan_file import PhasePart, PlanFile, SessionPart
from workshop.core.view import RoomView
from workshop.tui.forms.action_form import ActionForm
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.panels.base import Keys
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.screens.ask import Answer, AskModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.choice_list import ChoiceList, Row
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_LIMIT_WORDS = f"{MOST_ACTIONS} actions are the limit: change one, or take one back."
_MOST_STARTERS = 9
_NOTHING_YET = "Nothing is agreed yet."
_STARTERS_TITLE = "From what we have just seen: press a number to adapt a sentence"


class ActionsPanel(ScrollingPanel):
    """The agreed actions, one of them selected, and the numbered starters below them."""

    DEFAULT_CSS = """
    ActionsPanel {
        padding: 0 2;
        #heading { color: $text-primary; }
        #count { color: $text-muted; margin-bottom: 1; }
        #agreed { text-style: bold; }
        #starters-title { color: $text-muted; margin-top: 1; }
        #limit { color: $text-warning; text-style: bold; display: none; }
        .-empty { display: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"take_starter({number})", show=False)
            for number in range(1, _MOST_STARTERS + 1)
        ),
        Binding("n", "write_new", "new", show=False),
        Binding("enter", "edit", "edit", show=False),
        Binding("x", "take_back", "take back", show=False),
        Binding("up", "select(-1)", "previous", show=False),
        Binding("down", "select(1)", "next", show=False),
    ]

    def __init__(self, view: RoomView) -> None:
        super().__init__(view)
        self.keys = self._keys_now()

    def compose(self) -> ComposeResult:
        """The heading, the actions, the starters."""
        yield BlockLetters("What will we do?", share=0.13, id="heading")
        yield Plain(id="count")
        yield Plain(_LIMIT_WORDS, id="limit")
        with MoreMarker():
            yield ChoiceList(_rows(self.view.actions), id="agreed")
            yield Plain(_NOTHING_YET, id="nothing")
            if starters := self.view.starters[:_MOST_STARTERS]:
                yield Plain(_STARTERS_TITLE, id="starters-title")
                rows = [(str(number), text) for number, (_, text) in enumerate(starters, start=1)]
                yield ChoiceList(rows, selectable=False, id="starters")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn action."""
        added = len(view.actions) > len(self.view.actions)
        super().show(view)
        self.call_next(self._fill, added)
        self.query_one("#count", Plain).update(count_words(view))
        self.query_one("#limit").display = False
        self.query_one("#nothing").display = not view.actions
        keys = self._keys_now()
        if keys != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    async def _fill(self, added: bool) -> None:
        agreed = self.query_one("#agreed", ChoiceList)
        await agreed.fill(_rows(self.view.actions))
        if added:
            agreed.select(len(self.view.actions) - 1)

    def action_select(self, by: int) -> None:
        """Select another action; where there is none to select, move the text."""
        agreed = self.query_one("#agreed", ChoiceList)
        if not agreed.select(agreed.selected + by):
            self.action_scroll_lines(by)

    @work
    async def action_take_starter(self, number: int) -> None:
        """Write an action that begins with a starter."""
        if number <= len(self.view.starters):
            scenario, starter = self.view.starters[number - 1]
            if_, then = split_starter(starter)
            await self._write(Action("", if_, then, from_scenario=(scenario,)))

    @work
    async def action_write_new(self) -> None:
        """Write an action from nothing."""
        await self._write(Action("", "", ""))

    @work
    async def action_edit(self) -> None:
        """Change the selected action."""
        if (action := self._selected()) is not None:
            await self._write(action)

    @work
    async def action_take_back(self) -> None:
        """Take the selected action back, after a question."""
        if (action := self._selected()) is None:
            return
        answers = (Answer(False, "Keep it"), Answer(True, "Take it back"))
        question = AskModal("Take this action back?", answers, detail=sentence_of(action))
        if await self.app.push_screen_wait(question):
            self.post_message(Lead(WithdrawAction(action.id)))

    async def _write(self, action: Action) -> None:
        # Said before the form opens: a full list must not cost somebody a typed sentence.
        full = not action.id and len(self.view.actions) >= MOST_ACTIONS
        self.query_one("#limit").display = full
        if full:
            return
        form = ActionForm(action, self.view.setup.date, count_words(self.view), self._around(action))
        written = await self.app.push_screen_wait(form)
        if written is not None and written != action:
            self.post_message(Lead(AgreeAction(written)))

    def _around(self, action: Action) -> PlanFile:
        """The session and its phase, with all other actions."""
        others = [one for actions in self.view.actions_by_phase.values() for one in actions]
        return PlanFile(
            SessionPart(date=self.view.setup.date),
            PhasePart(id=self.view.phase.value if self.view.phase else ""),
            tuple(one for one in others if one.id != action.id),
        )

    def _selected(self) -> Action | None:
        at = self.query_one("#agreed", ChoiceList).selected
        return self.view.actions[at] if at < len(self.view.actions) else None

    def _keys_now(self) -> Keys:
        numbers = min(len(self.view.starters), _MOST_STARTERS)
        starters: Keys = ((f"1-{numbers}" if numbers > 1 else "1", "starter"),) if numbers else ()
        change: Keys = (("Enter", "edit"), ("x", "remove")) if self.view.actions else ()
        return (*starters, ("n", "new"), *change)


class PastActionsPanel(ScrollingPanel):
    """The actions of a phase that is behind; nothing can be changed here."""

    DEFAULT_CSS = """
    PastActionsPanel {
        padding: 0 2;
        #agreed { text-style: bold; }
        #count { color: $text-muted; margin-bottom: 1; }
    }
    """

    def compose(self) -> ComposeResult:
        """The sentences."""
        phase = self.view.phase
        actions = self.view.actions_by_phase.get(phase, ()) if phase else ()
        yield Plain(f"{phase.label}: what we agreed" if phase else "", id="count")
        with MoreMarker():
            yield ChoiceList(_rows(actions), selectable=False, id="agreed")
            if not actions:
                yield Plain("No action was agreed in this phase.")


def _rows(actions: Iterable[Action]) -> list[Row]:
    """The actions as sentences; one that won a dot vote says with how many dots."""
    return [("", f"{sentence_of(one)}{f'  ({one.dots} dots)' if one.dots else ''}") for one in actions]


def count_words(view: RoomView) -> str:
    """The phase, and how many actions it has."""
    phase = f"{view.phase.label}: " if view.phase else ""
    return f"{phase}{len(view.actions)} of at most {MOST_ACTIONS} actions"
