"""The kinds of step, one file each, and one table of them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.rounds import Round
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps import (
    actions,
    break_time,
    card,
    close,
    dots,
    groups,
    open_case,
    opening,
    pulse,
    reliance_map,
    review,
    scenario,
    score,
    shift,
)
from workshop.core.live.steps.kind import Ask, Question, Stands
from workshop.core.live.steps.kind import Kind as Kind
from workshop.core.live.steps.kind import Picture as Picture
from workshop.core.live.steps.kind import Row as Row

KINDS: Mapping[StepKind, Kind] = MappingProxyType(
    {
        StepKind.OPEN: opening.KIND,
        StepKind.CARD: card.KIND,
        StepKind.GROUPS: groups.KIND,
        StepKind.DOTS: dots.KIND,
        StepKind.SCORE: score.KIND,
        StepKind.PULSE: pulse.KIND,
        StepKind.SCENARIO: scenario.KIND,
        StepKind.OPEN_CASE: open_case.KIND,
        StepKind.MAP: reliance_map.KIND,
        StepKind.REVIEW: review.KIND,
        StepKind.SHIFT: shift.KIND,
        StepKind.ACTIONS: actions.KIND,
        StepKind.BREAK: break_time.KIND,
        StepKind.CLOSE: close.KIND,
    }
)
"""Everything that is particular to a kind stands in its file."""


def _name_day(session: Session, command: c.NameDay) -> list[e.Event]:
    # The first one counts, also when the room was taken back to the lobby: what was written bears its date.
    return [] if session.day_named else [e.DayNamed(command.date)]


def rows_of(kinds: Mapping[StepKind, Kind]) -> Mapping[Stage, Row]:
    """Every stage with its row: those of the kinds, and the two in which no step is."""
    outside = (Row(Stage.LOBBY, "", answers={c.NameDay: _name_day}), close.SEALED)
    inside = (row for kind in kinds.values() for row in kind.rows)
    return MappingProxyType({row.stage: row for row in (*outside, *inside)})


ROWS = rows_of(KINDS)


def kind_at(session: Session) -> Kind | None:
    """The kind of the step a session is in; None in the lobby."""
    return KINDS[session.step.kind] if session.step is not None else None


def asks_at(session: Session) -> tuple[Ask, ...]:
    """What this place is about: its rounds are open, or closed, or being told."""
    question = ROWS[session.stage].question
    return question.asks(session) if question is not None else ()


def open_rounds(session: Session) -> tuple[Round, ...]:
    """The rounds that take votes now."""
    return tuple(ask.round for ask in asks_at(session)) if is_open(session.stage) else ()


def is_parted(session: Session) -> bool:
    """Whether phones of different roles have different pages here, or each has its own lot."""
    return parts_roles(session) or (is_open(session.stage) and draws_lots(session.stage))


def parts_roles(session: Session) -> bool:
    """Whether phones of different roles have different pages here."""
    row = ROWS[session.stage]
    return row.page_of is not None and row.is_parted(session)


def draws_lots(stage: Stage) -> bool:
    """Whether each phone is asked about ideas of its own in a stage."""
    question = ROWS[stage].question
    return question is not None and question.lot is not None


def is_open(stage: Stage) -> bool:
    """Whether rounds take votes in a stage."""
    return ROWS[stage].stands is Stands.OPEN


def is_closed(stage: Stage) -> bool:
    """Whether rounds are closed in a stage, and nothing of them is told yet."""
    return ROWS[stage].stands is Stands.CLOSED


def opened_in(stage: Stage) -> Stage:
    """The stage in which the rounds are open that are closed in this one; any other stage itself."""
    if not is_closed(stage):
        return stage
    return next(row.stage for row in ROWS.values() if row.question is ROWS[stage].question)


def asked_in(stage: Stage) -> Question | None:
    """What is asked in a stage, or was and is not told yet; None where nothing is."""
    return ROWS[stage].question if is_open(stage) or is_closed(stage) else None


def tells(position: Position) -> bool:
    """Whether a place shows something computed from ballots that no other place may show: it stays shown.

    Figures of rounds that were told before (the map's first part, then and now, the closing) say nothing new.
    """
    first = ROWS[position.stage].tells_from
    return first is not None and position.part >= first


def shows_answer(session: Session, there: Position) -> bool:
    """Whether a move within a step shows the key of a text for the first time: it stays shown."""
    if not ROWS[there.stage].shows_key:
        return False
    return session.groups_at(there.step)[there.group].scenario not in session.revealed
