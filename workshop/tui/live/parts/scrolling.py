"""A panel whose content may be longer than the screen."""

from __future__ import annotations

from typing import ClassVar

from textual.actions import SkipAction
from textual.binding import Binding, BindingType

from workshop.tui.live.parts.base import P, Panel
from workshop.tui.widgets.more_marker import MoreMarker

_MORE = "more lines"


class ScrollingPanel(Panel[P]):
    """The arrows and page keys move everything that does not fit; what fits stays where it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "scroll_lines(-1)", "up", show=False),
        Binding("down", "scroll_lines(1)", "down", show=False),
        Binding("pageup", "scroll_pages(-1)", "page up", show=False),
        Binding("pagedown", "scroll_pages(1)", "page down", show=False),
        Binding("home", "scroll_top", "top", show=False),
    ]

    def action_scroll_lines(self, lines: int) -> None:
        """Move by some lines."""
        for part in self.query(MoreMarker):
            part.scroll_by(lines)

    def action_scroll_pages(self, pages: int) -> None:
        """Move by whole pages; where nothing is hidden that way, the key is the screen's."""
        parts = list(self.query(MoreMarker))
        if not any(part.lines_below if pages > 0 else part.lines_above for part in parts):
            raise SkipAction
        for part in parts:
            part.scroll_page(pages)

    @property
    def next_page(self) -> str:
        """First the lines below, then the other page, then from the top again."""
        parts = [part for part in self.query(MoreMarker) if part.display]
        if any(part.lines_below for part in parts):
            return _MORE
        above = "from the top" if any(part.lines_above for part in parts) else ""
        return super().next_page or above

    def turn(self) -> None:
        """Show it, as `next_page` says."""
        if self.next_page == _MORE:
            self.action_scroll_pages(1)
        else:
            self.action_scroll_top()
            super().turn()

    def action_scroll_top(self) -> None:
        """Go back to the first line."""
        for part in self.query(MoreMarker):
            part.scroll_to_top()
