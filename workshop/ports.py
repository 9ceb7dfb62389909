"""What screens and pages need of the world around them: protocols, and the values they exchange with it."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from workshop.core.agenda.agenda import NOTHING_CHOSEN
from workshop.core.problems import FileTrouble, Refused
from workshop.core.text import clean
from workshop.core.words import DEFAULT_K, Audience

if TYPE_CHECKING:
    from workshop.core.agenda.agenda import Agenda, Chosen, Step
    from workshop.core.agenda.card import CardId
    from workshop.core.agenda.choices import Choice
    from workshop.core.agenda.chosen import Put
    from workshop.core.agenda.edits import Draft
    from workshop.core.agenda.prepared import Prepared, PreparedFile
    from workshop.core.live.commands import Command
    from workshop.core.live.desk import Cover, DeskView
    from workshop.core.live.rounds import Round
    from workshop.core.live.session import Vote
    from workshop.core.live.to_come import StepToCome
    from workshop.core.live.view import Marks, PhoneView, RoomView
    from workshop.core.live.words.pace import Feeling
    from workshop.core.plans.action import Action, Review
    from workshop.core.plans.look_back import LookBack
    from workshop.core.plans.path import PathStop
    from workshop.core.plans.plan import Plan
    from workshop.core.plans.typed import Value
    from workshop.core.scenarios.draft import Draft as CaseDraft
    from workshop.core.scenarios.pack import Pack
    from workshop.core.scenarios.scenario import Scenario, ScenarioId
    from workshop.core.series.series import Series
    from workshop.core.wifi import Wifi
    from workshop.room import News, Room


# Saying no

_LONGEST_MESSAGE = 2000


class BackstageError(Exception):
    """Something behind the screens failed; the message says what, and what to do, and is harmless to show."""

    def __init__(self, message: str) -> None:
        super().__init__(clean(message, limit=_LONGEST_MESSAGE, lines=True))


class PlanChanged(BackstageError):
    """Somebody changed the file since it was read; nothing was overwritten."""


FAILURES = (Refused, FileTrouble, BackstageError)
"""What the room and what is around it may say no with, as sentences; any other error is a defect."""


# A session, from its set-up to its end


class Leaving(enum.Enum):
    """How the facilitator leaves a room."""

    LATER = "later"
    """The program ends; the journal stays, and the session is resumed another time."""
    ENDED = "ended"
    """The session is sealed and the program ends."""
    HOME = "home"
    """The session is sealed and the start screen comes back."""


@dataclass(frozen=True, slots=True)
class ChosenSetup:
    """What the facilitator decided on the set-up screen."""

    agenda: Agenda
    steps: tuple[Step, ...]
    title: str
    address: str
    sponsor: str = ""
    purpose: str = ""
    outcome: str = ""
    series: str = ""
    look_back: LookBack | None = None
    k: int = DEFAULT_K
    product: str = ""
    organisation: str = ""
    facilitator: str = ""
    direction: str = ""
    prepared: PreparedFile | None = None
    """The file that this was prepared in."""
    port: int | None = None
    """None leaves the choice of a free one to the program."""

    @property
    def unsaid(self) -> tuple[CardId, ...]:
        """Purpose or outcome, where nobody has said it: the plans say that it was skipped."""
        from workshop.core.agenda.card import OUTCOME, PURPOSE

        said = {PURPOSE: self.purpose, OUTCOME: self.outcome}
        return tuple(card for card, text in said.items() if not text)


@dataclass(frozen=True, slots=True)
class PreparedShelf:
    """The sessions that were prepared, by day: those that wait, those that were led, and what is wrong."""

    waiting: Sequence[PreparedFile] = ()
    led: Sequence[PreparedFile] = ()
    troubles: Sequence[str] = ()


class Preparing(Protocol):
    """Sessions that are prepared before their day. Any method may raise `BackstageError`."""

    def all(self) -> PreparedShelf:
        """What was prepared on this machine."""
        ...

    def today(self) -> dt.date:
        """The day it is."""
        ...

    def begun(self, agenda: Agenda, look_back: LookBack | None, seed: str) -> Prepared:
        """What stands in the fields when an agenda is chosen to be prepared."""
        ...

    def steps(self, prepared: Prepared) -> tuple[tuple[Step, ...], Sequence[str]]:
        """The steps as they would be led, and what could not be kept of them, in sentences."""
        ...

    def others(self, prepared: Prepared, steps: Sequence[Step], index: int) -> Sequence[Choice]:
        """What a step could play in place of its text, the best first, and why each."""
        ...

    def choose(self, prepared: Prepared, steps: Sequence[Step], index: int, scenario: Scenario) -> Put:
        """Put a text that a person chose into a step; may raise `Refused`."""
        ...

    def why(self, steps: Sequence[Step], index: int) -> str:
        """Why the text of a step stands there, or what speaks against it."""
        ...

    def chosen(self, file: PreparedFile) -> tuple[ChosenSetup, Sequence[str]]:
        """The session as it would be led now, and what could not be kept of it, in sentences."""
        ...

    def keep(self, prepared: Prepared, instead_of: PreparedFile | None = None) -> PreparedFile:
        """Write a prepared session, or what it became, into its file."""
        ...

    def duplicate(self, file: PreparedFile, team: str) -> PreparedFile:
        """The same session for another team, in a file of its own; both in one series."""
        ...

    def again(self, folder: Path, seed: str) -> Prepared:
        """A session that was held, as it would be prepared for another team."""
        ...

    def join_series(self, folder: Path, file: PreparedFile) -> None:
        """Write the series of a prepared session into one that was held, which has none."""
        ...

    def write_papers(self, file: PreparedFile) -> tuple[Path, Sequence[str]]:
        """Write what is printed and sent for its hour; the folder, and what could not be kept of it."""
        ...

    def throw_away(self, file: PreparedFile) -> None:
        """Delete a prepared session; what was led of it stays."""
        ...


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
    left: dt.datetime | None = None
    """When something was written last of one that waits, in the time of this place."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a session was interrupted: at a step, counted from 1, of so many; 0 is the lobby."""

    step: int
    steps: int


