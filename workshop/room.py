"""The live session: the one path by which anything changes.

command -> validate -> append and commit -> apply -> tell subscribers -> acknowledge.

The room speaks to whoever draws or serves it through frozen views; it knows no screen and no web page.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import enum
import hashlib
import hmac
import time
from collections.abc import Callable

from workshop.core import commands as c
from workshop.core import events as e
from workshop.core import machine
from workshop.core.plan import plan_of, record_of
from workshop.core.scenario import ScenarioId
from workshop.core.session import Ballot, RoundId, Seat, Session, Stage
from workshop.core.view import PhoneView, RoomView, phone_view, room_view
from workshop.core.words import Phase
from workshop.storage.journal import FILE_NAME, Journal
from workshop.storage.plans import PlanError, PlanFolder


class Change(enum.Flag):
    """What a subscriber should look at again."""

    STAGE = enum.auto()
    COUNT = enum.auto()


Clock = Callable[[], float]
Subscriber = Callable[[Change], None]


class Room:
    """One live session. Start it with `begin` or `resume`; end it with `seal` or `close`."""

    def __init__(
        self, session: Session, journal: Journal, folder: PlanFolder, clock: Clock = time.time
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.present = 0
        self.trouble: str | None = None
        """The last thing that went wrong outside any command, such as a plan that could not be saved."""
        self._session = session
        self._journal = journal
        self._journal.on_commit = self._committed
        self._subscribers: list[Subscriber] = []
        self._leading = asyncio.Lock()
        self._view: RoomView | None = None

    @classmethod
    async def begin(cls, opening: e.SessionOpened, folder: PlanFolder, clock: Clock = time.time) -> Room:
        """Start a session in a new folder.

        Raises:
            Refused: the opening makes no session.
            JournalError, PlanError: the folder cannot be written, or holds a session already.
        """
        session = machine.opened(opening)
        folder.create()
        journal = Journal.create(folder.path / FILE_NAME)
        room = cls(session, journal, folder, clock)
        await journal.append([opening])
        folder.save_record(record_of(session, None))
        return room

    @classmethod
    async def resume(cls, folder: PlanFolder, clock: Clock = time.time) -> Room:
        """Go on with an interrupted session: same step, same ballots, same seats.

        Raises:
            JournalError: there is no journal, or it cannot be used.
        """
        journal, events = Journal.reopen(folder.path / FILE_NAME)
        return cls(machine.replay(events), journal, folder, clock)

    def view(self) -> RoomView:
        """What the projected screen may show now."""
        if self._view is None:
            self._view = room_view(self._session, self.present)
        return self._view

    def phone(self, token: str) -> PhoneView:
        """What the phone that holds this token may show now."""
        scenario = self._session.scenario
        return phone_view(self._session, {scenario.id: self._seat(scenario.id, token)} if scenario else {})

    def subscribe(self, subscriber: Subscriber) -> Callable[[], None]:
        """Be called after each change, in the event loop; returns the way to stop it."""
        self._subscribers.append(subscriber)
        return lambda: self._subscribers.remove(subscriber)

    def note_present(self, phones: int) -> None:
        """Take notice of how many phones are here; it is counted by whoever serves them."""
        if phones != self.present:
            self.present = phones
            self._tell(Change.COUNT)

    async def lead(self, command: c.Command) -> None:
        """Carry out a command of the facilitator.

        Raises:
            Refused: it is not possible now; nothing has changed.
            JournalError: it could not be made durable; nothing has changed.
        """
        async with self._leading:
            before = self._session.step
            await self._journal.append(machine.decide(self._session, command))
            if before is not None and before is not self._session.step:
                self._save_plan(before.phase)

    async def cast(self, token: str, round_: RoundId, ballot: Ballot) -> None:
        """Count a ballot; returns only after it is durable.

        Raises:
            Refused: the round is closed, or the ballot is none.
            JournalError: it could not be made durable; it does not count.
        """
        # While the facilitator's command is being committed the state it leads to is not known yet.
        # A ballot that waits here is judged by what comes after it.
        while self._leading.locked():
            async with self._leading:
                pass
        scenario = ScenarioId(round_.rpartition("/")[0])
        command = c.CastBallot(round_, self._seat(scenario, token), ballot)
        await self._journal.append(machine.decide(self._session, command))

    async def seal(self) -> None:
        """End the session: write the totals, then destroy the key and the ballots.

        Raises:
            Refused: the session is not in its closing.
            PlanError, JournalError: a file could not be written; nothing was destroyed.
        """
        async with self._leading:
            events = machine.decide(self._session, c.Seal(self.clock(), self.present))
            for phase in self._session.phases_held:
                self.folder.save_plan(plan_of(self._session, phase))
            today = dt.datetime.fromtimestamp(self.clock()).astimezone().date()
            self.folder.save_record(record_of(self._session, today))
            await self._journal.destroy()
            for event in events:
                machine.apply(self._session, event)
            self._session.ballots.clear()
            self._tell(Change.STAGE)

    async def close(self) -> None:
        """Leave the session as it is; `resume` goes on with it."""
        if self._session.stage is not Stage.SEALED:
            await self._journal.close()

    def _save_plan(self, phase: Phase) -> None:
        """Save a phase that has just been left, if it was held; a failure is kept to be shown."""
        if phase not in self._session.phases_held:
            return
        try:
            self.folder.save_plan(plan_of(self._session, phase))
            self.folder.save_record(record_of(self._session, None))
            self.trouble = None
        except PlanError as error:
            self.trouble = str(error)

    def _seat(self, scenario: ScenarioId, token: str) -> Seat:
        """HMAC-SHA256 of the scenario and the token under the session key, cut to 128 bits.

        Seats of different scenarios cannot be joined without the key, and the key dies with the journal.
        """
        mac = hmac.new(self._journal.key, f"{scenario}\0{token}".encode(), hashlib.sha256)
        return Seat(mac.hexdigest()[:32])

    def _committed(self, event: e.Event) -> None:
        if not isinstance(event, e.SessionOpened):
            machine.apply(self._session, event)
        self._tell(Change.COUNT if isinstance(event, e.BallotCast) else Change.STAGE)

    def _tell(self, change: Change) -> None:
        self._view = None
        for subscriber in tuple(self._subscribers):
            subscriber(change)
