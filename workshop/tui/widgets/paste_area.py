"""Several lines to paste and type into, which take no control characters, however they come."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from textual import events
from textual.message import Message
from textual.widgets import TextArea

from workshop.core.scenarios.pasted import unfit
from workshop.core.text import clean
from workshop.tui.look import motion_is_on
from workshop.tui.widgets.at_once import AtOnce, actions_of


class PasteArea(AtOnce, TextArea):
    """What is pasted is laid out first; what is no text, or too much of it, is refused in a sentence."""

    class Refused(Message):
        """Something was not taken; all that stood there stands there still."""

        def __init__(self, said: str) -> None:
            self.said = said
            super().__init__()

    # Page keys turn the pages of the screen, and Ctrl+C leaves.
    AT_ONCE: ClassVar[Mapping[str, str]] = {
        **actions_of(TextArea.BINDINGS, without=("copy", "cursor_page_up", "cursor_page_down")),
        "enter": "new_line",
    }

    def __init__(self, text: str, laid_out: Callable[[str], str], longest: int, **named: Any) -> None:
        """Make it.

        Args:
            text: what stands there at first.
            laid_out: how a pasted text is to stand there.
            longest: characters that are taken at most.
            named: what every widget has.
        """
        self._laid_out, self._longest = laid_out, longest
        super().__init__(text, tab_behavior="focus", soft_wrap=True, **named)

    def on_mount(self) -> None:
        """Blink, where anything may move."""
        self.cursor_blink = motion_is_on(self.app)

    def action_new_line(self) -> None:
        """Begin a new line."""
        self._replace_via_keyboard("\n", *self.selection)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual would take it as it is
        room = self._longest - len(self.text) + len(self.selected_text)
        if said := unfit(event.text, max(room, 0)):
            self.post_message(self.Refused(said))
            return
        text = self._laid_out(event.text)
        if result := self._replace_via_keyboard(
            clean(text, limit=self._longest, lines=True), *self.selection
        ):
            self.move_cursor(result.end_location)
