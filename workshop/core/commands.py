"""What the facilitator and the phones may ask for. Times are seconds since the epoch."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.action import Action
from workshop.core.pulse import Answer
from workshop.core.session import Ballot, RoundId, Seat
from workshop.core.words import Decision


@dataclass(frozen=True, slots=True)
class Advance:
    """Do the next thing: what Space does. `present` is the number of phones in the room."""

    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out what comes next: the second vote after a first one, else the rest of the step."""

    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class EndEarly:
    """Go to the closing now, from wherever the session is."""

    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class Extend:
    """Give the current stage more time."""

    at: float
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class ShowHint:
    """Show the hint of the current scenario to the room."""


@dataclass(frozen=True, slots=True)
class CastBallot:
    """Cast a ballot in a round, or replace the one from the same seat."""

    round: RoundId
    seat: Seat
    ballot: Ballot


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """Answer the open pulse, or answer it anew."""

    round: RoundId
    seat: Seat
    answer: Answer


@dataclass(frozen=True, slots=True)
class RecordSponsor:
    """Write down what the sponsor answers to the pulse on screen."""

    text: str


@dataclass(frozen=True, slots=True)
class SetPrice:
    """Say what it costs to refuse one sound output like this, in minutes."""

    minutes: int


@dataclass(frozen=True, slots=True)
class CountHands:
    """Enter a show of hands for the open round; no hands at all take an earlier count back."""

    counts: dict[Decision, int]


@dataclass(frozen=True, slots=True)
class AgreeAction:
    """Write down an action of the current phase; an empty id makes a new one."""

    action: Action


@dataclass(frozen=True, slots=True)
class WithdrawAction:
    """Take an action of the current phase back."""

    id: str


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """Put another address into the QR code."""

    host: str


@dataclass(frozen=True, slots=True)
class Seal:
    """End the session: allowed only in the closing."""

    at: float
    present: int = 0


Command = (
    Advance
    | Skip
    | EndEarly
    | Extend
    | ShowHint
    | CastBallot
    | GiveAnswer
    | RecordSponsor
    | SetPrice
    | CountHands
    | AgreeAction
    | WithdrawAction
    | ChangeAddress
    | Seal
)
