"""What both lists of if-then sentences have in common: ideas of the groups, and actions."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, Protocol, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget

from workshop.core.live.commands import Command
from workshop.core.live.steps.ideas import Starter, WritingPicture
from workshop.core.live.view import RoomView
from workshop.core.live.words.closing import spoken
from workshop.tui.keys import WRITING, Key, bindings
from workshop.tui.live.parts.base import Keys
from workshop.tui.live.parts.regions import AiryMarker
from workshop.tui.live.parts.scrolling import ScrollingPanel
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain
from workshop.tui.widgets.sentences import Sentence, Sentences

_MOST_STARTERS = 2
"""What the wall offers to begin from; the desk has all of them."""
_STARTERS_TITLE = "Not taken up yet, from what we have just seen"
_ROWS_OF_TITLE, _ROOMY = 3, 40
"""With the air around it; and the rows of a screen from which it has more."""


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

    DEFAULT_CSS = """
    WritingPanel {
        #said, #begin { height: auto; }
        #starters-title { color: $text-muted; }
        #starters-title { margin-top: 1; }
        &.-roomy #starters-title { margin-bottom: 1; }
    }
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

    def draft(self, starter: Starter) -> W:
        """A new one that begins with this."""
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

    def compose_list(self, *between: Widget) -> ComposeResult:
        """The sentences, what may stand between, and below them the starters."""
        with AiryMarker():
            with Vertical(id="said"):
                yield Sentences(self.rows_now, selectable=True, next_one=self.next_one, id="written")
                yield from between
            with Vertical(id="begin"):
                yield Plain(_STARTERS_TITLE, id="starters-title")
                yield Sentences(self._starters, quiet=True, id="starters")

    @property
    def _starters(self) -> list[Sentence]:
        if not self.wants_more:
            return []
        return [spoken(starter.action) for starter in self.picture.starters[:_MOST_STARTERS]]

    def share(self, left: int) -> None:
        """The question, the sentences and the starters share these rows, in this order."""
        width = self.content_size.width
        if not width or len(self.query("Headline, #written, #starters")) < 3:  # it is just going
            return
        roomy = self.app.size.height >= _ROOMY
        self.set_class(roomy, "-roomy")
        title = _ROWS_OF_TITLE + roomy
        question = self.query_one(Headline)
        written, starters = (self.query_one(id_, Sentences) for id_ in ("#written", "#starters"))
        begin = starters.fewest_rows(width) + len(self._starters) + title if self._starters else 0
        fewest = max(written.fewest_rows(width) + len(self.written) - 1, 1)
        question.take(left - begin - fewest)
        left -= question.rows(width, self.app.size)
        written.take(left - begin)
        # Beside what is agreed they are quiet.
        starters.take(0 if self.written else left - written.rows(width) - title)

    @property
    def rows_now(self) -> Sequence[Sentence]:
        """The sentences as they are read aloud, each in its parts."""
        raise NotImplementedError

    @property
    def next_one(self) -> Sentence:
        """What stands in the place of the one that may come next."""
        return ()

    @property
    def wants_more(self) -> bool:
        """Whether the room is offered something to begin one more from."""
        return True

    @property
    def _list(self) -> Sentences:
        return self.query_one("#written", Sentences)

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
        self.query_one("#begin").display = bool(self._starters)
        if (keys := self._keys_now()) != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    async def _fill(self, added: bool) -> None:
        there = self._list
        there.fill(self.rows_now, self.next_one)
        self.query_one("#starters", Sentences).fill(self._starters)
        if added:
            there.select(len(self.written) - 1)

    # What the keys do

    def action_select(self, by: int) -> None:
        """Select another one; where there is none to select, move the text."""
        there = self._list
        if not there.select(there.selected + by):
            self.action_scroll_lines(by)

    @work
    async def action_take_starter(self, number: int) -> None:
        """Write one that begins with a starter."""
        if number <= len(self._starters):
            await self._write(self.draft(self.picture.starters[number - 1]))

    @work
    async def action_write_new(self) -> None:
        """Write one from nothing, or go on with one that could not be saved."""
        kept = self._unsaved
        await self._write(kept if kept is not None and not kept.id else self.draft(Starter((), "")))

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
        numbers = len(self._starters)
        starters: Keys = ((f"1-{numbers}" if numbers > 1 else "1", starter[1]),) if numbers else ()
        return (new, *starters, *(change if self.written else ()))


def _differ(one: Written, other: Written, name: str) -> bool:
    return bool(getattr(one, name) != getattr(other, name))
