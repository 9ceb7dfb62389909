"""What the facilitator and the phones may ask for, each with what is said where it is not legal (`refusal`).

Times are seconds since the epoch.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from workshop.core.agenda.agenda import Step
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import Vote
from workshop.core.plans.action import Action
from workshop.core.plans.look_back import Reviewed
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Decision

_NO_CHANGE = "There is no step to come that could be changed."


@dataclass(frozen=True, slots=True)
class Advance:
    """Do the next thing: what Space does. `present` is the number of phones in the room."""

    refusal: ClassVar[str] = "This was the last step. Seal the session to end it."

    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class Skip:
    """Leave out what comes next: the second vote after a first one, else the rest of the step.

    A pulse that is left so has no result: what was answered is neither shown nor saved.
    """

    refusal: ClassVar[str] = "There is nothing to skip here."

    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class EndEarly:
    """Go to the closing now, from wherever the session is."""

    refusal: ClassVar[str] = "There is nothing to end early here."

    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class BreakNow:
    """Put a break in behind the present step, and go there; possible at the end of a step."""

    refusal: ClassVar[str] = "There is no break from here."

    at: float
    present: int = 0
    minutes: int = 10


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Go back to where the room was before its last move: a closed round is open again, a skip undone.

    Possible until something computed from ballots was shown, or an earlier plan was written into.
    """

    refusal: ClassVar[str] = "Nothing can be taken back here: what the room has seen of its votes stays seen."

    at: float


@dataclass(frozen=True, slots=True)
class Extend:
    """Give the current stage more time."""

    refusal: ClassVar[str] = "This screen has no timer."

    at: float
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class Shorten:
    """Give the current stage less time, as far as there is any left."""

    refusal: ClassVar[str] = "This screen has no timer."

    at: float
    seconds: int = 60


@dataclass(frozen=True, slots=True)
class ShowHint:
    """Show the hint of the current scenario to the room."""

    refusal: ClassVar[str] = "A hint belongs to a vote or to the talk after it."


@dataclass(frozen=True, slots=True)
class CastVote:
    """Vote in a round, or replace what the same seat said in it: with a ballot, an answer, or dots.

    `named_by` is the seat that the same phone has in the last question about roles: what it answered there
    is the role of the vote, whatever the vote says itself.
    """

    refusal: ClassVar[str] = "This vote is closed."

    round: Round
    seat: Seat
    vote: Vote
    named_by: Seat | None = None


@dataclass(frozen=True, slots=True)
class RecordSponsor:
    """Write down what the sponsor answers to the pulse on screen."""

    refusal: ClassVar[str] = "The sponsor's answer is written down when the room's worries are shown."

    text: str


@dataclass(frozen=True, slots=True)
class SetPrice:
    """Say what it costs to refuse one sound output like this, in minutes."""

    refusal: ClassVar[str] = "A price is typed once the votes on a sound text are shown."

    minutes: int


@dataclass(frozen=True, slots=True)
class PasteCase:
    """Put in what the room judges without a key, and what of its source is at hand; no text takes it back."""

    refusal: ClassVar[str] = "A text is put in at an open case, before it is shown."

    text: str
    source_title: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class CountHands:
    """Enter a show of hands for the open round; no hands at all take an earlier count back.

    With `instead` the phones' ballots of this round are dropped, and it takes no more of them.
    """

    refusal: ClassVar[str] = "Hands can be counted while a vote is open."

    counts: dict[Decision, int]
    instead: bool = False


@dataclass(frozen=True, slots=True)
class AgreeAction:
    """Write down an action of the current phase; an empty id makes a new one."""

    refusal: ClassVar[str] = "Actions are written down in the action step of a phase."

    action: Action


@dataclass(frozen=True, slots=True)
class WithdrawAction:
    """Take an action of the current phase back."""

    refusal: ClassVar[str] = "Actions are changed in the action step of their phase."

    id: str


@dataclass(frozen=True, slots=True)
class FillCard:
    """Write an entry of the card on screen; one without any text takes it back.

    `index` is 0, or for a card that repeats the number of the entry, the next free one for a new one.
    """

    refusal: ClassVar[str] = "This screen has nothing to fill in."

    entry: dict[str, tuple[str, ...]]
    index: int = 0


@dataclass(frozen=True, slots=True)
class NoteIdea:
    """Write down an idea of a group; an empty id makes a new one."""

    refusal: ClassVar[str] = "Ideas are typed in when everybody is together again."

    idea: Idea


@dataclass(frozen=True, slots=True)
class DropIdea:
    """Take an idea back."""

    refusal: ClassVar[str] = "Ideas are changed before the dot vote."

    id: IdeaId


@dataclass(frozen=True, slots=True)
class KeepRemark:
    """Write down what somebody said about the revealed scenario, without a name."""

    refusal: ClassVar[str] = "Remarks are written down after the reveal."

    text: str


@dataclass(frozen=True, slots=True)
class MoveAction:
    """Put an action of the current phase so many places further down its list, or up with a minus."""

    refusal: ClassVar[str] = "Actions are put in order in the action step of their phase."

    id: str
    by: int


@dataclass(frozen=True, slots=True)
class KeepWarnings:
    """Keep warnings about the plan of the present phase on purpose, all for one reason.

    Each is its rule and the id of its action, which is empty for the whole plan.
    """

    refusal: ClassVar[str] = "A warning is kept where the actions of its phase are written."

    reason: str
    warnings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ReviewAction:
    """Write down what the room says about the earlier action on screen."""

    refusal: ClassVar[str] = "Actions are looked back at in their own step."

    reviewed: Reviewed


