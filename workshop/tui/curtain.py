"""A screen that changes behind a curtain: laid out as often as it takes, and painted once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from textual.screen import Screen
from textual.widget import Widget

MOST_LAYOUTS = 6
"""A panel finds its arrangement from its size, and what is in it from the arrangement: three are usual."""

_QUIET_TURNS = 2
"""Turns of the loop without a message: one may only be the pause between two of them."""


if TYPE_CHECKING:
    _Screen = Screen[Any]
else:
    _Screen = object  # as a mixin, so that Textual sees one line of ancestors


class Curtain(_Screen):
    """Between `lower` and `raise_when_settled` nothing is painted; everything else goes on.

    What is used of Textual's inside: a screen paints in `_compositor_refresh`, which here waits and keeps
    the regions that are to be painted; `_on_timer_update` lays out what `_layout_required` asks for. Both are
    what the screen itself does, only without its pauses of a sixtieth of a second.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._curtains = 0

    def lower(self) -> None:
        """Paint nothing from now on."""
        self._curtains += 1

    async def raise_when_settled(self, *parts: Widget, then: Callable[[], None]) -> None:
        """Lay out until the `parts` ask for no more, paint the picture, and do what was to come `then`."""
        try:
            for _ in range(MOST_LAYOUTS):
                await self._all_heard(parts)
                if not (self.is_current and (self._layout_required or self._callbacks)):
                    break
                self._on_timer_update()
        finally:
            self._curtains -= 1
            if not self._curtains and self.is_current:
                self._compositor.update_widgets(self._dirty_widgets)
                self._compositor_refresh()
            then()

    async def _all_heard(self, parts: tuple[Widget, ...]) -> None:
        """Wait until nobody has a message to deal with."""
        quiet = 0
        while quiet < _QUIET_TURNS:
            await asyncio.sleep(0)
            waiting = any(
                node.message_queue_size for part in parts for node in part.walk_children(with_self=True)
            )
            quiet = 0 if waiting or self.message_queue_size else quiet + 1

    def _compositor_refresh(self) -> None:
        if not self._curtains:
            super()._compositor_refresh()
