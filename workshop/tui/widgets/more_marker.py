"""Content that may be longer than the screen, and a line that says how much of it is out of sight."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.geometry import Region
from textual.message import Message
from textual.widget import Widget

from workshop.tui.widgets.plain import Plain


class Scrolled(VerticalScroll):
    """The part that scrolls; tells when its size changes."""

    class Resized(Message):
        """It has another size."""

    def on_resize(self) -> None:
        """Tell whoever contains it."""
        self.post_message(self.Resized())


class MoreMarker(Vertical):
    """Scrolls what it holds and never hides a line without saying so.

    The last line becomes "▼ 6 more lines (↓)" as soon as something does not fit.
    """

    class Settled(Message):
        """It is known what is out of sight now."""

    SCROLLED: ClassVar[type[Scrolled]] = Scrolled
    """What holds the content."""

    DEFAULT_CSS = """
    MoreMarker {
        height: 1fr;
        & > .more--room { height: 1fr; scrollbar-size: 0 0; }
        & > .more--words { height: 1; display: none; color: $warning; text-style: bold; }
        &.-overflows > .more--words { display: block; }
        &.-fits-content { height: auto; }
        &.-fits-content > .more--room { height: auto; }
    }
    """

    def __init__(self, *content: Widget, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        self._room = self.SCROLLED(*content, classes="more--room", can_focus=False)
        self._words = Plain(classes="more--words")
        super().__init__(id=id, classes=classes)

    def compose(self) -> ComposeResult:
        """The content, and below it the line."""
        yield self._room
        yield self._words

    def compose_add_child(self, widget: Widget) -> None:
        """What is composed inside it belongs to the part that scrolls."""
        self._room.compose_add_child(widget)

    def on_mount(self) -> None:
        """Follow everything that changes what is in sight."""
        self.watch(self._room, "scroll_y", self.look_again, init=False)
        self.watch(self._room, "virtual_size", self.look_again, init=False)

    def on_resize(self) -> None:
        """The height may now be enough, or not any more."""
        self.look_again()

    @on(Scrolled.Resized)
    def look_again(self) -> None:
        """Say what is out of sight, once the layout has settled."""
        self.call_after_refresh(self._say_what_is_hidden)

    @property
    def lines_below(self) -> int:
        """How many lines are out of sight below; none of what is not on the page that is turned to."""
        if not self._room.size.height:
            return 0
        return max(0, round(self._room.virtual_size.height - self._room.scroll_y - self._room.size.height))

    @property
    def lines_above(self) -> int:
        """How many lines are out of sight above."""
        return round(self._room.scroll_y)

    @property
    def words(self) -> str:
        """What the line says; empty while everything is in sight."""
        parts = []
        if self.lines_above:
            parts.append(f"▲ {self.lines_above} {_lines(self.lines_above)} above (↑)")
        if self.lines_below:
            parts.append(f"▼ {self.lines_below} more {_lines(self.lines_below)} (↓)")
        return "   ".join(parts)

    def scroll_by(self, lines: int) -> None:
        """Move the content by some lines, down if positive."""
        self._room.scroll_relative(y=lines, animate=False, force=True)

    def scroll_page(self, pages: int) -> None:
        """Move the content by nearly the height of what is in sight, so that one line stays to hold on to."""
        self.scroll_by(pages * max(1, self._room.size.height - 1))

    def scroll_to_top(self) -> None:
        """Show the first line."""
        self._room.scroll_home(animate=False, force=True)

    def show_row(self, widget: Widget, row: Region) -> None:
        """Bring a row of what it holds into sight; at the first lines also what stands above them."""
        place = Region(0, widget.virtual_region.y + row.y, max(row.width, 1), 1)
        if place.y < self._room.size.height // 2:
            self.scroll_to_top()
        else:
            self._room.scroll_to_region(place, animate=False, force=True, immediate=True)

    def _say_what_is_hidden(self) -> None:
        # The height without the marker's own line decides, or it would come and go by turns.
        self.set_class(self._room.virtual_size.height > self.size.height, "-overflows")
        self._words.update(self.words)
        self.post_message(self.Settled())


def _lines(count: int) -> str:
    return "line" if count == 1 else "lines"
