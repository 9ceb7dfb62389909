"""A card: what the room says in its own words, typed by the facilitator."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from workshop.core.agenda.card import (
    CARDS,
    DELUSION,
    GOOD,
    MOST_ENTRIES,
    OWNERSHIP,
    PASSED,
    SINCE,
    Card,
    Entry,
    FieldKind,
    Writers,
    trouble_with,
)
from workshop.core.english import long_date
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.groups import roles_in
from workshop.core.live.lines import LinesTold, told_before
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps import lines
from workshop.core.live.steps.kind import Kind, Picture, Row, Stands, lasts, whole_step
from workshop.core.plans.look_back import LookBack
from workshop.core.plans.plan import WillChange
from workshop.core.plans.spoken_dates import read_date
from workshop.core.problems import Refused


@dataclass(frozen=True, slots=True)
class CardPicture(Picture):
    """A card with what was typed on it; one that repeats may have several entries, any other has one.

    `told` is what the dots on its lines said, here or before; `just_told` that it is news. `roles` are those
    that each say what good looks like: of which groups have played texts of their own.
    """

    card: Card
    entries: tuple[Entry, ...]
    told: LinesTold | None = None
    just_told: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OwnershipPicture(CardPicture):
    """The card of who owns what; on the wall the actions stand between its two sides."""


def _picture(session: Session) -> CardPicture:
    card = _card(session)
    picture = OwnershipPicture if card.id == OWNERSHIP else CardPicture
    told = told_before(session, card, session.position.step) if card.dots else None
    roles = roles_in(session, session.steps[session.position.step].phase) if card.id == GOOD else ()
    return picture(card, session.entries_of(card.id), told, session.stage is Stage.LINES_RESULT, roles)


def _path(session: Session, index: int) -> Sequence[Position]:
    """The card, and a vote on its lines; where these are not typed the vote comes in the place of it."""
    places = [Position(index, Stage.CARD)]
    if lines.asks_dots(session, index):
        votes = [Position(index, stage) for stage in lines.VOTE]
        places = votes if _begins_with_dots(session, places[0]) else places + votes
    return places


def _time(session: Session, here: Position) -> float:
    """Where words are typed: all of the step, but for what a vote and the look at its result take."""
    voted = 0
    if lines.asks_dots(session, here.step):
        voted = lines.SECONDS if _begins_with_dots(session, here) else 2 * lines.SECONDS
    return max(whole_step(session, here) - voted, lines.SECONDS)


def _time_told(session: Session, here: Position) -> float:
    return _time(session, here) if _begins_with_dots(session, here) else lines.SECONDS


def _begins_with_dots(session: Session, here: Position) -> bool:
    """Whether nothing is typed before the vote: its result is where the rest of the step is spent."""
    return session.steps[here.step].card == CARDS[OWNERSHIP]


def _card(session: Session) -> Card:
    step = session.step
    assert step is not None
    assert step.card is not None
    promised = _promised(step.card, session.look_back) if session.look_back is not None else ""
    return dataclasses.replace(step.card, help=promised) if promised else step.card


def _promised(card: Card, back: LookBack) -> str:
    """What the room or its sponsor promised last time, in place of what the card helps with."""
    said = back.will_change or WillChange()
    changes = (("a workflow", said.workflow), ("a process", said.process), ("a decision", said.decision))
    promised = "; ".join(f"in {where}: {what.rstrip('.')}" for where, what in changes if what)
    if card.id == DELUSION and promised:
        return f"We promised, {promised}. Did it happen?"
    if card.id == SINCE and back.commitment:
        return f"Thanks first. The sponsor said: {back.commitment.rstrip('.')}. Did it happen?"
    return ""


def _entry(session: Session, there: Position) -> str:
    card = session.steps[there.step].card
    if there.stage is Stage.LINES and card is not None:
        return f"dot vote: {card.dots}"
    return f"next: {card.question}" if card is not None else "continue"


def _earlier(session: Session, index: int) -> Position | None:
    if index in session.told:
        return Position(index, Stage.LINES_RESULT)
    card = Position(index, Stage.CARD)
    # A vote in the place of the card that was left before its result has shown nothing.
    return None if index in session.lines and _begins_with_dots(session, card) else card


def _fields(session: Session) -> dict[int, str]:
    card = _card(session)
    parts = card.written if card.writers is Writers.EACH else ()
    return {part: card.fields[part].label for part in parts}


def _fill_card(session: Session, command: c.FillCard) -> list[e.Event]:
    card = _card(session)
    lines.refuse_to_change_what_has_dots(session)
    entry = {
        key: kept
        for key, texts in command.entry.items()
        if (kept := tuple(filter(None, map(str.strip, texts))))
    }
    if (trouble := trouble_with(card, entry)) is not None:
        raise Refused(trouble)
    entry |= _days(card, entry, session.setup.date)
    written = len(session.entries.get(card.id, ()))
    most = MOST_ENTRIES if card.repeats else 1
    if not 0 <= command.index <= min(written, most - 1):
        raise Refused(f"This card has room for {most}.")
    return [e.CardFilled(card.id, command.index, entry)]


def _days(card: Card, entry: Entry, today: dt.date) -> dict[str, tuple[str, ...]]:
    """The days that were typed, as everybody reads them: "1 December 2026"."""
    days: dict[str, tuple[str, ...]] = {}
    for field in card.fields:
        texts = entry.get(field.key, ())
        if field.kind is not FieldKind.DATE or texts in ((), (PASSED,)):
            continue
        try:
            day = read_date(texts[0], today)
        except ValueError as error:
            raise Refused(str(error)) from error
        days[field.key] = (long_date(day),) if day is not None else ()
    return days


KIND = Kind(
    rows=(
        Row(
            Stage.CARD,
            "in our words",
            picture=_picture,
            time=_time,
            answers={c.FillCard: _fill_card},
            writes=_fields,
            says=lambda session: _card(session).writers is Writers.GROUPS,
        ),
        Row(
            Stage.LINES,
            "dot vote",
            "open the dot vote",
            picture=lines.asking,
            time=lasts(lines.SECONDS),
            question=lines.ASKED,
            stands=Stands.OPEN,
            no_skip="Close the vote first (Space), then skip.",
            keeps=lines.freeze,
        ),
        Row(
            Stage.LINES_CLOSED,
            "dot vote, closed",
            picture=lines.asking,
            question=lines.ASKED,
            stands=Stands.CLOSED,
            skips="the result",
        ),
        Row(
            Stage.LINES_RESULT,
            "in our words",
            "show the result",
            picture=_picture,
            time=_time_told,
            question=lines.ASKED,
            stands=Stands.TOLD,
            answers={c.FillCard: _fill_card},
            tells_from=0,
            enters=lines.choose,
            keeps=lines.keep_told,
        ),
    ),
    path=_path,
    entry=_entry,
    earlier=_earlier,
)
