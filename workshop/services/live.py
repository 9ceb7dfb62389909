"""A room with its endpoint: what the screens, the demo and the headless rehearsal all run on."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import socket
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from workshop.clock import SteadyClock
from workshop.core.agenda.agenda import NOTHING_CHOSEN
from workshop.core.problems import UnusableFile
from workshop.core.scenarios.pack import OWN_FOLDER
from workshop.core.words import LOOK_BACK_DAYS
from workshop.ports import BackstageError, ChosenSetup, DueLookBack, DueOfSession, Earlier, Kept, SavedSession
from workshop.services.errors import NoSuch
from workshop.services.folders import (
    free_folder,
    held_with_a_room,
    is_open,
    new_code,
    open_sessions,
    session_at,
    title_of,
)
from workshop.services.interrupted import InterruptedSessions
from workshop.services.laptop import OwnLaptop
from workshop.services.letters import letters_notice
from workshop.services.limits import limit_notice, raise_file_limit
from workshop.services.port import opened_at
from workshop.services.prepared import PreparedSessions, note_led
from workshop.services.shelf import Shelf, read_own_agendas, read_shelf
from workshop.services.synced import sync_trouble
from workshop.services.wifi import OwnWifi
from workshop.storage.disk import whole_path
from workshop.storage.in_use import in_use
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.session_folders import unreadable
from workshop.web.addresses import candidates, join_url, shown_url

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda, Chosen, Step
    from workshop.core.agenda.chosen import Put
    from workshop.core.live.session import Setup
    from workshop.core.plans.look_back import LookBack
    from workshop.core.scenarios.pack import Pack
    from workshop.core.scenarios.scenario import Scenario, ScenarioId
    from workshop.core.series.series import Series
    from workshop.core.words import Audience
    from workshop.room import Room
    from workshop.services.agenda_files import OwnAgendaFiles
    from workshop.services.garbage import QuietGarbage
    from workshop.services.plans.files import OwnPlanFiles
    from workshop.services.scenario_draft import OwnCaseFiles
    from workshop.storage.session_folders import SessionFolder
    from workshop.web.endpoint import Endpoint

MOST_PROBLEMS = 2
"""How many broken files are named on the screen, which is no place for a long list."""


# The room, the endpoint and what reads plans back are imported where they are needed: the home screen
# should not wait for them.


class LiveBackstage:
    """Implements `workshop.ports.Backstage` with the real room and the real endpoint."""

    def __init__(
        self,
        shelf: Shelf,
        sessions: Path,
        *,
        address: str | None = None,
        port: int | None = None,
        rehearsal: bool = False,
        wall: Callable[[], float] = time.time,
        warn: Callable[[str], None] = lambda words: None,
    ) -> None:
        """Make it, with nothing opened yet.

        Args:
            shelf: what a session can be made of.
            sessions: the folder of the session folders.
            address: one for the QR code that was named by hand.
            port: the port that was asked for.
            rehearsal: whether its sessions are rehearsals.
            wall: the time of day, in seconds.
            warn: told what is passed over, before there is a screen that could say it.
        """
        # The endpoint reads the limit when it is made.
        raise_file_limit()
        self.shelf = shelf
        self.sessions = sessions
        self.room: Room | None = None
        self.last_folder: Path | None = None
        self._endpoint: Endpoint | None = None
        self._garbage: QuietGarbage | None = None
        self.laptop = OwnLaptop(address)
        self.wifi = OwnWifi()
        self._address = address
        self._port = port
        self._rehearsal = rehearsal
        self._wall = wall
        self._warn = warn
        self.interrupted = InterruptedSessions(lambda: SteadyClock(wall), lambda: self.room is not None)

    @property
    def preparing(self) -> PreparedSessions:
        """The sessions that are prepared before their day."""
        return self.preparing_in(self.sessions)

    def preparing_in(self, sessions: Path) -> PreparedSessions:
        """Those beside another folder of sessions: a rehearsal is saved elsewhere."""
        return PreparedSessions(sessions, self.with_packs, self.looking_back, self.addresses, self._today)

    def agendas(self) -> list[Agenda]:
        """All agendas, shortest first; the own ones behind them, as their files are now."""
        own = read_own_agendas(self.shelf.shipped, self.sessions)
        self.shelf = dataclasses.replace(self.shelf, own=own)
        return list(self.shelf.agendas.values())

    def looking_back(
        self, agenda: str, earlier: str | None, day: int | None = None, series: str = ""
    ) -> tuple[Agenda, LookBack | None]:
        """An agenda by its name, and the earlier session that a look-back opens.

        Args:
            agenda: its name, or a file.
            earlier: the earlier session; None takes the latest one, of the series where one is named.
            day: which look-back it is; None takes the one nearest to today.
            series: where the latest session is looked for; empty looks at all.

        Raises:
            NoSuch: there is no such agenda or session, or one is named without the other.
            UnusableFile: the agenda or the session cannot be read.
        """
        from workshop.services.earlier import LOOK_BACK, TOUCH, look_back_agenda

        chosen = self.shelf.agenda(agenda)
        if not chosen.looks_back:
            if earlier is not None:
                raise NoSuch(f"'{agenda}' does not look back. Use look-back, or touch.")
            return chosen, None
        folder = None
        if earlier is not None:
            folder = session_at(Path(earlier), self.sessions)
        elif (latest := self._latest_sealed(series)) is not None:
            folder = self.sessions / latest
        if folder is None:
            raise NoSuch(self._no_earlier(agenda, series))
        from workshop.storage.plans.look_backs import open_look_back

        if self._rehearsal and held_with_a_room(folder):
            self._warn(f"{folder} was held with a room: a rehearsal writes nothing into its plans.")
        look_back = open_look_back(folder, self._today(), LOOK_BACK_DAYS[0] if agenda == TOUCH else day)
        if agenda == LOOK_BACK:
            chosen = look_back_agenda(self.shelf.agendas, look_back.day)
        return chosen, look_back

    def _no_earlier(self, agenda: str, series: str) -> str:
        of_series = f" of the series '{series}'" if series else ""
        first = "Rehearse one first (workshop rehearse 60-minutes)" if self._rehearsal else "Hold one first"
        return (
            f"'{agenda}' looks back at an earlier session, and there is none{of_series} in the folder "
            f"{whole_path(self.sessions)}. {first}, or name its folder with --session."
        )

    def look_again(self, look_back: LookBack) -> LookBack:
        """The same look-back, with what its files hold now.

        Raises:
            BackstageError: the session is not there any more, or cannot be read.
        """
        from workshop.storage.plans.look_backs import open_look_back

        folder = Path(look_back.folder) if look_back.folder else session_at(Path(look_back.of), self.sessions)
        try:
            return open_look_back(folder, self._today(), look_back.day)
        except UnusableFile as error:
            raise BackstageError(str(error)) from error

    def addresses(self) -> list[str]:
        """The addresses for the QR code; one given by hand is the first."""
        addresses = [address for address in candidates() if address != self._address]
        return [self._address, *addresses] if self._address else addresses

    def kept(self) -> Kept:
        """The sessions that wait to be resumed, and a way to read all."""
        count, waiting = open_sessions(self.sessions)
        return Kept(count, [_saved(folder) for folder in waiting], self._earlier)

    def _earlier(self) -> Earlier:
        """All sessions, their series, and what is due today."""
        from workshop.core.scenarios.ageing import aged
        from workshop.services.earlier import (
            Recent,
            due_look_backs,
            due_of_sessions,
            look_back_agenda,
            next_on_paths,
        )
        from workshop.storage.session_heads import heads_in, series_names

        heads = heads_in(self.sessions)
        copies = _first(
            list(map(str, heads.sessions.left_out)), "`workshop plan check FOLDER` names all.", most=1
        )
        saved = [
            _saved(folder)
            for folder in reversed(heads.sessions.folders)
            if folder.has_record or folder.has_journal
        ]
        recent = Recent(heads, self._today())
        look_backs = [
            DueLookBack(look_back_agenda(self.shelf.agendas, look_back.day), look_back)
            for look_back in due_look_backs(recent)
        ]
        look_backs += [
            DueLookBack(self.shelf.agendas[stop.stop.agenda], look_back, stop)
            for look_back, stop in next_on_paths(recent, {due.look_back.of for due in look_backs})
        ]
        dates = [
            DueOfSession(
                folder,
                title,
                date.date,
                ": ".join(filter(None, (date.words, date.text))),
                date.date < recent.today,
            )
            for folder, title, date in due_of_sessions(recent)
        ]
        shelf = self.shelf
        old = aged(shelf.scenarios.values(), shelf.incidents, recent.today, shelf.packs)
        return Earlier(saved, series_names(heads.sessions), look_backs, dates, copies, old)

    def plan_files(self, folder: Path | None = None) -> OwnPlanFiles:
        """The plans of one session, or of all."""
        from workshop.services.plans.files import OwnPlanFiles

        return OwnPlanFiles(folder or self.sessions, self._today)

    def agenda_files(self) -> OwnAgendaFiles:
        """The agendas, to be changed."""
        from workshop.services.agenda_files import OwnAgendaFiles

        return OwnAgendaFiles(self.shelf, self.sessions)

    def case_files(self) -> OwnCaseFiles:
        """One's own cases, to be written; what is saved can be played at once."""
        from workshop.services.scenario_draft import OwnCaseFiles

        def take_in(case: Scenario, path: Path) -> None:
            self._read_again([path.parent])

        return OwnCaseFiles(Path(OWN_FOLDER), lambda: self.shelf.scenarios, self._today, take_in)

    def series(self, name: str) -> Series:
        """What the sessions of a series say together, as of today."""
        from workshop.core.series.series import series_of
        from workshop.storage.plans.sessions import load_series

        audiences = {str(id_): scenario.audience for id_, scenario in self.shelf.scenarios.items()}
        loaded = load_series(self.sessions, name)
        outcomes = [held.outcome for held in loaded.sessions]
        series = series_of(loaded.name, outcomes, self._today(), audiences)
        return dataclasses.replace(series, unread=len(loaded.problems))

    def pick_steps(
        self,
        agenda: Agenda,
        audience: Audience | None,
        seed: str,
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> tuple[Step, ...]:
        """The steps of a session, with a scenario wherever the agenda leaves it open."""
        from workshop.core.agenda.picker import NothingToPick, pick_steps
        from workshop.core.agenda.role_texts import with_role_texts

        scenarios, played = self.shelf.scenarios, _played(look_back)
        try:
            steps = pick_steps(agenda, scenarios, seed, audience=audience, played=played, chosen=chosen)
        except NothingToPick as error:
            named = [step.scenario for step in agenda.steps if step.scenario is not None]
            faults = [self.shelf.faults[id_] for id_ in named if id_ in self.shelf.faults]
            raise BackstageError(" ".join((str(error), *faults))) from error
        return with_role_texts(steps, agenda, scenarios, seed, roles=roles, played=played, chosen=chosen)

    def choose(
        self,
        agenda: Agenda,
        steps: tuple[Step, ...],
        index: int,
        scenario: Scenario,
        chosen: Chosen,
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
    ) -> Put:
        """Put a text into a step."""
        from workshop.core.agenda.chosen import choose

        scenarios, played = self.shelf.scenarios, _played(look_back)
        return choose(agenda, steps, index, scenario, scenarios, chosen, roles=roles, played=played)

    @property
    def packs(self) -> Sequence[Pack]:
        """Where the texts come from, the shipped ones first."""
        return self.shelf.packs

    def with_packs(self, named: Sequence[Path]) -> Shelf:
        """The shelf, from now on with the packs that a prepared session names."""
        known = {pack.folder.resolve() for pack in self.shelf.packs}
        if more := [folder for folder in named if folder.resolve() not in known]:
            self._read_again(more)
        return self.shelf

    def _read_again(self, more: Sequence[Path]) -> None:
        """Read all packs as they are now, and more of them."""
        folders = {
            folder.resolve(): folder for folder in (*(pack.folder for pack in self.shelf.packs[1:]), *more)
        }
        self.shelf = dataclasses.replace(read_shelf([*folders.values()], self.sessions), own=self.shelf.own)

    def doubts(
        self,
        agenda: Agenda,
        steps: Sequence[Step],
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
    ) -> Sequence[str]:
        """What speaks against leading these steps, in sentences."""
        from workshop.core.agenda.doubts import doubts

        return doubts(agenda, steps, self.shelf.scenarios, roles, _played(look_back))

    def swap_scenario(
        self, steps: tuple[Step, ...], index: int, look_back: LookBack | None = None
    ) -> tuple[Step, ...]:
        """The steps with another scenario at one place."""
        from workshop.core.agenda.picker import NothingToPick, swap

        try:
            return swap(steps, index, self.shelf.scenarios, "swap", played=_played(look_back))
        except NothingToPick as error:
            raise BackstageError(str(error)) from error

    def scenario(self, scenario: ScenarioId) -> Scenario:
        """A scenario by its id."""
        return self.shelf.scenarios[scenario]

    def notices(self) -> list[str]:
        """What the facilitator should know before the room comes in."""
        machine = [notice for notice in (self.letters(), limit_notice()) if notice]
        synced = sync_trouble(self.sessions)
        shelf = _first(self.shelf.problems, "`workshop scenarios check FOLDER` names all.")
        closed = _first(list(map(str, unreadable(self.sessions))), "`workshop plan list` names all.")
        return [*machine, *(synced or ()), *shelf, *closed]

    def letters(self) -> str:
        """What the terminal does not say of itself, in plain letters."""
        return letters_notice() or ""

    async def begin(self, chosen: ChosenSetup) -> Room:
        """Start a room and open its door.

        Raises:
            BackstageError: no port is free, or the one asked for is taken.
            Refused, JournalError, PlanError: as the room does.
        """
        from workshop.web.listening import close_all, port_of

        await self.leave()
        # The port comes first: what cannot begin leaves no folder that looks as if it had.
        opened = self._listen(chosen.address, chosen.port or self._port)
        with ExitStack() as undo:
            undo.callback(close_all, opened)
            self.room = await self._begun(chosen, port_of(opened))
            undo.pop_all()
        await self._serve(opened)
        return self.room

    async def _begun(self, chosen: ChosenSetup, port: int) -> Room:
        from workshop.core.live.session import Setup
        from workshop.room import Room
        from workshop.services.earlier import last_place
        from workshop.storage.plans.folder import PlanFolder

        today = self._today()
        folder = free_folder(self.sessions, today, chosen.title)
        setup = Setup(
            session_id=folder.name,
            title=chosen.title,
            date=today,
            agenda=chosen.agenda.id,
            code=new_code(),
            host=chosen.address,
            host_named=chosen.address == self._address,
            port=port,
            k=chosen.k,
            sponsor=chosen.sponsor,
            purpose=chosen.purpose,
            rehearsal=self._rehearsal,
            series=chosen.series,
            outcome=chosen.outcome,
            product=chosen.product,
            organisation=chosen.organisation,
            facilitator=chosen.facilitator,
            unsaid=chosen.unsaid,
            direction=chosen.direction,
        )
        dot = last_place(self.sessions, chosen.title, rehearsal=self._rehearsal)
        clock = SteadyClock(self._wall)
        opening = self.shelf.opening(setup, chosen.steps, clock(), dot, chosen.look_back)
        room = await Room.begin(opening, PlanFolder(folder), clock)
        self.last_folder = folder
        if chosen.prepared is not None:
            note_led(chosen.prepared, folder.name, self._warn)
        return room

    async def resume(self, folder: Path) -> Room:
        """Go on with an interrupted session, at the same address and with the same code.

        Raises:
            BackstageError: its port is taken.
            JournalError: there is nothing to resume.
        """
        from workshop.core.live.commands import ChangeAddress
        from workshop.room import Room
        from workshop.storage.plans.folder import PlanFolder
        from workshop.web.addresses import is_of_this_machine
        from workshop.web.listening import close_all

        await self.leave()
        self.room = await Room.resume(PlanFolder(folder), SteadyClock(self._wall))
        self.last_folder = folder
        setup = self.room.view().setup
        try:
            opened = self._listen(
                self._address or setup.host, self._port or setup.port, named=setup.host_named
            )
        except BackstageError:
            await self.room.close()
            self.room = None
            raise
        with ExitStack() as undo:
            undo.callback(close_all, opened)
            if setup.host_named and is_of_this_machine(setup.host):
                self.laptop.believe(setup.host)
            if self._address and self._address != setup.host:
                self.laptop.believe(self._address)
                await self.room.lead(ChangeAddress(self._address))
            undo.pop_all()
        await self._serve(opened)
        return self.room

    @property
    def offers_report(self) -> bool:
        """Whether phones can fetch the report now."""
        return self._endpoint is not None and self._endpoint.offers

    async def report(self, *, phones: bool) -> str:
        """Write `report.html` into the folder of the sealed session.

        Raises:
            BackstageError: there is nothing to report, or it cannot be written.
        """
        if self.last_folder is None:
            raise BackstageError("There is no session to report.")
        from workshop.reports.document import with_gaps
        from workshop.reports.formats.html import as_html
        from workshop.reports.session_report import session_report
        from workshop.storage.disk import write_whole
        from workshop.storage.plans.sessions import load_session

        try:
            held = load_session(self.last_folder)
            page = as_html(with_gaps(session_report(held.outcome, self._today()), len(held.problems)))
            path = self.last_folder / "report.html"
            write_whole(path, page.encode())
        except (UnusableFile, OSError) as error:
            raise BackstageError(f"The report could not be written: {error}") from error
        if not phones or self._endpoint is None:
            return f"The report is in {path}"
        self._endpoint.offer(page.encode())
        return "The phones in the room can fetch the report for ten minutes. Stay on this screen for so long."

    async def leave(self) -> None:
        """Close the door and leave the session as it is; the machine may sleep again."""
        await self.laptop.rest()
        if self._garbage is not None:
            self._garbage.stop()
            self._garbage = None
        if self._endpoint is not None:
            await self._endpoint.stop()
            self._endpoint = None
        if self.room is not None:
            await self.room.close()
            self.room = None

    def join_url(self, room: Room) -> str:
        """The address for the QR code."""
        setup = self._reachable(room)
        return join_url(setup.host, setup.port, setup.code)

    def shown_url(self, room: Room) -> str:
        """The address as people type it."""
        setup = self._reachable(room)
        return shown_url(setup.host, setup.port, setup.code)

    def desk_url(self, room: Room) -> str:
        """The address of the desk for its QR code; whoever has it leads the room."""
        setup = self._reachable(room)
        return f"{join_url(setup.host, setup.port, setup.code)}/DESK/{room.desk_link()}"

    def _latest_sealed(self, series: str) -> str | None:
        from workshop.services.earlier import latest_sealed

        return latest_sealed(self.sessions, rehearsal=self._rehearsal, series=series, warn=self._warn)

    def _today(self) -> dt.date:
        return dt.datetime.fromtimestamp(self._wall()).astimezone().date()

    def _reachable(self, room: Room) -> Setup:
        """The set-up with the port that is really served: a resume may have been given another one."""
        setup = room.view().setup
        return dataclasses.replace(setup, port=self._port) if self._port else setup

    async def _serve(self, opened: Sequence[socket.socket]) -> None:
        assert self.room is not None
        # Not at the top: the web server takes longer to import than the home screen to draw.
        from workshop.services.garbage import QuietGarbage
        from workshop.services.texts_to_come import ShelfTexts
        from workshop.web.endpoint import Endpoint
        from workshop.web.listening import own_address

        self._endpoint = Endpoint(
            self.room,
            simulated=self._rehearsal,
            texts=ShelfTexts(lambda: self.shelf),
            reports=self.report,
            cases=self.case_files(),
        )
        await self._endpoint.serve(opened)
        self._garbage = QuietGarbage(self.room)
        code = self.room.view().setup.code
        self.room.serve_desk_at(f"{own_address(opened)}/{code}/desk")

    def _listen(self, address: str, wanted: int | None, *, named: bool = False) -> list[socket.socket]:
        """Open the port that was asked for, or the first free one of the usual range.

        Where an earlier start `named` the address, it is as if this one did.

        Raises:
            BackstageError: it cannot be opened, or none is free.
        """
        from workshop.web.listening import hosts_for

        hosts = hosts_for(address, named=named or address == self._address, simulated=self._rehearsal)
        return opened_at(hosts, wanted)


def _first(problems: Sequence[str], where_all: str, most: int = MOST_PROBLEMS) -> list[str]:
    """The first problems, and how many more there are."""
    more = len(problems) - most
    return [*problems[:most], *([f"And {more} more: {where_all}"] if more > 0 else [])]


def _saved(folder: SessionFolder) -> SavedSession:
    """A folder in words."""
    title, date = title_of(folder)
    waits = folder.has_journal and is_open(folder.path)
    elsewhere = waits and in_use(folder.path / JOURNAL_NAME)
    left = _written(folder.path / JOURNAL_NAME) if waits else None
    return SavedSession(folder.path, title, date or dt.date.min, waits, elsewhere, left)


def _written(journal: Path) -> dt.datetime | None:
    """When a journal, or its log, was written last; None where nobody can tell."""
    times = []
    for path in (journal, journal.with_name(f"{journal.name}-wal")):
        with contextlib.suppress(OSError):
            times.append(path.lstat().st_mtime)
    return dt.datetime.fromtimestamp(max(times)).astimezone() if times else None


def _played(look_back: LookBack | None) -> frozenset[ScenarioId]:
    return frozenset(look_back.played) if look_back is not None else frozenset()
