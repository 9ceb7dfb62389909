"""The application: themes, help, the palette, and the way from screen to screen."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on, work
from textual.screen import Screen

from workshop.ports import FAILURES, Backstage, ChosenSetup, Leaving
from workshop.tui.frame import FrameApp
from workshop.tui.look import Look
from workshop.tui.messages import (
    AtAgendas,
    AtCases,
    AtHome,
    AtLibrary,
    AtPlans,
    AtPrepared,
    AtPreparing,
    AtRehearsal,
    AtResume,
    AtRoom,
    AtSeries,
    AtSetup,
    Go,
    RoomLeft,
    SetupFinished,
    Start,
)
from workshop.tui.modals.ask import AskModal, Choice
from workshop.tui.screens.home import HomeScreen
from workshop.tui.signals import leave_on_signals

if TYPE_CHECKING:
    from workshop.core.agenda.prepared import Prepared, PreparedFile
    from workshop.room import Room


_ROOM = "room"
"""The workers that open one."""
_CHANGED = "Something is not as it was prepared."
_SAY_IT = "Say it in what was prepared: purpose and outcome."
_ANYWAY = (Choice(False, "Back", "Look at it in what was prepared."), Choice(True, "Begin all the same"))


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
        look: Look | None = None,
    ) -> None:
        super().__init__(ticks=ticks, look=look)
        self._backstage = backstage
        self._start = start or AtHome()
        self._seed = seed
        self.rehearsed: Path | None = None
        """The prepared session that the screens were left for, to rehearse it with a made-up room."""

    def get_default_screen(self) -> Screen[None]:
        """The home screen is under all others."""
        return HomeScreen(self._backstage)

    async def on_mount(self) -> None:
        """Go where this run starts."""
        leave_on_signals(self._leave_on_signal)
        await self._go(self._start)

    # From screen to screen

    @on(Go)
    async def go(self, message: Go) -> None:
        """Go where the facilitator wants to."""
        await self._go(message.where)

    async def _go(self, where: Start) -> None:
        if self._is_entering:
            return
        match where:
            case AtSetup():
                await self._open_setup(where)
            case AtPreparing():
                self._prepare(where)
            case AtPrepared(file):
                self._begin_prepared(file)
            case AtResume(folder):
                self._resume(folder)
            case AtRoom(room):
                await self._open_live(room)
            case AtRehearsal(path):
                self.rehearsed = path
                self.exit()
            case AtAgendas():
                self._open_agendas()
            case AtCases():
                self._write_case()
            case AtLibrary():
                await self._open_library()
            case AtPlans(folder):
                await self._open_plans(folder)
            case AtSeries(name):
                await self._open_series(name)

    async def _open_setup(self, where: AtSetup) -> None:
        from workshop.tui.screens.setup import SetupScreen

        screen = SetupScreen(
            where.agenda,
            self._backstage,
            seed=self._seed(),
            look_back=where.look_back,
            chosen=where.chosen,
        )
        await self._go_home()
        await self.push_screen(screen)
        self.check_size(self.size)

    @on(SetupFinished)
    def begin_session(self, message: SetupFinished) -> None:
        """Begin what was set up, once: the key may be pressed again before the lobby is there."""
        if not self._is_entering:
            self._begin(message.chosen)

    @property
    def _is_entering(self) -> bool:
        """Whether a room is being opened. Another key then leads nowhere: it would leave half a session."""
        return any(worker.group == _ROOM and not worker.is_finished for worker in self.workers)

    @work(group="agendas", exclusive=True)
    async def _open_agendas(self) -> None:
        from workshop.tui.modals.pick import PickModal
        from workshop.tui.screens.agenda import AgendaScreen
        from workshop.tui.screens.agenda_choices import agendas_to_change

        try:
            files = self._backstage.agenda_files()
            groups = agendas_to_change(files.offered())
        except FAILURES as error:
            self._say(str(error))
            return
        chosen = await self.push_screen_wait(PickModal("Which agenda?", groups, does="open it"))
        if chosen is not None:
            await self._show_over(lambda: AgendaScreen(files, files.open(chosen.path)))

    @work(group="cases", exclusive=True)
    async def _write_case(self) -> None:
        """Write a case of one's own; home again, it is said where it was saved."""
        from workshop.tui.live.alone import AloneScreen
        from workshop.tui.screens.case import CaseScreen

        screen = CaseScreen(self._backstage.case_files(), AloneScreen)
        self.call_after_refresh(self.check_size, self.size)
        await self.push_screen_wait(screen)
        if screen.saved is not None:
            self._say(f"Saved in {screen.saved}. c at a text of the set-up plays it there.")

    async def _open_library(self) -> None:
        from workshop.tui.screens.library import LibraryScreen
        from workshop.tui.screens.library_play import Playing

        playing = Playing(self, self._backstage)
        await self._show_over(lambda: LibraryScreen(self._backstage.packs, playing.take))

    async def _open_plans(self, folder: Path | None) -> None:
        from workshop.tui.screens.plans import PlansScreen

        await self._show_over(lambda: PlansScreen(self._backstage.plan_files(folder)))

    async def _open_series(self, name: str) -> None:
        from workshop.tui.screens.series import SeriesScreen

        await self._show_over(lambda: SeriesScreen(self._backstage.series(name)))

    async def _show_over(self, make: Callable[[], Screen[Any]]) -> None:
        try:
            screen = make()
        except FAILURES as error:
            self._say(str(error))
            return
        await self.push_screen(screen)
        self.check_size(self.size)

    @work(group=_ROOM)
    async def _begin(self, chosen: ChosenSetup) -> None:
        try:
            room = await self._backstage.begin(chosen)
        except FAILURES as error:
            self._say(str(error))
            return
        await self._open_live(room)

    @work(group="prepare", exclusive=True)
    async def _prepare(self, where: AtPreparing) -> None:
        """Prepare a session, or change what was prepared; home again, it is said where it is kept."""
        from workshop.core.agenda.agenda import NOTHING_CHOSEN
        from workshop.tui.screens.prepare import PrepareScreen

        try:
            prepared = self._to_prepare(where)
        except FAILURES as error:
            self._say(str(error))
            return
        if prepared is None:
            return
        await self._go_home()
        put = where.chosen if where.file is not None else NOTHING_CHOSEN
        screen = PrepareScreen(self._backstage, prepared, where.file, put)
        self.call_after_refresh(self.check_size, self.size)
        kept = await self.push_screen_wait(screen)
        if kept is None:
            return
        if isinstance(home := self.screen, HomeScreen):
            home.mark_kept(kept)
        no_time = "" if kept.prepared.starts else " No time yet: the invitation names none."
        self._say(f"Kept in {kept.path}.{no_time}" if no_time else f"Kept in {kept.path}")
        if where.again is not None:
            try:
                self._backstage.preparing.join_series(where.again, kept)
            except FAILURES as error:
                self._say(f"It is kept, and the earlier session is not in its series. {error}")

    def _to_prepare(self, where: AtPreparing) -> Prepared | None:
        """What stands in the fields at first."""
        preparing = self._backstage.preparing
        if where.file is not None:
            return where.file.prepared
        if where.again is not None:
            return preparing.again(where.again, self._seed())
        if where.agenda is not None:
            begun = preparing.begun(where.agenda, where.look_back, self._seed())
            return replace(begun, chosen=where.chosen)
        return None

    @work(group=_ROOM)
    async def _begin_prepared(self, file: PreparedFile) -> None:
        """Begin as it was prepared; what could not be kept, or was not said, is asked about before."""
        from workshop.tui.screens.setup import NOBODY_SAID, SKIPPED

        try:
            chosen, troubles = self._backstage.preparing.chosen(file)
            if troubles and not await self.push_screen_wait(
                AskModal(_CHANGED, _ANYWAY, detail="\n".join(troubles))
            ):
                return
            if chosen.unsaid and not await self.push_screen_wait(
                AskModal(NOBODY_SAID, (Choice(True, "Begin", SKIPPED), Choice(False, "Back", _SAY_IT)))
            ):
                return
            room = await self._backstage.begin(chosen)
        except FAILURES as error:
            self._say(str(error))
            return
        await self._open_live(room)

    @work(group=_ROOM)
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
