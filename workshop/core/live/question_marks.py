"""Question marks: phones say of a released question that they ask it too.

1. A mark is a vote, filed under its question and a seat that a phone has nowhere else: nothing joins it to
   what the phone wrote, voted or marked elsewhere. A phone has one for a question, and may take it back until
   it was counted.
2. Marks are counted when the room goes to another step: those of one question together, and only from k on.
   Fewer wait for the next step. So the figure of a question begins at k and rises by k or more at once:
   neither it nor the difference of any two speaks of fewer people.
3. Nobody sees a figure but the desk. A question without one has no place among the others either.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.rounds import Round, Seat, Takes, mark_round
from workshop.core.live.session import QuestionMark, Session
from workshop.core.live.texts import asking_round, leads_to, open_questions, unanswered
from workshop.core.problems import Refused


def marked(session: Session, command: c.CastVote, mark: QuestionMark) -> list[e.Event]:
    """What a mark leads to: it goes into the round that is open, whichever the page of the phone had.

    Raises:
        Refused: the question is on no phone any more, or the mark was counted and is to be taken back.
    """
    index = command.round.step if command.round.takes is Takes.MARK else -1
    if index not in unanswered(session) or asking_round(session) is None:
        raise Refused("This question is not open any more.")
    if _is_counted(session, index, command.seat):
        if mark.asks:
            return []
        raise Refused("It was counted meanwhile, and stays.")
    return [e.VoteCast(_open_round(session, index), command.seat, mark)]


def counting(session: Session, events: Sequence[e.Event]) -> list[e.Event]:
    """What counts the marks where events lead the room to another step."""
    if not _changes_step(session, events):
        return []
    rounds = (_open_round(session, index) for index in unanswered(session))
    return [
        e.QuestionMarksCounted(round_) for round_ in rounds if _asking(session, round_) >= session.setup.k
    ]


def closes_marks(session: Session, events: Sequence[e.Event]) -> bool:
    """Whether the order in which marks came is to be forgotten: at each change of step, counted or not."""
    return bool(session.question_marks) and _changes_step(session, events)


def figures(session: Session) -> Mapping[int, int]:
    """How many phones ask a question too, by the place of the question; those alone that may be told."""
    counted = {
        index: sum(_asking(session, round_) for round_ in _counted(session, index))
        for index in unanswered(session)
    }
    return {index: figure for index, figure in counted.items() if figure}


def by_figure(session: Session, told: Mapping[int, int]) -> Mapping[int, str]:
    """The open questions: those that most ask too come first, then those without a figure as released."""
    return dict(sorted(open_questions(session).items(), key=lambda of: -told.get(of[0], 0)))


def own_marks(session: Session, seat_in: Callable[[str], Seat]) -> Mapping[int, bool]:
    """The open questions that one phone asks too, each with whether that was counted."""
    own: dict[int, bool] = {}
    for index in unanswered(session):
        round_ = _open_round(session, index)
        seat = seat_in(round_.subject)
        mark = session.question_marks.get(round_, {}).get(seat)
        if _is_counted(session, index, seat):
            own[index] = True
        elif mark is not None and mark.asks:
            own[index] = False
    return own


def _changes_step(session: Session, events: Sequence[e.Event]) -> bool:
    there = leads_to(session, events)
    return there is not None and there.step != session.position.step


def _counted(session: Session, index: int) -> Iterator[Round]:
    """The rounds of a question of which the marks were counted."""
    number = 1
    while (round_ := mark_round(index, number)) in session.marks_counted:
        yield round_
        number += 1


def _open_round(session: Session, index: int) -> Round:
    return mark_round(index, 1 + sum(1 for _ in _counted(session, index)))


def _asking(session: Session, round_: Round) -> int:
    return sum(mark.asks for mark in session.question_marks.get(round_, {}).values())


def _is_counted(session: Session, index: int, seat: Seat) -> bool:
    marks = (session.question_marks.get(round_, {}).get(seat) for round_ in _counted(session, index))
    return any(mark is not None and mark.asks for mark in marks)
