"""An action as texts: nothing is lost, nothing is changed that nobody touched, two hands are told apart."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.drawing import examples
from tests.storage.plans.test_read import EXAMPLE
from workshop.core.plans.action import Action, Metric, Support
from workshop.core.plans.pages import PAGES
from workshop.core.plans.texts import changed, merged, read_texts, texts_of
from workshop.storage.plans.read import load_plan

KEYS = [asked.key for page in PAGES for asked in page.fields]
SESSION = dt.date(2025, 11, 18)
ACTIONS = load_plan(EXAMPLE).plan.actions
texts = st.dictionaries(st.sampled_from(KEYS), st.text("abc,.", max_size=3), min_size=1)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.id)
def test_typing_all_texts_of_an_action_gives_that_action(action: Action) -> None:
    shown = texts_of(action, KEYS)
    typed = read_texts(texts_of(Action(status=""), KEYS), shown, SESSION)
    assert typed.troubles == {}
    again = changed(Action(), typed.changes)
    assert texts_of(again, KEYS) == shown
    assert (again.metric, again.support) == (action.metric, action.support)
    assert again.with_ == action.with_


def test_what_nobody_touched_is_no_change() -> None:
    shown = texts_of(ACTIONS[0], KEYS)
    assert read_texts(shown, shown, SESSION).changes == {}
    one = read_texts(shown, {**shown, "metric.target": "0.5"}, SESSION)
    assert one.changes == {"metric.target": 0.5}


def test_an_emptied_table_is_gone() -> None:
    action = Action(metric=Metric(name="Replies"), support=Support(given_by="Management"))
    shown = texts_of(action, KEYS)
    typed = read_texts(shown, {**shown, "metric.name": "", "support.given_by": ""}, SESSION)
    assert typed.changes == {"metric.name": None, "support.given_by": None}
    emptied = changed(action, typed.changes)
    assert (emptied.metric, emptied.support) == (None, None)


def test_what_cannot_be_read_is_said_with_the_label_of_its_field() -> None:
    shown = texts_of(Action(), KEYS)
    now = {**shown, "metric.baseline": "five", "due": "soon", "then": "we act."}
    typed = read_texts(shown, now, SESSION)
    assert typed.troubles["metric.baseline"].startswith("Today's value is not a number: 'five'.")
    assert typed.troubles["due"].startswith("This is no date.")
    assert typed.changes == {"then": "we act"}


def test_a_team_with_a_comma_in_its_name_stays_one_team() -> None:
    action = Action(with_=("Customer care, south", "HR"))
    shown = texts_of(action, ["with"])
    assert read_texts({"with": ""}, shown, SESSION).changes == {"with": ["Customer care, south", "HR"]}


@settings(max_examples=examples(60))
@given(was=texts, data=st.data())
def test_two_hands_lose_nothing(was: dict[str, str], data: st.DataObject) -> None:
    both = st.fixed_dictionaries({key: st.text("abc", max_size=2) for key in was})
    now, fresh = data.draw(both), data.draw(both)
    found, conflicts = merged(was, now, fresh)
    for key in was:
        assert found[key] == (now[key] if now[key] != was[key] else fresh[key])
        fought = now[key] != was[key] and fresh[key] != was[key] and now[key] != fresh[key]
        assert (key in conflicts) is fought
        assert conflicts.get(key, fresh[key]) == fresh[key]
