"""Each warning: a plan that provokes it, and one that just avoids it."""

from __future__ import annotations

import datetime as dt
import inspect
import re
from dataclasses import replace

import pytest

from tests.core.plans.made import DATE, action, plan
from workshop.core.permission import permission_in
from workshop.core.plans import lacking
from workshop.core.plans import warnings as all_rules
from workshop.core.plans.action import Action, Metric, Review, Support
from workshop.core.plans.lacking import NEEDED
from workshop.core.plans.plan import GuardrailsPart, Note, Plan, Process, SafetyPart
from workshop.core.plans.warnings import all_warnings, warnings


def rules(changed: Plan) -> list[str]:
    return [warned.rule for warned in warnings(changed)]


def redesign(**changed: object) -> Plan:
    return plan(action(type="redesign", **changed))


def employee(**changed: object) -> Action:
    return action(owner_side="employee", owner_item="continuous-learning", **changed)


def freed(hours: float, goes_to: str) -> Plan:
    return plan(processes=(Process("Report", hours_freed_net=hours, freed_time_goes_to=goes_to),))


def stated(by: str) -> Plan:
    held = plan()
    safety = SafetyPart(statement_of_support="We train first.", stated_by=by)
    return replace(held, phase=replace(held.phase, safety=safety))


def permitted(line: str) -> Plan:
    held = plan()
    return replace(held, phase=replace(held.phase, safety=SafetyPart(permissions=(permission_in(line),))))


def metric(**changed: object) -> Plan:
    kept = Metric("quality", "Corrections", "", "down", 5.0, DATE, 1.0, "Log")
    return plan(action(metric=replace(kept, **changed)))  # type: ignore[arg-type]


def reviewed(*days: int) -> Plan:
    return plan(action(reviews=tuple(Review(day, planned=DATE) for day in days)))


def supported(support: Support | None) -> Plan:
    return plan(action(support=support))


def headed(**changed: str) -> Plan:
    return replace(plan(), session=replace(plan().session, **changed))  # type: ignore[arg-type]


def stated_by(name: str) -> Plan:
    return replace(plan(), phase=replace(plan().phase, safety=SafetyPart(stated_by=name)))


def guarded_by(name: str) -> Plan:
    return replace(plan(), phase=replace(plan().phase, guardrails=GuardrailsPart(owner=name)))


def aiming(aim: str, **changed: object) -> Plan:
    return replace(plan(action(**changed)), phase=replace(plan().phase, aim=aim))


def process(name: str, decides: str, verdict: str = "change") -> Plan:
    return plan(processes=(Process(name, person_decides=decides, verdict=verdict),))


def learning(hours: float | None) -> Plan:
    safety = SafetyPart(learning_time_hours_per_week=hours)
    return replace(plan(), phase=replace(plan().phase, safety=safety))


HR, L_AND_D = action(accountable="HR, head"), action(id="A2", accountable="Learning and development lead")
LINE = action(id="A3", accountable="Head of sales")

