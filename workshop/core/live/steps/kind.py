"""What a kind of step is: where it leads, its stages, and what it says, asks and does, as one value."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.dots import IdeaId
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.session import EVERYBODY, Position, Session, Stage, Vote
from workshop.core.plans.action import Action
from workshop.core.words import Audience

Words = str | Callable[[Session, Position], str]
"""What is said of a place, where it does not depend on more than the place as a text."""

Handler = Callable[[Session, Any], list[e.Event]]
"""Answers a command: with the events it leads to, or by raising `Refused`."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What a surface draws of a place besides the frame, which is the same everywhere; by itself nothing."""


Draws = Callable[[Session], Picture]
"""Makes the picture of the present place."""

DrawsOf = Callable[[Session, Audience | None], Picture]
"""Makes the picture of the present place for phones that named a role, or none."""

Time = Callable[[Session, Position], float]
"""The seconds that a place lasts; 0 where nobody counts."""


class Stands(enum.Enum):
    """How the rounds that a place is about stand there."""

    OPEN = "open"
    CLOSED = "closed"
    """Closed, and nothing of it is told yet."""
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Ask:
    """A round that a place is about, and whom it is for: the phones that named one of these roles.

    None among the roles stands for those that named none.
    """

    round: Round
    roles: frozenset[Audience | None] = EVERYBODY


@dataclass(frozen=True, slots=True)
class Question:
    """What phones are asked: what it is called, and the rounds that a session has of it at one time.

    They are opened, closed and told together, and counted each by itself. `judge` is given a vote in one of
    them and the role of its phone. It returns the vote as it is kept, or raises `Refused`. `lot` draws from a
    seat which of the ideas a phone is asked about, where not all are asked about the same.
    """

    words: str
    asks: Callable[[Session], tuple[Ask, ...]]
    judge: Callable[[Session, Round, Any, Audience | None], Vote]
    lot: Callable[[Session, Seat], tuple[IdeaId, ...]] | None = None


def asks_all(round_of: Callable[[Session], Round]) -> Callable[[Session], tuple[Ask, ...]]:
    """One round, for everybody."""
    return lambda session: (Ask(round_of(session)),)


def nothing(session: Session) -> None:
    """What most places do when the room comes to them, or back."""


def _nothing_more(session: Session) -> Picture:
    return Picture()


def _never(session: Session) -> bool:
    return False


def _always(session: Session) -> bool:
    return True


def _no_events(session: Session) -> list[e.Event]:
    return []


def _nothing_comes(session: Session, index: int) -> list[e.Event]:
    return []


def _no_actions(session: Session) -> tuple[Action, ...]:
    return ()


def _no_reviews(session: Session) -> set[int]:
    return set()


def _nowhere(session: Session, index: int) -> Position | None:
    return None


def _no_answers() -> Mapping[type[c.Command], Handler]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Row:
    """A stage of a step.

    `head` is what is being done, in a word or two, and `space` what Space says that leads here within a
    step. `picture` is what the wall draws, and the phones too unless `page` says otherwise; `page_of` is
    what those of a role draw where `is_parted` says that it is not the same on all: else nobody looks which
    role a phone has. `time` is None where nothing is timed. `answers` says who answers the commands that are
    no moves; moves are legal everywhere, except a skip where `no_skip` says why not. `skips` is what a skip
    leaves out, `skips_to` the stage to which it leads if it comes again in this step, else it is the next
    one. `tells_from` is the part from which a place shows something computed from ballots that no other
    place may show: nobody goes back behind that. `shows_key` says that the key of the scenario may be seen,
    `writes` gives the fields in which people may write in their own words, each by its part and with what it
    is called; `says` whether a phone may type its group's sentence; `again` is which stage behind this one
    may be looked at. `enters` are the events of coming here, `keeps` notes what the room has seen here,
    `returns` forgets what a move from here has done when it is taken back.
    """

    stage: Stage
    head: str
    space: Words = "continue"
    picture: Draws = _nothing_more
    page: Draws | None = None
    page_of: DrawsOf | None = None
    is_parted: Callable[[Session], bool] = _always
    time: Time | None = None
    question: Question | None = None
    stands: Stands | None = None
    answers: Mapping[type[c.Command], Handler] = field(default_factory=_no_answers)
    no_skip: str = ""
    skips: Words = "the rest of this step"
    skips_to: Stage | None = None
    tells_from: int | None = None
    shows_key: bool = False
    writes: Callable[[Session], Mapping[int, str]] | None = None
    says: Callable[[Session], bool] = _never
    again: Stage | None = None
    enters: Callable[[Session], list[e.Event]] = _no_events
    keeps: Callable[[Session], None] = nothing
    returns: Callable[[Session], None] = nothing


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of step.

    `rows` stand in the order of the path. `path` gives the places of the step with this index in order, as
    far as they are known now; the room comes in at the first one. `entry` is what Space says that leads into
    such a step. `comes` are the events of coming into the one with an index, `leaves` those of leaving it,
    `made` the actions that these have just agreed on, `writes` the reviews that go into the plans of an
    earlier session then. `earlier` is where a step behind the room is looked at again.
    """

    rows: tuple[Row, ...]
    path: Callable[[Session, int], Sequence[Position]]
    entry: Words
    comes: Callable[[Session, int], list[e.Event]] = _nothing_comes
    leaves: Callable[[Session], list[e.Event]] = _no_events
    made: Callable[[Session], tuple[Action, ...]] = _no_actions
    writes: Callable[[Session], set[int]] = _no_reviews
    earlier: Callable[[Session, int], Position | None] = _nowhere


def lasts(seconds: float) -> Time:
    """The time of a place that is the same in every session."""
    return lambda session, here: seconds


def whole_step(session: Session, here: Position) -> float:
    """The time of a place that has all of its step."""
    return session.steps[here.step].minutes * 60


def one_place(stage: Stage) -> Callable[[Session, int], Sequence[Position]]:
    """The path of a step that has one place only."""
    return lambda session, index: (Position(index, stage),)


def at_its(stage: Stage) -> Callable[[Session, int], Position | None]:
    """Where a step is looked at again that shows the same picture whatever came later."""
    return lambda session, index: Position(index, stage)


def said(words: Words, session: Session, there: Position) -> str:
    """What is said of a place."""
    return words if isinstance(words, str) else words(session, there)
