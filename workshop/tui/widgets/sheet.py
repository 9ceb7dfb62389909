"""A page that scrolls and says when there is more of it below."""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Size

from workshop.core.english import counted


class Sheet(VerticalScroll):
    """Its lower border speaks while something is hidden below it."""

    DEFAULT_CSS = """
    Sheet {
        border-bottom: blank $background;
        border-subtitle-align: right;
        border-subtitle-color: $accent;
        border-subtitle-style: bold;
        scrollbar-size-vertical: 1;
    }
    """

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Look again after each scroll."""
        super().watch_scroll_y(old_value, new_value)
        self._say_more()

    def watch_virtual_size(self, size: Size) -> None:
        """Look again when the content has grown, or the window shrunk."""
        self.call_after_refresh(self._say_more)

    def on_resize(self) -> None:
        """Look again in another window."""
        self.call_after_refresh(self._say_more)

    def _say_more(self) -> None:
        hidden = self.max_scroll_y - round(self.scroll_y)
        self.border_subtitle = f"↓ {counted(hidden, 'more line')}" if hidden > 0 else ""
