"""A series: three lines, four levels, checks, roles, actions and gaps, with figures computed by hand."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.live.sessions import FIRST, TODAY, a_calibration, outcome
from tests.core.plans import made as plans
from tests.drawing import examples
from workshop.core.good import Good
from workshop.core.plans.action import Action, Metric, Review
from workshop.core.plans.look_back import DIFFERENT_PEOPLE
from workshop.core.plans.plan import EvidencePart, GuardrailsPart, PhasePart, RoundTotals
from workshop.core.plans.record import Outcome, PulseTotals
from workshop.core.series.actions import Fate
from workshop.core.series.lines import OTHER_TEXTS
from workshop.core.series.parts import Part
from workshop.core.series.series import Series, series_of
from workshop.core.series.words import parts_of, subject_of
from workshop.core.stats.calibration import Judgement, gap, gap_again
from workshop.core.stats.detection import Trials
from workshop.core.stats.ordinal import Quartiles
from workshop.core.words import Audience, Check


def series(*outcomes: Outcome, **kwargs: Any) -> Series:
    return series_of("Care path", outcomes, TODAY, **kwargs)


def caught(*pairs: tuple[int, int] | None) -> Series:
    """A series whose sessions caught so many of so many errors."""
    trials = [Trials(*pair, 0, 0) if pair else None for pair in pairs]
    return series(*(outcome(day=30 * number, trials=one) for number, one in enumerate(trials)))


def part(found: Series, name: str) -> Part:
    return next(one for one in parts_of(found) if one.name == name)


def said(found: Series, name: str) -> str:
    """All words of a part."""
    wanted = part(found, name)
    lines = [wanted.question, wanted.answer, wanted.detail, wanted.caveat]
    for block in wanted.blocks:
        lines += [block.heading, *(f"{point.label} {point.words}" for point in block.points), *block.lines]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("pairs", "trend"),
    [
        ((), "No figure yet."),
        ((None, None), "No figure yet."),
        (((9, 22),), "Only one session has this figure: nothing to compare yet."),
        # Newcombe's interval of both test vectors.
        (((9, 22), (17, 24)), "+30 points, 1 to 53. Two points make no trend."),
        (((8, 20), (14, 20)), "+30 points, -1 to 54: may be chance. Two points make no trend."),
        (((9, 22), None, (17, 24)), "+30 points, 1 to 53. Two points make no trend."),
        (
            ((8, 20), (10, 20), (14, 20)),
            "No clear change over 3 sessions: +30 points, -1 to 54: may be chance.",
        ),
        (
            ((9, 22), (12, 20), (17, 24)),
            "Over 3 sessions more would not have sent it, at every step: +30 points, 1 to 53. "
            "Why, these figures do not say.",
        ),
        (
            ((17, 24), (20, 20), (9, 22)),
            "Over 3 sessions fewer would not have sent it, not at every step: -30 points, -53 to -1. "
            "Why, these figures do not say.",
        ),
    ],
)
def test_no_trend_from_two_points_and_care_from_three(
    pairs: tuple[tuple[int, int] | None, ...], trend: str
) -> None:
    assert caught(*pairs).lines.caught.trend == trend


def test_a_missing_point_stays_missing() -> None:
    found = caught((9, 22), None, (17, 24))
    points = part(found, "capability").blocks[0].points
    assert [point.words for point in points] == [
        "9 of 22 (41%, 23-61%)",
        "no figure",
        "17 of 24 (71%, 51-85%)",
    ]
    assert points[0].place is not None
    assert (round(points[0].place.low, 4), round(points[0].place.high, 4)) == (0.2326, 0.6127)
    assert points[1].place is None


def test_other_people_and_texts_stand_beside_a_comparison_only() -> None:
    assert OTHER_TEXTS in said(caught((9, 22), (17, 24)), "capability")
    assert part(caught((9, 22), None), "capability").caveat == ""


def test_without_a_sound_text_nobody_knows_what_was_judged() -> None:
    assert "no sound text so far" in said(caught((9, 22)), "capability")
    sound = EvidencePart("c", "C", (), control=True)
    few = series(outcome(trials=Trials(9, 22), evidence=(sound,)))
    assert "too few phones voted on a sound text" in said(few, "capability")
    both = series(outcome(trials=Trials(9, 22, 3, 12)))
    assert (
        "9 of 22 votes on faulty texts would not have sent it, 3 of 12 on sound ones held it back."
        in said(both, "capability")
    )


def only(**figures: Any) -> PulseTotals:
    return PulseTotals("confidence", n=18, quartiles=Quartiles(18, 60, 70, 80), **figures)


def test_the_headline_of_capability_is_about_one_session() -> None:
    found = series(
        outcome(trials=Trials(30, 40, 4, 40)),
        outcome(day=30, trials=Trials(9, 22, 0, 0)),
        outcome(day=60, trials=Trials(0, 0, 9, 10)),
    )
    shown = part(found, "capability")
    assert shown.answer == "9 of 22 would not have sent it"
    assert shown.detail == (
        "11 Feb: 9 of 22 votes on faulty texts would not have sent it. "
        "Nobody knows whether this is judgement or distrust: no sound text so far."
    )


def test_the_headline_of_confidence_is_about_one_session_and_one_base() -> None:
    found = series(
        outcome(calibration=a_calibration(7, 0.35, 27.5), pulses=(only(),)),
        outcome(day=30, pulses=(only(),)),
    )
    shown = part(found, "confidence")
    assert (shown.answer, shown.detail) == ("+28 points", "12 Jan: sure minus right +28 points.")
    shown = part(series(outcome(pulses=(only(),)), outcome(day=30)), "confidence")
    assert shown.answer == "Median 70"
    assert shown.detail.startswith("12 Jan: half say they are 70% sure")


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=5))
def test_the_headline_names_the_session_whose_votes_it_counts(kinds: list[tuple[int, int, int]]) -> None:
    """Each session has votes of its own, on faulty texts, on sound ones, on both or on none."""
    trials = [
        Trials(hits, 10 * number * faulty, 0, 7 * number * sound) if faulty or sound else None
        for number, (hits, faulty, sound) in enumerate(
            ((hits if faulty else 0, faulty, sound) for hits, faulty, sound in kinds), start=1
        )
    ]
    found = series(*(outcome(day=30 * at, trials=one) for at, one in enumerate(trials)))
    with_faulty = [one for one in trials if one is not None and one.signals]
    shown = part(found, "capability")
    if not with_faulty:
        assert (shown.answer, shown.detail) == ("No figure yet", "")
    else:
        last = with_faulty[-1]
        assert f"{last.hits} of {last.signals} votes on faulty texts would not have sent it" in shown.detail
        assert ("held it back" in shown.detail) == bool(last.noises)
        assert not last.noises or f"{last.false_alarms} of {last.noises} on sound ones" in shown.detail


def test_what_is_overdue_is_counted_in_actions_and_not_in_dates() -> None:
    late = Action(
        id="A1",
        what="Bot",
        status="planned",
        first_step="Ask",
        first_step_by=FIRST,
        due=FIRST + dt.timedelta(9),
    )
    found = series(outcome(actions=(late,)))
    assert len(found.actions.overdue) == 2
    assert part(found, "actions").detail == "1 open, 1 overdue."


def test_hands_that_stood_in_place_of_phones_are_in_no_figure_of_a_series() -> None:
    by_hand = EvidencePart("x", "X", round1=RoundTotals(20, 3, by_hand=True))
    found = series(outcome(evidence=(plans.evidence(), by_hand)))
    alone = series(outcome(evidence=(plans.evidence(),)))
    assert found.levels.learned == alone.levels.learned


CONFIDENT = (0.9, 0.8, 0.9, 0.6, 1.0, 0.7, 0.8, 0.5)
RIGHT = (1, 0, 1, 1, 0, 1, 0, 0)


def test_the_gap_gets_its_interval_back_from_the_totals() -> None:
    found = gap_again(8, 27.5, 0.350)
    assert found.words == "+28 points, -11 to +66: within chance"
    exact = gap(Judgement(round(f * 100), bool(o)) for f, o in zip(CONFIDENT, RIGHT, strict=True))
    assert exact is not None
    assert exact.interval is not None
    assert found.interval is not None
    assert found.interval.low == pytest.approx(exact.interval.low)
    assert gap_again(7, 27.5, 0.35).interval is None


def test_two_gaps_are_compared_with_their_intervals() -> None:
    # Variance of both: 0.25 - 0.04 = 0.21, times 101 / 100; reach 1.96 * sqrt(0.2121 / 101) = 8.98 points;
    # of their difference 8.98 * sqrt(2) = 12.7.
    first, last = a_calibration(101, 0.25, 20.0), a_calibration(101, 0.25, -20.0)
    found = series(outcome(calibration=first), outcome(day=30, calibration=last))
    assert found.lines.gap.trend == "-40 points, -53 to -27. Two points make no trend."
    assert part(found, "confidence").answer == "More right than sure"
    few = series(outcome(calibration=a_calibration(6, 0.3, 20.0)), outcome(day=30, calibration=last))
    assert few.lines.gap.trend == "+20 points, then -20: too few for more."


def confidence(low: float, median: float, high: float) -> tuple[PulseTotals, ...]:
    return (PulseTotals("confidence", n=12, quartiles=Quartiles(12, low, median, high)),)


@pytest.mark.parametrize(
    ("quartiles", "trend"),
    [
        (((50, 60, 70), (60, 70, 80)), "Median 60, then 70. Two points make no trend."),
        (
            ((50, 60, 70), (50, 60, 70), (60, 70, 80)),
            "Over 3 sessions median 60, then 70: the middle halves overlap, so no clear change.",
        ),
        (
            ((30, 40, 50), (50, 60, 70), (60, 70, 80)),
            "Over 3 sessions median 40, then 70: the middle halves lie apart.",
        ),
    ],
)
def test_medians_are_compared_by_their_middle_halves(quartiles: Any, trend: str) -> None:
    found = series(
        *(outcome(day=30 * number, pulses=confidence(*one)) for number, one in enumerate(quartiles))
    )
    assert found.lines.sure.trend == trend


def safety(before: float | None, after: float | None) -> tuple[PulseTotals, ...]:
    given = (("before", before), ("after", after))
    return tuple(
        PulseTotals("safety", moment=moment, n=12, mean=mean) for moment, mean in given if mean is not None
    )


def test_culture_takes_the_end_of_a_session_and_shows_its_beginning() -> None:
    found = series(
        outcome(pulses=safety(3.0, 3.5)),
        outcome(day=30),
        outcome(day=60, pulses=safety(4.0, None)),
    )
    assert found.lines.safety.trend == (
        "3.5 of 5 (n = 12), then 4.0 of 5 (n = 12). Two points make no trend."
    )
    words = said(found, "culture")
    assert "12 Jan 3.5 of 5 (n = 12), began at 3.0" in words
    assert "11 Feb no figure" in words
    assert "13 Mar 4.0 of 5 (n = 12)\n" in words
    assert DIFFERENT_PEOPLE in words


def test_four_levels_say_which_are_empty() -> None:
    words = said(series(outcome()), "results")
    assert "Empty so far: reaction, learning, behaviour, results." in words
    assert "Empty: no action has a metric." in words
    metric = plans.action().metric
    held = Review(day=30, held=FIRST, did_it_happen="partly", value=4.0)
    acted = Action(id="A1", then="we check", metric=metric, reviews=(held,))
    full = series(
        outcome(
            actions=(acted,),
            evidence=(plans.evidence(), plans.evidence(scenario="x", gain=0.2)),
            pulses=(
                PulseTotals("useful", n=22, answers={"yes": 9, "partly": 3}),
                PulseTotals("changed", n=8, answers={"yes": 4, "partly": 2}),
            ),
        )
    )
    words = said(full, "results")
    assert "All four levels hold something." in words
    assert "yes 9 of 22 (41%, 23-61%), partly 3" in words
    assert "first votes right 16 of 36 (44%, 30-60%); gain of the talk 0.40 (the middle of 2" in words
    assert "changed at my desk: yes 4 of 8 (50%, 22-78%), partly 2" in words
    assert "Did it happen: partly 1." in words
    assert "we check 4.0 from 5.0, aim 1.0 (25% of the way)" in words
    assert part(full, "results").answer == "1 result measured"


def test_the_four_kinds_of_number_stand_side_by_side() -> None:
    """What was dropped is left out; without any number there is no such block."""
    made = plans.action().metric
    assert made is not None
    held = Review(day=30, held=FIRST, did_it_happen="partly", value=4.0)
    sure = Metric("employee-confidence", "sure of it", baseline=55.0, target=70.0)
    found = series(
        outcome(
            actions=(
                Action(id="A1", then="we check", metric=replace(made, kind="quality"), reviews=(held,)),
                Action(id="A2", then="we ask", metric=sure),
                Action(id="A3", then="we stop", metric=replace(made, kind="cycle-time"), status="dropped"),
            )
        )
    )
    *_, numbers = part(found, "results").blocks
    assert numbers.heading == "Side by side: what the actions are measured by"
    assert [(point.label, point.words) for point in numbers.points] == [
        ("Cycle time", "no action"),
        ("Quality", f"{made.name}: 4.0 from 5.0, aim 1.0 (25% of the way)"),
        ("Customer outcome", "no action"),
        ("Employee confidence", "sure of it: from 55.0, aim 70.0"),
    ]
    assert len(part(series(outcome()), "results").blocks) == 4


def test_the_errors_that_were_caught_at_work_stand_with_the_actions() -> None:
    found = series(outcome(pulses=(PulseTotals("caught-at-work", n=6, answers={"0": 1, "1": 3, "5": 2}),)))
    (heard,) = (block for block in part(found, "actions").blocks if block.points)
    assert heard.points[0].words == "at least 13 errors caught at work, as 6 say"


def test_attendance_is_no_result() -> None:
    crowd = outcome(participants=7919)
    assert not any("7919" in said(series(crowd), one.name) for one in parts_of(series(crowd)))


def test_the_checks_that_were_not_practised_are_named() -> None:
    kinds = (("arithmetic-slip", "misread-table"), ("fabricated-source",), ("unknown",), ())
    blocks = tuple(EvidencePart(scenario=f"e{number}", kinds=one) for number, one in enumerate(kinds))
    found = series(outcome(evidence=blocks), outcome(day=30, evidence=blocks[:1]))
    assert found.checks == {Check.TRACE: 1, Check.RECOMPUTE: 2, Check.REREAD: 0, Check.QUESTION: 0}
    words = said(found, "gaps")
    assert "Not practised yet: REREAD." in words
    assert "Not practised yet: TRACE." not in words


def test_roles_without_a_scenario_or_a_plan_are_gaps() -> None:
    written = PhasePart(
        "lead-role", 2, good=(Good("Managers", said="We check."), Good("Controlling", said="We trace."))
    )
    audiences = {"a": Audience.SALES_MARKETING, "b": Audience.EVERYONE}
    found = series(outcome(phase=written, record={"scenarios": ("a", "b", "gone")}), audiences=audiences)
    assert found.roles.only_played == (Audience.SALES_MARKETING,)
    assert set(found.roles.neither) == {
        Audience.LEADERS,
        Audience.OPERATIONS_FINANCE,
        Audience.HR_LD,
        Audience.FRONTLINE,
        Audience.SUPPORT,
    }
    assert "good looks like: sales and marketing." in said(found, "gaps")


@pytest.mark.parametrize(
    ("phases", "redesign", "learn"),
    [
        ((("learn",),), True, False),
        ((("learn",), ("lead-redesign",)), False, False),
        ((("lead-role",), ("learn",)), True, True),
        ((("learn", "lead-redesign", "succeed"),), False, False),
        ((("invented",),), True, False),
    ],
)
def test_the_path_is_looked_at(phases: Any, redesign: bool, learn: bool) -> None:
    found = series(*(outcome(day=number, record={"phases": held}) for number, held in enumerate(phases)))
    assert (found.missing_redesign, found.learn_not_first) == (redesign, learn)
    words = said(found, "gaps")
    assert ("so the path is incomplete" in words, "LEARN was not done" in words) == (redesign, learn)


def test_the_path_says_what_was_held_is_due_or_was_skipped() -> None:
    touched = {"phases": ("succeed",), "look_back_of": "s0", "look_back_day": 14}
    role = PhasePart("lead-role", 2)
    found = series(outcome(), outcome(day=14, record=touched), outcome(day=30, phase=role))
    (block,) = (block for block in part(found, "gaps").blocks if block.heading.startswith("The path"))
    assert block.lines == (
        "LEARN: held on 12 January 2026.",
        "A touch: held on 26 January 2026.",
        "LEAD by role: held on 11 February 2026.",
        "A touch: skipped; it was to be on 25 February 2026.",
        "LEAD redesign (lead-redesign): due since 11 March 2026.",
        "A touch: on 29 April 2026.",
        "SUCCEED (succeed): on 13 May 2026.",
    )
    assert "so the path is incomplete" in said(found, "gaps")


def test_what_was_skipped_is_named_by_its_question() -> None:
    left = PhasePart("lead-redesign", 3, skipped=("purpose", "canvas.for_whom", "later"))
    assert (
        "Left without a word in the session of 12 January 2026: "
        "What should AI actually change about how our people work?; "
        "Why does this process exist? (for whom); later"
    ) in said(series(outcome(phase=left)), "gaps")


@pytest.mark.parametrize(
    ("checked", "words"),
    [
        (TODAY - dt.timedelta(180), ""),
        (TODAY - dt.timedelta(181), "last checked on 16 October 2025, over 180 days ago. Care looks after"),
        (None, "Nobody has written when the guardrails were checked."),
    ],
)
def test_old_guardrails_are_reminded_of(checked: dt.date | None, words: str) -> None:
    old = PhasePart("succeed", 4, guardrails=GuardrailsPart(checked_on=FIRST - dt.timedelta(900)))
    rails = PhasePart("succeed", 4, guardrails=GuardrailsPart(owner="Care", checked_on=checked))
    found = series(outcome(phase=old), outcome(day=30, phase=rails))
    assert words in said(found, "gaps")
    assert (found.old_guardrails is None) == (not words)


ACTIONS = (
    Action(id="A1", what="Line", status="started", first_step_by=FIRST, due=dt.date(2026, 4, 14)),
    Action(id="A2", what="Rule", status="done", due=FIRST, reviews=(Review(30, FIRST, FIRST, "yes"),)),
    Action(id="A3", what="Bot", status="dropped", reviews=(Review(30, lesson="Too slow."),), due=FIRST),
    Action(id="A4", what="Tool", status="dropped"),
    Action(id="A5", what="Pause", status="blocked", accountable="Sales", due=dt.date(2026, 4, 16)),
    Action(id="A6", what="Card", status="odd", reviews=(Review(90, planned=TODAY),)),
)


def test_actions_end_in_one_of_five_ways() -> None:
    found = series(outcome(actions=ACTIONS, next_session=dt.date(2026, 5, 4)))
    actions = found.actions
    assert {fate: [one.id for one in actions.of(fate)] for fate in Fate} == {
        Fate.OPEN: ["A1", "A6"],
        Fate.BLOCKED: ["A5"],
        Fate.DONE: ["A2"],
        Fate.LEARNED: ["A3"],
        Fate.DROPPED: ["A4"],
    }
    assert [(one.action.id, one.words) for one in actions.overdue] == [("A1", "due")]
    assert [one.action.id for one in actions.reviews_due] == ["A6"]
    assert [one.action.id for one in actions.coming] == ["A5"]
    assert actions.happened == {"yes": 1, "partly": 0, "no": 0}
    words = said(found, "actions")
    assert "1 of 6 done" in words
    assert "2 open, 1 overdue, 1 blocked, 1 dropped with a lesson, which counts." in words
    assert "Bot: Too slow." in words
    assert "4 May 2026: the next session\n16 April 2026: due, Pause (Sales)" in words


def test_what_was_agreed_nowhere_is_said() -> None:
    found = series(outcome(), outcome(day=30, record={"look_back_day": 30}))
    assert part(found, "actions").answer == "No action was agreed"
    words = said(found, "gaps")
    assert words.count("No action was agreed in") == 1
    assert "No action was agreed in the session of 12 January 2026." in words
    assert "No next date was written." in words


@pytest.mark.parametrize(
    ("session", "words"),
    [
        ({"no_next_session": True}, ""),
        ({"next_session": TODAY}, ""),
        ({"next_session": TODAY - dt.timedelta(1)}, "to be on 14 April 2026. That day has passed."),
    ],
)
def test_the_next_date_is_that_of_the_last_session(session: dict[str, Any], words: str) -> None:
    found = series(outcome(next_session=FIRST), outcome(day=30, **session))
    gaps = said(found, "gaps")
    assert words in gaps
    assert ("has passed" in gaps, "No next date" in gaps) == (bool(words), False)


def test_the_mix_and_the_aims_stand_beside_each_other() -> None:
    actions = tuple(
        Action(id=str(number), change=change, status=status, serves=serves)
        for number, (change, status, serves) in enumerate(
            [("habit", "planned", "Faster replies"), ("habit", "dropped", ""), ("workflow", "done", "")]
        )
    )
    aims = (PulseTotals("aim", n=9, answers={"revenue": 4, "cost": 4, "decisions": 1}),)
    words = said(series(outcome(actions=actions, pulses=aims)), "gaps")
    assert "Habit 1, workflow 1, mindset 0. None changes a mindset." in words
    assert "main aim: revenue and lower cost. The actions serve: Faster replies." in words


def test_rehearsals_count_only_while_nothing_was_held() -> None:
    rehearsed = outcome(trials=Trials(1, 10), rehearsal=True)
    alone = series(rehearsed)
    assert subject_of(alone) == "Care path, 1 session, rehearsed only: simulated phones"
    both = series(rehearsed, outcome(day=30, trials=Trials(9, 22)))
    assert subject_of(both) == "Care path, 1 session, 1 rehearsal left out"
    assert part(both, "capability").answer == "9 of 22 would not have sent it"


def test_an_empty_series_has_words_for_everything() -> None:
    found = series()
    assert [one.answer for one in parts_of(found)] == [
        "No figure yet",
        "No figure yet",
        "No figure yet",
        "No action was agreed",
        "No result yet",
        "7 gaps",
    ]


shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@settings(max_examples=examples(40), deadline=None)
@given(st.lists(st.none() | shares, max_size=6))
def test_any_line_has_a_place_for_each_session_and_says_no_trend_below_three(
    pairs: list[tuple[int, int] | None],
) -> None:
    found = caught(*pairs)
    points = part(found, "capability").blocks[0].points
    assert [point.place is None for point in points] == [pair is None for pair in pairs]
    assert all(one.place.low <= one.place.value <= one.place.high for one in points if one.place)
    known = sum(pair is not None for pair in pairs)
    assert ("Over" in found.lines.caught.trend or "over" in found.lines.caught.trend) == (known > 2)