CASES = [
    ("no-action", replace(plan(), actions=()), plan()),
    ("no-owner", plan(action(accountable="")), plan(action(accountable="", status="dropped"))),
    ("no-side", plan(action(owner_side="")), plan()),
    ("no-first-step", plan(action(first_step="")), plan()),
    ("no-first-step", plan(action(first_step_by=None)), plan(action(first_step_by=None, status="done"))),
    ("no-problem", plan(action(problem="")), plan()),
    ("no-for-whom", plan(action(for_whom="")), plan()),
    ("no-outcome", plan(action(outcome="")), plan()),
    (
        "no-stop-rule",
        plan(action(type="experiment")),
        plan(action(type="experiment", stop_if="Ten complain")),
    ),
    ("no-support", plan(employee(support=None)), plan(employee(support=Support(("none",))))),
    ("no-support", plan(employee(support=Support(detail="?"))), plan(action(support=None))),
    (
        "in-progress",
        plan(action(status="started"), action(id="A2", status="started")),
        plan(action(status="started"), action(id="A2", status="started", accountable="Sales, head")),
    ),
    ("freed-people", aiming("cost"), aiming("quality")),
    ("freed-people", aiming("cost"), aiming("cost", freed_people="They visit dealers")),
    ("person-decides", process("Rating of staff", ""), process("Rating of staff", "The rating")),
    ("person-decides", process("Refusals to dealers", ""), process("Refusals to dealers", "", "stop")),
    ("person-decides", process("Who reads the applications", ""), process("Weekly status report", "")),
    ("learning-time", learning(0.0), learning(0.5)),
    ("learning-time", learning(0.0), learning(None)),
    (
        "first-step-late",
        plan(action(first_step_by=DATE + dt.timedelta(8))),
        plan(action(first_step_by=DATE + dt.timedelta(7))),
    ),
    ("if-vague", plan(action(if_="possible")), plan(action(if_="a possible refund is mentioned"))),
    ("if-vague", plan(action(if_="we sometimes send figures")), plan(action(if_="figures are sent"))),
    ("if-vague", plan(action(if_="and when necessary")), plan(action(if_="a second check is necessary"))),
    ("owner-person", plan(action(who_will_ask="Anna Weber")), plan(action(who_will_ask="Service Desk"))),
    ("owner-person", plan(action(with_=("Ms Weber",))), plan(action(with_=("Works Council",)))),
    ("owner-person", plan(action(with_=("a.weber@example.org",))), plan(action(with_=("Plant South",)))),
    ("owner-person", headed(sponsor="Anna Weber"), headed(sponsor="Head of Sales")),
    ("owner-person", headed(facilitator="Dr. Weber"), headed(facilitator="People team")),
    ("owner-person", stated_by("Anna Weber"), stated_by("Managing Director")),
    ("owner-person", guarded_by("Anna van Dijk"), guarded_by("Customer Care")),
    ("one-side", plan(employee()), plan(employee(), action(id="A2"))),
    ("training-owns", plan(HR, L_AND_D, LINE), plan(HR, LINE)),
    ("no-leader", plan(action(accountable="Controlling")), plan(action(accountable="Team leads, care"))),
    (
        "no-endorsement",
        supported(Support(("time",), detail="One hour")),
        supported(Support(("time",), given_by="Management")),
    ),
    ("support-unsaid", stated(""), stated("Managing director")),
    ("support-unsaid", stated(""), stated("not stated")),
    ("permission-bounds", permitted("try; in our test account"), permitted("try; here; with public data")),
    ("no-metric", plan(action(metric=None)), plan(action(), action(id="A2", metric=None))),
    ("no-baseline", metric(baseline=None), metric(baseline=0.5, direction="up")),
    ("metric-no-change", metric(target=5.0), metric(target=4.9)),
    ("no-crossing", plan(action(with_=())), plan(action(with_=()), action(id="A2"))),
    (
        "tool-only",
        redesign(then="we use the AI assistant"),
        redesign(then="the AI drafts it and the report ends"),
    ),
    (
        "tool-only",
        replace(redesign(then="we use the AI assistant"), processes=(Process("Another", verdict="stop"),)),
        redesign(then="we stop it, and the AI assistant drafts the rest"),
    ),
    ("freed-time", freed(18.0, ""), freed(18.0, "Visits to dealers")),
    ("freed-time", freed(0.5, ""), freed(0.0, "")),
    ("hype", plan(action(what="Revolutionise our replies")), plan(action(what="Shorter replies"))),
    ("hype", plan(action(outcome="We leverage the power of AI")), plan(action(outcome="AI drafts it"))),
    ("reviews", reviewed(30, 60), reviewed(90, 60, 30)),
]


def test_no_rule_is_without_its_case() -> None:
    sources = (inspect.getsource(module) for module in (all_rules, lacking))
    named = {rule for source in sources for rule in re.findall(r'Warned\(\s*"([a-z-]+)"', source)}
    assert named | NEEDED.keys() == {case[0] for case in CASES}


def test_a_plan_with_everything_provokes_no_warning() -> None:
    assert rules(plan()) == []


@pytest.mark.parametrize(("rule", "provoking", "avoiding"), CASES)
def test_a_warning_is_provoked_and_just_avoided(rule: str, provoking: Plan, avoiding: Plan) -> None:
    assert rule in rules(provoking)
    assert rule not in rules(avoiding)


def test_an_empty_plan_is_told_once() -> None:
    assert rules(replace(plan(), actions=())) == ["no-action"]


def test_the_words_come_back_in_the_question() -> None:
    (vague,) = warnings(plan(action(if_="possible")))
    assert vague.text == "'If possible' is not a situation. When exactly will it happen?"
    (loud,) = warnings(plan(action(what="revolutionise replies")))
    assert loud.text == "'Revolutionise' - what will a customer notice?"
    assert (vague.action, loud.action) == ("A1", "A1")


def test_a_note_with_a_reason_keeps_a_warning_of_its_action_on_purpose() -> None:
    held = metric(target=5.0)
    assert rules(replace(held, notes=(Note("metric-no-change", "A1", "Holding it is the aim."),))) == []
    for note in (
        Note("metric-no-change", "A2", "Another action."),
        Note("metric-no-change", "A1", ""),
        Note("hype", "A1", "Another rule."),
    ):
        assert rules(replace(held, notes=(note,))) == ["metric-no-change"]
    kept = replace(held, notes=(Note("metric-no-change", "A1", "Holding it is the aim."),))
    assert [warned.rule for warned in all_warnings(kept)] == ["metric-no-change"]


def test_a_dropped_action_is_left_in_peace() -> None:
    assert "hype" not in rules(plan(action(), action(id="A2", status="dropped", what="Revolutionise it")))
