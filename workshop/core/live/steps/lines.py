"""Dots on the lines of a card: which part is missing most, and which guardrails are kept."""

from __future__ import annotations

from dataclasses import dataclass

from workshop.core.agenda.card import GOOD, Card
from workshop.core.good import rivals
from workshop.core.live import events as e
from workshop.core.live.dots import (
    FEWEST_IDEAS,
    MOST_ON_ONE,
    Dots,
    Line,
    dots_each,
    keep_the_rules,
)
from workshop.core.live.lines import LinesTold, counted, lines_on, told_before, typed_fields
from workshop.core.live.rounds import Round, dots_round
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Picture, Question, asks_all
from workshop.core.problems import Refused
from workshop.core.words import Audience

VOTE = (Stage.LINES, Stage.LINES_CLOSED, Stage.LINES_RESULT)
"""The places of such a vote."""

SECONDS = 60
"""How long it lasts."""


@dataclass(frozen=True, slots=True)
class LinesPicture(Picture):
    """A vote on the lines of a card that is asked: these, and how many dots everybody gives; nothing more."""

    card: Card
    ideas: tuple[Line, ...]
    each: int


def asks_dots(session: Session, index: int) -> bool:
    """Whether the card of a step asks phones for dots on its lines.

    Lines that are typed must be a choice; of what good looks like only those are asked about of which a role
    has several for the same part. What both sides own is asked about once, and only as long as
    nobody has agreed on anything: after that the card shows the balance.
    """
    card = session.steps[index].card
    if card is None or not card.dots:
        return False
    if index in session.lines:
        return True
    if typed_fields(card):
        return len(lines_on(session, card)) >= FEWEST_IDEAS
    return not session.actions and told_before(session, card, index) is None


def freeze(session: Session) -> None:
    """What can be chosen stays as it is now that the vote opens: ballots may be replayed later than this.

    A vote that opens again has dots already: they stay on their lines, whatever came onto the card meanwhile.
    """
    index = session.position.step
    card = session.steps[index].card
    assert card is not None
    session.lines[index] = lines_on(session, card, session.lines.get(index, ()))


def keep_told(session: Session) -> None:
    """The room sees the result."""
    session.told.add(session.position.step)


def choose(session: Session) -> list[e.Event]:
    """Coming to the result, of the lines that were typed those with dots stay, most dots first.

    What came onto the card while the vote was open could get no dots: it stays, behind them.
    """
    index = session.position.step
    card, told = session.steps[index].card, counted(session, index)
    assert card is not None
    if told.result is None or not typed_fields(card):
        return []
    entry = dict(session.entries_of(card.id)[0])
    if card.id == GOOD:
        return [e.CardFilled(card.id, 0, entry | {GOOD: _without_rivals(entry[GOOD], told)})]
    for key in {line.of for line in told.ideas}:
        chosen = tuple(line.name for line, dots in told.dots.items() if line.of == key and dots)
        asked = {line.name for line in told.ideas if line.of == key}
        entry[key] = chosen + tuple(text for text in entry[key] if text not in asked)
    return [e.CardFilled(card.id, 0, {key: texts for key, texts in entry.items() if texts})]


def _without_rivals(lines: tuple[str, ...], told: LinesTold) -> tuple[str, ...]:
    """Of the lines of a role that say the same part of it, the one with most dots."""
    places = {line.name: place for place, line in enumerate(told.dots)}
    first = {min(part, key=lambda line: places.get(line, len(places))) for part in rivals(lines).values()}
    # What came onto the card while the vote was open has no dots, and nobody has chosen against it.
    return tuple(line for line in lines if line in first or line not in places)


def refuse_to_change_what_has_dots(session: Session) -> None:
    """The room came back from an open vote: what somebody gave a dot to stays what it was.

    Raises:
        Refused: phones have voted on the lines of this card, and were not told the result.
    """
    index = session.position.step
    if index not in session.told and session.answers.get(dots_round(index, 0)):
        raise Refused("Phones have voted on these lines already: open the vote again, or skip it.")


def asking(session: Session) -> LinesPicture:
    """The picture of a vote that is asked."""
    step = session.steps[session.position.step]
    assert step.card is not None
    lines = session.lines[session.position.step]
    return LinesPicture(step.card, lines, dots_each(len(lines)))


def _judge(session: Session, round_: Round, given: Dots, role: Audience | None) -> Dots:
    ids = [line.id for line in session.lines[session.position.step]]
    if not keep_the_rules(given.ideas, ids):
        raise Refused(f"You have {dots_each(len(ids))} dots, at most {MOST_ON_ONE} on one line.")
    return given


ASKED = Question("dot vote", asks_all(lambda session: dots_round(session.position.step, 0)), _judge)
