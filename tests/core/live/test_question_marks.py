"""Others ask a question too: no figure is below k, none rises by less, and till then a mark is taken back."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import LEARN, ONE_SCENARIO, START, a_session, a_step, do, go_to
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.desk import Around, DeskView, desk_view
from workshop.core.live.question_marks import own_marks
from workshop.core.live.rounds import Seat, mark_round, question_round, scenario_round
from workshop.core.live.session import QuestionMark, Session, Stage, Text
from workshop.core.live.view import phone_page, room_view
from workshop.core.problems import Refused
from workshop.core.words import Phase

K = 5
BREAKS = tuple(a_step(StepKind.BREAK, phase=Phase.LEARN) for _ in range(12))
ASKED = ("Is it safe?", "Who pays?", "When is lunch?")


def with_questions(number: int = 3) -> Session:
    """A session at its second step, with released questions in the order of `ASKED`."""
    session = a_session((*BREAKS, ONE_SCENARIO[-1]))
    do(session, c.OpenDesk())
    for seat, words in zip("abc", ASKED[:number], strict=False):
        do(session, c.CastVote(question_round(0), Seat(seat), Text(words)))
    do(session, c.Advance(START), c.ReleaseTexts(question_round(0), tuple(range(number))))
    return session


def mark(session: Session, seats: str, question: int = 0, *, asks: bool = True) -> None:
    """Phones say one after the other that they ask a question too."""
    for seat in seats:
        do(session, c.CastVote(mark_round(question, 1), Seat(seat), QuestionMark(asks)))


def step_on(session: Session) -> Session:
    """The room goes to its next step."""
    do(session, c.Advance(START))
    return session


def desk(session: Session) -> DeskView:
    """What the desk shows."""
    return desk_view(session, room_view(session, 9), START, Around())


def own(session: Session, seat: str) -> dict[int, bool]:
    """What a phone sees of its own, which has the same seat for each question here."""
    return dict(own_marks(session, lambda subject: Seat(seat)))


def test_marks_are_counted_at_the_next_step_and_only_from_k_on() -> None:
    session = with_questions()
    mark(session, "vwxy")
    assert desk(step_on(session)).figures == {}, "four are too few"
    mark(session, "z")
    assert desk(session).figures == {}, "the step is the same"
    assert desk(step_on(session)).figures == {0: 5}


def test_a_figure_rises_by_k_or_not_at_all() -> None:
    session = with_questions()
    mark(session, "abcde")
    step_on(session)
    for at, seat in enumerate("fghij"):
        assert desk(session).figures == {0: 5}, f"{at} more are too few"
        mark(session, seat)
        step_on(session)
    assert desk(session).figures == {0: 10}


def test_questions_without_a_figure_have_no_place_among_the_others() -> None:
    session = with_questions()
    mark(session, "abcd", 1)
    mark(session, "abcdefg", 2)
    assert list(desk(session).questions) == [0, 1, 2]
    view = desk(step_on(session))
    assert list(view.questions.items()) == [(2, ASKED[2]), (0, ASKED[0]), (1, ASKED[1])]
    assert view.figures == {2: 7}
    assert list(phone_page(session).questions) == [0, 1, 2], "phones are told nothing by it"
    mark(session, "hijklmno", 0)
    assert list(desk(step_on(session)).questions) == [0, 2, 1]


def test_a_phone_has_one_mark_for_a_question_and_takes_it_back_until_it_was_counted() -> None:
    session = with_questions()
    mark(session, "abcdeaaaa")
    mark(session, "e", asks=False)
    assert (own(session, "a"), own(session, "e")) == ({0: False}, {})
    assert desk(step_on(session)).figures == {}
    mark(session, "e")
    step_on(session)
    assert (own(session, "e"), desk(session).figures) == ({0: True}, {0: 5})
    with pytest.raises(Refused, match="It was counted meanwhile, and stays"):
        mark(session, "e", asks=False)
    mark(session, "abcde")
    assert desk(step_on(session)).figures == {0: 5}, "nobody is counted twice"


def test_who_took_a_mark_back_before_the_count_may_mark_again_and_counts_once() -> None:
    session = with_questions()
    mark(session, "abcdef")
    mark(session, "f", asks=False)
    assert desk(step_on(session)).figures == {0: 5}
    mark(session, "fghij")
    assert desk(step_on(session)).figures == {0: 10}


def test_the_same_step_in_other_stages_counts_nothing_and_going_back_to_another_counts() -> None:
    session = a_session(ONE_SCENARIO)
    do(session, c.OpenDesk(), c.CastVote(question_round(0), Seat("a"), Text("Why?")), c.Advance(START))
    do(session, c.ReleaseTexts(question_round(0), (0,)))
    mark(session, "abcde")
    go_to(session, Stage.REVEAL)
    assert desk(session).figures == {}
    session = with_questions()
    mark(session, "abcde")
    events = do(session, c.TakeBack(START))
    assert events[-1] == e.QuestionMarksCounted(mark_round(0, 1))
    assert desk(session).figures == {0: 5}
    assert desk(step_on(session)).figures == {0: 5}, "what was counted stays counted"


def test_what_was_answered_takes_no_marks_and_has_no_figure() -> None:
    session = with_questions()
    mark(session, "abcde")
    step_on(session)
    do(session, c.AnswerQuestion(0))
    assert desk(session).figures == {}
    for question in (0, 3, 999):
        with pytest.raises(Refused, match="not open any more"):
            mark(session, "z", question)
    with pytest.raises(Refused, match="not open any more"):
        do(session, c.CastVote(scenario_round(LEARN, 1), Seat("a"), QuestionMark(True)))


def test_where_no_step_comes_any_more_nobody_marks() -> None:
    session = with_questions()
    mark(session, "abcd")
    do(session, c.EndEarly(START))
    assert phone_page(session).questions
    with pytest.raises(Refused):
        mark(session, "e")


def test_the_order_of_arrival_changes_nothing_that_is_shown() -> None:
    seen = set()
    for order in itertools.islice(itertools.permutations("abcde"), 0, None, 7):
        session = with_questions()
        mark(session, "".join(order))
        seen.add(repr((desk(step_on(session)), phone_page(session))))
    assert len(seen) == 1


def test_the_events_hold_no_seat_and_a_replay_has_the_same_figures_whenever_marks_are_read() -> None:
    session = a_session((*BREAKS, ONE_SCENARIO[-1]))
    events: list[e.Event] = [*do(session, c.OpenDesk())]
    events += do(session, c.CastVote(question_round(0), Seat("q"), Text("Why?")))
    events += do(session, c.Advance(START), c.ReleaseTexts(question_round(0), (0,)))
    for seats in ("abcdef", "gh", "ijk"):
        for seat in seats:
            events += do(session, c.CastVote(mark_round(0, 1), Seat(seat), QuestionMark(True)))
        events += do(session, c.Advance(START))
    assert desk(session).figures == {0: 11}
    votes = [event for event in events if isinstance(event, e.VoteCast)]
    others = [event for event in events if not isinstance(event, e.VoteCast)]
    again = a_session((*BREAKS, ONE_SCENARIO[-1]))
    for event in (*others, *reversed(votes)):  # as a journal has them
        machine.apply(again, event)
    assert desk(again) == desk(session)


@given(
    st.lists(
        st.one_of(
            st.tuples(st.sampled_from("abcdefghijkl"), st.sampled_from((0, 1)), st.booleans()),
            st.just("space"),
            st.just("back"),
        ),
        max_size=60,
    )
)
def test_whatever_happens_no_figure_and_no_difference_of_two_is_below_k(happens: list[object]) -> None:
    """The figures of a question that were ever shown begin at k, are k apart, and count nobody twice."""
    session = with_questions(2)
    shown: dict[int, list[int]] = {0: [0], 1: [0]}
    for one in happens:
        try:
            if isinstance(one, tuple):
                seat, question, asks = one
                mark(session, seat, question, asks=asks)
            else:
                do(session, c.Advance(START) if one == "space" else c.TakeBack(START))
        except Refused:
            continue
        for question, figure in desk(session).figures.items():
            if figure != shown[question][-1]:
                shown[question].append(figure)
    for figures in shown.values():
        assert all(later - earlier >= K for earlier, later in itertools.pairwise(figures))
        assert figures[-1] <= 12
