"""What the screens need from outside: agendas, addresses, rooms. The command line provides it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workshop.core.text import clean
from workshop.core.words import DEFAULT_K, Audience

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda, Step
    from workshop.core.plans.look_back import LookBack
    from workshop.core.scenarios.scenario import Scenario, ScenarioId
    from workshop.core.series.series import Series
    from workshop.room import Room
    from workshop.tui.desk import PlanDesk


_LONGEST_MESSAGE = 2000


class HostError(Exception):
    """Something outside the screen failed; the message says what, and what to do, and is harmless to show."""

    def __init__(self, message: str) -> None:
        super().__init__(clean(message, limit=_LONGEST_MESSAGE, lines=True))


class Leaving(enum.Enum):
    """How the facilitator leaves a room."""

    LATER = "later"
    """The program ends; the journal stays, and the session is resumed another time."""
    ENDED = "ended"
    """The session is sealed and the program ends."""
    HOME = "home"
    """The session is sealed and the start screen comes back."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What the facilitator decided on the set-up screen."""

    agenda: Agenda
    steps: tuple[Step, ...]
    title: str
    host: str
    sponsor: str = ""
    purpose: str = ""
    outcome: str = ""
    series: str = ""
    look_back: LookBack | None = None
    k: int = DEFAULT_K
    port: int | None = None
    """None lets the host choose a free one."""


@dataclass(frozen=True, slots=True)
class SavedSession:
    """A session folder on this machine; `open` means that it was not sealed.

    Such a session waits to be resumed, unless another program leads it right now: `elsewhere`.
    """

    folder: Path
    title: str
    date: dt.date
    open: bool
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class DueLookBack:
    """An earlier session that should be looked back at now, and the agenda for it."""

    agenda: Agenda
    look_back: LookBack


class Laptop(Protocol):
    """The machine that a room runs on."""

    def stay_awake(self) -> None:
        """Keep it awake, as far as its system lets us, until the room is left."""
        ...

    def may_fall_asleep(self) -> bool:
        """Whether nothing keeps it awake, though that was asked for."""
        ...

    def slept(self) -> float:
        """Seconds for which it slept since this was asked last."""
        ...

    def phones_reach(self, address: str) -> bool:
        """Whether phones may reach it at an address, as far as it can know."""
        ...


@dataclass(frozen=True, slots=True)
class DueOfSession:
    """A date of a whole session that waits, such as its next session; `late` where it has passed."""

    folder: Path
    title: str
    date: dt.date
    words: str
    late: bool


@dataclass(frozen=True, slots=True)
class Earlier:
    """What the files of earlier sessions say."""

    sessions: Sequence[SavedSession] = ()
    """The latest first."""
    series: Sequence[str] = ()
    """The names of all series."""
    look_backs: Sequence[DueLookBack] = ()
    """Those that are due, the oldest first."""
    dates: Sequence[DueOfSession] = ()
    """What else is due of whole sessions, by date."""
    not_read: Sequence[str] = ()
    """Copies and sub-folders among them, one sentence each."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies on this machine, at a glance."""

    folders: int = 0
    """How many folders there are."""
    interrupted: Sequence[SavedSession] = ()
    """The sessions that were not sealed, the latest first."""
    read: Callable[[], Earlier] = Earlier
    """Reads all files, each once. Of many sessions that takes a while; any thread may ask."""


class Host(Protocol):
    """The outside as the screens see it.

    Any method may raise `HostError`; `begin` and `resume` may also raise what the room raises. Every such
    message is a sentence that the screen shows as it is.
    """

    @property
    def laptop(self) -> Laptop:
        """The machine itself."""
        ...

    def agendas(self) -> Sequence[Agenda]:
        """The agendas to choose from, in the order in which they are offered."""
        ...

    def addresses(self) -> Sequence[str]:
        """The addresses phones may reach this machine at, the best one first."""
        ...

    def look_again(self, look_back: LookBack) -> LookBack:
        """The same look-back, with what its files hold now."""
        ...

    def plan_steps(
        self, agenda: Agenda, audience: Audience | None, seed: str, look_back: LookBack | None = None
    ) -> tuple[Step, ...]:
        """The steps of a session, each open choice decided by the seed; a look-back knows what was played."""
        ...

    def swap_scenario(
        self, steps: tuple[Step, ...], index: int, look_back: LookBack | None = None
    ) -> tuple[Step, ...]:
        """The same steps with another scenario at `index`."""
        ...

    def scenario(self, scenario: ScenarioId) -> Scenario:
        """A scenario of the library."""
        ...

    async def begin(self, choice: Choice) -> Room:
        """Start a session and serve it."""
        ...

    async def resume(self, folder: Path) -> Room:
        """Go on with an interrupted session and serve it."""
        ...

    async def leave(self) -> None:
        """Stop serving and close the room; the journal of an unsealed session stays."""
        ...

    async def report(self, *, phones: bool) -> str:
        """Write the report of the session that was just sealed, and offer it to the phones if wanted.

        Returns what was done, in a sentence.
        """
        ...

    def kept(self) -> Kept:
        """What lies on this machine; it takes no longer for thousands of sessions."""
        ...

    def desk(self, folder: Path | None = None) -> PlanDesk:
        """The plans of one session, or of all."""
        ...

    def series(self, name: str) -> Series:
        """What the sessions of a series say together, as of today."""
        ...

    def notices(self) -> Sequence[str]:
        """What the facilitator should know before beginning, one sentence each."""
        ...

    def letters(self) -> str:
        """What the terminal may lack to show the screen right, in a sentence; empty without a doubt."""
        ...

    def join_url(self, room: Room) -> str:
        """The address for the QR code: all upper case, so that the code stays small."""
        ...

    def shown_url(self, room: Room) -> str:
        """The same address as people type it."""
        ...
