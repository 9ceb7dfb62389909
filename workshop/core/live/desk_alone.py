"""What the facilitator alone may read at a place: notes, a suggestion, sentences to say."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.live import commands as c
from workshop.core.live.agenda_clock import break_is_due
from workshop.core.live.groups import Reader, is_by_role, letter_of, readers
from workshop.core.live.roles import asked_before
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.scenario import ByRolePicture
from workshop.core.live.tally import SMALL_ROOM, first_tally, suggest
from workshop.core.live.view import RoomView
from workshop.core.live.words.desk import (
    BREAK_DUE,
    BREAK_DUE_LATER,
    FOR_CARD,
    ROUGH,
    SPEAKS_FIRST,
    SPONSOR_FIRST,
    own_texts_words,
    to_say,
)


@dataclass(frozen=True, slots=True)
class Alone:
    """For one person's eyes; what is not there is empty.

    `note` and `hint` are those of the scenario, `hint` until it is shown; `suggestion` is set in the talk
    only. `own_note` was written for this step in preparing. `to_say` are sentences for this place, `purpose`
    is what its card is for, `speaks` who speaks first. `groups` are those that each have a text of their own.
    """

    note: str
    hint: str
    suggestion: str
    own_note: str
    to_say: tuple[str, ...]
    purpose: str
    speaks: str
    groups: tuple[GroupAlone, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupAlone:
    """A group with its own text: who it is, and the title, which often gives the answer away."""

    reader: Reader
    title: str


def for_you_alone(session: Session, wall: RoomView, now: float) -> Alone:
    """What may be read of a session beside the wall's picture, at a time."""
    scenario, step = session.scenario, session.step
    groups = _groups(session) if isinstance(wall.picture, ByRolePicture) else ()
    if groups:
        scenario = None  # each of them has another one
    card = step.card if step is not None else None
    return Alone(
        note=(scenario.facilitator_note or "") if scenario is not None else "",
        hint=_hint(session) if wall.hint_ready else "",
        groups=groups,
        suggestion=_suggestion(session),
        own_note=step.note if step is not None else "",
        to_say=(*_propose_break(session, wall.allowed, now), *_to_say(session)),
        purpose=FOR_CARD[card.id] if card is not None else "",
        speaks=_who_speaks(session),
    )


def _groups(session: Session) -> tuple[GroupAlone, ...]:
    pairs = zip(readers(session), session.groups_here, strict=True)
    return tuple(GroupAlone(reader, session.scenarios[group.scenario].title) for reader, group in pairs)


def _hint(session: Session) -> str:
    """The hint, or of each text that is judged now its own."""
    hints = [session.scenarios[group.scenario].hint for group in session.groups_here]
    if not is_by_role(session):
        return hints[0]
    return "  ".join(f"{letter_of(number)}: {hint}" for number, hint in enumerate(hints))


def _suggestion(session: Session) -> str:
    """What a first vote calls for, in the talk after it: never the share behind it.

    Where groups have texts of their own there is none: it would speak of one of them.
    """
    if session.scenario is None or session.stage is not Stage.TALK or is_by_role(session):
        return ""
    tally = first_tally(session, session.scenario)
    is_rough = tally is not None and tally.voters < SMALL_ROOM
    return f"{suggest(tally).value} {ROUGH}" if is_rough else suggest(tally).value


def _to_say(session: Session) -> tuple[str, ...]:
    if session.stage is Stage.READ and session.step is not None and session.step.texts:
        own = own_texts_words(len(session.groups_here), named=_named_before(session))
        return (own, *to_say(session.stage, is_sound=False))
    is_sound = session.scenario is not None and session.scenario.control
    return to_say(session.stage, is_sound=is_sound)


def _named_before(session: Session) -> bool:
    return bool(asked_before(session, session.position.step).groups)


def _who_speaks(session: Session) -> str:
    step = session.step
    asked = step is not None and step.pulse is not None and step.pulse.id in SPONSOR_FIRST
    return SPEAKS_FIRST if asked and session.stage in (Stage.PULSE_CLOSED, Stage.PULSE_RESULT) else ""


def _propose_break(session: Session, allowed: frozenset[type[c.Command]], now: float) -> tuple[str, ...]:
    if not break_is_due(session, now):
        return ()
    return (BREAK_DUE if c.BreakNow in allowed else BREAK_DUE_LATER,)
