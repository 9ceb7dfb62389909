"""What has happened in a session. Names and fields are the journal's format: see `VERSION`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from workshop.core.agenda.agenda import Step
from workshop.core.agenda.card import CardId
from workshop.core.agenda.open_case import OpenCase
from workshop.core.agenda.pulse import PulseId
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import Group, Position, Setup, Vote
from workshop.core.plans.action import Action
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import LookBack, Reviewed
from workshop.core.plans.plan import Note
from workshop.core.plans.record import MapPlace
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Decision

VERSION = 13
"""Raised whenever an event's name or fields change, so that an old journal is refused in words."""


@dataclass(frozen=True, slots=True)
class SessionOpened:
    """A session began; carries all that a replay needs, so that no other file is read."""

    setup: Setup
    steps: tuple[Step, ...]
    scenarios: tuple[Scenario, ...]
    at: float
    incidents: dict[ScenarioId, Incident] = field(default_factory=dict)
    last_place: MapPlace | None = None
    look_back: LookBack | None = None


@dataclass(frozen=True, slots=True)
class StageEntered:
    """The room moved on. `present` is how many phones were there; `ends_at` is when its time is up.

    `left_out` says that something was passed over on the way, as by a skip, `adds_step` that the step was put
    in for this move.
    """

    position: Position
    at: float
    ends_at: float | None
    present: int
    left_out: bool = False
    adds_step: bool = False


@dataclass(frozen=True, slots=True)
class MoveTakenBack:
    """The room is where it was before its last move; `ends_at` is when the time there is up now."""

    at: float
    ends_at: float | None


@dataclass(frozen=True, slots=True)
class TimerSet:
    """The time of the current stage now ends at another moment."""

    ends_at: float


@dataclass(frozen=True, slots=True)
class HintShown:
    """The hint of a scenario was shown to the room."""

    scenario: ScenarioId


@dataclass(frozen=True, slots=True)
class VoteCast:
    """A phone voted in a round, or replaced what it said in it."""

    round: Round
    seat: Seat
    vote: Vote


@dataclass(frozen=True, slots=True)
class SponsorAnswered:
    """The sponsor's answer to what a pulse showed; an empty text takes it back."""

    pulse: PulseId
    text: str


@dataclass(frozen=True, slots=True)
class PriceSet:
    """The facilitator typed what it costs to refuse one sound output, in minutes; 0 takes it back."""

    scenario: ScenarioId
    minutes: int


@dataclass(frozen=True, slots=True)
class CasePasted:
    """What is judged without a key at a step; None takes it back."""

    step: int
    case: OpenCase | None


@dataclass(frozen=True, slots=True)
class HandsCounted:
    """A show of hands was typed in; it stands beside the round's ballots, unless no hand was up.

    With `instead` it takes their place: they are gone, also from the journal, and the round takes no more
    until hands are counted anew without it.
    """

    round: Round
    counts: dict[Decision, int]
    instead: bool = False


@dataclass(frozen=True, slots=True)
class ActionAgreed:
    """The room agreed on an action, or on new words for one that has the same id."""

    chapter: Chapter
    action: Action


@dataclass(frozen=True, slots=True)
class ActionWithdrawn:
    """An action was taken back."""

    id: str


@dataclass(frozen=True, slots=True)
class ActionsOrdered:
    """The actions of a chapter stand in another order: all of them, by their ids."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardFilled:
    """An entry of a card was written or rewritten; one without any text is taken back."""

    card: CardId
    index: int
    entry: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class IdeaNoted:
    """A group's idea was typed in, or new words for one that has the same id."""

    chapter: Chapter
    idea: Idea


@dataclass(frozen=True, slots=True)
class IdeaDropped:
    """An idea was taken back, or is one with another."""

    id: IdeaId


@dataclass(frozen=True, slots=True)
class RunOffOpened:
    """The ideas that were level in the dot vote on screen go into its second round."""

    ideas: tuple[IdeaId, ...]


@dataclass(frozen=True, slots=True)
class RemarkKept:
    """Somebody's remark about a scenario was written down, without a name."""

    scenario: ScenarioId
    text: str


@dataclass(frozen=True, slots=True)
class RemarkWithdrawn:
    """A remark about a scenario was taken back, by its place among them."""

    scenario: ScenarioId
    index: int


@dataclass(frozen=True, slots=True)
class WarningKept:
    """A warning about the plan of a chapter is kept on purpose, with a reason."""

    chapter: Chapter
    note: Note


@dataclass(frozen=True, slots=True)
class ActionReviewed:
    """What the room said about an action of the earlier session, by its index there."""

    index: int
    reviewed: Reviewed


@dataclass(frozen=True, slots=True)
class NextDateSet:
    """The date of the next session; None says that there is none, on purpose."""

    date: dt.date | None


@dataclass(frozen=True, slots=True)
class DayNamed:
    """The room came in on this day: it is the date of the session and of its plans."""

    date: dt.date


@dataclass(frozen=True, slots=True)
class AddressChanged:
    """The facilitator chose another address for the QR code."""

    host: str


@dataclass(frozen=True, slots=True)
class AgendaChanged:
    """From the step with the index `start` on the agenda has other steps now, the closing included.

    The scenarios, and their incidents, are those that the session did not have yet.
    """

    start: int
    steps: tuple[Step, ...]
    scenarios: tuple[Scenario, ...] = ()
    incidents: dict[ScenarioId, Incident] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GroupsFormed:
    """Who plays which text at a step by role, from now on: together the groups hold every role, and none."""

    step: int
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class TextsClosed:
    """Nobody writes in a round of texts any more. Where they were not `enough` they are gone, here too."""

    round: Round
    enough: bool


@dataclass(frozen=True, slots=True)
class TextsDone:
    """Texts of a closed round were released or put away, by their places in the order of the seats."""

    round: Round
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionReleased:
    """Phones show a question from now on: as its round has it, or in words of the facilitator's."""

    round: Round
    number: int
    words: str


@dataclass(frozen=True, slots=True)
class QuestionAnswered:
    """A released question was answered, by its place among them."""

    index: int


@dataclass(frozen=True, slots=True)
class QuestionMarksCounted:
    """Enough phones have marked a question in a round: they are counted together, and it takes no more."""

    round: Round


@dataclass(frozen=True, slots=True)
class DeskOpened:
    """A desk was opened, for the first time in this session."""


@dataclass(frozen=True, slots=True)
class DesksRevoked:
    """Every device that had opened the desk was shut out."""


Event = (
    SessionOpened
    | StageEntered
    | MoveTakenBack
    | TimerSet
    | HintShown
    | VoteCast
    | SponsorAnswered
    | PriceSet
    | CasePasted
    | HandsCounted
    | ActionAgreed
    | ActionWithdrawn
    | ActionsOrdered
    | CardFilled
    | IdeaNoted
    | IdeaDropped
    | RunOffOpened
    | RemarkKept
    | RemarkWithdrawn
    | WarningKept
    | ActionReviewed
    | NextDateSet
    | DayNamed
    | AddressChanged
    | AgendaChanged
    | GroupsFormed
    | TextsClosed
    | TextsDone
    | QuestionReleased
    | QuestionAnswered
    | QuestionMarksCounted
    | DeskOpened
    | DesksRevoked
)
