"""25/10: who scores what, which figures are shown, and what becomes of the best ideas."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import (
    START,
    a_dots_step,
    a_score_step,
    a_session,
    a_step,
    an_idea,
    answer,
    do,
    go_to,
    phone_view,
    picture,
    round_now,
    some_scores,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.live import commands as c
from workshop.core.live.dots import IdeaId
from workshop.core.live.machine import Refused, may
from workshop.core.live.rounds import Seat
from workshop.core.live.scores import Scores, count_scores, drawn_for, scores_each
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.ideas import IdeasPicture
from workshop.core.live.steps.score import ScorePicture, ScoreResultPicture
from workshop.core.live.view import earlier_view, room_view
from workshop.core.plans.action import MOST_ACTIONS, Action
from workshop.core.plans.chapter import Chapter
from workshop.core.words import Phase

CLOSING = a_step(StepKind.CLOSE)
K = 5


def ids(number: int) -> list[IdeaId]:
    return [IdeaId(f"I{index}") for index in range(1, number + 1)]


def scoring(ideas: int = 3, phones: int = 8, winners: int = 3) -> Session:
    """Open scores, with so many phones in the room."""
    steps = (a_step(StepKind.GROUPS, minutes=12), a_score_step(winners=winners), CLOSING)
    session = go_to(a_session(steps, (), k=K), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in range(1, ideas + 1)))
    do(session, c.Advance(START, phones))
    assert session.stage is Stage.SCORE
    return session


def told(session: Session) -> ScoreResultPicture:
    return picture(room_view(go_to(session, Stage.SCORE_RESULT), 8), ScoreResultPicture)


@pytest.mark.parametrize(
    ("ideas", "phones", "each"),
    [
        (3, 100, 3),
        (5, 100, 5),
        (10, 100, 5),
        (10, 20, 5),
        (10, 16, 6),
        (10, 15, 10),
        (10, 7, 10),
        (10, 0, 10),
    ],
)
def test_each_phone_scores_as_many_as_give_every_idea_enough_and_five_at_least(
    ideas: int, phones: int, each: int
) -> None:
    assert scores_each(ideas, K, phones) == each


def test_how_many_a_phone_scores_is_by_the_phones_that_are_there_when_the_scores_open() -> None:
    steps = (a_step(StepKind.GROUPS, minutes=12), a_score_step(), CLOSING)
    session = a_session(steps, (), k=K)
    do(session, c.Advance(START, 300))
    go_to(session, Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in range(10)))
    do(session, c.Advance(START, 9))
    assert picture(room_view(session, 9), ScorePicture).each == 10
    lot = phone_view(session, lambda subject: Seat("s1")).marks.lot
    do(session, c.Advance(START, 40), c.TakeBack(START))
    assert phone_view(session, lambda subject: Seat("s1")).marks.lot == lot, "it is open still"
    do(session, c.TakeBack(START), c.Advance(START, 40))
    assert picture(room_view(session, 40), ScorePicture).each == 5
    assert session.participants == 300


def test_what_a_phone_scores_is_drawn_from_its_seat_and_each_idea_as_often_as_another() -> None:
    ideas = ids(10)
    lots = [drawn_for(Seat(f"seat-{number}"), ideas, 5) for number in range(4000)]
    assert all(list(lot) == [idea for idea in ideas if idea in lot] and len(lot) == 5 for lot in lots)
    drawn = Counter(idea for lot in lots for idea in lot)
    assert all(1850 < drawn[idea] < 2150 for idea in ideas)
    assert lots[7] == drawn_for(Seat("seat-7"), ideas, 5)


@pytest.mark.parametrize("phones", [7, 15, 16, 20, 40])
def test_hardly_an_idea_gets_less_than_k_scores_by_the_draw_alone(phones: int) -> None:
    ideas, each = ids(10), scores_each(10, K, phones)
    assert phones * each >= 10 * (K + 2) or each == 10
    few = 0
    for room in range(100):
        drawn = Counter(
            idea for one in range(phones) for idea in drawn_for(Seat(f"{room}/{one}"), ideas, each)
        )
        few += sum(drawn[idea] < K for idea in ideas)
    assert few <= 20, "of a thousand"


@given(
    st.lists(st.dictionaries(st.sampled_from(ids(4)), st.integers(1, 5), min_size=1), max_size=14),
    st.integers(0, 3),
)
def test_no_idea_has_a_figure_or_wins_below_k_scores(ballots: list[dict[IdeaId, int]], places: int) -> None:
    result = count_scores(map(Scores, ballots), ids(4), places, K)
    assert (result is None) is (len(ballots) < K)
    if result is None:
        return
    scored = Counter(idea for ballot in ballots for idea in ballot)
    for idea, figure in result.figures:
        assert (figure is None) is (scored[idea] < K)
        assert figure is None or 5 <= figure <= 25
    figures = dict(result.figures)
    chosen = {*result.winners, *result.tied}
    assert all(figures[idea] is not None for idea in chosen)
    assert len(result.winners) <= places
    assert not set(result.winners) & set(result.tied)
    out = [figure for idea, figure in result.figures if figure is not None and idea not in chosen]
    assert all(figures[idea] > figure for idea in chosen for figure in out)  # type: ignore[operator]


def test_a_figure_is_the_mean_times_five_and_a_half_is_rounded_up() -> None:
    given_ = [some_scores(f"I1={score}") for score in (5, 5, 5, 5, 4, 3, 4, 5, 5, 4)]  # 4.5: 22.5
    result = count_scores(given_, ids(1), 1, K)
    assert result is not None
    assert result.figures == (("I1", 23),)


def test_the_best_become_actions_with_their_figures_and_those_below_k_do_not() -> None:
    session = scoring(winners=2)
    answer(session, ["I1=5 I2=3"] * 6 + ["I3=5"] * 4)
    shown = told(session)
    assert shown.result is not None
    assert shown.result.figures == (("I1", 25), ("I2", 15), ("I3", None))
    assert shown.result.winners == ("I1", "I2")
    assert not may(session, c.TakeBack), "a figure was told"
    do(session, c.Advance(START))
    actions = session.actions_of(Chapter(Phase.LEARN))
    assert [(one.then, one.score_25, one.dots) for one in actions] == [
        ("we recompute it", 25, None),
        ("we recompute it", 15, None),
    ]
    assert earlier_view(session, 8, 1).picture == shown  # type: ignore[union-attr]


def test_below_k_phones_nothing_is_shown_and_nothing_wins() -> None:
    session = scoring()
    answer(session, ["I1=5 I2=3"] * 4)
    assert told(session).result is None
    do(session, c.Advance(START))
    assert session.actions == {}


def test_scores_stay_counted_where_another_idea_has_gone_meanwhile() -> None:
    steps = (a_step(StepKind.GROUPS, minutes=12), a_step(StepKind.ACTIONS), a_score_step(), CLOSING)
    session = go_to(a_session(steps, (), k=K), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in (1, 2, 3)))
    go_to(session, Stage.SCORE)
    answer(session, ["I1=5 I2=4 I3=1"] * 5 + ["I1=5"])
    gone = session.ideas[IdeaId("I1")][1]
    do(session, c.TakeBack(START), c.AgreeAction(Action("", gone.if_, gone.then)))
    result = told(session).result
    assert result is not None
    assert (result.n, result.figures) == (5, (("I2", 20), ("I3", 5)))


def test_below_k_phones_with_a_score_of_an_idea_that_is_still_there_nothing_is_shown() -> None:
    steps = (a_step(StepKind.GROUPS, minutes=12), a_step(StepKind.ACTIONS), a_score_step(), CLOSING)
    session = go_to(a_session(steps, (), k=K), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in (1, 2, 3)))
    go_to(session, Stage.SCORE)
    answer(session, ["I1=5 I2=4 I3=1"] * 4 + ["I1=5"] * 4)
    gone = session.ideas[IdeaId("I1")][1]
    do(session, c.TakeBack(START), c.AgreeAction(Action("", gone.if_, gone.then)))
    assert told(session).result is None


def test_ideas_that_are_level_at_the_cut_are_in_no_place() -> None:
    session = scoring(winners=1)
    answer(session, ["I1=4 I2=4 I3=1"] * 6)
    result = told(session).result
    assert result is not None
    assert (result.winners, result.tied) == ((), ("I1", "I2"))


def test_a_phone_is_asked_about_its_lot_and_no_other_idea_counts() -> None:
    session = scoring(10, phones=40)
    round_ = round_now(session)
    assert round_ is not None
    view = phone_view(session, lambda subject: Seat("s1"))
    lot = view.marks.lot
    assert view.is_parted
    assert len(lot) == picture(view, ScorePicture).each == 5
    others = [idea for idea in ids(10) if idea not in lot]
    for wrong in (Scores({}), Scores({others[0]: 3}), Scores({lot[0]: 6}), Scores({lot[0]: 0})):
        with pytest.raises(Refused, match="asked about other ideas"):
            do(session, c.CastVote(round_, Seat("s1"), wrong))
    do(session, c.CastVote(round_, Seat("s1"), Scores({lot[0]: 3})))
    assert phone_view(session, lambda subject: Seat("s1")).given == Scores({lot[0]: 3})
    do(session, c.Advance(START))
    closed = phone_view(session, lambda subject: Seat("s1"))
    assert (closed.is_parted, closed.marks.lot) == (False, ())


def test_a_phase_that_scores_its_ideas_has_ten_of_them() -> None:
    steps = (a_step(StepKind.GROUPS, minutes=12), a_score_step(), CLOSING)
    session = go_to(a_session(steps, ()), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in range(10)))
    with pytest.raises(Refused, match="10 ideas are the limit"):
        do(session, c.NoteIdea(an_idea(11)))


def test_what_is_an_action_already_is_not_scored_again() -> None:
    steps = (a_dots_step(winners=1), a_score_step(), CLOSING)
    session = go_to(a_session(steps, ()), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in (1, 2, 3)))
    answer(go_to(session, Stage.DOTS), ["I1 I1"] * 6)
    asked = picture(room_view(go_to(session, Stage.SCORE), 6), ScorePicture)
    assert [idea.id for idea in asked.ideas] == ["I2", "I3"]


def test_with_too_few_ideas_they_are_written_first() -> None:
    session = go_to(a_session((a_score_step(), CLOSING), ()), Stage.IDEAS)
    do(session, c.NoteIdea(an_idea(1)))
    assert room_view(session, 6).next_words == "closing"
    do(session, c.NoteIdea(an_idea(2)))
    assert room_view(session, 6).next_words == "score the ideas"


def test_where_dots_have_left_one_idea_the_wall_says_what_scoring_lacks() -> None:
    steps = (a_dots_step(winners=1), a_score_step(), CLOSING)
    session = go_to(a_session(steps, ()), Stage.IDEAS)
    do(session, *(c.NoteIdea(an_idea(number)) for number in (1, 2)))
    answer(go_to(session, Stage.DOTS), ["I1 I1"] * 6)
    go_to(session, Stage.IDEAS, step=1)
    assert picture(room_view(session, 6), IdeasPicture).lacks_ideas
    do(session, c.NoteIdea(an_idea(3)))
    view = room_view(session, 6)
    assert (picture(view, IdeasPicture).lacks_ideas, view.next_words) == (False, "score the ideas")


def test_a_full_phase_says_so_and_takes_no_more() -> None:
    session = scoring()
    full = {f"B{number}": (Chapter(Phase.LEARN), an_action(number)) for number in range(MOST_ACTIONS)}
    session.actions.update(full)
    answer(session, ["I1=4 I2=4 I3=1"] * 6)
    shown = told(session)
    assert shown.full
    assert shown.result is not None
    assert (shown.result.winners, shown.result.tied) == ((), ())


def an_action(number: int) -> Action:
    return Action(f"B{number}", f"something else {number}", "we act")
