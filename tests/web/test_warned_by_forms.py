"""Each warning of a plan is provoked, and just avoided, by what somebody types into a form of the desk."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.builders import (
    DAY,
    START,
    a_card_step,
    a_pulse_step,
    a_session,
    a_step,
    answer,
    close_round,
    do,
    go_to,
)
from tests.core.plans.test_warnings import CASES as ALL
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.pulse import AIM, PULSES
from workshop.core.live.desk import Around, DeskView, desk_view
from workshop.core.live.plan_of import plan_of
from workshop.core.live.session import Session, Stage
from workshop.core.live.view import room_view
from workshop.core.plans.plan import Plan
from workshop.core.plans.warnings import warnings
from workshop.web.desk_actions import open_lines
from workshop.web.desk_fields import taken
from workshop.web.desk_forms import boxes_of, form_for

STEPS = (
    a_pulse_step(PULSES[AIM]),
    a_card_step("learning-time"),
    a_card_step("canvas"),
    a_card_step("guardrails"),
    a_card_step("support"),
    a_step(StepKind.ACTIONS, minutes=4),
    a_step(StepKind.CLOSE, minutes=5),
)
FINE = {
    "problem": "A mistake that reads well is found by the customer.",
    "for-whom": "Dealers",
    "outcome": "Fewer replies that have to be corrected",
    "if": "a figure leaves the team",
    "then": "one person recomputes it",
    "owner-side": "shared",
    "accountable": "Head of customer care",
    "first-step": "Try it with three replies",
    "by": (DAY + dt.timedelta(7)).isoformat(),
    "with": "Controlling",
    "freed-people": "They visit dealers",
    "support-needed": "time",
    "support-needed=time": "1",
    "support-given-by": "Managing director",
    "metric-name": "Replies corrected",
    "metric-baseline": "6",
    "metric-target": "2",
    "metric-direction": "down",
}
"""What is typed into the form of an action that nothing is said about."""
LATER = (DAY + dt.timedelta(8)).isoformat()
NO_SUPPORT: dict[str, str | None] = {
    "support-needed": "",
    "support-needed=time": None,
    "support-given-by": "",
}
PASSED: dict[str, str | None] = {"why_it_exists": "-", "for_whom": "-", "if_we_stopped": "-"}
A_PERSON: dict[str, str | None] = {**PASSED, "name": "Complaints", "verdict": "change"}
HOURS: dict[str, str | None] = {
    **PASSED,
    "name": "Report",
    "steps": "collect the figures: change, 8 h -> 2 h",
}

CASES: list[tuple[str, str, dict[str, str | None], dict[str, str | None]]] = [
    ("no-owner", "agree", {"accountable": ""}, {}),
    ("no-side", "agree", {"owner-side": ""}, {}),
    ("no-first-step", "agree", {"first-step": ""}, {}),
    ("no-problem", "agree", {"problem": ""}, {}),
    ("no-for-whom", "agree", {"for-whom": ""}, {}),
    ("no-outcome", "agree", {"outcome": ""}, {}),
    ("first-step-late", "agree", {"by": LATER}, {}),
    ("if-vague", "agree", {"if": "it is possible, if possible"}, {"if": "a possible refund is named"}),
    ("owner-person", "agree", {"accountable": "Anna Weber"}, {}),
    ("one-side", "agree", {"owner-side": "employer"}, {}),
    ("training-owns", "agree", {"accountable": "Head of HR"}, {}),
    ("no-leader", "agree", {"accountable": "Controlling"}, {}),
    ("no-endorsement", "agree", {"support-given-by": ""}, {}),
    ("no-support", "agree", {"owner-side": "employee", **NO_SUPPORT}, {"owner-side": "employee"}),
    ("no-metric", "agree", {key: "" for key in FINE if key.startswith("metric")}, {}),
    ("no-baseline", "agree", {"metric-baseline": "", "metric-target": ""}, {}),
    ("metric-no-change", "agree", {"metric-target": "6"}, {"metric-target": "5.9"}),
    ("no-crossing", "agree", {"with": ""}, {}),
    (
        "tool-only",
        "agree",
        {"type": "redesign", "then": "we use the AI assistant"},
        {"type": "redesign", "then": "the AI drafts it and the report ends"},
    ),
    ("no-stop-rule", "agree", {"type": "experiment"}, {"type": "experiment", "stop-if": "ten complain"}),
    ("freed-people", "agree", {"freed-people": ""}, {}),
    ("hype", "agree", {"then": "we leverage AI"}, {"then": "we let AI draft it"}),
    (
        "learning-time",
        "learning-time",
        {"learning_time_hours_per_week": "0"},
        {"learning_time_hours_per_week": "0.5"},
    ),
    ("person-decides", "canvas", A_PERSON, {**A_PERSON, "person_decides": "Every refusal"}),
    (
        "freed-time",
        "canvas",
        HOURS,
        {**HOURS, "freed_time_goes_to": "Visits"},
    ),
    (
        "support-unsaid",
        "support",
        {"statement_of_support": "We train first."},
        {"statement_of_support": "We train first.", "stated_by": "Managing director"},
    ),
    (
        "permission-bounds",
        "support",
        {"permissions": "try with public data"},
        {"permissions": "try; in our test account; with public data"},
    ),
    ("owner-person", "guardrails", {"owner": "Anna Weber"}, {"owner": "Customer care"}),
]


def desk_of(session: Session) -> DeskView:
    return desk_view(session, room_view(session, 6), START, Around())


def typed_into(session: Session, do_: str, texts: dict[str, str]) -> None:
    """Fill in the form and press its button."""
    typed = {"do": do_, **texts}
    view = desk_of(session)
    form = form_for(view, typed)
    do(session, *form.write(taken(form, typed)))


def planned(where: str, texts: dict[str, str | None]) -> Plan:
    """The plan of a room that wants AI for cost, when this is typed at its place."""
    session = go_to(a_session(STEPS, ()), Stage.PULSE)
    answer(session, ["cost"] * 6)
    close_round(session)
    changed = {key: text for key, text in texts.items() if text is not None}
    for step, card in ((1, "learning-time"), (2, "canvas"), (3, "guardrails"), (4, "support")):
        go_to(session, Stage.CARD, step=step)
        if where == card:
            typed_into(session, "fill-0", {f"card-{key}": text for key, text in changed.items()})
    go_to(session, Stage.ACTIONS, step=5)
    fine: dict[str, str | None] = {**FINE, **(texts if where == "agree" else {})}
    typed_into(session, "agree", {key: text for key, text in fine.items() if text is not None})
    (chapter,) = {chapter for chapter, _ in session.actions.values()}
    return plan_of(session, chapter)


@pytest.fixture(scope="module")
def fine() -> set[str]:
    return {one.rule for one in warnings(planned("agree", {}))}


def test_a_form_that_is_filled_in_leaves_nothing_open(fine: set[str]) -> None:
    assert fine == set()


@pytest.mark.parametrize(
    ("rule", "where", "provoking", "avoiding"), CASES, ids=[f"{case[0]}-{case[1]}" for case in CASES]
)
def test_each_warning_is_provoked_and_just_avoided_by_what_is_typed(
    rule: str, where: str, provoking: dict[str, str | None], avoiding: dict[str, str | None]
) -> None:
    plan = planned(where, provoking)
    assert rule in {one.rule for one in warnings(plan)}
    assert plan.phase.open, "and the plan lists it"
    assert rule not in {one.rule for one in warnings(planned(where, avoiding))}


def test_every_rule_that_a_form_of_the_room_can_break_is_among_them() -> None:
    by_themselves = {"no-action", "reviews", "in-progress"}
    """An empty list; dates that the program plans; the status, which changes in the weeks behind the room."""
    assert {case[0] for case in CASES} | by_themselves == {case[0] for case in ALL}


def test_a_room_that_agrees_on_nothing_is_told() -> None:
    session = go_to(a_session((STEPS[-2], STEPS[-1]), ()), Stage.ACTIONS)
    assert [one.rule for one in desk_of(session).warnings] == ["no-action"]
    typed_into(session, "agree", FINE)
    assert desk_of(session).warnings == ()


def test_what_is_open_names_the_field_that_mends_it() -> None:
    session = go_to(a_session((STEPS[-2], STEPS[-1]), ()), Stage.ACTIONS)
    typed_into(session, "agree", {"if": "a", "then": "b"})
    ids = {
        form.id_of(one)
        for box in boxes_of(desk_of(session))
        for form in box.all_forms
        for one in form.all_fields
    }
    mends = [mend.field for lines in open_lines(desk_of(session)).values() for mend in lines]
    assert mends
    assert set(mends) <= ids