class Interrupted(Protocol):
    """Sessions that wait to be gone on with. `end` and `throw_away` may raise any of `FAILURES`."""

    def where(self, folder: Path) -> Standing | None:
        """Where one stands; None where that cannot be told. It reads the journal, and changes nothing."""
        ...

    async def end(self, folder: Path) -> str:
        """Save what there is and seal it; returns what was done, in a sentence."""
        ...

    def throw_away(self, folder: Path) -> str:
        """Destroy it; returns what was done, in a sentence."""
        ...


@dataclass(frozen=True, slots=True)
class DueLookBack:
    """An earlier session that should be looked back at now, and the agenda for it.

    `stop` is set where it is the next session on the path of twelve weeks, which has a date of its own.
    """

    agenda: Agenda
    look_back: LookBack
    stop: PathStop | None = None


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


class KnownWifi(Protocol):
    """The Wi-Fi that phones may join by a code; what writes or removes may raise `BackstageError`."""

    def known(self) -> Wifi | None:
        """The one that was typed since the program began, or is kept on this machine."""
        ...

    def use(self, wifi: Wifi, *, keep: bool) -> None:
        """Know one from now on: until the program ends, or kept on this machine."""
        ...

    def forget(self) -> None:
        """Know none any more, and keep none."""
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
    """Those that are due, the oldest first; then what comes next on the paths, by date."""
    dates: Sequence[DueOfSession] = ()
    """What else is due of whole sessions, by date."""
    not_read: Sequence[str] = ()
    """Copies and sub-folders among them, one sentence each."""
    aged: Sequence[str] = ()
    """Texts and public incidents that nobody has checked for long, by their names."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What lies on this machine, at a glance."""

    folders: int = 0
    """How many folders there are."""
    interrupted: Sequence[SavedSession] = ()
    """The sessions that were not sealed, the latest first."""
    read: Callable[[], Earlier] = Earlier
    """Reads all files, each once. Of many sessions that takes a while; any thread may ask."""


