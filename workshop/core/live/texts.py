"""What people write on their phones in their own words: rounds like all others, read by one person alone.

1. A place whose row `writes` takes one text of each phone, as soon as a desk was opened in this session.
2. A text is a vote: it is filed under its round and seat where ballots are, all of one length, in no event.
3. Its round closes with the place, for good, or when the desk gathers it. Whoever writes after that, or when
   the room has come back, writes in the next round, which closes in its turn. It is a subject of its own: a
   phone has another seat in it, so that two orders of seats say nothing of who wrote both.
4. From k texts on the desk gets all at once, in the order of their seats: the key of the session has shuffled
   them, and a resume finds the same order. Of many it shows the first, and more when these are done with.
   Fewer than k are deleted with the commit that closes the round, read by nobody, and the phones say so.
5. A text is known by its round and its place in that order. One that is released becomes a remark, or a line
   of the card that it was written for; several become one where the facilitator finds one sentence for them.
   Like those put away they are done with. A card asks for its fields one by one: each is a round of its own.
6. Questions are asked anywhere. Their round closes when the room goes to another step and is read however few
   they are: the phone says so. A released one is shown on phones until it was answered; there others mark it
   (`question_marks`).
7. What was not released goes with the key at sealing.

What groups say aloud is no person's secret and follows other rules: `workshop.core.live.sentences`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from types import MappingProxyType

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import sentences
from workshop.core.live.groups import question_at
from workshop.core.live.rounds import Round, question_round, text_round
from workshop.core.live.sentences import group_round
from workshop.core.live.session import Position, Session, Stage, Text
from workshop.core.live.steps import ROWS
from workshop.core.live.steps.kind import Handler
from workshop.core.live.taken import as_lines, as_remarks
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario
from workshop.core.text import clean
from workshop.core.words import LONGEST_SENTENCE

MOST_QUESTIONS = 12
"""Released and not answered: what a phone can show."""

MOST_SHOWN = 40
"""Of one round on the desk at a time: what a person can look through while a room waits."""


@dataclass(frozen=True, slots=True)
class Unread:
    """What the desk has to read of a closed round, by numbers: to which `question`, "" where people asked.

    Those of the first seats come first; `more` is how many wait behind them. `on_card` says that it was
    written for a card, `is_new` that the round is of the step the room is at, or was closed by the last move;
    of questions it is the last round that is new. `has_just_come` is false of questions that came
    with an earlier move.
    """

    round: Round
    question: str
    texts: Mapping[int, str]
    more: int
    on_card: bool = False
    is_new: bool = True
    has_just_come: bool = True

    @property
    def number(self) -> int:
        """How many there are."""
        return len(self.texts) + self.more


def text_rounds(session: Session) -> dict[Round, str]:
    """The rounds in which people may write now, one a field, with what each is called."""
    writes = ROWS[session.stage].writes
    if not session.desk_opened or writes is None:
        return {}
    step, closed = session.position.step, session.texts_closed
    return {text_round((step, part), closed): label for part, label in writes(session).items()}


def asking_round(session: Session) -> Round | None:
    """The round in which people may ask now; None where no step comes any more at which it could be read."""
    if not session.desk_opened or session.stage in (Stage.CLOSE, Stage.SEALED):
        return None
    return question_round(sum(closed.is_question for closed in session.texts_closed))


def open_texts(session: Session) -> tuple[Round, ...]:
    """The rounds that take texts now."""
    return tuple(filter(None, (*text_rounds(session), group_round(session), asking_round(session))))


def judged(session: Session, round_: Round, text: Text) -> Text:
    """A text as it is kept.

    Raises:
        Refused: nothing is left of it.
    """
    if round_.is_group:
        return sentences.judged(session, text)
    words = clean(text.words, limit=LONGEST_SENTENCE)
    if not words:
        raise Refused("Write something first.")
    return Text(words)


def closing(session: Session, events: Sequence[e.Event]) -> list[e.Event]:
    """What ends the writing where events lead the room elsewhere."""
    there = leads_to(session, events)
    if there is None:
        return []
    return [
        e.TextsClosed(round_, round_.is_question or round_.is_group or _enough(session, round_))
        for round_ in open_texts(session)
        if session.texts.get(round_) and not (round_.is_question and there.step == session.position.step)
    ]


def leads_to(session: Session, events: Sequence[e.Event]) -> Position | None:
    """Where events lead the room; None where it stays."""
    for event in events:
        match event:
            case e.StageEntered(position):
                return position
            case e.MoveTakenBack():
                return session.moves[-1].position
    return None


def _enough(session: Session, round_: Round) -> bool:
    return len(session.texts.get(round_, ())) >= session.setup.k


def written(session: Session) -> dict[str, int]:
    """How many phones have written in the rounds that are open, by what their fields are called."""
    return {label: len(session.texts.get(round_, ())) for round_, label in text_rounds(session).items()}


def closed_now(session: Session) -> tuple[tuple[str, bool], ...]:
    """Whether what was written is read, of each field that the last move or the desk has closed.

    A field has its name where its card has several.
    """
    return tuple((_label(session, round_), enough) for round_, enough in session.last_read.items())


def was_read(session: Session) -> frozenset[str]:
    """The fields of this place of which the desk has got something before, by what they are called."""
    read = {closed.subject.rpartition("_")[0] for closed in session.texts_closed if closed in session.texts}
    fields = text_rounds(session).items()
    return frozenset(label for round_, label in fields if round_.subject.rpartition("_")[0] in read)


def unread(session: Session) -> tuple[Unread, ...]:
    """What is left to read, the latest place first."""
    return tuple(
        Unread(
            round_,
            "" if round_.is_question else _question(session, round_),
            dict(islice(left.items(), MOST_SHOWN)),
            max(0, len(left) - MOST_SHOWN),
            bool(_label(session, round_)),
            _is_new(session, round_),
            session.questions_came or not round_.is_question,
        )
        for round_ in sorted(session.texts_closed, key=_order, reverse=True)
        if not round_.is_group and (left := _left(session, round_))
    )


def _is_new(session: Session, round_: Round) -> bool:
    if round_.is_question:
        return _before(round_) == sum(closed.is_question for closed in session.texts_closed) - 1
    return round_ in session.last_read or round_.place[0] == session.position.step


def _left(session: Session, round_: Round) -> dict[int, str]:
    """The texts of a closed round that are not done with, by their places in the order of the seats."""
    texts = _in_order(session, round_) if round_ in session.texts_closed else []
    done = session.texts_done.get(round_, set())
    return {number: words for number, words in enumerate(texts) if number not in done}


def _in_order(session: Session, round_: Round) -> list[str]:
    """The texts of a round, in the order of their seats."""
    seats = session.texts.get(round_, {})
    return [seats[seat].words for seat in sorted(seats)]


def open_questions(session: Session) -> Mapping[int, str]:
    """The released questions that were not answered yet, by their places among all released ones.

    A sealed session has none: what they ask went with its key.
    """
    if session.stage is Stage.SEALED:
        return {}
    asked = {index: session.questions[index] for index in unanswered(session)}
    texts = {round_: _in_order(session, round_) for round_ in {one.round for one in asked.values()}}
    return {index: one.words or texts[one.round][one.number] for index, one in asked.items()}


def unanswered(session: Session) -> tuple[int, ...]:
    """The places of the released questions that were not answered yet."""
    return tuple(index for index, asked in enumerate(session.questions) if not asked.answered)


def _order(round_: Round) -> tuple[bool, tuple[int, int], int]:
    return round_.is_question, (0, 0) if round_.is_question else round_.place, _before(round_)


def _before(round_: Round) -> int:
    """How many rounds of its kind or place were closed before it."""
    return int(round_.subject.rpartition("_")[2])


def _scenario(session: Session, round_: Round) -> Scenario:
    return question_at(session, *round_.place)[0]


def _label(session: Session, round_: Round) -> str:
    """What a field of a card is called; empty for what is written at a question."""
    if round_.is_question:
        return ""
    step, part = round_.place
    card = session.steps[step].card
    return card.fields[part].label if card is not None else ""


def _question(session: Session, round_: Round) -> str:
    if label := _label(session, round_):
        return label
    return question_at(session, *round_.place)[1]


def _gather(session: Session, command: c.GatherTexts) -> list[e.Event]:
    if not (rounds := text_rounds(session)):
        raise Refused(command.refusal)
    if not (enough := [round_ for round_ in rounds if _enough(session, round_)]):
        raise Refused(f"Fewer than {session.setup.k} have written: nobody may read it yet.")
    return [e.TextsClosed(round_, True) for round_ in enough]


def _chosen(session: Session, command: c.ReleaseTexts | c.PutTextsAway) -> list[str]:
    left = _left(session, command.round)
    if not command.numbers:
        raise Refused("Tick what you mean first.")
    if any(number not in left for number in command.numbers):
        raise Refused("There is no such text any more.")
    return [left[number] for number in command.numbers]


def _release(session: Session, command: c.ReleaseTexts) -> list[e.Event]:
    texts = _chosen(session, command)
    words = clean(command.words, limit=LONGEST_SENTENCE)
    if command.round.is_question:
        return _release_questions(session, command, words)
    released = [words] if words else texts
    if _label(session, command.round):
        kept = as_lines(session, command.round.place, released)
    else:
        kept = as_remarks(session, _scenario(session, command.round), released)
    return [e.TextsDone(command.round, command.numbers), *kept]


def _release_questions(session: Session, command: c.ReleaseTexts, words: str) -> list[e.Event]:
    released = command.numbers[:1] if words else command.numbers
    if len(open_questions(session)) + len(released) > MOST_QUESTIONS:
        raise Refused(f"{MOST_QUESTIONS} open questions are the limit: answer one first.")
    shown = (e.QuestionReleased(command.round, number, words) for number in released)
    return [e.TextsDone(command.round, command.numbers), *shown]


def _answer(session: Session, command: c.AnswerQuestion) -> list[e.Event]:
    if command.index not in open_questions(session):
        raise Refused("There is no such question any more.")
    return [e.QuestionAnswered(command.index)]


def _withdraw(session: Session, command: c.WithdrawRemark) -> list[e.Event]:
    remarks = session.remarks.get(command.scenario, ())
    if command.words not in remarks:
        raise Refused("There is no such remark any more.")
    return [e.RemarkWithdrawn(command.scenario, remarks.index(command.words))]


def _put_away(session: Session, command: c.PutTextsAway) -> list[e.Event]:
    _chosen(session, command)
    return [e.TextsDone(command.round, command.numbers)]


WRITES: Mapping[type[c.Command], Handler] = MappingProxyType({c.GatherTexts: _gather})
"""What can be done where people write."""

READS: Mapping[type[c.Command], Handler] = MappingProxyType(
    {
        c.ReleaseTexts: _release,
        c.PutTextsAway: _put_away,
        c.AnswerQuestion: _answer,
        c.WithdrawRemark: _withdraw,
    }
)
"""What can be done with texts of closed rounds, wherever the room is."""
