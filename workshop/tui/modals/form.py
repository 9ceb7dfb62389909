"""What every form over the live screen has: rows of fields, and no way to lose what was typed by a slip."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import Binding, BindingType

from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.modals.steady import Dialog

T = TypeVar("T")


class Form(Dialog[T | None], Generic[T]):
    """Dismisses with what was typed, or None when it was left.

    Tab and the arrows go from field to field, Esc leaves and asks first if something would be lost.
    """

    DEFAULT_CSS = """
    Form {
        background: $background;
        & > Vertical { padding: 1 3; }
        #form-heading { text-style: bold; color: $text-muted; margin-bottom: 1; }
        .form--row { height: auto; width: 1fr; }
        .form--label { width: 24; padding-right: 2; text-style: bold; }
        .form--row Input { width: 1fr; }
        .form--closed { color: $text-muted; }
        #so-far { margin-top: 1; padding: 1 2; background: $surface; height: auto; }
        Notice { padding: 0; margin-top: 1; }
        FooterLine { dock: bottom; padding: 0 3; }
    }
    """
    MOVES: ClassVar[frozenset[str]] = frozenset()
    # Before the field hears of them: who types faster than the screen draws still types into the next field.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,shift+tab", "app.focus_previous", "previous field", show=False, priority=True),
        Binding("down,tab", "app.focus_next", "next field", show=False, priority=True),
    ]

    def action_page(self, pages: int) -> None:
        """To the next field, or the one before."""
        if pages > 0:
            self.focus_next()
        else:
            self.focus_previous()

    def action_go_on(self) -> None:
        """A form goes on when it is filled in: to the first field, where none has the focus."""
        self.focus_next()

    def would_lose(self) -> str | None:
        """What leaving now would lose, to be shown in the question; None where nothing was changed."""
        raise NotImplementedError

    @work
    async def action_leave(self) -> None:
        """Leave; asks first if something would be lost."""
        lost = self.would_lose()
        answers = (Choice(False, "Go on writing"), Choice(True, "Leave without saving"))
        question = AskModal("Leave without saving?", answers, detail=lost or "")
        leave: bool | None = lost is None or await self.app.push_screen_wait(question)
        if leave:
            self.dismiss(None)
