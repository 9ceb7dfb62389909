"""What helps a plan, and what the room could still settle."""

from __future__ import annotations

from tests.builders import an_action
from workshop.core.plans.action import Action, Metric, Support
from workshop.core.plans.plan import PhasePart, Plan, SessionPart
from workshop.core.plans.signs import MOST_SIGNS, signs_of


def plan(*actions: Action) -> Plan:
    return Plan(SessionPart(), PhasePart(), actions)


def marks(*actions: Action) -> str:
    return "".join(sign.lines[0] for sign in signs_of(plan(*actions)))


def test_a_plan_without_actions_lacks_nothing() -> None:
    assert signs_of(plan()) == ()


def test_each_sign_is_asked_for_until_it_is_there() -> None:
    bare = an_action(accountable="Service desk", support=None, metric=None, with_=())
    full = an_action(
        accountable="Head of service",
        support=Support(given_by="Board"),
        metric=Metric(name="x"),
        with_=("IT",),
    )
    assert marks(bare) == "○" * MOST_SIGNS
    assert marks(full) == "✓" * MOST_SIGNS
    assert signs_of(plan(bare))[2].lines == "○ time or backing\n  who promises it?"
