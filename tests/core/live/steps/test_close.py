"""What is kept on the way and at the end: warnings with a reason, remarks, sentences and a next date."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.builders import (
    DAY,
    LEARN,
    ONE_SCENARIO,
    START,
    a_card_step,
    a_pulse_step,
    a_session,
    a_step,
    an_action,
    answer,
    do,
    drawn,
    go_to,
    picture,
)
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import CONFIDENCE, PULSES
from workshop.core.live import commands as c
from workshop.core.live.machine import Refused
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.live.steps.actions import ActionsPicture
from workshop.core.live.steps.close import ClosePicture, closing_of
from workshop.core.live.steps.scenario import MOST_REMARKS
from workshop.core.live.view import room_view
from workshop.core.live.words.closing import three_things
from workshop.core.plans.action import Metric, on_a_weekday, planned_reviews
from workshop.core.plans.chapter import Chapter
from workshop.core.plans.plan import Note
from workshop.core.plans.rules import errors
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Phase

# Warnings.


def agreeing(*actions: dict[str, Any]) -> Session:
    session = go_to(a_session(ONE_SCENARIO), Stage.ACTIONS)
    do(session, *(c.AgreeAction(an_action(**action)) for action in actions))
    return session


def open_warnings(session: Session) -> set[tuple[str, str]]:
    warned = picture(room_view(session, 0), ActionsPicture).warnings
    return {(one.rule, one.action) for one in warned}


VAGUE: dict[str, Any] = {"if_": "it is possible, if possible"}
KEPT = c.KeepWarnings(" We say so on purpose. ", (("if-vague", "A1"),))


def test_a_warning_is_open_until_it_is_kept_with_a_reason() -> None:
    session = agreeing(VAGUE, VAGUE)
    assert {("if-vague", "A1"), ("if-vague", "A2"), ("no-metric", "")} <= open_warnings(session)
    do(session, KEPT)
    assert open_warnings(session) & {("if-vague", "A1"), ("if-vague", "A2")} == {("if-vague", "A2")}
    assert plan_of(session, Chapter(Phase.LEARN)).notes == (Note("if-vague", "A1", "We say so on purpose."),)


def test_a_reason_can_be_said_better() -> None:
    session = agreeing(VAGUE)
    do(
        session,
        KEPT,
        c.KeepWarnings("Because.", (("if-vague", "A1"),)),
        c.KeepWarnings("Later.", (("no-metric", ""),)),
    )
    assert [note.reason for note in plan_of(session, Chapter(Phase.LEARN)).notes] == ["Because.", "Later."]


@pytest.mark.parametrize("reason", ["", " ", "x" * 241])
def test_a_warning_is_kept_with_one_sentence(reason: str) -> None:
    with pytest.raises(Refused, match="Say in one sentence why it is kept"):
        do(agreeing(VAGUE), c.KeepWarnings(reason, (("if-vague", "A1"),)))


def test_a_reason_goes_with_its_warning() -> None:
    session = agreeing(VAGUE)
    do(session, c.KeepWarnings("One team only.", (("no-crossing", ""),)), KEPT)
    do(session, c.AgreeAction(an_action(id="A1", with_=("Controlling",))))
    assert plan_of(session, Chapter(Phase.LEARN)).notes == ()


def test_new_words_for_an_action_are_warned_about_anew() -> None:
    session = agreeing(VAGUE)
    do(session, KEPT, c.AgreeAction(an_action(id="A1", if_="we have time, when needed")))
    assert ("if-vague", "A1") in open_warnings(session)


def test_the_same_words_again_forget_nothing() -> None:
    session = agreeing(VAGUE)
    do(session, KEPT, c.AgreeAction(session.actions["A1"][1]))
    assert ("if-vague", "A1") not in open_warnings(session)


def test_an_action_that_is_taken_back_takes_its_reason_along() -> None:
    session = agreeing(VAGUE)
    do(session, KEPT, c.WithdrawAction("A1"))
    assert session.notes == {Chapter(Phase.LEARN): ()}


def test_a_reason_for_no_warning_at_all_stands_in_no_plan() -> None:
    session = agreeing({})
    do(
        session,
        c.KeepWarnings("We have one.", (("no-action", ""),)),
        c.KeepWarnings("x", (("nonsense", "A1"),)),
    )
    assert plan_of(session, Chapter(Phase.LEARN)).notes == ()


# Dates that the program plans.


def test_an_action_is_due_at_its_last_look_back_or_at_its_first_step_if_that_is_later() -> None:
    late = dt.date(2026, 6, 1)
    session = agreeing({}, {"first_step_by": late}, {"due": DAY})
    plan = plan_of(session, Chapter(Phase.LEARN))
    assert [action.due for action in plan.actions] == [dt.date(2026, 2, 16), late, DAY]
    assert errors(plan, "x") == ()


@pytest.mark.parametrize(
    ("day", "moved"), [(17, 17), (21, 21), (22, 24), (23, 24), (24, 24)], ids=lambda day: f"November {day}"
)
def test_a_weekend_moves_to_monday(day: int, moved: int) -> None:
    assert on_a_weekday(dt.date(2025, 11, day)) == dt.date(2025, 11, moved)


def test_look_backs_of_every_weekday_are_planned_on_a_weekday() -> None:
    for day in range(28):
        for review in planned_reviews(DAY + dt.timedelta(day)):
            assert review.planned is not None
            assert review.day is not None
            assert review.planned.weekday() < 5
            assert 0 <= (review.planned - DAY).days - day - review.day <= 2


# Remarks.


def test_three_remarks_are_written_down_about_a_revealed_scenario() -> None:
    session = go_to(a_session(ONE_SCENARIO), Stage.REVEAL)
    do(session, c.KeepRemark(" A right number. "), c.KeepRemark(" "))
    go_to(session, Stage.DEBRIEF)
    do(session, c.KeepRemark("We only checked the totals."), c.KeepRemark("x" * 240))
    with pytest.raises(Refused, match=f"{MOST_REMARKS} remarks are the limit"):
        do(session, c.KeepRemark("One more."))
    said = ("A right number.", "We only checked the totals.", "x" * 240)
    assert drawn(room_view(session, 0), "remarks") == session.remarks[LEARN] == said
    assert plan_of(session, Chapter(Phase.LEARN)).evidence[0].said == said


def test_a_remark_is_no_report() -> None:
    with pytest.raises(Refused, match="longer than 240"):
        do(go_to(a_session(ONE_SCENARIO), Stage.REVEAL), c.KeepRemark("x" * 241))


# The closing.


def closing_session() -> Session:
    steps = (
        a_pulse_step(PULSES[CONFIDENCE]),
        a_card_step("good"),
        a_step(StepKind.ACTIONS),
        a_pulse_step(PULSES[CONFIDENCE]),
        a_step(StepKind.CLOSE),
    )
    return a_session(steps, ())


def test_a_closing_of_which_nobody_said_anything_says_nothing() -> None:
    closing = closing_of(go_to(closing_session(), Stage.CLOSE))
    assert (closing.confidence, closing.clarity, closing.success) == (None, "", "")
    assert (closing.next_session, closing.no_next_session) == (None, False)
    assert closing.suggested == dt.date(2025, 12, 18)


def test_a_closing_has_one_figure_one_sentence_and_one_measure() -> None:
    session = go_to(closing_session(), Stage.PULSE)
    answer(session, ["10"] * 5)
    do(go_to(session, Stage.CARD), c.FillCard({"good": ("-", "managers: We check.")}))
    metric = Metric("quality", "Corrections", "a quarter", "down", 5.0, DAY, 1.0)
    do(go_to(session, Stage.ACTIONS), c.AgreeAction(an_action(metric=metric)))
    answer(go_to(session, Stage.PULSE), ["60", "70", "70", "80", "90"])
    closing = picture(room_view(go_to(session, Stage.CLOSE), 0), ClosePicture).closing
    assert closing.confidence is not None
    assert (closing.confidence.n, closing.confidence.median) == (5, 70.0)
    assert closing.clarity == "Managers: We check."
    assert closing.success == "Corrections (a quarter): from 5.0, aim 1.0, by 16 February 2026"


def test_the_sponsors_own_sentence_is_said_again_at_the_closing() -> None:
    session = go_to(a_session((a_card_step("commitment"), a_step(StepKind.CLOSE)), ()), Stage.CARD)
    do(session, c.FillCard({"sponsor_commitment": ("I ask first.",)}))
    assert three_things(closing_of(session)) == (("The sponsor", "I ask first."),)


def test_a_passed_sentence_is_no_clarity_and_that_of_an_action_stands_for_it() -> None:
    session = go_to(closing_session(), Stage.CARD)
    do(session, c.FillCard({"good": ("-",)}))
    do(
        go_to(session, Stage.ACTIONS),
        c.AgreeAction(an_action(what_good_looks_like="Anyone can recompute it.")),
    )
    assert closing_of(session).clarity == "Anyone can recompute it."


def test_confidence_of_fewer_than_the_smallest_group_is_not_shown() -> None:
    session = go_to(closing_session(), Stage.PULSE, step=3)
    answer(session, ["70"] * 4)
    assert closing_of(go_to(session, Stage.CLOSE)).confidence is None


def test_the_next_date_lies_after_today_or_is_none_on_purpose() -> None:
    session = go_to(closing_session(), Stage.CLOSE)
    for date in (DAY, DAY - dt.timedelta(1)):
        with pytest.raises(Refused, match="lies after the day of this session"):
            do(session, c.SetNextDate(date))
    assert (session.next_session, session.no_next_session) == (None, False), "nobody said anything"
    do(session, c.SetNextDate(None))
    assert (session.next_session, session.no_next_session) == (None, True)
    do(session, c.SetNextDate(DAY + dt.timedelta(1)))
    assert (session.next_session, session.no_next_session) == (DAY + dt.timedelta(1), False)
    assert plan_of(session, Chapter(Phase.LEARN)).session.next_session == DAY + dt.timedelta(1)
    do(session, c.Seal(START))
    with pytest.raises(Refused, match="set at the closing"):
        do(session, c.SetNextDate(None))


# Their order.


def test_an_action_is_put_further_up_or_down_its_own_list_and_no_further() -> None:
    session = agreeing({}, {"then": "we ask"}, {"then": "we stop"})
    do(session, c.MoveAction("A1", 1), c.MoveAction("A3", -2))
    plan = plan_of(session, Chapter(Phase.LEARN))
    assert [(one.id, one.order) for one in plan.actions] == [("A3", 1), ("A2", 2), ("A1", 3)]
    for id_, by, why in (("A3", -1, "at the end"), ("A1", 1, "at the end"), ("A9", 1, "no action A9")):
        with pytest.raises(Refused, match=why):
            do(session, c.MoveAction(id_, by))


def test_an_action_of_a_text_guards_against_its_kinds_by_itself() -> None:
    """What is written from nothing comes from the last faulty text of its phase, where there was one."""
    session = agreeing({"from_scenario": ("learn-01",)}, {})
    from_text, own = session.actions_of(Chapter(Phase.LEARN))
    kinds = session.scenarios[ScenarioId("learn-01")].kinds
    assert from_text.guards_against == own.guards_against == kinds
    assert own.from_scenario == ("learn-01",)
    session.revealed.clear()
    do(session, c.AgreeAction(an_action()))
    assert session.actions_of(Chapter(Phase.LEARN))[-1].guards_against == ()
