"""Screens that are left once: a second key that comes with the first finds nothing left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from workshop.tui.widgets.sheet import Sheet

T = TypeVar("T")

if TYPE_CHECKING:
    _Left = Screen[Any]
else:
    _Left = object  # as a mixin, so that Textual sees one line of ancestors


class LeftOnce(_Left):
    """Takes only the first of several wishes to leave.

    Textual's `dismiss` takes away whatever is on top. Two of them that come together would take the screen
    below as well.
    """

    def dismiss(self, result: Any = None) -> AwaitComplete:
        """Leave with a result, unless this screen has been left already or lies below another one."""
        return super().dismiss(result) if self.is_active else AwaitComplete()


class SteadyScreen(LeftOnce, Screen[T], Generic[T]):
    """A whole screen."""


class Dialog(LeftOnce, ModalScreen[T], Generic[T]):
    """Something over another screen.

    Space takes what goes on without losing anything, Esc leaves; a presenter's remote control does the same.
    """

    MOVES: ClassVar[frozenset[str]] = frozenset({"pagedown", "pageup", "right"})
    """Keys that decide here, besides Enter, Space and Esc."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space,right", "go_on", show=False),
        Binding("escape", "leave", show=False),
        Binding("pagedown", "page(1)", show=False, priority=True),
        Binding("pageup", "page(-1)", show=False, priority=True),
    ]

    def action_go_on(self) -> None:
        """Take what goes on without losing anything; by default that is to leave."""
        self.action_leave()

    def action_leave(self) -> object:
        """Leave without an answer."""
        self.dismiss(None)
        return None

    def action_page(self, pages: int) -> None:
        """Scroll what does not all fit; where nothing is left to scroll, go on or leave."""
        for sheet in self.query(Sheet):
            before = sheet.scroll_y
            sheet.scroll_relative(y=pages * sheet.size.height, animate=False)
            if sheet.scroll_y != before:
                return
        if pages > 0:
            self.action_go_on()
        else:
            self.action_leave()
