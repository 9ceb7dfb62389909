"""What the rules say while an action is written: errors at their fields, warnings below the sentence."""

from __future__ import annotations

import datetime as dt

import pytest

from workshop.core.plans.action import Action, Metric
from workshop.core.plans.plan import Note, PhasePart, Plan, SessionPart
from workshop.core.plans.thoughts import errors_about, spoken, warnings_about

SESSION = dt.date(2025, 11, 18)
AROUND = Plan(SessionPart(date=SESSION), PhasePart(id="lead-redesign"), (Action("A9", "a", "b"),))
FINE = Action("", "a figure leaves the team", "one person recomputes it", accountable="Controlling")


def an_action(**fields: object) -> Action:
    return Action(**{"if_": FINE.if_, "then": FINE.then, "accountable": FINE.accountable, **fields})  # type: ignore[arg-type]


def test_a_plain_action_gives_nothing_to_think_about() -> None:
    assert warnings_about(FINE, AROUND) == ()
    assert errors_about(FINE, AROUND) == {}


@pytest.mark.parametrize(
    ("action", "start"),
    [
        (an_action(if_="if possible"), "'If possible' is not a situation."),
        (an_action(accountable="Maria Lopez"), "This looks like a person."),
        (an_action(first_step_by=dt.date(2025, 12, 5)), "The first step is more than seven days away."),
        (an_action(metric=Metric(name="Replies")), "How will you know?"),
        (an_action(metric=Metric(baseline=5.0, target=5.0)), "Target equals baseline."),
        (an_action(then="we revolutionise replies"), "'Revolutionise' - what will a customer notice?"),
        (an_action(then="everybody gets a copilot"), "A redesign that only adds a tool."),
        (an_action(status="dropped"), "A dropped action with a lesson counts as learning."),
    ],
)
def test_each_rule_of_one_action_speaks(action: Action, start: str) -> None:
    (said,) = warnings_about(action, AROUND)
    assert said.startswith(start)


def test_a_warning_that_was_kept_on_purpose_is_not_said_again() -> None:
    action = an_action(id="A1", metric=Metric(baseline=5.0, target=5.0))
    kept = Plan(AROUND.session, AROUND.phase, notes=(Note("metric-no-change", "A1", "It must hold."),))
    assert warnings_about(action, kept) == ()


@pytest.mark.parametrize(
    ("action", "key"),
    [
        (an_action(first_step_by=dt.date(2025, 11, 25), due=dt.date(2025, 11, 20)), "due"),
        (an_action(owner_side="employer", owner_item="career-alignment"), "owner_item"),
        (an_action(metric=Metric(direction="down", baseline=1.0, target=5.0)), "metric.direction"),
        (an_action(paired_with="A8"), "paired_with"),
        (an_action(then=""), "then"),
    ],
)
def test_an_error_stands_at_its_field_and_says_how_to_mend_it(action: Action, key: str) -> None:
    (found,) = errors_about(action, AROUND).items()
    assert found[0] == key
    assert found[1].endswith(".")
    assert found[1].count(".") + found[1].count(":") >= 1


def test_an_action_may_be_paired_with_one_of_another_phase() -> None:
    assert errors_about(an_action(paired_with="A9"), AROUND) == {}


def test_the_sentence_gets_its_number_once_there_is_one() -> None:
    assert spoken(FINE) == "If a figure leaves the team, then one person recomputes it. Controlling."
    metric = Metric(name="Figures corrected", unit="per quarter", baseline=5.0, target=1.0)
    assert spoken(an_action(metric=metric)).endswith("Figures corrected: from 5.0, aim 1.0 per quarter.")
    assert spoken(an_action(metric=Metric(baseline=5.0))).endswith("From 5.0.")
    assert spoken(an_action(metric=Metric(kind="quality"))) == spoken(FINE)
    assert spoken(Action()).startswith("If ..., then ...")