@dataclass(frozen=True, slots=True)
class TurnToAction:
    """Go to another of the earlier actions, back or forth; `index` counts them from 0."""

    refusal: ClassVar[str] = "Actions are looked back at in their own step."

    index: int
    at: float
    present: int = 0


@dataclass(frozen=True, slots=True)
class SetNextDate:
    """Say when the next session is; None means none, on purpose."""

    refusal: ClassVar[str] = "The next date is set at the closing."

    date: dt.date | None


@dataclass(frozen=True, slots=True)
class NameDay:
    """Say on which day the room came in; it belongs to the first Space."""

    refusal: ClassVar[str] = "The day of a session is the one on which the room came in."

    date: dt.date


@dataclass(frozen=True, slots=True)
class ChangeAddress:
    """Put another address into the QR code."""

    refusal: ClassVar[str] = "This is not possible now."

    host: str


@dataclass(frozen=True, slots=True)
class DropStep:
    """Take a step out of the agenda that the room has not met yet, by its index.

    `sure` says that whoever asks knows that actions are written there.
    """

    refusal: ClassVar[str] = _NO_CHANGE

    index: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class MoveStep:
    """Put a step that the room has not met yet at the place of another one of its phase."""

    refusal: ClassVar[str] = _NO_CHANGE

    index: int
    to: int
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SwapScenario:
    """Play another scenario in a step that the room has not met yet."""

    refusal: ClassVar[str] = _NO_CHANGE

    index: int
    scenario: Scenario
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class AddStep:
    """Put a new step in front of one that the room has not met yet; `scenario` is the one that it plays."""

    refusal: ClassVar[str] = _NO_CHANGE

    index: int
    step: Step
    scenario: Scenario | None = None
    incident: Incident | None = None


@dataclass(frozen=True, slots=True)
class TakeChangeBack:
    """Undo the last change of the agenda, as long as the room has not been led on since."""

    refusal: ClassVar[str] = _NO_CHANGE


@dataclass(frozen=True, slots=True)
class PlaceOthers:
    """Let those who named no role play the text of a role."""

    refusal: ClassVar[str] = "Groups are formed while each reads its text, before the vote."

    role: Audience


@dataclass(frozen=True, slots=True)
class GatherTexts:
    """Close the round in which people write, and read what they wrote; the next one is open at once."""

    refusal: ClassVar[str] = "Nobody is asked to write here."


@dataclass(frozen=True, slots=True)
class ReleaseTexts:
    """Let the room have texts of a closed round, each by itself or with `words` as one.

    Questions go to the phones, what was written on a card becomes lines of it, all other texts remarks.
    """

    refusal: ClassVar[str] = "The session is over: what nobody released is gone."

    round: Round
    numbers: tuple[int, ...]
    words: str = ""


@dataclass(frozen=True, slots=True)
class PutTextsAway:
    """Be done with texts of a closed round: they are destroyed with all others at the end."""

    refusal: ClassVar[str] = "The session is over: what nobody released is gone."

    round: Round
    numbers: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class AnswerQuestion:
    """Say that a released question was answered; phones no longer show it."""

    refusal: ClassVar[str] = "The session is over: nobody asks any more."

    index: int


@dataclass(frozen=True, slots=True)
class WithdrawRemark:
    """Take a remark about a scenario off the wall and the phones, by its words."""

    refusal: ClassVar[str] = "The session is over: what is in the plans stays."

    scenario: ScenarioId
    words: str


@dataclass(frozen=True, slots=True)
class TakeSentence:
    """Make what a group has written an idea, or a line of the card: `field` is one of its `ways`.

    `key` is that of the text that was read: where the group has other words now, nothing is taken.
    `instead_of` is the one sentence of the card that goes for it, as it was read.
    """

    refusal: ClassVar[str] = "The session is over: what nobody took is gone."

    round: Round
    key: str
    field: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class PutSentencesAway:
    """Be done with what groups have written in a round, by the keys of what was read."""

    refusal: ClassVar[str] = "The session is over: what nobody took is gone."

    round: Round
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """A device of the facilitator's has opened the desk."""

    refusal: ClassVar[str] = "The session is over: there is no desk any more."


@dataclass(frozen=True, slots=True)
class RevokeDesks:
    """Shut out every device that has opened the desk: from now on another link leads to it."""

    refusal: ClassVar[str] = "The session is over: there is no desk any more."


@dataclass(frozen=True, slots=True)
class Seal:
    """End the session: allowed only in the closing."""

    refusal: ClassVar[str] = "A session is sealed from its closing step."

    at: float
    present: int = 0


Command = (
    Advance
    | Skip
    | EndEarly
    | BreakNow
    | TakeBack
    | Extend
    | Shorten
    | ShowHint
    | CastVote
    | RecordSponsor
    | SetPrice
    | PasteCase
    | CountHands
    | AgreeAction
    | WithdrawAction
    | FillCard
    | NoteIdea
    | DropIdea
    | KeepRemark
    | MoveAction
    | KeepWarnings
    | ReviewAction
    | TurnToAction
    | SetNextDate
    | NameDay
    | ChangeAddress
    | DropStep
    | MoveStep
    | SwapScenario
    | AddStep
    | TakeChangeBack
    | PlaceOthers
    | GatherTexts
    | ReleaseTexts
    | PutTextsAway
    | AnswerQuestion
    | WithdrawRemark
    | TakeSentence
    | PutSentencesAway
    | OpenDesk
    | RevokeDesks
    | Seal
)
