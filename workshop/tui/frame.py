"""What every app of the program has: our themes, the keys of every screen, a guard for small windows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import partial
from typing import ClassVar, TypeVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.geometry import Size
from textual.screen import Screen
from textual.widgets import Input
from textual.worker import WorkerState

from workshop.tui.judge import Effect, KeyJudge
from workshop.tui.key import EVERYWHERE, MOTION, Key, bindings, no_key_words, palette_keys
from workshop.tui.look import Look
from workshop.tui.modals.small import TooSmallModal, too_small
from workshop.tui.signals import leave_on_signals
from workshop.tui.textual_inside import never_sixteen_colours
from workshop.tui.theme import THEMES
from workshop.tui.widgets.at_once import AtOnce

T = TypeVar("T")

_LOOKS = frozenset({"up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"})
_MOVES = frozenset({"enter", "space", "escape", "ctrl+q", "ctrl+c"})
"""What decides or leaves wherever it does anything at all."""


class FrameApp(App[T]):
    """An app without a screen of its own."""

    CSS_PATH = ["app.tcss"]  # noqa: RUF012 - as in App
    TITLE = "workshop"
    ENABLE_COMMAND_PALETTE = True
    HORIZONTAL_BREAKPOINTS = [(0, "-compact"), (100, "-wide"), (120, "-sides")]  # noqa: RUF012 - as in App
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-tall")]  # noqa: RUF012 - as in App
    BINDINGS: ClassVar[list[BindingType]] = bindings(EVERYWHERE)

    def __init__(self, *, ticks: Callable[[], float] = time.monotonic, look: Look | None = None) -> None:
        super().__init__()
        never_sixteen_colours(self)
        for theme in THEMES:
            self.register_theme(theme)
        self.look = look or Look()
        self.look.put_on(self)
        self.judge = KeyJudge(ticks, self._is_moving)

    def on_load(self) -> None:
        """Hear of every screen that comes or goes."""
        self.screen_change_signal.subscribe(self, lambda _: self._change_screen(), immediate=True)

    def _change_screen(self) -> None:
        """A key has begun that a screen took in and told nobody of: any key at all takes a question away."""
        self.judge.handled()
        self.judge.shown()

    # Keys: one place for all of them, and before any of them does anything

    async def on_event(self, event: events.Event) -> None:
        """Drop the keys that are not meant; see what becomes of the others."""
        if not isinstance(event, events.Key):
            await super().on_event(event)
        elif event.is_forwarded:
            await super().on_event(event)
            self.judge.handled()
        elif self.judge.takes(
            self._effect_of(event), is_letter=event.is_printable, age=time.monotonic() - event.time
        ):
            await super().on_event(event)

    def _effect_of(self, event: events.Key) -> Effect:
        focused, screen = self.focused, self.screen
        if focused is not None and focused.check_consume_key(event.key, event.character):
            return Effect.TEXT
        if isinstance(focused, AtOnce) and event.key in focused.AT_ONCE:
            return Effect.TEXT
        if isinstance(focused, Input) and event.key in _LOOKS:
            return Effect.TEXT
        if event.key in _MOVES or event.key in getattr(screen, "MOVES", ()):
            return Effect.MOVE
        if event.key in _LOOKS:  # who goes to another line of a dialog has seen it
            return Effect.TEXT if screen.is_modal else Effect.LOOK
        return Effect.COMMAND

    def on_key(self, event: events.Key) -> None:
        """Say something about a letter that is no key here: silence looks like a program that hangs."""
        screen, letter = self.screen, event.character or ""
        if not event.is_printable or event.key in screen.active_bindings:
            return
        say = getattr(screen, "say", None)
        if say is not None:
            say(no_key_words(letter, letter.lower() in screen.active_bindings))

    def _is_moving(self) -> bool:
        """Whether what an earlier key asked for has not begun, or has not come to an end."""
        return any(worker.state is WorkerState.PENDING for worker in self.workers) or any(
            getattr(screen, "is_moving", False) for screen in self.screen_stack
        )

    def post_display_hook(self) -> None:
        """Something has been drawn."""
        self.judge.drawn()

    def action_next_theme(self) -> None:
        """For a dark room, for a bright one, with high contrast."""
        self.look.turn_theme(self)

    def action_turn_motion(self) -> None:
        """Let what changes move, or stand still."""
        self.look.turn_motion(self)

    def action_help(self) -> None:
        """Show what the keys do."""
        from workshop.tui.modals.help import HelpModal

        screen = self.screen
        self.push_screen(HelpModal(getattr(screen, "KEYS", ()), getattr(screen, "PANEL_KEYS", ())))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette holds every key of the screen, and of its panel, under its own name."""
        keys: tuple[Key, ...] = getattr(screen, "KEYS", ())
        offered = [(screen, keys), (screen, getattr(screen, "UNDER_NO_KEY", ()))]
        if (panel := getattr(screen, "panel_in_sight", None)) is not None:
            offered.insert(1, (panel, palette_keys(panel.KEYS, panel)))
        for where, there in offered:
            for key in there:
                yield SystemCommand(key.title, key.help, partial(where.run_action, key.action))
        for key in (*EVERYWHERE, MOTION):
            yield SystemCommand(key.title, key.help, partial(self.run_action, key.action))

    @on(events.Resize)
    def watch_size(self, event: events.Resize) -> None:
        """Cover everything while the terminal is too small."""
        self.check_size(event.size)

    def check_size(self, size: Size) -> None:
        """Cover everything while the terminal is too small; a new screen would come over the cover."""
        if too_small(size) and not any(isinstance(screen, TooSmallModal) for screen in self.screen_stack):
            self.push_screen(TooSmallModal())


class OneScreenApp(FrameApp[None]):
    """Shows one screen, and ends with it."""

    def __init__(
        self, screen: Screen[None], *, ticks: Callable[[], float] = time.monotonic, look: Look | None = None
    ) -> None:
        super().__init__(ticks=ticks, look=look)
        self._only = screen

    async def on_mount(self) -> None:
        """Show it."""
        leave_on_signals(lambda code: self.exit(return_code=code))
        await self.push_screen(self._only, lambda _: self.exit())
        self.check_size(self.size)

    async def action_quit(self) -> None:
        """Leave; a form in front is left first, and asks where something would be lost."""
        self.action_help_quit()

    def action_help_quit(self) -> None:
        """Ctrl+C means what it means elsewhere: leave."""
        leave = getattr(self.screen, "action_leave", self.exit)
        leave()
