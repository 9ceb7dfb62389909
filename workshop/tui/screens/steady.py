"""Screens that are left once: a second key that comes with the first finds nothing left to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import ModalScreen, Screen

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
    """Something over another screen."""

    MOVES: ClassVar[frozenset[str]] = frozenset()
    """Keys that decide here, besides Enter, Space and Esc."""
