"""A group's sentence: one phone types it for its group, which reads it aloud, so the desk has it at once.

1. It is a text like a person's (`workshop.core.live.texts`): filed under its round and seat, in no event.
2. No round of them waits for anybody: what is read aloud needs no crowd to hide in.
3. The desk makes it an idea of the phase, or a line of the card, or puts it away. With that its round is
   closed, so that the places of its texts are settled; the others of the round stay where they are, and the
   next round is open at once.
4. A text is known by its round and a key that is made of its words: what a phone writes anew while somebody
   presses is never taken unread.
5. What was not taken goes with the key at sealing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from workshop.core.agenda.card import GOOD, PASSED, FieldKind
from workshop.core.good import lines_apart
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.groups import roles_in
from workshop.core.live.rounds import Round, text_round
from workshop.core.live.session import Session, Text
from workshop.core.live.steps import ROWS
from workshop.core.live.steps.kind import Handler
from workshop.core.live.taken import as_lines
from workshop.core.live.words.dots import idea_sentence
from workshop.core.live.words.texts import AS_A_LINE, AS_AN_IDEA, INSTEAD, for_role
from workshop.core.plans.action import without_first_words
from workshop.core.plans.chapter import Chapter
from workshop.core.problems import Refused
from workshop.core.text import clean
from workshop.core.words import LONGEST_SENTENCE

LONGEST_HALF = LONGEST_SENTENCE // 2
"""Characters behind If, and behind then: together no more than any other text."""

_OF = "/"
"""Stands in a way between the field and the role that it is taken for."""

_GONE = "There is no such sentence any more."


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a group has written. `ways` are those in which it can be taken now: a field, and its name; where
    groups have played texts of their own also for each role.

    `is_here` says that it was written at the step that the room is at, `instead_of` is the sentence that
    would go for it from a card that has room for one.
    """

    round: Round
    key: str
    words: str
    ways: Mapping[str, str]
    is_here: bool
    instead_of: str = ""


def group_round(session: Session) -> Round | None:
    """The round in which phones may type for their group now; None where they may not."""
    here = session.position
    if not session.desk_opened or not ROWS[session.stage].says(session):
        return None
    return text_round((here.step, here.part), session.texts_closed, of_groups=True)


def judged(session: Session, text: Text) -> Text:
    """A sentence as it is kept: in two halves, but where it is for a card.

    Raises:
        Refused: nothing is left of it, or of one half.
    """
    if session.step is not None and session.step.card is not None:
        kept = Text(clean(text.words, limit=LONGEST_SENTENCE))
        if not kept.words:
            raise Refused("Write something first.")
        return kept
    halves = (clean(half, limit=LONGEST_HALF) for half in without_first_words(text.words, text.then))
    kept = Text(*halves)
    if not (kept.words and kept.then):
        raise Refused("It needs both: a situation after If, and one act after then.")
    return kept


def waiting(session: Session, most: int) -> tuple[tuple[Sentence, ...], int]:
    """What groups have written that nobody has taken or put away, the latest place first.

    Returns the first of them, and how many more there are than `most`. A key is made of those alone that are
    shown. The order is that of the seats, which the key of the session has shuffled.
    """
    rounds = (round_ for round_ in session.texts if round_.is_group)
    left = [
        (round_, text)
        for round_ in sorted(rounds, key=lambda one: (one.place, _before(one)), reverse=True)
        for text in dict.fromkeys(_left(session, round_).values())
    ]
    shown = tuple(_sentence(session, round_, text) for round_, text in left[:most])
    return shown, len(left) - len(shown)


def _sentence(session: Session, round_: Round, text: Text) -> Sentence:
    return Sentence(
        round_,
        _key(text),
        _spoken(text),
        _ways(session, round_),
        round_.place[0] == session.position.step,
        _stands(session, round_),
    )


def _spoken(text: Text) -> str:
    return idea_sentence(_idea(text)) if text.then else text.words


def _idea(text: Text) -> Idea:
    return Idea(IdeaId(""), text.words, text.then)


def _before(round_: Round) -> int:
    return int(round_.subject.rpartition("_")[2])


def _key(text: Text) -> str:
    return hashlib.sha256(f"{text.words}\0{text.then}".encode()).hexdigest()[:16]


def _left(session: Session, round_: Round) -> dict[int, Text]:
    """The texts that are not done with, by their places in the order of the seats as it is now."""
    seats, done = session.texts.get(round_, {}), session.texts_done.get(round_, set())
    return {number: seats[seat] for number, seat in enumerate(sorted(seats)) if number not in done}


def _ways(session: Session, round_: Round) -> dict[str, str]:
    """How a sentence can be taken now: as a line of each field of its card, or as an idea of its phase."""
    step = session.steps[round_.place[0]]
    if step.card is not None:
        fields = [step.card.fields[part] for part in step.card.written]
        alone = INSTEAD if _stands(session, round_) else AS_A_LINE
        ways = {field.key: alone if len(fields) == 1 else field.label for field in fields}
        roles = roles_in(session, step.phase) if step.card.id == GOOD else ()
        return ways | {f"{GOOD}{_OF}{role}": for_role(role) for role in roles}
    is_noted = c.NoteIdea in ROWS[session.stage].answers and Chapter(step.phase) == session.chapter
    roles = roles_in(session, step.phase)
    return {"": AS_AN_IDEA, **{f"{_OF}{role}": for_role(role) for role in roles}} if is_noted else {}


def _stands(session: Session, round_: Round) -> str:
    """The sentence on a card that has room for one; empty on any other card, and where none is."""
    card = session.steps[round_.place[0]].card
    if card is None or len(card.fields) > 1 or card.fields[0].kind is not FieldKind.TEXT:
        return ""
    entry = next(iter(session.entries_of(card.id)), {})
    return next((text for text in entry.get(card.fields[0].key, ()) if text != PASSED), "")


def _found(session: Session, round_: Round, keys: Collection[str]) -> dict[int, Text]:
    """The texts with one of these keys.

    Raises:
        Refused: there is none.
    """
    left = _left(session, round_) if round_.is_group else {}
    if not (found := {number: text for number, text in left.items() if _key(text) in keys}):
        raise Refused(_GONE)
    return found


def _done(session: Session, round_: Round, numbers: Collection[int]) -> list[e.Event]:
    closed = [] if round_ in session.texts_closed else [e.TextsClosed(round_, True)]
    return [*closed, e.TextsDone(round_, tuple(numbers))]


def _take(session: Session, command: c.TakeSentence) -> list[e.Event]:
    found = _found(session, command.round, [command.key])
    if command.field not in _ways(session, command.round):
        raise Refused(c.NoteIdea.refusal)
    text, (step, _) = next(iter(found.values())), command.round.place
    key, _, role = command.field.partition(_OF)
    card = session.steps[step].card
    if card is not None:
        part = next(at for at in card.written if card.fields[at].key == key)
        lines = lines_apart(text.words) if card.id == GOOD else (text.words,)
        whose = f"{role}: " if role else ""
        taken = as_lines(session, (step, part), [whose + line for line in lines], command.instead_of)
    else:
        idea = replace(_idea(text), role=role)
        taken = ROWS[session.stage].answers[c.NoteIdea](session, c.NoteIdea(idea))
    return [*_done(session, command.round, found), *taken]


def _put_away(session: Session, command: c.PutSentencesAway) -> list[e.Event]:
    return _done(session, command.round, _found(session, command.round, command.keys))


READS: Mapping[type[c.Command], Handler] = MappingProxyType(
    {c.TakeSentence: _take, c.PutSentencesAway: _put_away}
)
"""What can be done with what groups have written, wherever the room is."""
