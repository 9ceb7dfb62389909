"""Dots on the lines of a card: which part is missing most, and which guardrails shall stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.agenda.card import GOOD, PASSED, Card, FieldKind
from workshop.core.good import rivals
from workshop.core.live import events as e
from workshop.core.live.dots import (
    FEWEST_IDEAS,
    MOST_ON_ONE,
    Dots,
    DotsResult,
    IdeaId,
    Line,
    count_dots,
    dots_each,
    keep_the_rules,
)
from workshop.core.live.rounds import Round, dots_round
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.kind import Picture, Question, asks_all
from workshop.core.plans.rules import OWNER_ITEMS
from workshop.core.problems import Refused
from workshop.core.words import SIDES, Audience

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


@dataclass(frozen=True, slots=True)
class LinesTold:
    """What the dots on a card say; no `result` where too few have voted."""

    ideas: tuple[Line, ...]
    result: DotsResult | None

    @property
    def dots(self) -> Mapping[Line, int]:
        """The lines with their dots, most first; empty without a result."""
        named = {line.id: line for line in self.ideas}
        counted = self.result.dots if self.result is not None else ()
        return MappingProxyType({named[id_]: dots for id_, dots in counted})

    def dots_on(self, of: str, name: str) -> int | None:
        """The dots of a line; None where it could get none, or nothing is told."""
        return next((dots for line, dots in self.dots.items() if (line.of, line.name) == (of, name)), None)


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
    if _typed(card):
        return len(_lines_on(session, card)) >= FEWEST_IDEAS
    return not session.actions and told_before(session, card, index) is None


def told_before(session: Session, card: Card, index: int) -> LinesTold | None:
    """What the dots on a card said at this step, or at the last one before; None where nothing was told."""
    steps = [at for at in sorted(session.lines) if at <= index and session.steps[at].card == card]
    told = [at for at in steps if at in session.told]
    return _counted(session, told[-1]) if told else None


def freeze(session: Session) -> None:
    """What can be chosen stays as it is now that the vote opens: ballots may be replayed later than this."""
    card = session.steps[session.position.step].card
    assert card is not None
    session.lines[session.position.step] = _lines_on(session, card)


def keep_told(session: Session) -> None:
    """The room sees the result."""
    session.told.add(session.position.step)


def choose(session: Session) -> list[e.Event]:
    """Coming to the result, of the lines that were typed those with dots stay, most dots first."""
    index = session.position.step
    card, told = session.steps[index].card, _counted(session, index)
    assert card is not None
    if told.result is None or not _typed(card):
        return []
    entry = dict(session.entries_of(card.id)[0])
    if card.id == GOOD:
        return [e.CardFilled(card.id, 0, entry | {GOOD: _without_rivals(entry[GOOD], told)})]
    for key in {line.of for line in told.ideas}:
        entry[key] = tuple(line.name for line, dots in told.dots.items() if line.of == key and dots)
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


def _typed(card: Card) -> tuple[str, ...]:
    """The fields whose lines are typed by the room."""
    return tuple(field.key for field in card.fields if field.kind is FieldKind.LINES)


def _lines_on(session: Session, card: Card) -> tuple[Line, ...]:
    """The lines of a card: as they were typed, or the parts of both sides."""
    entry = next(iter(session.entries_of(card.id)), {})
    if card.id == GOOD:
        contested = sorted(rivals(entry.get(GOOD, ())).items(), key=lambda part: part[0][0])
        good = ((role, line) for (role, _), part in contested for line in part)
        return tuple(Line(IdeaId(f"I{at}"), line, role) for at, (role, line) in enumerate(good, start=1))
    named = [
        (key, text) for key in _typed(card) for text in entry.get(key, ()) if entry.get(key) != (PASSED,)
    ] or [(side.value, item) for side in SIDES for item in OWNER_ITEMS[side] if not _typed(card)]
    return tuple(Line(IdeaId(f"I{at}"), name, of) for at, (of, name) in enumerate(named, start=1))


def _counted(session: Session, index: int) -> LinesTold:
    lines = session.lines[index]
    ids = [line.id for line in lines]
    answers = session.answers.get(dots_round(index, 0), {}).values()
    given = (answer.ideas for answer in answers if isinstance(answer, Dots))
    kept = (dots for dots in given if keep_the_rules(dots, ids))
    return LinesTold(lines, count_dots(kept, ids, len(ids), session.setup.k))


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


ASKED = Question("dots", asks_all(lambda session: dots_round(session.position.step, 0)), _judge)
