"""Lines of a card that get dots: what could be chosen at a step, and what was told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType

from workshop.core.agenda.card import GOOD, PASSED, Card, FieldKind
from workshop.core.good import rivals
from workshop.core.live.dots import Dots, DotsResult, IdeaId, Line, count_dots, keep_the_rules
from workshop.core.live.rounds import dots_round
from workshop.core.live.session import Session
from workshop.core.plans.rules import OWNER_ITEMS
from workshop.core.words import SIDES, Phase


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


def told_in(session: Session, card: Card, phase: Phase) -> LinesTold | None:
    """What the dots on a card said when it was last shown in a phase; None where nothing was told."""
    return _last_told(session, card, lambda at: session.steps[at].phase is phase)


def told_before(session: Session, card: Card, index: int) -> LinesTold | None:
    """What the dots on a card said at this step, or at the last one before; None where nothing was told."""
    return _last_told(session, card, lambda at: at <= index)


def _last_told(session: Session, card: Card, counts: Callable[[int], bool]) -> LinesTold | None:
    told = [at for at in session.lines if at in session.told and session.steps[at].card == card]
    last = max(filter(counts, told), default=None)
    return None if last is None else counted(session, last)


def typed_fields(card: Card) -> tuple[str, ...]:
    """The fields whose lines are typed by the room."""
    return tuple(field.key for field in card.fields if field.kind is FieldKind.LINES)


def lines_on(session: Session, card: Card, known: Sequence[Line] = ()) -> tuple[Line, ...]:
    """The lines of a card: as they were typed, or the parts of both sides; those `known` keep their ids."""
    entry = next(iter(session.entries_of(card.id)), {})
    if card.id == GOOD:
        contested = sorted(rivals(entry.get(GOOD, ())).items(), key=lambda part: part[0][0])
        named = [(role, line) for (role, _), part in contested for line in part]
        return _numbered(named, known)
    texts = {key: entry.get(key, ()) for key in typed_fields(card)}
    if texts:
        named = [(key, text) for key in texts for text in texts[key] if texts[key] != (PASSED,)]
    else:
        named = [(side.value, item) for side in SIDES for item in OWNER_ITEMS[side]]
    return _numbered(named, known)


def _numbered(named: Sequence[tuple[str, str]], known: Sequence[Line]) -> tuple[Line, ...]:
    """Lines by what they are of, and their names; no other line gets the id of a known one."""
    ids = {(line.of, line.name): line.id for line in known}
    fresh = count(max((int(line.id[1:]) for line in known), default=0) + 1)
    return tuple(
        Line(ids.pop((of, name)) if (of, name) in ids else IdeaId(f"I{next(fresh)}"), name, of)
        for of, name in named
    )


def counted(session: Session, index: int) -> LinesTold:
    """What the dots at a step say, once its vote was opened."""
    lines = session.lines[index]
    ids = [line.id for line in lines]
    answers = session.answers.get(dots_round(index, 0), {}).values()
    given = (answer.ideas for answer in answers if isinstance(answer, Dots))
    kept = (dots for dots in given if keep_the_rules(dots, ids))
    return LinesTold(lines, count_dots(kept, ids, len(ids), session.setup.k))
