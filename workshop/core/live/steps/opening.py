"""The opening: what the room is here for, how it gets in, and what the hour holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.english import in_words
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Kind, Picture, Row, one_place, whole_step
from workshop.core.words import Phase

MOST_STOPS = 5
_FEW_PHASES = 2
"""An agenda of so many phases is told by what is done; one of more by its phases."""

_HERE, _JUDGE, _DECIDE = "why we are here", "texts to judge", "our if-then actions"
_BREAK = "a break"
_ACTS = {
    StepKind.OPEN: _HERE,
    StepKind.SCENARIO: _JUDGE,
    StepKind.OPEN_CASE: _JUDGE,
    StepKind.GROUPS: _DECIDE,
    StepKind.DOTS: _DECIDE,
    StepKind.SCORE: _DECIDE,
    StepKind.ACTIONS: _DECIDE,
    StepKind.REVIEW: "what became of our actions",
    StepKind.SHIFT: "what has changed",
    StepKind.BREAK: _BREAK,
    StepKind.CLOSE: "the next date",
}
"""What a step is for, in words for the room; one of another kind belongs to what stands before it."""
_PARTS = {
    Phase.LEARN: "where AI fails, and one check",
    Phase.LEAD_ROLE: "good use in our role",
    Phase.LEAD_REDESIGN: "one process, done differently",
    Phase.SUCCEED: "how it lasts",
}


@dataclass(frozen=True, slots=True)
class Stop:
    """A part of the session: when it is planned to begin, how long it lasts, what happens in it."""

    at: float
    minutes: int
    words: str


@dataclass(frozen=True, slots=True)
class OpeningPicture(Picture):
    """What the session is for stands in its set-up; `stops` are its parts on the clock, five at most."""

    stops: tuple[Stop, ...]


def _picture(session: Session) -> OpeningPicture:
    stops = list(_parts(session.steps, session.began or session.entered_at))
    while len(stops) > MOST_STOPS:  # the shortest belongs to what stands before it, which is no break
        shortest = min(
            range(1, len(stops) - 1), key=lambda at: (stops[at - 1].words == _BREAK, stops[at].minutes)
        )
        part = stops.pop(shortest)
        before = stops[shortest - 1]
        stops[shortest - 1] = replace(before, minutes=before.minutes + part.minutes)
    return OpeningPicture(tuple(stops))


def _parts(steps: tuple[Step, ...], began: float) -> Iterator[Stop]:
    """The steps in parts that the room has a word for."""
    at = began
    named = zip(_named(steps), steps, strict=True)
    for words, part in groupby(named, key=lambda one: one[0]):
        held = [step for _, step in part]
        texts = sum(step.kind is StepKind.SCENARIO for step in held)
        minutes = sum(step.minutes for step in held)
        yield Stop(at, minutes, _texts_words(texts) if words == _JUDGE else words)
        at += 60 * minutes


def _named(steps: tuple[Step, ...]) -> Iterator[str]:
    """What each step belongs to."""
    by_phase = len({step.phase for step in steps}) > _FEW_PHASES
    now = _HERE
    for step in steps:
        act = _ACTS.get(step.kind, now)
        stands_alone = step.kind in (StepKind.BREAK, StepKind.CLOSE)
        now = _PARTS[step.phase] if by_phase and not stands_alone else act
        yield now


def _texts_words(texts: int) -> str:
    return "a text to judge" if texts == 1 else f"{in_words(texts)} texts to judge"


KIND = Kind(
    rows=(Row(Stage.OPEN, "opening", picture=_picture, time=whole_step),),
    path=one_place(Stage.OPEN),
    entry="open",
)