class Backstage(Protocol):
    """What is behind the screens, as they see it.

    Any method may raise `BackstageError`; `begin` and `resume` may also raise what the room raises. Every
    such message is a sentence that the screen shows as it is.
    """

    @property
    def laptop(self) -> Laptop:
        """The machine itself."""
        ...

    @property
    def wifi(self) -> KnownWifi:
        """The Wi-Fi of the room."""
        ...

    @property
    def preparing(self) -> Preparing:
        """The sessions that are prepared before their day."""
        ...

    @property
    def interrupted(self) -> Interrupted:
        """The sessions that wait to be gone on with."""
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

    def pick_steps(
        self,
        agenda: Agenda,
        audience: Audience | None,
        seed: str,
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
        chosen: Chosen = NOTHING_CHOSEN,
    ) -> tuple[Step, ...]:
        """The steps of a session, each open choice decided by the seed; a look-back knows what was played.

        Where each role has a text of its own it is for these `roles`, or for all where none is named. What a
        person has `chosen` is played where it was chosen for.
        """
        ...

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
        """Put a text that a person chose into a step; may raise `Refused`."""
        ...

    @property
    def packs(self) -> Sequence[Pack]:
        """Where the texts come from, the shipped ones first; of two with an id the last one is played."""
        ...

    def doubts(
        self,
        agenda: Agenda,
        steps: Sequence[Step],
        look_back: LookBack | None = None,
        roles: Sequence[Audience] = (),
    ) -> Sequence[str]:
        """What speaks against leading these steps with this group, in sentences."""
        ...

    def swap_scenario(
        self, steps: tuple[Step, ...], index: int, look_back: LookBack | None = None
    ) -> tuple[Step, ...]:
        """The same steps with another scenario at `index`."""
        ...

    def scenario(self, scenario: ScenarioId) -> Scenario:
        """A scenario of the library."""
        ...

    async def begin(self, chosen: ChosenSetup) -> Room:
        """Start a session and serve it."""
        ...

    async def resume(self, folder: Path) -> Room:
        """Go on with an interrupted session and serve it."""
        ...

    async def leave(self) -> None:
        """Stop serving and close the room; the journal of an unsealed session stays."""
        ...

    @property
    def offers_report(self) -> bool:
        """Whether phones can fetch the report now: to leave would take it away."""
        ...

    async def report(self, *, phones: bool) -> str:
        """Write the report of the session that was just sealed, and offer it to the phones if wanted.

        Returns what was done, in a sentence.
        """
        ...

    def kept(self) -> Kept:
        """What lies on this machine; it takes no longer for thousands of sessions."""
        ...

    def plan_files(self, folder: Path | None = None) -> PlanFiles:
        """The plans of one session, or of all."""
        ...

    def series(self, name: str) -> Series:
        """What the sessions of a series say together, as of today."""
        ...

    def agenda_files(self) -> AgendaFiles:
        """The agendas, to be changed."""
        ...

    def case_files(self) -> CaseFiles:
        """One's own cases, to be written."""
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

    def desk_url(self, room: Room) -> str:
        """The address of the desk for its QR code, all upper case; whoever has it leads the room."""
        ...


# Plans


class Shown(enum.Enum):
    """Which actions the table shows; the value is its words."""

    DUE = "due"
    OPEN = "all open"
    CLOSED = "done and dropped"


