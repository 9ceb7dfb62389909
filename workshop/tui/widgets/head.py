"""The top of the live screen: the rail, what we are looking at, and the time."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Container, Horizontal
from textual.content import Content
from textual.reactive import reactive
from textual.visual import VisualType
from textual.widget import Widget

from workshop.core.agenda.agenda import Step
from workshop.core.live.steps import ROWS
from workshop.core.live.view import RoomView
from workshop.tui.widgets.clock import Clock
from workshop.tui.widgets.rail import Rail

_GAP = Content("  ")
TALL = 30
WIDE_ENOUGH_FOR_RAIL = 100
WIDE_ENOUGH_FOR_BOTH = 120
"""Rows and columns from which the head has room for more."""


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


class Head(Horizontal):
    """Takes a view and the seconds left; `set_room` says how much space there is."""

    DEFAULT_CSS = """
    Head { height: 1; padding: 0 2; }
    Head #where { layout: horizontal; width: 1fr; height: 1; }
    Head Rail { margin-right: 3; }
    Head #subject { width: 1fr; height: 1; text-wrap: nowrap; text-overflow: ellipsis; text-align: right; }
    Head Clock { margin-left: 3; }
    Head.-tall { height: 3; }
    Head.-tall #where { layout: vertical; height: 3; }
    Head.-tall #subject { margin-top: 1; text-align: left; }
    """

    def compose(self) -> ComposeResult:
        """The three parts."""
        with Container(id="where"):
            yield Rail()
            yield Subject(id="subject")
        yield Clock()

    def set_room(self, width: int, height: int) -> None:
        """On a high screen the subject has a line of its own and the time is large."""
        tall = height >= TALL
        self.query_one(Rail).compact = width < (WIDE_ENOUGH_FOR_RAIL if tall else WIDE_ENOUGH_FOR_BOTH)
        self.query_one(Clock).large = tall
        self.set_class(tall, "-tall")

    def show(self, view: RoomView) -> None:
        """Take in where the room is."""
        self.query_one(Rail).show(view.phase, view.done)
        self.query_one(Subject).say(subject_of(view))

    def show_earlier(self, step: Step, index: int) -> None:
        """Say that this is a look back; the room has not moved."""
        words = Content.assemble(
            ("looking back", "bold $warning"), f"  at step {index + 1}, {step.phase.label}"
        )
        self.query_one(Subject).say((words,))

    def show_time(self, left: float | None) -> None:
        """Take in the seconds left; None where nothing is timed."""
        self.query_one(Clock).show(left)


def subject_of(view: RoomView) -> tuple[Content, ...]:
    """What we are looking at, and what is being done with it: the parts of one line."""
    word = ROWS[view.stage].head
    parts = [("rehearsal", "bold $warning")] if view.setup.rehearsal else []
    parts += [(view.title, "bold")]
    parts += [(word, "$text-muted")] if word else []
    return tuple(Content.styled(text, style) for text, style in parts)
