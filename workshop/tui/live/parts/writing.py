"""What both lists of if-then sentences have in common: ideas of the groups, and actions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widget import Widget

from workshop.core.live.commands import Command
from workshop.core.live.steps.ideas import WritingPicture
from workshop.core.live.view import RoomView
from workshop.core.plans.action import split_starter
from workshop.core.scenarios.scenario import ScenarioId
from workshop.tui.keys import WRITING, Key, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.widgets.choice_list import ChoiceList, Row
from workshop.tui.widgets.plain import Plain

_MOST_STARTERS = 9
_STARTERS_TITLE = "From what we have just seen"


class Written(Protocol):
    """A sentence with an id that the session gives; an empty one is new."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """Which one it is."""
        ...


S = TypeVar("S", bound=WritingPicture)
W = TypeVar("W", bound=Written)


class WritingPanel(ScrollingPanel[S], Generic[S, W]):
    """Sentences, one of them selected, and the numbered starters below them.

    What was written and could not be saved stays at hand: a full disk must not cost a typed sentence.
    """

    KEYS: ClassVar[tuple[Key, ...]] = WRITING
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(WRITING),
        Binding("up", "select(-1)", "previous", show=False),
        Binding("down", "select(1)", "next", show=False),
    ]
    WORD: ClassVar[str]
    """What one of them is called."""

    def __init__(self, view: RoomView) -> None:
        self._unsaved: W | None = None
        super().__init__(view)
        self.keys = self._keys_now()

    # What makes it a list of ideas or of actions

    @property
    def written(self) -> tuple[W, ...]:
        """The sentences there are."""
        raise NotImplementedError

    @property
    def most(self) -> int:
        """How many there may be."""
        raise NotImplementedError

    def sentence(self, written: W) -> str:
        """One of them as it is read aloud."""
        raise NotImplementedError

    def row(self, written: W) -> str:
        """One of them as it stands in the list."""
        return self.sentence(written)

    def draft(self, if_: str, then: str, scenarios: tuple[ScenarioId, ...]) -> W:
        """A new one to begin from."""
        raise NotImplementedError

    def form(self, written: W) -> Screen[W | None]:
        """The form that writes or changes one."""
        raise NotImplementedError

    def keeping(self, written: W) -> Command:
        """What adds or changes it."""
        raise NotImplementedError

    def taking_back(self, written: W) -> Command:
        """What takes it back."""
        raise NotImplementedError

    @property
    def may_write(self) -> bool:
        """Whether the room is at this step: a look at an earlier one changes nothing."""
        raise NotImplementedError

    # What it shows

    def compose_list(self, nothing_yet: str, *between: Widget) -> ComposeResult:
        """The sentences, what may stand between, and the starters."""
        yield self.new_list()
        yield Plain(nothing_yet, id="nothing")
        yield from between
        if starters := self.picture.starters[:_MOST_STARTERS]:
            yield Plain(_STARTERS_TITLE, id="starters-title")
            rows = [(str(number), text) for number, (_, text) in enumerate(starters, start=1)]
            yield ChoiceList(rows, selectable=False, id="starters")

    def new_list(self) -> Widget:
        """What shows the sentences: it can be filled, and one of them selected."""
        return ChoiceList(self._rows(), id="written")

    @property
    def rows_now(self) -> Sequence[Any]:
        """The sentences as that list takes them."""
        return self._rows()

    @property
    def _list(self) -> Any:  # either sort of list: both are filled and selected in the same way
        return self.query_one("#written")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn sentence."""
        before = self.written
        super().show(view)
        now = self.written
        if now != before:
            self._unsaved = None
        self.once_drawn(self._fill, len(now) > len(before))
        self.query_one("#full").display = False
        self.query_one("#nothing").display = not now
        if (keys := self._keys_now()) != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    async def _fill(self, added: bool) -> None:
        there = self._list
        await there.fill(self.rows_now)
        if added:
            there.select(len(self.written) - 1)

    def _rows(self) -> list[Row]:
        return [("", self.row(written)) for written in self.written]

    # What the keys do

    def action_select(self, by: int) -> None:
        """Select another one; where there is none to select, move the text."""
        there = self._list
        if not there.select(there.selected + by):
            self.action_scroll_lines(by)

    @work
    async def action_take_starter(self, number: int) -> None:
        """Write one that begins with a starter."""
        if number <= len(self.picture.starters):
            scenarios, starter = self.picture.starters[number - 1]
            if_, then = split_starter(starter)
            await self._write(self.draft(if_, then, scenarios))

    @work
    async def action_write_new(self) -> None:
        """Write one from nothing, or go on with one that could not be saved."""
        kept = self._unsaved
        await self._write(kept if kept is not None and not kept.id else self.draft("", "", ()))

    @work
    async def action_edit(self) -> None:
        """Change the selected one, or go on with a change that could not be saved."""
        if (written := self._selected()) is not None:
            kept = self._unsaved
            await self._write(kept if kept is not None and kept.id == written.id else written)

    @work
    async def action_take_back(self) -> None:
        """Take the selected one back, after a question."""
        if (written := self._selected()) is None or not self.may_write:
            return
        answers = (Choice(False, "Keep it"), Choice(True, "Take it back"))
        question = AskModal(f"Take this {self.WORD} back?", answers, detail=self.sentence(written))
        if await self.app.push_screen_wait(question):
            self.post_message(Lead(self.taking_back(written)))

    async def _write(self, draft: W) -> None:
        if not self.may_write:
            return
        there = self.written
        # Said before the form opens: a full list must not cost somebody a typed sentence.
        full = not draft.id and len(there) >= self.most
        self.query_one("#full").display = full
        if full:
            return
        written = await self.app.push_screen_wait(self.form(draft))
        if written is not None and draft.id:
            written = self._onto_now(written, draft)
        if written is not None and written not in there:
            self._unsaved = written
            self.post_message(Lead(self.keeping(written)))

    def _onto_now(self, written: W, draft: W) -> W:
        """What was written, with all that a desk has changed meanwhile in fields that nobody touched here."""
        now = next((one for one in self.written if one.id == draft.id), draft)
        names = [field.name for field in dataclasses.fields(draft)]
        touched = {name: getattr(written, name) for name in names if _differ(written, draft, name)}
        return dataclasses.replace(now, **touched)

    def _selected(self) -> W | None:
        there, at = self.written, self._list.selected
        return there[at] if at < len(there) else None

    def _keys_now(self) -> Keys:
        if not self.may_write:
            return ()
        new, starter, *change = (key.words for key in WRITING)
        numbers = min(len(self.picture.starters), _MOST_STARTERS)
        starters: Keys = ((f"1-{numbers}" if numbers > 1 else "1", starter[1]),) if numbers else ()
        return (new, *starters, *(change if self.written else ()))


def _differ(one: Written, other: Written, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