@dataclass(frozen=True, slots=True)
class ActionPlace:
    """Where an action stands."""

    path: Path
    action_id: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One line of the table; `date` is None where nothing is planned any more.

    A date `of_session` belongs to no action.
    """

    place: ActionPlace
    date: dt.date | None
    is_late: bool
    what: str
    sentence: str
    accountable: str
    status: str
    session: str
    of_session: bool = False


@dataclass(frozen=True, slots=True)
class PlanRows:
    """What is due, open and closed, each sorted by date, and a sentence for each file that cannot be read.

    `rehearsed` counts the actions that were left out because they were rehearsed only.
    """

    by_shown: Mapping[Shown, Sequence[PlanRow]]
    unusable: Sequence[str] = ()
    rehearsed: int = 0


@dataclass(frozen=True, slots=True)
class OpenedAction:
    """One action as its file holds it now.

    `around` is its session and phase with the other actions of the session; `token` is what the file held;
    `sure` is how sure half of its room was, from 0 to 100.
    """

    place: ActionPlace
    action: Action
    around: Plan
    token: bytes
    today: dt.date
    sure: float | None = None


class PlanFiles(Protocol):
    """The plan files as the screens see them. Any method but `is_stale` may raise `BackstageError`."""

    def rows(self) -> PlanRows:
        """Read all files."""
        ...

    def is_stale(self) -> bool:
        """Whether a file was changed, added or removed since the rows were read."""
        ...

    def open(self, place: ActionPlace) -> OpenedAction:
        """Read one action."""
        ...

    def save(
        self, opened: OpenedAction, changes: Mapping[str, Value | None], review: Review | None = None
    ) -> None:
        """Write fields of an action by their keys, and a look-back that was held.

        Raises:
            PlanChanged: the file is not what was opened; nothing was written.
        """
        ...


# Agendas


class AgendaFileChanged(BackstageError):
    """Somebody changed the file since it was read; nothing was overwritten."""


@dataclass(frozen=True, slots=True)
class OfferedAgenda:
    """What an agenda of one's own can begin with: one that is there, or a small one where `path` is None."""

    title: str
    words: str
    path: Path | None
    own: bool = False


@dataclass(frozen=True, slots=True)
class OpenedAgenda:
    """An agenda that is changed. `path` is None until it is saved, as for a copy of a shipped one.

    `base` is the text in which the steps of the draft have their places; `held` is what the file holds now.
    """

    draft: Draft
    path: Path | None
    base: bytes
    held: bytes


class AgendaFiles(Protocol):
    """The agendas as the editor sees them. Any method may raise `BackstageError`."""

    @property
    def scenarios(self) -> Mapping[ScenarioId, Scenario]:
        """The texts that a step may name."""
        ...

    def offered(self) -> Sequence[OfferedAgenda]:
        """What there is to begin with, one's own first."""
        ...

    def open(self, path: Path | None) -> OpenedAgenda:
        """An agenda to be changed; a shipped one becomes a copy, None a small one."""
        ...

    def save(self, opened: OpenedAgenda, draft: Draft) -> OpenedAgenda:
        """Write a draft where it was opened, or into a new file beside the sessions.

        Raises:
            AgendaFileChanged: the file is not what was opened; nothing was written.
        """
        ...

    def save_copy(self, opened: OpenedAgenda, draft: Draft) -> OpenedAgenda:
        """Write a draft into a new file."""
        ...


# Cases of one's own


@dataclass(frozen=True, slots=True)
class WaitingCase:
    """A case that is not finished: its file, what it is called, and what it lacks in a few words."""

    path: Path
    title: str
    lacks: str


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case that is written: as it stood, the file it is kept in, and what could not be taken from it."""

    draft: CaseDraft
    path: Path | None = None
    """Where it is kept while it is written; None as long as it is in no such file."""
    troubles: tuple[str, ...] = ()


class CaseFiles(Protocol):
    """A team's own cases as the editor sees them. Any method may raise `BackstageError`."""

    def waiting(self) -> Sequence[WaitingCase]:
        """What is not finished, the latest first."""
        ...

    def open(self, path: Path) -> OpenedCase:
        """One that is not finished."""
        ...

    def keep(self, draft: CaseDraft, path: Path | None) -> Path | None:
        """Keep what is not finished where it was kept before; returns where, None where it says nothing."""
        ...

    def throw_away(self, path: Path) -> None:
        """Remove what is not finished."""
        ...

    def save(self, draft: CaseDraft, path: Path | None) -> Path:
        """Write it as a scenario of the team into a file that is new, and let go of what was kept."""
        ...


# Phones


