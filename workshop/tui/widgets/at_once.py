"""Widgets that do what a key says when it comes to them, before any key behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widget import Widget

if TYPE_CHECKING:
    _Widget = Widget
else:
    _Widget = object  # as a mixin, so that Textual sees one line of ancestors


class AtOnce(_Widget):
    """Carries out its own editing keys itself.

    Textual carries a binding out when its key has gone up to the app, for whatever has the focus by then. Of
    keys that arrive together a later one has often moved it: what was meant for one field emptied the next.
    """

    AT_ONCE: ClassVar[Mapping[str, str]] = {}
    """The action of each key that does something in this widget alone."""

    async def on_event(self, event: events.Event) -> None:
        """Carry out a key, or leave it to Textual."""
        if isinstance(event, events.Key) and (action := self.AT_ONCE.get(event.key)) is not None:
            await self.run_action(action)
        else:
            await super().on_event(event)


def actions_of(bindings: Iterable[BindingType], *, without: Iterable[str] = ()) -> dict[str, str]:
    """The action of each key, without some actions."""
    left_out = frozenset(without)
    return {
        key: binding.action
        for binding in Binding.make_bindings(bindings)
        for key in binding.key.split(",")
        if binding.action not in left_out
    }
