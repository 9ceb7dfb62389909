"""Each error: a plan that makes it, and one that just does not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from tests.core.plans.made import DATE, action, evidence, plan
from workshop.core.plans.action import Action, Metric, Review, Support
from workshop.core.plans.plan import EvidencePart, Plan, Process, RoundTotals, SafetyPart
from workshop.core.plans.rules import errors, still_open


def keys(changed: Plan, elsewhere: frozenset[str] = frozenset()) -> list[str]:
    return [problem.key for problem in errors(changed, "x.toml", elsewhere)]


def with_evidence(block: EvidencePart) -> Plan:
    return plan(evidence=(block,))


def test_a_plan_that_keeps_the_rules_has_no_error_and_nothing_open() -> None:
    assert errors(plan(), "x.toml") == ()
    assert still_open(plan()) == ()


@pytest.mark.parametrize("name", ["id", "title", "date", "participants", "minimum_group"])
def test_a_required_field_of_the_session_is_missing(name: str) -> None:
    empty: Any = "" if name in ("id", "title") else None
    changed = plan()
    assert keys(replace(changed, session=replace(changed.session, **{name: empty}))) == [f"session.{name}"]


@pytest.mark.parametrize("name", ["id", "number", "title", "goal"])
def test_a_required_field_of_the_phase_is_missing(name: str) -> None:
    changed = plan()
    empty: Any = None if name == "number" else ""
    assert keys(replace(changed, phase=replace(changed.phase, **{name: empty}))) == [f"phase.{name}"]


@pytest.mark.parametrize("name", ["id", "status", "if_", "then"])
def test_a_required_field_of_an_action_is_missing(name: str) -> None:
    assert keys(plan(action(**{name: ""}))) == [f"action[1].{name.rstrip('_')}"]


def test_nobody_took_part_is_no_missing_field() -> None:
    changed = plan()
    assert keys(replace(changed, session=replace(changed.session, participants=0))) == []


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        (action(status="waiting"), "status"),
        (action(type="idea"), "type"),
        (action(change="attitude"), "change"),
        (action(owner_side="employers"), "owner_side"),
        (action(owner_item="goodwill"), "owner_item"),
        (action(gap="money"), "gap"),
        (action(guards_against=("typos",)), "guards_against"),
        (action(blocker="weather"), "blocker"),
        (action(support=Support(("luck",), endorsed=True)), "support.needed"),
        (action(metric=Metric("attendance", "x", direction="up", baseline=1, target=2)), "metric.kind"),
        (action(metric=Metric("quality", "x", direction="left", baseline=1, target=2)), "metric.direction"),
        (action(reviews=(Review(day=45),)), "review[1].day"),
        (action(reviews=(Review(day=0),)), "review[1].day"),
        (action(reviews=(Review(did_it_happen="maybe"),)), "review[1].did_it_happen"),
        (action(reviews=(Review(next="wait"),)), "review[1].next"),
    ],
)
def test_a_word_of_an_action_is_not_in_its_list(changed: Action, key: str) -> None:
    assert keys(plan(changed)) == [f"action[1].{key}"]


def test_words_of_the_phase_a_process_and_evidence_are_looked_at_too() -> None:
    base = plan()
    phase = replace(base.phase, id="lunch", main_gap="x", aim="y", safety=SafetyPart(top_fears=("z", "none")))
    changed = replace(
        base, phase=phase, processes=(Process(verdict="wait"),), evidence=(evidence(kinds=("typos",)),)
    )
    assert keys(changed) == [
        *("phase.id", "phase.main_gap", "phase.aim", "phase.safety.top_fears"),
        *("process[1].verdict", "evidence[1].kinds"),
    ]


def test_a_known_word_says_nothing_and_an_unknown_one_names_the_list() -> None:
    assert keys(plan(action(status="changed", type="redesign", gap="skill", blocker="other"))) == []
    assert "Use one of: planned, started" in str(errors(plan(action(status="x")), "x.toml")[0])


def test_an_item_has_to_fit_its_side() -> None:
    assert keys(plan(action(owner_side="employer", owner_item="career-alignment"))) == [
        "action[1].owner_item"
    ]
    assert keys(plan(action(owner_side="employer", owner_item="strategic-direction"))) == []
    assert keys(plan(action(owner_side="shared", owner_item="career-alignment"))) == []


def test_evidence_of_a_group_that_is_too_small() -> None:
    few = evidence(round1=RoundTotals(4, 2), round2=None, gain=None)
    assert keys(with_evidence(few)) == ["evidence[1].round1.voters"]
    assert keys(with_evidence(replace(few, round1=RoundTotals(5, 2)))) == []


def test_the_smallest_group_is_three() -> None:
    base = plan()
    assert keys(replace(base, session=replace(base.session, minimum_group=2))) == ["session.minimum_group"]
    assert keys(replace(base, session=replace(base.session, minimum_group=3))) == []


def test_due_before_the_first_step() -> None:
    assert keys(plan(action(first_step_by=DATE, due=DATE - dt.timedelta(1)))) == ["action[1].due"]
    assert keys(plan(action(first_step_by=DATE, due=DATE))) == []


def test_a_look_back_is_not_held_before_its_session() -> None:
    early = action(reviews=(Review(30, planned=DATE), Review(60, held=DATE - dt.timedelta(1))))
    assert keys(plan(early)) == ["action[1].review[2].held"]
    assert keys(plan(action(reviews=(Review(30, held=DATE),)))) == []
    base = plan(early)
    assert keys(replace(base, session=replace(base.session, date=None))) == ["session.date"]


def test_a_direction_against_its_target() -> None:
    down = Metric("quality", "x", direction="down", baseline=1.0, target=2.0)
    up = replace(down, direction="up", target=0.5)
    for metric in (down, up):
        assert keys(plan(action(metric=metric))) == ["action[1].metric.direction"]
        assert keys(plan(action(metric=replace(metric, target=1.0)))) == []
        assert keys(plan(action(metric=replace(metric, baseline=None)))) == []


@pytest.mark.parametrize("won", [0.595, 0.6, 0.605])
def test_a_gain_may_be_rounded(won: float) -> None:
    assert keys(with_evidence(evidence(gain=won))) == []


def test_a_gain_that_does_not_follow_from_the_votes() -> None:
    assert "the votes give 0.60" in str(errors(with_evidence(evidence(gain=0.62)), "x.toml")[0])
    assert keys(with_evidence(evidence(round2=None))) == ["evidence[1].gain"]
    assert keys(with_evidence(evidence(gain=None))) == []


def test_more_were_right_than_voted() -> None:
    changed = evidence(round2=RoundTotals(18, 19), gain=None)
    assert keys(with_evidence(changed)) == ["evidence[1].round2.correct"]
    assert keys(with_evidence(replace(changed, round2=RoundTotals(18, 18)))) == []


def test_a_partner_has_to_exist() -> None:
    assert keys(plan(action(paired_with="A9"))) == ["action[1].paired_with"]
    assert keys(plan(action(paired_with="A1"))) == ["action[1].paired_with"]
    assert keys(plan(action(paired_with="A2"), action(id="A2"))) == []
    assert keys(plan(action(paired_with="A9")), frozenset({"A9"})) == []


def test_an_id_stands_once() -> None:
    assert keys(plan(action(), action())) == ["action[2].id"]


def test_what_a_room_did_not_say_is_open_and_no_error() -> None:
    short = Action("A1", status="planned", if_="a", then="b", owner_side="shared")
    assert keys(plan(short)) == []
    (found,) = still_open(plan(short))
    assert found.action == "A1"
    assert {"accountable", "first_step", "first_step_by", "due", "what_good_looks_like"} <= set(found.fields)


def test_an_experiment_asks_when_to_stop_and_a_dropped_action_for_a_lesson() -> None:
    assert still_open(plan(action(type="experiment")))[0].fields == ("stop_if",)
    assert still_open(plan(action(type="experiment", stop_if="it slows us"))) == ()
    assert still_open(plan(action(status="dropped")))[0].fields == ("lesson",)
    assert still_open(plan(action(status="dropped", reviews=(Review(30, lesson="Too long."),)))) == ()


def test_the_next_session_may_be_left_out_on_purpose_only() -> None:
    base = plan()
    open_ = replace(base, session=replace(base.session, no_next_session=False))
    assert still_open(open_)[0].fields == ("next_session",)
