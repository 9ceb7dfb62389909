"""A backstage without a network: real rooms in a folder of the test."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from tests.builders import (
    DAY,
    LEARN,
    ONE_SCENARIO,
    SCENARIOS,
    STEPS,
    Clock,
    a_room,
    a_scenario,
    an_opening,
)
from tests.shipped import shelf
from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, AgendaStep, Chosen, Step
from workshop.core.agenda.chosen import Put, choose
from workshop.core.plans.look_back import LookBack
from workshop.core.scenarios.pack import Pack
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.series.series import Series
from workshop.core.words import Audience
from workshop.ports import (
    AgendaFiles,
    BackstageError,
    CaseFiles,
    ChosenSetup,
    DueLookBack,
    DueOfSession,
    Earlier,
    Kept,
    PlanFiles,
    SavedSession,
)
from workshop.room import Room
from workshop.services.agenda_files import OwnAgendaFiles
from workshop.services.interrupted import InterruptedSessions
from workshop.services.plans.files import OwnPlanFiles
from workshop.services.prepared import PreparedSessions
from workshop.services.scenario_draft import OwnCaseFiles
from workshop.services.shelf import Shelf
from workshop.services.wifi import OwnWifi
from workshop.storage.plans.folder import PlanFolder

SPARE = ScenarioId("learn-02")
LIBRARY = {scenario.id: scenario for scenario in (*SCENARIOS, a_scenario(SPARE, title="The invented study"))}


def an_agenda(steps: Sequence[Step], id: str, title: str, summary: str) -> Agenda:  # noqa: A002 (the field's name)
    """An agenda of the kind its file would give."""
    return Agenda(
        id,
        title,
        summary,
        tuple(AgendaStep(s.kind, s.phase, s.minutes, s.title, s.cycle, s.scenario) for s in steps),
    )


SHORT = an_agenda(
    ONE_SCENARIO, "short", "A first look", "One scenario and one agreement. For a team meeting that has room."
)
FULL = an_agenda(
    STEPS,
    "full",
    "All four phases",
    "The whole roadmap, with actions in each phase and a break in the middle.",
)


class FakeLaptop:
    """A machine that does what a test says; phones reach it at the candidates."""

    def __init__(self, backstage: FakeBackstage) -> None:
        self._backstage = backstage
        self.asked_to_stay_awake = False
        self.refuses = False
        self.asleep = 0.0

    def stay_awake(self) -> None:
        """Remember it."""
        self.asked_to_stay_awake = True

    def may_fall_asleep(self) -> bool:
        """What the test says."""
        return self.asked_to_stay_awake and self.refuses

    def slept(self) -> float:
        """What the test says, once."""
        slept, self.asleep = self.asleep, 0.0
        return slept

    def phones_reach(self, address: str) -> bool:
        """Whether it is a candidate."""
        return address in self._backstage.candidates


class FakeBackstage:
    """What the screens need; a test sets `failure` to have the next call fail."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self.folder = folder
        self.clock = clock or Clock()
        self.failure: Exception | None = None
        self.resume_fails: Exception | None = None
        self.room: Room | None = None
        self.began: ChosenSetup | None = None
        self.left = 0
        self.offers_report = False
        self.sessions: list[SavedSession] = []
        self.look_backs: list[DueLookBack] = []
        self.mended: LookBack | None = None
        self.dates: list[DueOfSession] = []
        self.told: list[Series] = []
        self.said: list[str] = []
        self.copies: list[str] = []
        self.doubted: list[str] = []
        self.roles: tuple[Audience, ...] = ()
        self.lacks = ""
        self.laptop = FakeLaptop(self)
        self.wifi = OwnWifi()
        self.candidates = ["192.168.1.23", "10.20.30.40"]
        self.interrupted = InterruptedSessions(lambda: self.clock, lambda: self.room is not None)
        shelf = Shelf(LIBRARY, {agenda.id: agenda for agenda in (SHORT, FULL)}, (), ())
        self.preparing = PreparedSessions(
            folder,
            lambda packs: shelf,
            lambda name, of, day: (shelf.agenda(name), None),
            self.addresses,
            lambda: DAY,
        )

    def _fail(self) -> None:
        failure, self.failure = self.failure, None
        if failure is not None:
            raise failure

    def agendas(self) -> Sequence[Agenda]:
        """Two agendas."""
        self._fail()
        return (SHORT, FULL)

    def addresses(self) -> Sequence[str]:
        """The candidates."""
        return self.candidates

    def look_again(self, look_back: LookBack) -> LookBack:
        """What the test says, else the same."""
        self._fail()
        return self.mended or look_back

    def plan_files(self, folder: Path | None = None) -> PlanFiles:
        """The real one."""
        return OwnPlanFiles(folder or self.folder)

    def agenda_files(self) -> AgendaFiles:
        """The real ones, beside the sessions of the test."""
        return OwnAgendaFiles(shelf(), self.folder)

    def case_files(self) -> CaseFiles:
        """The real ones, beside the sessions of the test."""
        return OwnCaseFiles(self.folder / "my-scenarios", lambda: LIBRARY, lambda: DAY)

    def series(self, name: str) -> Series:
        """The one of that name."""
        return next(series for series in self.told if series.name == name)

    def pick_steps(
        self,
        agenda: Agenda,
        audience: Audience | None,
        seed: str,
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> tuple[Step, ...]:
        """The steps as they stand; another audience gets the spare scenario."""
        self._fail()
        self.roles = tuple(roles)
        spare = SPARE if audience is not None else None
        return tuple(
            Step(
                s.kind,
                s.phase,
                s.minutes,
                s.title,
                s.cycle,
                chosen[number][0]
                if number in chosen
                else spare
                if spare and s.scenario == LEARN
                else s.scenario,
            )
            for number, s in enumerate(agenda.steps, start=1)
        )

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
        """As the real one does, with the texts of the test."""
        self._fail()
        return choose(agenda, steps, index, scenario, LIBRARY, chosen, roles=roles)

    @property
    def packs(self) -> Sequence[Pack]:
        """One pack of all texts."""
        return (Pack(Path("scenarios"), "The shipped library", texts=tuple(LIBRARY.values())),)

    def doubts(
        self,
        agenda: Agenda,
        steps: Sequence[Step],
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
    ) -> Sequence[str]:
        """What the test says."""
        return self.doubted

    def swap_scenario(
        self, steps: tuple[Step, ...], index: int, look_back: LookBack | None = None
    ) -> tuple[Step, ...]:
        """The spare scenario and back."""
        self._fail()
        step = steps[index]
        if step.scenario not in (LEARN, SPARE):
            raise BackstageError(f"The library has no other scenario for step {index + 1}.")
        other = SPARE if step.scenario == LEARN else LEARN
        return (*steps[:index], dataclasses.replace(step, scenario=other), *steps[index + 1 :])

    def scenario(self, scenario: ScenarioId) -> Scenario:
        """One of the library."""
        return LIBRARY[scenario]

    async def report(self, *, phones: bool) -> str:
        """Only says it."""
        self._fail()
        self.offers_report = self.offers_report or phones
        return "Offered." if phones else "Written."

    async def begin(self, chosen: ChosenSetup) -> Room:
        """A real room, served to nobody."""
        self._fail()
        self.began = chosen
        opening = an_opening(
            chosen.steps,
            tuple(LIBRARY[step.scenario] for step in chosen.steps if step.scenario),
            title=chosen.title,
            host=chosen.address,
            k=chosen.k,
            sponsor=chosen.sponsor,
            purpose=chosen.purpose,
        )
        self.room = await a_room(self.folder, opening, self.clock)
        return self.room

    async def resume(self, folder: Path) -> Room:
        """The room of a folder."""
        if self.resume_fails is not None:
            raise self.resume_fails
        self._fail()
        self.room = await Room.resume(PlanFolder(folder), self.clock)
        return self.room

    async def leave(self) -> None:
        """Close the room."""
        self.left += 1
        if self.room is not None:
            await self.room.close()
            self.room = None
        self._fail()

    def kept(self) -> Kept:
        """What a test put there."""
        return Kept(len(self.sessions), [session for session in self.sessions if session.open], self.earlier)

    def earlier(self) -> Earlier:
        """What the test says."""
        return Earlier(
            self.sessions, [series.name for series in self.told], self.look_backs, self.dates, self.copies
        )

    def notices(self) -> Sequence[str]:
        """What a test put there."""
        return self.said

    def letters(self) -> str:
        """What a test says that the terminal lacks."""
        return self.lacks

    def join_url(self, room: Room) -> str:
        """The address in upper case."""
        return f"HTTP://{self.shown_url(room)}"

    def shown_url(self, room: Room) -> str:
        """The address as people type it."""
        setup = room.view().setup
        return f"{setup.host}:{setup.port}/{setup.code}"

    def desk_url(self, room: Room) -> str:
        """The address of the desk in upper case."""
        return f"{self.join_url(room)}/DESK/{room.desk_link()}"


def saved_session(
    title: str,
    *,
    open: bool,  # noqa: A002 (the field's name)
    day: int = 4,
    elsewhere: bool = False,
) -> SavedSession:
    """A session folder that is only talked about."""
    date = dt.date(2025, 11, day)
    return SavedSession(
        Path(f"sessions/{date}-{title.lower().replace(' ', '-')}"), title, date, open, elsewhere
    )
