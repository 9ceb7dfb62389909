"""The application: themes, help, the palette, and the way from screen to screen."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen

from workshop.ports import FAILURES, Backstage, ChosenSetup, Leaving
from workshop.tui.frame import FrameApp
from workshop.tui.messages import (
    AgendaChosen,
    PlansChosen,
    ResumeChosen,
    RoomLeft,
    SeriesChosen,
    SetupFinished,
)
from workshop.tui.modals.ask import AskModal
from workshop.tui.screens.home import HomeScreen
from workshop.tui.signals import leave_on_signals

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda
    from workshop.core.plans.look_back import LookBack
    from workshop.room import Room


@dataclass(frozen=True, slots=True)
class AtHome:
    """Start with the chosen of an agenda."""


@dataclass(frozen=True, slots=True)
class AtSetup:
    """Start with the set-up of one agenda, perhaps for a look-back."""

    agenda: Agenda
    look_back: LookBack | None = None


@dataclass(frozen=True, slots=True)
class AtResume:
    """Go on with an interrupted session."""

    folder: Path


@dataclass(frozen=True, slots=True)
class AtRoom:
    """Show a room that is ready."""

    room: Room


Start = AtHome | AtSetup | AtResume | AtRoom


class WorkshopApp(FrameApp[Leaving]):
    """The projected screen. `run` returns how the room was left, or None if there was none."""

    # Textual loads the style sheet of a screen when it is pushed, and the home screen never is.
    CSS_PATH = ["app.tcss", "screens/home.tcss"]  # noqa: RUF012 - as in App

    def __init__(
        self,
        backstage: Backstage,
        *,
        start: Start | None = None,
        ticks: Callable[[], float] = time.monotonic,
        seed: Callable[[], str] = lambda: secrets.token_hex(4),
    ) -> None:
        super().__init__(ticks=ticks)
        self._backstage = backstage
        self._start = start or AtHome()
        self._seed = seed

    def get_default_screen(self) -> Screen[None]:
        """The home screen is under all others."""
        return HomeScreen(self._backstage)

    async def on_mount(self) -> None:
        """Go where this run starts."""
        leave_on_signals(self._leave_on_signal)
        match self._start:
            case AtSetup(agenda, look_back):
                await self._open_setup(agenda, look_back)
            case AtResume(folder):
                self._resume(folder)
            case AtRoom(room):
                await self._open_live(room)

    # From screen to screen

    @on(AgendaChosen)
    async def open_setup(self, message: AgendaChosen) -> None:
        """Set up a session."""
        await self._open_setup(message.agenda, message.look_back)

    async def _open_setup(self, agenda: Agenda, look_back: LookBack | None) -> None:
        from workshop.tui.screens.setup import SetupScreen

        await self._go_home()
        await self.push_screen(SetupScreen(agenda, self._backstage, seed=self._seed(), look_back=look_back))
        self.check_size(self.size)

    @on(SetupFinished)
    def begin_session(self, message: SetupFinished) -> None:
        """Begin what was set up."""
        self._begin(message.chosen)

    @on(ResumeChosen)
    def resume_session(self, message: ResumeChosen) -> None:
        """Go on with a session."""
        self._resume(message.folder)

    @on(PlansChosen)
    async def open_plans(self, message: PlansChosen) -> None:
        """Show the plans of a session, or of all."""
        from workshop.tui.screens.plans import PlansScreen

        await self._show_over(lambda: PlansScreen(self._backstage.desk(message.folder)))

    @on(SeriesChosen)
    async def open_series(self, message: SeriesChosen) -> None:
        """Show a series."""
        from workshop.tui.screens.series import SeriesScreen

        await self._show_over(lambda: SeriesScreen(self._backstage.series(message.name)))

    async def _show_over(self, make: Callable[[], Screen[None]]) -> None:
        try:
            screen = make()
        except FAILURES as error:
            self._say(str(error))
            return
        await self.push_screen(screen)
        self.check_size(self.size)

    @work(group="room", exclusive=True)
    async def _begin(self, chosen: ChosenSetup) -> None:
        try:
            room = await self._backstage.begin(chosen)
        except FAILURES as error:
            self._say(str(error))
            return
        await self._open_live(room)

    @work(group="room", exclusive=True)
    async def _resume(self, folder: Path) -> None:
        try:
            room = await self._backstage.resume(folder)
        except FAILURES as error:
            self._say(str(error))
            return
        await self._open_live(room)

    async def _open_live(self, room: Room) -> None:
        from workshop.tui.live.screen import LiveScreen

        # The home screen names other sessions: on the way into a room it is not shown for a moment either.
        with self.batch_update():
            await self._go_home()
            await self.push_screen(LiveScreen(room, self._backstage, self.judge))
        self.check_size(self.size)

    async def _go_home(self) -> None:
        while not isinstance(self.screen, HomeScreen):
            await self.pop_screen()

    def _say(self, text: str) -> None:
        screen = self.screen
        say = getattr(screen, "say", None)
        if say is not None:
            say(text)
        else:
            self.notify(text, severity="warning", markup=False)

    # Leaving

    @on(RoomLeft)
    def leave_room(self, message: RoomLeft) -> None:
        """Stop serving the room, then end or go home."""
        self._leave(message.leaving)

    @work(group="leave", exclusive=True)
    async def _leave(self, leaving: Leaving) -> None:
        try:
            await self._backstage.leave()
        except FAILURES as error:
            self.notify(str(error), severity="warning", markup=False)
        if leaving is Leaving.HOME:
            await self._go_home()
        else:
            self.exit(leaving)

    def _leave_on_signal(self, code: int) -> None:
        self._stop(code)

    @work(group="leave", exclusive=True)
    async def _stop(self, code: int) -> None:
        try:
            await self._backstage.leave()
        finally:
            self.exit(Leaving.LATER, return_code=code)

    async def action_quit(self) -> None:
        """Ask how to leave where a session could be lost, else end."""
        self._quit()

    def _quit(self) -> None:
        if isinstance(self.screen, AskModal):
            return
        for screen in self.screen_stack:
            ask = getattr(screen, "action_ask_quit", None)
            if ask is not None:
                ask()
                return
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C means what it means elsewhere: leave, with the same question."""
        self._quit()
