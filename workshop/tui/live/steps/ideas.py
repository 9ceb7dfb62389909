"""All together: what the groups say, as if-then sentences, and the starters to begin from."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import Resize

from workshop.core.live.commands import Command, DropIdea, NoteIdea
from workshop.core.live.dots import FEWEST_IDEAS, Idea, IdeaId
from workshop.core.live.steps.ideas import IdeasPicture, Starter, full_words
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import TOO_FEW, idea_parts, idea_sentence
from workshop.core.live.words.talks import PARTS, QUESTION
from workshop.core.plans.action import split_starter
from workshop.tui.forms.idea_form import IdeaForm
from workshop.tui.live.parts.writing import WritingPanel
from workshop.tui.live.steps.groups import rail_of
from workshop.tui.widgets.headline import Headline
from workshop.tui.widgets.plain import Plain

_INVITED = "One sentence from each group: If ..., then ..."
_MERGE = "Merge what says the same before the vote."


class IdeasPanel(WritingPanel[IdeasPicture, Idea]):
    """The ideas, one of them selected, and the numbered starters below them."""

    DEFAULT_CSS = """
    IdeasPanel {
        #question { color: $text-primary; margin-bottom: 1; }
        #full { color: $text-warning; text-style: bold; display: none; }
        #advice { color: $text-warning; margin-top: 1; }
        #parts { margin-top: 1; }
    }
    """
    WORD = "idea"

    def compose(self) -> ComposeResult:
        """The question, the ideas, the starters."""
        yield Headline(self._question, beside_text=True, id="question")
        yield Plain(full_words(self.picture.most), id="full")
        yield from self.compose_list(Plain(_INVITED, id="nothing"), Plain(id="advice"))
        if self.picture.in_groups:
            yield Plain(rail_of(len(PARTS) - 1), id="parts")

    @property
    def rows_now(self) -> list[tuple[str, str]]:
        """Each in its two parts."""
        return [idea_parts(idea) for idea in self.written]

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn idea."""
        super().show(view)
        self.query_one("#advice", Plain).update(self._advice)
        self.query_one("#advice").display = bool(self._advice)
        self.query_one("#nothing").display = not self.written
        self.fit()

    @property
    def _advice(self) -> str:
        enough = len(self.written) >= FEWEST_IDEAS
        return _MERGE if enough else TOO_FEW if self.picture.lacks_ideas else ""

    @on(Resize)
    def fit(self) -> None:
        """All are as large as there is room for."""
        left = self.content_size.height - 1
        self.share(left - 2 * self.picture.in_groups - 2 * bool(self._advice) - (not self.written))

    @property
    def most(self) -> int:
        """Fewer where they will be scored."""
        return self.picture.most

    @property
    def written(self) -> tuple[Idea, ...]:
        """The ideas of the room."""
        return self.picture.ideas

    def sentence(self, idea: Idea) -> str:
        """If and then."""
        return idea_sentence(idea)

    def draft(self, starter: Starter) -> Idea:
        """An idea without an id."""
        return Idea(IdeaId(""), *split_starter(starter.words), starter.scenarios, starter.role)

    def form(self, idea: Idea) -> IdeaForm:
        """Two fields."""
        return IdeaForm(idea, self._question, self.picture.roles)

    def keeping(self, idea: Idea) -> Command:
        """Note it."""
        return NoteIdea(idea)

    def taking_back(self, idea: Idea) -> Command:
        """Drop it."""
        return DropIdea(idea.id)

    @property
    def may_write(self) -> bool:
        """As long as the ideas are not voted on."""
        return NoteIdea in self.view.allowed

    @property
    def _question(self) -> str:
        """The question that the ideas answer."""
        return self.picture.title or QUESTION