class PhoneRoom(Protocol):
    """A room as the phones' endpoint sees it.

    What all phones share is at hand; what is about one phone is asked of the room, which may be far away.
    """

    def view(self) -> RoomView:
        """The place, the counts and the set-up; made anew after each change, so not once per phone."""
        ...

    def new_token(self) -> str:
        """A token for a phone that has none yet; what makes it leads to no vote."""
        ...

    def knows(self, token: str) -> bool:
        """Whether this room gave a token out, which the token says itself."""
        ...

    def page(self, role: Audience | None = None) -> PhoneView:
        """What every phone may show now, or each of a role; nothing of it is one phone's own."""
        ...

    async def marks(self, token: str) -> Marks:
        """What is one phone's own on its page."""
        ...

    async def cast(self, token: str, round_: Round, vote: Vote) -> None:
        """Count a vote; returns only after it is durable."""
        ...

    async def say_pace(self, token: str, feeling: Feeling) -> None:
        """Note how a phone feels about the pace; it is kept for minutes, in memory."""
        ...

    def subscribe(self, subscriber: Callable[[News], None]) -> Callable[[], None]:
        """Be told of changes; returns the way to stop it."""
        ...

    async def until_drawn(self) -> None:
        """Wait until the wall shows the last change, where there is one; phones come after it."""
        ...

    def note_present(self, phones: int) -> None:
        """Take notice of how many phones are here."""
        ...

    def warn(self, about: str, words: str) -> None:
        """Tell the facilitator alone something of the phones, in place of what was said of it; "" ends it."""
        ...


# The desk


class DeskRoom(Protocol):
    """A room as the facilitator's own page sees it."""

    @property
    def clock(self) -> Callable[[], float]:
        """The room's time."""
        ...

    def desk(self) -> DeskView:
        """What the desk may show now."""
        ...

    def step_to_come(self, index: int) -> StepToCome | None:
        """A step that the room has not met yet, by its index; None where there is none."""
        ...

    def opens_desk(self, secret: str) -> bool:
        """Whether this is what the link to the desk ends with."""
        ...

    def desk_cookie(self) -> str:
        """What a device keeps that has opened the link."""
        ...

    def is_desk(self, cookie: str) -> bool:
        """Whether a device has opened the link, and was not shut out since."""
        ...

    async def lead(self, command: Command, after: int | None = None, *, desk: str | None = None) -> None:
        """Carry out a command, unless the room has moved since the move of that number.

        Nor is it carried out for a desk, known by its cookie, that was shut out before its turn came.
        """
        ...

    def cover(self, cover: Cover, question: int = 0) -> None:
        """Lay something over the wall's picture, or take it away."""
        ...

    def look_at(self, step: int | None) -> None:
        """Show a step behind the room on the wall once more, or end that."""
        ...

    def turn_page(self) -> None:
        """Have the wall show what of its picture is not in sight."""
        ...

    def subscribe(self, subscriber: Callable[[News], None]) -> Callable[[], None]:
        """Be told of changes; returns the way to stop it."""
        ...

    async def until_drawn(self) -> None:
        """Wait until the wall shows the last change, where there is one."""
        ...


class TextsToCome(Protocol):
    """The library, as the desk of a running session sees it: texts that the room has not had."""

    async def to_swap(self, step: StepToCome) -> Sequence[Choice]:
        """What a step could play in place of its own; the best first."""
        ...

    async def to_add(self, step: StepToCome) -> Sequence[Choice]:
        """What a new step in front of this one could play."""
        ...

    async def named(self, id_: ScenarioId) -> Scenario:
        """A text of the library.

        Raises:
            Refused: it has none of that name.
        """
        ...


class Reports(Protocol):
    """Writes the report of the session that was just sealed."""

    async def __call__(self, *, phones: bool) -> str:
        """Write it, and offer it to the phones if wanted; returns what was done, in a sentence."""
        ...


class LaptopRoom(PhoneRoom, DeskRoom, Protocol):
    """A room as the laptop serves it: to phones, and to the desk."""
