"""All together: what the groups say, as if-then sentences, and the starters to begin from."""

from __future__ import annotations

from textual.app import ComposeResult

from workshop.core.english import counted_or_no
from workshop.core.live.commands import Command, DropIdea, NoteIdea
from workshop.core.live.dots import FEWEST_IDEAS, Idea, IdeaId
from workshop.core.live.steps.ideas import IdeasPicture, full_words
from workshop.core.live.view import RoomView
from workshop.core.live.words.dots import TOO_FEW, idea_sentence
from workshop.core.live.words.talks import PARTS, QUESTION
from workshop.core.scenarios.scenario import ScenarioId
from workshop.tui.forms.idea_form import IdeaForm
from workshop.tui.live.parts.writing import WritingPanel
from workshop.tui.live.steps.groups import rail_of
from workshop.tui.widgets.block_letters import BlockLetters
from workshop.tui.widgets.more_marker import MoreMarker
from workshop.tui.widgets.plain import Plain

_NOTHING_YET = "Nothing is written yet. One sentence from each group: If ..., then ..."
_MERGE = "Merge what says the same before the vote."


class IdeasPanel(WritingPanel[IdeasPicture, Idea]):
    """The ideas, one of them selected, and the numbered starters below them."""

    DEFAULT_CSS = """
    IdeasPanel {
        padding: 0 2;
        #question { color: $text-primary; }
        #count { color: $text-muted; margin-bottom: 1; }
        #full { color: $text-warning; text-style: bold; display: none; }
        #written { text-style: bold; }
        #advice { color: $text-warning; margin-top: 1; }
        #starters-title { color: $text-muted; margin-top: 1; }
        #parts { text-align: center; }
    }
    """
    WORD = "idea"

    def compose(self) -> ComposeResult:
        """The question, the ideas, the starters."""
        yield BlockLetters(self._question, share=0.13, id="question")
        yield Plain(id="count")
        yield Plain(full_words(self.picture.most), id="full")
        with MoreMarker():
            yield from self.compose_list(_NOTHING_YET, Plain(id="advice"))
        if self.picture.in_groups:
            yield Plain(rail_of(len(PARTS) - 1), id="parts")

    def show(self, view: RoomView) -> None:
        """Take in a new, changed or withdrawn idea."""
        super().show(view)
        count = len(self.written)
        self.query_one("#count", Plain).update(counted_or_no(count, "idea"))
        advice = _MERGE if count >= FEWEST_IDEAS else TOO_FEW if self.picture.lacks_ideas else ""
        self.query_one("#advice", Plain).update(advice)
        self.query_one("#advice").display = bool(advice)

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

    def draft(self, if_: str, then: str, scenarios: tuple[ScenarioId, ...]) -> Idea:
        """An idea without an id."""
        return Idea(IdeaId(""), if_, then, scenarios)

    def form(self, idea: Idea) -> IdeaForm:
        """Two fields."""
        return IdeaForm(idea, self._question)

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
