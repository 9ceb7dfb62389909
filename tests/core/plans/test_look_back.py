"""A look-back: did it happen, action by action, and where the room stands now."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from tests.builders import (
    DAY,
    START,
    a_ballot,
    a_card_step,
    a_control,
    a_look_back,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_action,
    an_opening,
    answer,
    do,
    go_to,
    picture,
    vote,
)
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.card import CARDS, DELUSION, SINCE
from workshop.core.agenda.pulse import CAUGHT_AT_WORK, CONFIDENCE, GOOD_HELD, PULSES, SAFETY
from workshop.core.good import Good
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.desk_writing import writing_here
from workshop.core.live.machine import Refused
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.session import Position, Session, Stage
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.card import CardPicture
from workshop.core.live.steps.pulse import PulsePicture, PulseResultPicture, questions_of
from workshop.core.live.steps.review import AtHand, ReviewPicture
from workshop.core.live.steps.shift import ShiftPicture
from workshop.core.live.view import room_view
from workshop.core.live.words.pulse import headline
from workshop.core.plans.action import Review
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.look_back import (
    EarlierAction,
    LookBack,
    Reviewed,
    RoomFigures,
    day_due,
    held_on,
    written_into,
)
from workshop.core.plans.plan import LookBackPart, WillChange
from workshop.core.plans.record import figures_of
from workshop.core.words import Decision, Phase
from workshop.web.desk_actions import action_forms

STEPS = (
    a_step(StepKind.REVIEW, minutes=6),
    a_step(StepKind.SHIFT, minutes=2),
    a_step(StepKind.CLOSE),
)
YES = Reviewed(Review(did_it_happen="yes", value=4.0, lesson="One line is enough."), "started")


def looking_back(look_back: LookBack | None = None) -> Session:
    return machine.opened(an_opening(STEPS, (), look_back=look_back))


def test_the_actions_come_one_by_one_and_share_the_time_of_the_step() -> None:
    session = go_to(looking_back(), Stage.REVIEW)
    assert session.ends_at == START + 180
    assert room_view(session, 0).next_words == "the next action"
    do(session, c.Advance(START))
    assert session.position == Position(0, Stage.REVIEW, 1)
    do(session, c.Advance(START))
    assert session.position == Position(1, Stage.SHIFT)


def test_the_room_goes_back_and_forth_between_the_actions_while_the_step_lasts() -> None:
    session = go_to(looking_back(), Stage.REVIEW)
    do(session, c.Advance(START), c.ReviewAction(YES))
    do(session, c.TurnToAction(0, START + 9))
    assert (session.position, session.ends_at) == (Position(0, Stage.REVIEW, 0), START + 189)
    assert do(session, c.TurnToAction(0, START + 10)) == [], "it is there already"
    do(session, c.TurnToAction(1, START + 10))
    assert session.position == Position(0, Stage.REVIEW, 1)
    assert session.reviews.keys() == {1}
    for index in (-1, 2):
        with pytest.raises(Refused, match="no such action"):
            do(session, c.TurnToAction(index, START))


def test_a_review_has_the_day_of_the_look_back_and_the_date_of_the_session() -> None:
    session = go_to(looking_back(), Stage.REVIEW)
    do(session, c.Advance(START))
    strange = Reviewed(Review(60, dt.date(2020, 1, 1), dt.date(2030, 1, 1), "partly"))
    assert do(session, c.ReviewAction(strange)) == [
        e.ActionReviewed(1, Reviewed(Review(30, dt.date(2020, 1, 1), DAY, "partly")))
    ]


def test_what_was_said_can_be_said_anew_while_its_step_is_there() -> None:
    session = go_to(looking_back(), Stage.REVIEW)
    do(session, c.ReviewAction(YES), c.ReviewAction(Reviewed(Review(did_it_happen="no"), "dropped")))
    shown = picture(room_view(session, 0), ReviewPicture)
    assert {index: (one.review.did_it_happen, one.status) for index, one in shown.reviews.items()} == {
        0: ("no", "dropped")
    }


def test_the_action_at_hand_is_shown_with_what_was_said_today_or_when_it_was_held() -> None:
    held = an_action(id="A1", reviews=(Review(30, None, dt.date(2025, 11, 17), "yes"),))
    session = go_to(looking_back(a_look_back(held, an_action(id="A2"), day=30)), Stage.REVIEW)
    shown = picture(room_view(session, 0), ReviewPicture)
    assert shown.at_hand == AtHand(
        shown.look_back.actions[0], Reviewed(held.reviews[0], held.status), held=True
    )
    assert shown.answered == 1
    do(session, c.Advance(START))
    shown = picture(room_view(session, 0), ReviewPicture)
    nothing = Reviewed(Review(day=30, held=DAY))
    assert shown.at_hand == AtHand(shown.look_back.actions[1], nothing, held=False)
    do(session, c.ReviewAction(YES))
    shown = picture(room_view(session, 0), ReviewPicture)
    assert shown.at_hand is not None
    assert shown.at_hand.now == session.reviews[1]
    assert shown.answered == 2


def test_a_look_back_that_was_held_is_not_held_again() -> None:
    held = an_action(id="A1", reviews=(Review(30, None, dt.date(2025, 11, 17), "yes"), Review(60)))
    for day, is_refused in ((30, True), (60, False)):
        session = go_to(looking_back(a_look_back(held, day=day)), Stage.REVIEW)
        if is_refused:
            with pytest.raises(Refused, match="was held already; what was written then is not rewritten"):
                do(session, c.ReviewAction(YES))
        do(session, *([] if is_refused else [c.ReviewAction(YES)]))
        assert set(session.reviews) == (set() if is_refused else {0})


@pytest.mark.parametrize(
    "reviewed",
    [
        Reviewed(Review(did_it_happen="maybe")),
        Reviewed(Review(did_it_happen="yes", next="go on")),
        Reviewed(Review(did_it_happen="yes"), "finished"),
    ],
)
def test_a_word_that_no_plan_knows_is_refused_in_the_room_and_not_when_it_is_written(
    reviewed: Reviewed,
) -> None:
    with pytest.raises(Refused, match=r"is not known\. Use one of: "):
        do(go_to(looking_back(), Stage.REVIEW), c.ReviewAction(reviewed))


def test_without_actions_there_is_nothing_to_review_and_the_session_goes_on() -> None:
    session = go_to(looking_back(a_look_back(actions=())), Stage.REVIEW)
    with pytest.raises(Refused, match="no action to look back at"):
        do(session, c.ReviewAction(YES))
    do(session, c.Advance(START))
    assert session.stage is Stage.SHIFT


@pytest.mark.parametrize(
    ("days", "day"),
    [(0, 14), (14, 14), (21, 14), (22, 14), (23, 30), (45, 30), (46, 60), (75, 60), (76, 90), (400, 90)],
)
def test_a_look_back_is_the_one_it_is_nearest_to_the_earlier_one_if_level(days: int, day: int) -> None:
    assert day_due(days) == day


@pytest.mark.parametrize(
    ("days", "every", "day"),
    [
        (*(100, 90), 90),
        (*(135, 90), 90),
        (*(136, 90), 180),
        (*(180, 90), 180),
        (*(275, 90), 270),
        (*(110, 30), 120),
        (*(50, 30), 60),
        (*(400, None), 90),
        (*(400, 0), 90),
    ],
)
def test_a_rhythm_goes_on_behind_the_last_planned_look_back(days: int, every: int | None, day: int) -> None:
    assert day_due(days, every) == day


def test_only_a_review_with_a_date_was_held() -> None:
    action = an_action(reviews=(Review(30, DAY), Review(60, DAY, DAY)))
    assert (held_on(action, 30), held_on(action, 60)) == (None, action.reviews[1])


def test_what_was_heard_stands_in_the_plan_and_the_session_looked_at_in_the_record() -> None:
    steps = (a_card_step("since"), a_card_step("heard"), *STEPS)
    session = go_to(machine.opened(an_opening(steps, ())), Stage.CARD)
    do(session, c.FillCard({"tried": ("a second reader",), "best_catch": ("a total without its unit",)}))
    go_to(session, Stage.CARD, step=1)
    do(session, c.FillCard({"works": ("the line",), "sponsor_response": ("an hour a week",)}))
    assert plan_of(session, Chapter(Phase.LEARN)).phase.look_back == LookBackPart(
        "2025-10-19-customer-care",
        30,
        tried=("a second reader",),
        best_catch="a total without its unit",
        works=("the line",),
        sponsor_response="an hour a week",
    )
    found = record_of(session, None)
    assert (found.look_back_of, found.look_back_day) == ("2025-10-19-customer-care", 30)


GOODS = (Good("managers", check="each figure"), Good("everybody", said="We ask."))


def test_a_look_back_asks_whether_what_good_looks_like_held() -> None:
    """Of each role by itself: its lines over the question, and in the plan what was answered most often."""
    asked, back = a_pulse_step(PULSES[GOOD_HELD]), a_look_back(good=GOODS)
    session = machine.opened(an_opening((*questions_of(asked, back), *STEPS), (), look_back=back))
    for step, (role, line, answers, said) in enumerate(
        (
            (
                "managers",
                "We check each figure.",
                [*["no"] * 4, "yes"],
                "4 of 5 say that it did not hold.",
            ),
            ("everybody", "We ask.", ["yes"] * 5, "5 of 5 say that it held."),
        )
    ):
        shown = picture(room_view(go_to(session, Stage.PULSE, step=step), 0), PulsePicture)
        asks = f"What good looks like for {role}: did it hold?"
        assert (shown.pulse.question, shown.about) == (asks, (line,))
        answer(session, answers)
        told = picture(room_view(go_to(session, Stage.PULSE_RESULT), 5), PulseResultPicture)
        assert told.result is not None
        assert headline(told.pulse, told.result, None) == said
    held = [good.held for good in plan_of(session, Chapter(Phase.LEARN)).phase.good]
    assert (held, [one.id for one in record_of(session, None).pulses]) == (
        ["no", "yes"],
        ["good-held-managers", "good-held-everybody"],
    )


def test_of_a_role_that_too_few_answered_for_nothing_is_said_and_without_lines_nothing_is_asked() -> None:
    asked, back = a_pulse_step(PULSES[GOOD_HELD]), a_look_back(good=GOODS)
    session = machine.opened(an_opening((*questions_of(asked, back), *STEPS), (), look_back=back))
    for step, answers in enumerate((["no"] * 4, ["partly"] * 5)):
        answer(go_to(session, Stage.PULSE, step=step), answers)
        go_to(session, Stage.PULSE_RESULT)
    assert [good.held for good in plan_of(session, Chapter(Phase.LEARN)).phase.good] == ["", "partly"]
    assert questions_of(asked, a_look_back()) == questions_of(asked, None) == ()
    assert questions_of(asked, a_look_back(good=GOODS[1:])) == (asked,), "nothing was said by role"


def test_a_look_back_asks_about_what_a_redesign_and_the_sponsor_promised() -> None:
    back = a_look_back(will_change=WillChange(workflow="the report has ended.", decision="on Mondays"))
    promised = "We promised, in a workflow: the report has ended; in a decision: on Mondays. Did it happen?"
    said = "Thanks first. The sponsor said: I bring one text. Did it happen?"
    for card, look_back, helped in (
        (DELUSION, back, promised),
        (DELUSION, a_look_back(will_change=WillChange()), CARDS[DELUSION].help),
        (SINCE, a_look_back(commitment="I bring one text."), said),
        (SINCE, back, CARDS[SINCE].help),
    ):
        opened = machine.opened(an_opening((a_card_step(card), *STEPS), (), look_back=look_back))
        session = go_to(opened, Stage.CARD)
        assert picture(room_view(session, 0), CardPicture).card.help == helped


def test_the_errors_that_were_caught_at_work_are_counted_at_least() -> None:
    session = go_to(a_session([a_pulse_step(PULSES[CAUGHT_AT_WORK]), *STEPS], ()), Stage.PULSE)
    answer(session, ["0", "1", "5", "3", "0"])
    told = picture(room_view(go_to(session, Stage.PULSE_RESULT), 5), PulseResultPicture)
    assert told.result is not None
    said = "At least 9 errors caught at work since last time."
    assert headline(told.pulse, told.result, None) == said


def test_how_sure_the_room_is_is_offered_for_the_number_of_an_action() -> None:
    """What it says today, and before that what it said at the earlier session."""
    steps = (a_step(StepKind.ACTIONS), a_pulse_step(PULSES[CONFIDENCE]), a_step(StepKind.ACTIONS), *STEPS)
    back = a_look_back(figures=RoomFigures(confidence=55.0))
    session = go_to(machine.opened(an_opening(steps, (), look_back=back)), Stage.ACTIONS)
    assert picture(room_view(session, 0), ActionsPicture).sure == 55.0
    answer(go_to(session, Stage.PULSE), ["60", "70", "70", "80", "90"])
    session = go_to(session, Stage.ACTIONS, step=2)
    assert picture(room_view(session, 0), ActionsPicture).sure == 70.0
    desk = writing_here(session, room_view(session, 0))
    assert desk.plan is not None
    forms, *_ = action_forms((), desk.plan, (), desk.sure)
    examples = {field.name: field.such_as for field in forms[0].folded["How we know"]}
    assert examples["metric-baseline"] == "5.0; half of the room is at least 70% sure"


def test_the_earlier_sessions_are_named_whose_plans_get_something() -> None:
    other = EarlierAction("2025-12-01-again/2-lead-role.toml", an_action(id="A1"), 30)
    back = a_look_back()
    back = dataclasses.replace(back, actions=(*back.actions, other))
    assert written_into(back, {}) == ()
    assert written_into(back, {1: YES, 0: YES}) == ("2025-10-19-customer-care",)
    assert written_into(back, {2: YES, 0: YES}) == ("2025-10-19-customer-care", "2025-12-01-again")
    touch = dataclasses.replace(
        back, day=14, actions=tuple(dataclasses.replace(one, day=14) for one in back.actions)
    )
    no = Reviewed(Review(did_it_happen="no"))
    assert written_into(touch, {0: no, 2: YES}) == ("2025-12-01-again",), "the touch leaves a status only"


def test_the_record_knows_whether_something_was_said_about_earlier_actions() -> None:
    session = go_to(looking_back(), Stage.REVIEW)
    assert not record_of(session, None).reviewed
    do(session, c.ReviewAction(YES))
    assert record_of(session, None).reviewed


# Where the room stands now.

FAULTY, SOUND = a_scenario("faulty"), a_control("sound", phase=Phase.LEARN)
FIGURES = (
    a_pulse_step(PULSES[CONFIDENCE]),
    a_pulse_step(PULSES[SAFETY]),
    a_step(scenario="faulty", cycle=Cycle.SHORT),
    a_step(scenario="sound", cycle=Cycle.SHORT),
    *STEPS,
)


def figures(*, sure: int = 6, safe: int = 6, voters: int = 6) -> RoomFigures:
    """The figures of a room of which so many took part."""
    session = go_to(a_session(FIGURES, (FAULTY, SOUND)), Stage.PULSE)
    answer(session, ["40", "60", "70", "80", "90", "100"][:sure])
    answer(go_to(session, Stage.PULSE, step=1), list("123455")[:safe])
    for step, decision in ((2, Decision.FIX), (3, Decision.USE)):
        go_to(session, Stage.VOTE_1, step)
        vote(session, ([a_ballot(decision, ())] * 4 + [a_ballot(Decision.STOP, ())] * 2)[:voters])
    shown = picture(room_view(go_to(session, Stage.SHIFT), 0), ShiftPicture)
    assert shown.now == figures_of(record_of(session, None))
    return shown.now


def test_the_figures_of_now_are_those_of_the_map_and_the_pulses() -> None:
    now = figures()
    assert now.caught is not None
    assert now.flagged is not None
    assert (now.caught.k, now.caught.n) == (6, 6)
    assert (now.flagged.k, now.flagged.n) == (2, 6)
    assert (now.confidence, now.confidence_n, now.safety_n) == (75.0, 6, 6)
    assert now.safety == pytest.approx(20 / 6)
    assert now.gap_points is not None


def test_nothing_is_said_of_fewer_than_the_smallest_group() -> None:
    assert figures(sure=4, safe=4, voters=4) == RoomFigures()


def test_a_pulse_that_is_still_open_says_nothing() -> None:
    session = go_to(a_session(FIGURES, (FAULTY, SOUND)), Stage.PULSE)
    answer(session, ["50"] * 9)
    assert figures_of(record_of(session, None)) == RoomFigures()
