"""What every panel is: one picture of one stage, between the head and the footer."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar, cast

from textual.events import Resize
from textual.widget import Widget

from workshop.core.live.session import Stage
from workshop.core.live.steps import Picture, opened_in
from workshop.core.live.view import RoomView
from workshop.tui.keys import CHECK, OUTCOME, REVEAL, Key

Keys = tuple[tuple[str, str], ...]
"""Keys of a panel with the footer word of each, the most important first."""

_TURNS = {key.shown: key.action for key in (*CHECK, *REVEAL, *OUTCOME) if key.action.startswith("turn_")}
"""The keys that turn the page of a picture, and what each does."""

P = TypeVar("P", bound=Picture)


class Panel(Widget, Generic[P], can_focus=True):
    """The content of the live screen while the session is in one stage: draws one kind of picture.

    The frame around it says where we are, the time and the keys, and keeps the margins, so a panel does not.
    It posts `workshop.tui.messages.Lead` with a command and never calls the room. A panel that changes its
    keys at run time sets `self.keys` and posts `KeysChanged`.
    """

    KEYS: ClassVar[tuple[Key, ...]] = ()
    """Its own keys, from the table of all keys; its `BINDINGS` are made of them."""
    TYPING_KEYS: ClassVar[Keys] = (("Tab", "next field"), ("Esc", "leave the field"))
    """The whole footer while a text field of this panel has the focus; there Space is a letter."""

    clock: Callable[[], float] = staticmethod(time.time)
    """What time it is, in seconds since the epoch; the frame may set another clock before mounting."""
    folder: str = ""
    """Where the files of the session are; the frame sets it before mounting."""

    DEFAULT_CSS = """
    Panel { height: 1fr; width: 1fr; }
    """

    def __init__(self, view: RoomView) -> None:
        self.view = view
        self.keys: Keys = tuple(key.words for key in self.KEYS)
        super().__init__()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """No rule asks whether a panel has the focus: what it holds need not be styled anew."""

    @property
    def figures(self) -> Sequence[tuple[str, str]]:
        """What stands behind its sentences, for those who ask: each figure with what it is of."""
        return ()

    @property
    def picture(self) -> P:
        """What this panel draws; the table of panels gives it no other kind."""
        return cast("P", self.view.picture)

    def on_mount(self) -> None:
        """See to it that every panel hears of its size once it has one.

        Textual leaves out a new widget's first `Resize` where somebody asked for a region before the layout.
        """
        self.call_after_refresh(self._hear_of_size)

    def _hear_of_size(self) -> None:
        self.post_message(Resize(self.size, self.virtual_size, self.container_size))

    def once_drawn(self, act: Callable[..., Awaitable[None] | None], *arguments: object) -> None:
        """Do something when this panel has its parts, unless the room has gone on before that."""
        self.call_next(self._if_there, partial(act, *arguments))

    async def _if_there(self, act: Callable[[], Awaitable[None] | None]) -> None:
        if self.is_attached and self.children and (doing := act()) is not None:
            await doing

    def carries(self, view: RoomView) -> bool:
        """Whether this panel can go on with a view by `show`, or a new one is needed.

        It can as long as the stage is the same, or its round closes, or is opened again.
        """
        return _carried_by(view) == _carried_by(self.view)

    def show(self, view: RoomView) -> None:
        """Take in a new view of the same stage: counts, the hint, the next part."""
        self.view = view

    @property
    def next_page(self) -> str:
        """What more there is of the picture than is in sight; empty where nothing is."""
        return next((word for shown, word in self.keys if shown in _TURNS), "")

    def turn(self) -> None:
        """Show it; behind the last page comes the first."""
        for shown, _ in self.keys:
            if shown in _TURNS:
                getattr(self, f"action_{_TURNS[shown]}")()

    def take_focus(self) -> None:
        """Focus what the keys of this panel belong to: by default the panel itself."""
        self.focus(scroll_visible=False)


def _carried_by(view: RoomView) -> tuple[int, Stage]:
    """The step and the stage; a round that is closed keeps the panel in which it was open."""
    return view.position.step, opened_in(view.stage)
