"""The top of the live screen: where we are and what is done, the time, and the code to come in by."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.core.agenda.agenda import Step
from workshop.core.live.session import Stage
from workshop.core.live.steps import ROWS
from workshop.core.live.view import RoomView
from workshop.tui.widgets.clock import Clock, TimeLine
from workshop.tui.widgets.plain import Plain

_GAP = Content("   ")


class Subject(Widget):
    """One line; where it is too long its longest part is cut: a title, and never what is being done."""

    parts: reactive[tuple[Content, ...]] = reactive(())

    def say(self, parts: tuple[Content, ...]) -> None:
        """Take in the parts of the line."""
        self.parts = parts

    def render(self) -> VisualType:
        """The parts beside each other."""
        line = _GAP.join(self.parts)
        longest = max(self.parts, key=lambda part: part.cell_length, default=Content(""))
        room = longest.cell_length - max(0, line.cell_length - self.content_size.width)
        return _GAP.join(
            part.truncate(max(room, 1), ellipsis=True) if part is longest else part for part in self.parts
        )


class Head(Vertical):
    """Takes a view and the seconds left: one row of words, and below it the line that runs out."""

    DEFAULT_CSS = """
    Head { height: auto; }
    Head > Horizontal { height: 1; }
    Head #subject { width: 1fr; height: 1; text-wrap: nowrap; }
    Head Clock.-shown { margin-left: 3; }
    Head #code { width: auto; text-style: bold; margin-left: 3; }
    """

    def __init__(self) -> None:
        self._lasts = 0.0
        super().__init__()

    def compose(self) -> ComposeResult:
        """The words with the time and the code, and the line."""
        with Horizontal():
            yield Subject(id="subject")
            yield Clock()
            yield Plain(id="code")
        yield TimeLine()

    def show(self, view: RoomView) -> None:
        """Take in where the room is."""
        self._lasts = 0.0 if view.ends_at is None else view.ends_at - view.began_at
        self.query_one(Subject).say(subject_of(view))
        code = self.query_one("#code", Plain)
        code.update(view.setup.code)
        code.display = view.stage not in (Stage.LOBBY, Stage.SEALED)

    def show_earlier(self, step: Step, index: int) -> None:
        """Say that this is a look back; the room has not moved."""
        words = Content.assemble(
            ("looking back", "bold $warning"), f"  at step {index + 1}, {step.phase.label}"
        )
        self.query_one(Subject).say((words,))

    def show_time(self, left: float | None, *, in_figures: bool) -> None:
        """Take in the seconds left, None where nothing is timed; a panel may say the figures itself."""
        self.query_one(Clock).show(left if in_figures else None)
        self.query_one(TimeLine).show(left, self._lasts)


def subject_of(view: RoomView) -> tuple[Content, ...]:
    """Which text or step it is, what is being done, and the title of a text once it may be seen."""
    parts = [Content.styled("rehearsal", "bold $warning")] if view.setup.rehearsal else []
    parts.append(Content.styled(view.number or view.title, "bold"))
    if head := ROWS[view.stage].head:
        parts.append(_kind_words(head))
    if view.number and view.title != view.number:
        parts.append(Content.styled(view.title, "$text-muted"))
    return tuple(parts)


def _kind_words(head: str) -> Content:
    """What is being done in capitals, and how, such as "VOTE, alone and silent"."""
    what, comma, how = head.partition(",")
    return Content.assemble((what.upper(), "bold $accent"), (comma + how, "$text-muted"))
