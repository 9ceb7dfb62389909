"""Which actions a look-back at a desk asks about, and what becomes of what a plan does not take."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.storage.plans.test_read import EXAMPLE
from workshop.core.plans.typed import Mistyped
from workshop.services.errors import NoSuch, NothingChanged
from workshop.services.plans.named import ActionIn, actions_named
from workshop.services.plans.review import TypedReview, fitting, hold, keep_beside, to_ask
from workshop.storage.plans.edit import EditRefused
from workshop.storage.plans.kept_reviews import read_kept
from workshop.storage.plans.read import load_plan, load_plans

ON = dt.date(2026, 1, 19)
TWIN = '[[action]]\nid = "A3"\nstatus = "planned"\nif = "twins"\nthen = "we look"\nowner_side = "shared"\n'


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A plan of three actions; day 30 was held for A1."""
    path = tmp_path / "2025-11-18-northlight-care" / "2-lead-role.toml"
    path.parent.mkdir()
    path.write_bytes(EXAMPLE.read_bytes())
    return path


def actions(plan: Path, action_id: str | None = None) -> list[ActionIn]:
    return actions_named(load_plans(plan), plan, action_id)


def ids(entries: tuple[ActionIn, ...]) -> list[str]:
    return [entry.action.id for entry in entries]


def test_what_was_held_is_not_asked_again(plan: Path) -> None:
    asked = to_ask(actions(plan), 30, ON, named=False)
    assert (ids(asked.now), asked.held, asked.later, asked.passed_over) == (["A2", "A3"], 1, 0, 0)
    assert asked.begun(ON) == dt.date(2025, 11, 18)


def test_ids_that_stand_twice_are_named_and_only_their_actions_are_passed_over(plan: Path) -> None:
    with plan.open("a", encoding="utf-8") as file:
        file.write(TWIN)
    asked = to_ask(actions(plan), 60, ON, named=False)
    assert (ids(asked.now), asked.passed_over) == (["A1", "A2"], 2)
    alone = to_ask(actions(plan, "A2"), 60, ON, named=True)
    assert (ids(alone.now), alone.passed_over) == (["A2"], 0)
    assert [problem.key for problem in alone.doubled] == ["action A3"]
    with pytest.raises(NothingChanged, match="'A3' is the id of 2 actions"):
        actions(plan, "A3")


def test_an_action_that_is_not_there_is_answered_with_those_that_are(plan: Path) -> None:
    with pytest.raises(NoSuch, match=r"no action is called A9\. It has A1, A2, A3\."):
        actions(plan, "A9")


@pytest.mark.parametrize(
    ("key", "typed", "answer"),
    [
        ("did_it_happen", " P ", "partly"),
        ("value", "4.5", "4.5"),
        ("status", "done", "done"),
        ("next", "", ""),
    ],
)
def test_an_answer_that_fits_is_kept_as_it_was_typed(key: str, typed: str, answer: str) -> None:
    assert fitting(key, typed) == answer


@pytest.mark.parametrize(("key", "typed"), [("did_it_happen", "x"), ("value", "much"), ("status", "ready")])
def test_an_answer_that_does_not_fit_is_refused(key: str, typed: str) -> None:
    with pytest.raises(Mistyped):
        fitting(key, typed)


def test_what_a_plan_does_not_take_is_kept_beside_it(plan: Path) -> None:
    (entry,) = actions(plan, "A1")
    typed = TypedReview(30, ON, {"did_it_happen": "no", "status": "blocked"})
    before = plan.read_bytes()
    with pytest.raises(EditRefused, match="was held"):
        hold(entry, typed)
    assert plan.read_bytes() == before
    (heard,) = read_kept(keep_beside(entry, typed))
    assert (heard.earlier.action.id, heard.reviewed.status) == ("A1", "blocked")
    assert heard.reviewed.review.did_it_happen == "no"


def test_what_happened_is_started(plan: Path) -> None:
    (entry,) = actions(plan, "A3")
    hold(entry, TypedReview(60, ON, {"did_it_happen": "yes"}))
    assert load_plan(plan).plan.actions[2].status == "started"
