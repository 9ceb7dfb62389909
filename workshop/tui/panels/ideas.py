"""All together: what the groups say, as if-then sentences, and the starters to begin from."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from workshop.core.action import split_starter
from workshop.core.agenda import StepKind
from workshop.core.commands import DropIdea, NoteIdea
from workshop.core.dots import FEWEST_IDEAS, MOST_IDEAS, Idea, IdeaId
from workshop.core.view import RoomView
from workshop.tui.forms.idea_form import IdeaForm, idea_sentence
from workshop.tui.messages import KeysChanged, Lead
from workshop.tui.panels.base import Keys
from workshop.tui.panels.groups import PARTS, QUESTION, rail_of
from workshop.tui.panels.scrolling import ScrollingPanel
from workshop.tui.screens.ask import Answer, AskModal
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.choice_list import ChoiceList
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_MOST_STARTERS = 9
_NOTHING_YET = "Nothing is written yet. One sentence from each group: If ..., then ..."
_MERGE = "Merge what says the same before the vote."
_TOO_FEW = "The vote needs two ideas; with fewer, Space goes past it."
_FULL = f"{MOST_IDEAS} ideas are the limit: put two into one."
_STARTERS_TITLE = "From what we have just seen: press a number to adapt a sentence"


class IdeasPanel(ScrollingPanel):
    """The ideas, one of them selected, and the numbered starters below them."""

    DEFAULT_CSS = """
    IdeasPanel {
        padding: 0 2;
        #question { color: $text-primary; }
        #count { color: $text-muted; margin-bottom: 1; }
        #full { color: $text-warning; text-style: bold; display: none; }
        #said { text-style: bold; }
        #advice { color: $text-warning; margin-top: 1; }
        #starters-title { color: $text-muted; margin-top: 1; }
        #parts { text-align: center; }
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
        self._unsaved: Idea | None = None
        super().__init__(view)
        self.keys = self._keys_now()

    def compose(self) -> ComposeResult:
        """The question, the ideas, the starters."""
        yield BlockLetters(question_of(self.view), share=0.13, id="question")
        yield Plain(id="count")
        yield Plain(_FULL, id="full")
        with MoreMarker():
            yield ChoiceList(_rows(self.view), id="said")
            yield Plain(_NOTHING_YET, id="nothing")
            yield Plain(id="advice")
            if starters := self.view.starters[:_MOST_STARTERS]:
                yield Plain(_STARTERS_TITLE, id="starters-title")
                rows = [(str(number), text) for number, (_, text) in enumerate(starters, start=1)]
                yield ChoiceList(rows, selectable=False, id="starters")
        if _in_groups(self.view):
            yield Plain(rail_of(len(PARTS) - 1), id="parts")

    def on_mount(self) -> None:
        """Fill in the count."""
        self.show(self.view)

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn idea."""
        added = len(view.ideas) > len(self.view.ideas)
        if view.ideas != self.view.ideas:
            self._unsaved = None
        super().show(view)
        self.call_next(self._fill, added)
        count = len(view.ideas)
        self.query_one("#count", Plain).update(f"{count or 'no'} {'idea' if count == 1 else 'ideas'}")
        self.query_one("#nothing").display = not count
        self.query_one("#full").display = False
        advice = _MERGE if count >= FEWEST_IDEAS else "" if _in_groups(view) else _TOO_FEW
        self.query_one("#advice", Plain).update(advice)
        self.query_one("#advice").display = bool(advice)
        if (keys := self._keys_now()) != self.keys:
            self.keys = keys
            self.post_message(KeysChanged())

    async def _fill(self, added: bool) -> None:
        if not self.query("#said"):
            return  # the room has gone on before this panel was drawn
        said = self.query_one("#said", ChoiceList)
        await said.fill(_rows(self.view))
        if added:
            said.select(len(self.view.ideas) - 1)

    def action_select(self, by: int) -> None:
        """Select another idea; where there is none to select, move the text."""
        said = self.query_one("#said", ChoiceList)
        if not said.select(said.selected + by):
            self.action_scroll_lines(by)

    @work
    async def action_take_starter(self, number: int) -> None:
        """Write an idea that begins with a starter."""
        if number <= len(self.view.starters):
            scenario, starter = self.view.starters[number - 1]
            if_, then = split_starter(starter)
            await self._write(Idea(IdeaId(""), if_, then, (scenario,)))

    @work
    async def action_write_new(self) -> None:
        """Write an idea from nothing, or go on with one that could not be saved."""
        kept = self._unsaved if self._unsaved is not None and not self._unsaved.id else None
        await self._write(kept or Idea(IdeaId(""), "", ""))

    @work
    async def action_edit(self) -> None:
        """Change the selected idea."""
        if (idea := self._selected()) is not None:
            kept = self._unsaved if self._unsaved is not None and self._unsaved.id == idea.id else None
            await self._write(kept or idea)

    @work
    async def action_take_back(self) -> None:
        """Take the selected idea back, after a question."""
        if (idea := self._selected()) is None or DropIdea not in self.view.allowed:
            return
        answers = (Answer(False, "Keep it"), Answer(True, "Take it back"))
        question = AskModal("Take this idea back?", answers, detail=idea_sentence(idea))
        if await self.app.push_screen_wait(question):
            self.post_message(Lead(DropIdea(idea.id)))

    async def _write(self, idea: Idea) -> None:
        if NoteIdea not in self.view.allowed:
            return  # a look back
        # Said before the form opens: a full list must not cost somebody a typed sentence.
        full = not idea.id and len(self.view.ideas) >= MOST_IDEAS
        self.query_one("#full").display = full
        if full:
            return
        written = await self.app.push_screen_wait(IdeaForm(idea, question_of(self.view)))
        if written is not None and written not in self.view.ideas:
            # Kept until the room has it: a full disk must not cost what was typed.
            self._unsaved = written
            self.post_message(Lead(NoteIdea(written)))

    def _selected(self) -> Idea | None:
        at = self.query_one("#said", ChoiceList).selected
        return self.view.ideas[at] if at < len(self.view.ideas) else None

    def _keys_now(self) -> Keys:
        if NoteIdea not in self.view.allowed:
            return ()
        numbers = min(len(self.view.starters), _MOST_STARTERS)
        starters: Keys = ((f"1-{numbers}" if numbers > 1 else "1", "starter"),) if numbers else ()
        change: Keys = (("Enter", "edit"), ("x", "remove")) if self.view.ideas else ()
        return (("n", "new"), *starters, *change)


def question_of(view: RoomView) -> str:
    """The question that the ideas answer: the title of the step."""
    return (view.step.title if view.step else "") or QUESTION


def _rows(view: RoomView) -> list[tuple[str, str]]:
    return [("", idea_sentence(idea)) for idea in view.ideas]


def _in_groups(view: RoomView) -> bool:
    return view.step is not None and view.step.kind is StepKind.GROUPS
