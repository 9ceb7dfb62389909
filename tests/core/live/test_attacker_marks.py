"""The attacker at the marks of questions: he adds and subtracts all figures that the desk was ever shown.

He is told who touched the button of which question between two counts. Whether their mark stood there is the
secret.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import START, do
from tests.core.live.test_attacker import Equation, smallest_group
from tests.core.live.test_question_marks import K, desk, mark, with_questions
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import question_marks
from workshop.core.live.rounds import Round, Seat, mark_round
from workshop.core.live.session import Session
from workshop.core.problems import Refused

PHONES = "abcdefghijklmnop"
Happening = tuple[str, int, bool] | str

HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.text(PHONES, min_size=1, max_size=9), st.sampled_from((0, 1, 2)), st.booleans()),
        st.sampled_from(("space", "back")),
    ),
    max_size=25,
)
"""Some phones press one button of a question, or the room is led."""


def figures_of(happens: list[Happening]) -> Iterator[tuple[Session, dict[int, int]]]:
    """The figures on the desk after each thing that happens."""
    session = with_questions()
    for one in happens:
        try:
            if isinstance(one, str):
                do(session, c.Advance(START) if one == "space" else c.TakeBack(START))
            else:
                phones, question, asks = one
                for phone in phones:
                    mark(session, phone, question, asks=asks)
        except Refused:
            continue
        yield session, dict(desk(session).figures)


def seen(happens: list[Happening]) -> list[Equation]:
    """All that is shown, as sums of marks."""
    equations: list[Equation] = []
    for session, figures in figures_of(happens):
        for question in figures:
            equation: Equation = {
                ((f"{question}", Seat(f"{seat} {number}")), "asks"): Fraction(1)
                for number in range(1, 9)
                if (round_ := mark_round(question, number)) in session.marks_counted
                for seat in session.question_marks[round_]
            }
            equations.append(equation)
    return equations


@given(HAPPENINGS)
def test_nobody_who_knows_all_figures_of_questions_learns_about_a_group_too_small(
    happens: list[Happening],
) -> None:
    assert smallest_group(seen(happens), K) is None


@given(HAPPENINGS)
def test_no_figure_and_no_difference_of_any_two_figures_of_a_question_is_below_k(
    happens: list[Happening],
) -> None:
    shown: dict[int, set[int]] = {}
    for _, figures in figures_of(happens):
        for question, figure in figures.items():
            shown.setdefault(question, {0}).add(figure)
    for of_one in shown.values():
        assert all(one == other or abs(one - other) >= K for one in of_one for other in of_one)


def count_all(session: Session, events: list[e.Event]) -> list[e.Event]:
    """A weak rule: each mark is counted at the next step, however few they are."""
    if not question_marks.closes_marks(session, events):
        return []
    waiting: list[Round] = [
        round_ for round_ in session.question_marks if round_ not in session.marks_counted
    ]
    return [e.QuestionMarksCounted(round_) for round_ in waiting]


def test_a_rule_that_counts_fewer_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    happens: list[Happening] = [("abcdef", 0, True), "space", ("g", 0, True), "space"]
    assert smallest_group(seen(happens), K) is None
    monkeypatch.setattr(question_marks, "counting", count_all)
    assert smallest_group(seen(happens), K) == 1
