"""What a closed pulse shows: totals from the smallest group upwards, and roles only by the group rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import (
    START,
    a_pulse,
    a_pulse_step,
    a_session,
    a_step,
    answer,
    do,
    go_to,
    phone_view,
    picture,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import PULSES, ROLE, TRY, Answer, Moment, Pulse, PulseId, PulseKind
from workshop.core.live import commands as c
from workshop.core.live.asked import kept_pulses
from workshop.core.live.pulse_result import (
    PulseResult,
    PulseSlice,
    count_answers,
    earlier_step,
    pulse_result,
)
from workshop.core.live.roles import Asked, asked_of
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.pulse import PulsePicture, PulseResultPicture
from workshop.core.live.view import room_view
from workshop.core.stats.groups import OTHER
from workshop.core.stats.ordinal import Mean, Quartiles
from workshop.core.words import Audience

LEADERS, MANAGERS, FRONTLINE = Audience.LEADERS, Audience.MANAGERS, Audience.FRONTLINE
SAFETY, SURE = PULSES[PulseId("safety")], PULSES[PulseId("confidence")]
TWICE = (
    a_pulse_step(moment=Moment.BEFORE),
    a_pulse_step(a_pulse("another")),
    a_pulse_step(moment=Moment.AFTER),
    a_step(StepKind.CLOSE),
)


def given_by(role: Audience | None, *values: str) -> list[Answer]:
    return [Answer(value, role) for value in values]


def asked_of_all(answers: Sequence[Answer], k: int) -> Asked:
    """The room was asked for its roles when all of them were there."""
    return asked_of(Counter(answer.role.value for answer in answers if answer.role), k)


def counted(answers: Sequence[Answer], k: int = 5) -> PulseResult:
    result = count_answers(a_pulse(), answers, k, asked_of_all(answers, k))
    assert result is not None
    return result


@pytest.mark.parametrize("pulse", PULSES.values(), ids=PULSES)
@pytest.mark.parametrize("k", [3, 5, 8])
def test_below_the_smallest_group_no_pulse_shows_anything(pulse: Pulse, k: int) -> None:
    assert count_answers(pulse, [Answer(pulse.values[0])] * (k - 1), k) is None
    result = count_answers(pulse, [Answer(pulse.values[0])] * k, k)
    assert result is not None
    assert result.n == k


def test_a_choice_has_a_count_for_every_option_also_those_nobody_chose() -> None:
    result = counted(given_by(None, "job", "job", "none", "job", "none"))
    assert (result.n, result.counts) == (5, {"job": 3, "skill": 0, "none": 2})
    assert (result.mean, result.quartiles) == (None, None)


def test_a_scale_has_a_mean_and_no_quartiles() -> None:
    result = count_answers(SAFETY, given_by(None, "1", "2", "5", "5", "5"), 5)
    assert result is not None
    assert SAFETY.kind is PulseKind.SCALE
    assert result.mean == Mean(5, 3.6)
    assert result.quartiles is None
    assert result.counts == {"1": 1, "2": 1, "3": 0, "4": 0, "5": 3}


def test_percentages_have_quartiles_and_no_mean() -> None:
    result = count_answers(SURE, given_by(None, "0", "10", "50", "60", "100"), 5)
    assert result is not None
    assert SURE.kind is PulseKind.PERCENT
    assert result.quartiles == Quartiles(5, 10, 50, 60)
    assert result.mean is None


@pytest.mark.parametrize("pulse", [SAFETY, SURE], ids=["scale", "percent"])
def test_a_scale_and_percentages_have_no_roles(pulse: Pulse) -> None:
    roles = [Answer(pulse.values[1], role) for role in (LEADERS, MANAGERS) for _ in range(9)]
    result = count_answers(pulse, roles, 5)
    assert result is not None
    assert result.slices == ()


@pytest.mark.parametrize(
    ("values", "top"),
    [
        ("job job job skill none", ("job",)),
        ("job job skill skill none", ("job", "skill")),
        ("none none none none none", ("none",)),
    ],
)
def test_the_top_is_what_was_said_most_often_all_of_it_where_several_are_level(
    values: str, top: tuple[str, ...]
) -> None:
    assert counted(given_by(None, *values.split())).top == top


def test_without_answers_nothing_is_on_top() -> None:
    assert PulseResult(0, {"job": 0, "skill": 0}).top == ()
    assert PulseResult(0, {}).top == ()


def test_roles_stand_beside_each_other_where_each_is_large_enough() -> None:
    answers = [*given_by(LEADERS, *["job"] * 5), *given_by(MANAGERS, *["job", "skill"] * 3)]
    assert counted(answers).slices == (
        PulseSlice("leaders", 5, {"job": 5, "skill": 0, "none": 0}),
        PulseSlice("managers", 6, {"job": 3, "skill": 3, "none": 0}),
    )


def test_eight_managers_and_four_leaders_are_no_roles_to_be_shown() -> None:
    answers = [*given_by(MANAGERS, *["job"] * 8), *given_by(LEADERS, *["none"] * 4)]
    assert counted(answers).slices == ()


def test_small_roles_stand_together() -> None:
    answers = [
        *given_by(MANAGERS, *["job"] * 6),
        *given_by(LEADERS, *["none"] * 3),
        *given_by(FRONTLINE, *["skill"] * 2),
    ]
    assert counted(answers).slices == (
        PulseSlice("managers", 6, {"job": 6, "skill": 0, "none": 0}),
        PulseSlice(OTHER, 5, {"job": 0, "skill": 2, "none": 3}),
    )


def test_those_who_named_no_role_are_counted_in_the_whole_and_shown_as_no_role() -> None:
    answers = [*given_by(MANAGERS, *["job"] * 6), *given_by(None, *["none"] * 5)]
    result = counted(answers)
    assert result.counts == {"job": 6, "skill": 0, "none": 5}
    assert [part.role for part in result.slices] == ["managers"]
    few = counted([*given_by(MANAGERS, *["job"] * 6), *given_by(None, *["none"] * 4)])
    assert few.slices == (), "the whole without the managers would be four people"


def test_the_question_about_roles_shows_small_ones_together() -> None:
    answers = [
        Answer(role.value)
        for role, count in ((LEADERS, 7), (MANAGERS, 4), (FRONTLINE, 2))
        for _ in range(count)
    ]
    result = count_answers(PULSES[ROLE], answers, 5)
    assert result is not None
    assert result.counts == {"leaders": 7, OTHER: 6}
    assert result.slices == ()
    assert count_answers(PULSES[ROLE], answers[3:], 5) == PulseResult(10, {OTHER: 10})


ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from(a_pulse().values),
        st.none() | st.sampled_from((LEADERS, MANAGERS, FRONTLINE)),
    ),
    max_size=40,
)


@settings(deadline=None)
@given(ANSWERS, st.integers(3, 8))
def test_roles_are_large_enough_so_is_what_they_leave_over_and_they_add_up_to_no_more_than_the_whole(
    answers: list[Answer], k: int
) -> None:
    result = count_answers(a_pulse(), answers, k, asked_of_all(answers, k))
    assert (result is None) is (len(answers) < k)
    if result is None:
        return
    left = result.n - sum(part.n for part in result.slices)
    assert sum(result.counts.values()) == result.n == len(answers)
    assert all(part.n >= k and sum(part.counts.values()) == part.n for part in result.slices)
    assert left == 0 or left >= k
    for value, count in result.counts.items():
        assert sum(part.counts[value] for part in result.slices) <= count


@settings(deadline=None)
@given(ANSWERS)
def test_the_order_of_answers_changes_nothing_not_even_the_order_of_roles(answers: list[Answer]) -> None:
    asked = asked_of_all(answers, 3)
    result = count_answers(a_pulse(), answers, 3, asked)
    assert result == count_answers(a_pulse(), sorted(answers, key=repr), 3, asked)
    assert result == count_answers(a_pulse(), answers[::-1], 3, asked)


@settings(deadline=None)
@given(ANSWERS, st.integers(3, 8))
def test_the_question_about_roles_never_counts_a_role_below_the_smallest_group(
    answers: list[Answer], k: int
) -> None:
    roles = [Answer(answer.role.value) for answer in answers if answer.role]
    result = count_answers(PULSES[ROLE], roles, k)
    if result is not None:
        assert sum(result.counts.values()) == result.n
        assert all(count == 0 or count >= k for count in result.counts.values())
        named = Counter(answer.value for answer in roles)
        assert all(count == named[role] for role, count in result.counts.items() if role != OTHER)


def asked(before: Sequence[str], after: Sequence[str] | None = None) -> Session:
    """The pulse asked twice, with another between; after the last one that was answered."""
    session = go_to(a_session(TWICE), Stage.PULSE)
    answer(session, before)
    if after is not None:
        answer(go_to(session, Stage.PULSE, step=2), after)
    return go_to(session, Stage.PULSE_RESULT, step=0 if after is None else 2)


def test_a_result_is_there_once_its_pulse_closed_and_never_before() -> None:
    session = a_session(TWICE)
    assert pulse_result(session, 0) is None
    answer(go_to(session, Stage.PULSE), ["job"] * 9)
    assert pulse_result(session, 0) is None
    go_to(session, Stage.PULSE_RESULT)
    assert pulse_result(session, 0) == counted(given_by(None, *["job"] * 9))
    assert pulse_result(session, 3) is None, "the closing asks nothing"


def test_a_pulse_that_was_left_by_ending_early_is_not_kept_as_the_room_never_saw_it() -> None:
    session = go_to(a_session(TWICE), Stage.PULSE)
    answer(session, ["job"] * 5)
    do(session, c.EndEarly(START))
    assert pulse_result(session, 0) is None


def test_the_earlier_step_is_the_last_one_before_that_asked_the_same() -> None:
    session = a_session((TWICE[0], *TWICE))
    assert [earlier_step(session, index) for index in range(len(session.steps))] == [
        None,
        0,
        None,
        1,
        None,
    ]


def test_before_and_after_stand_beside_each_other_once_the_second_is_closed() -> None:
    session = asked(["job"] * 6, ["none"] * 7)
    shown = picture(room_view(session, 9), PulseResultPicture)
    assert shown.result == counted(given_by(None, *["none"] * 7))
    assert shown.earlier == counted(given_by(None, *["job"] * 6))
    assert shown.moment is Moment.AFTER


@pytest.mark.parametrize(("before", "after"), [(4, 9), (9, 4), (4, 4), (0, 9)])
def test_each_of_before_and_after_needs_the_smallest_group_for_itself(before: int, after: int) -> None:
    shown = picture(room_view(asked(["job"] * before, ["job"] * after), 9), PulseResultPicture)
    assert (shown.earlier is not None, shown.result is not None) == (before >= 5, after >= 5)


def test_while_a_pulse_is_open_the_screen_shows_how_many_answered_and_nothing_of_what() -> None:
    pictures = []
    for values in (["job"] * 6, ["none", "skill"] * 3):
        session = go_to(a_session(TWICE), Stage.PULSE)
        answer(session, values)
        pictures.append(room_view(session, 9))
    assert pictures[0] == pictures[1]
    assert pictures[0].voted == 6
    assert pictures[0].next_words == "close the vote, 6 of 9 have voted"


def test_the_earlier_result_is_not_shown_while_the_later_one_is_open() -> None:
    session = asked(["job"] * 6)
    shown = room_view(go_to(session, Stage.PULSE, step=2), 9).picture
    assert shown == PulsePicture(a_pulse(), Moment.AFTER)


def test_the_published_figure_comes_after_the_rooms_own_and_never_with_it() -> None:
    session = go_to(a_session(TWICE), Stage.PULSE)
    said = []
    while session.position.step == 0:
        shown = room_view(session, 9).picture
        said.append(shown.published if isinstance(shown, PulseResultPicture) else None)
        do(session, c.Advance(START))
    assert said == [None, None, False, True]


def test_a_phone_sees_its_own_answer_and_of_others_what_the_wall_shows() -> None:
    asking = []
    for others in (["job"] * 9, ["none"] * 9):
        session = go_to(a_session(TWICE), Stage.PULSE)
        answer(session, ["skill", *others])
        asking.append(phone_view(session, lambda subject: Seat("s0")))
        told = phone_view(go_to(session, Stage.PULSE_RESULT), lambda subject: Seat("s0"))
        assert told.given == asking[-1].given == Answer("skill")
        assert told.picture == room_view(session, 9).picture
    assert asking[0] == asking[1], "before that it is the same whatever others said"


def test_a_phone_is_asked_for_its_seat_in_the_pulse_and_in_nothing_else() -> None:
    session = go_to(a_session(TWICE), Stage.PULSE, step=1)
    subjects: list[str] = []

    def seat_in(subject: str) -> Seat:
        subjects.append(subject)
        return Seat("s0")

    phone_view(session, seat_in)
    assert subjects == ["pulse-1"]


def test_a_vote_to_try_is_shown_from_the_smallest_group_on_and_kept_nowhere() -> None:
    steps = (a_pulse_step(PULSES[TRY]), a_pulse_step(PULSES[PulseId("skill")]), a_step(StepKind.CLOSE))
    session = go_to(a_session(steps, ()), Stage.PULSE)
    answer(session, ["sweet"] * 3 + ["nothing"] * 2)
    told = picture(room_view(go_to(session, Stage.PULSE_RESULT), 5), PulseResultPicture)
    assert told.result is not None
    assert told.result.counts["sweet"] == 3
    answer(go_to(session, Stage.PULSE, step=1), ["yes"] * 5)
    go_to(session, Stage.CLOSE)
    assert [kept.id for kept in kept_pulses(session)] == ["skill"]
