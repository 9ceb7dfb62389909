"""A text that a person chose is played in its place, or a sentence says why not."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.shipped import shelf
from workshop.core.agenda.agenda import Agenda, Chosen, Pick, Step
from workshop.core.agenda.chosen import choose, kept_chosen, why_not, with_one
from workshop.core.agenda.picker import pick_steps
from workshop.core.agenda.prepared import Prepared, prepared_steps, texts_of
from workshop.core.agenda.role_texts import with_role_texts
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience

LIBRARY = shelf().scenarios
TEXTS = sorted(LIBRARY.values(), key=lambda text: text.id)
HOUR, BY_ROLE = shelf().agendas["60-minutes"], shelf().agendas["lead-role"]
PLACES = {
    name: places
    for name, agenda in shelf().agendas.items()
    if (places := [n for n, step in enumerate(agenda.steps, start=1) if step.kind == "scenario"])
}
LEARN_04 = ScenarioId("learn-04")
_STEP = PLACES["60-minutes"]
_FOR_ALL = _STEP[0]
_ROLE_STEP = next(number for number, step in enumerate(BY_ROLE.steps, start=1) if step.by_role)


def dealt(agenda: Agenda, seed: str, chosen: Chosen) -> tuple[Step, ...]:
    steps = pick_steps(agenda, LIBRARY, seed, chosen=chosen)
    return with_role_texts(steps, agenda, LIBRARY, seed, chosen=chosen)


def stands_there(step: Step, text: Scenario) -> bool:
    return (dict(step.texts).get(text.audience) if step.texts else step.scenario) == text.id


def played_once(steps: tuple[Step, ...]) -> bool:
    roots = [LIBRARY[id_].root for step in steps for id_ in step.all_texts]
    return len(roots) == len(set(roots))


@pytest.mark.parametrize("name", PLACES)
@settings(max_examples=8)
@given(data=st.data())
def test_whatever_is_chosen_is_dealt_in_its_place(name: str, data: st.DataObject) -> None:
    agenda, seed = shelf().agendas[name], data.draw(st.sampled_from(["one", "two"]))
    chosen: Chosen = {}
    for number in data.draw(st.lists(st.sampled_from(PLACES[name]), min_size=1, max_size=3)):
        text = data.draw(st.sampled_from(TEXTS))
        if not why_not(agenda, number, text, LIBRARY, chosen):
            chosen = with_one(agenda, chosen, number, text, LIBRARY)
    wanted = [(number, LIBRARY[id_]) for number, ids in chosen.items() for id_ in ids]
    steps = dealt(agenda, seed, chosen)
    assert all(stands_there(steps[number - 1], text) for number, text in wanted)
    assert played_once(steps) or not chosen
    assert len({step.cycle for step in steps}) == len({step.cycle for step in dealt(agenda, seed, {})})

    # The same, put one by one into what was picked, and led as it was prepared.
    by_hand: Chosen = {}
    put = dealt(agenda, seed, {})
    for number, text in wanted:
        with suppress(Refused):  # a step by role has it for a role
            made = choose(agenda, put, number - 1, text, LIBRARY, by_hand)
            put, by_hand = made.steps, made.chosen
            assert stands_there(put[number - 1], text)
    assert len(by_hand) == len(chosen) or agenda is BY_ROLE
    prepared = Prepared("p", "P", name, seed, scenarios=texts_of(put), chosen=by_hand)
    led, said = prepared_steps(prepared, agenda, LIBRARY)
    assert said == ()
    for number, ids in by_hand.items():
        assert all(stands_there(led[number - 1], LIBRARY[id_]) for id_ in ids)


@pytest.mark.parametrize(
    ("agenda", "number", "text", "words"),
    [
        (HOUR, _FOR_ALL - 1, "learn-04", f"Step {_FOR_ALL - 1} plays no text. Texts are played in steps"),
        (HOUR, 99, "learn-04", "Step 99 plays no text."),
        (HOUR, _STEP[1], "learn-02", f"Step {_FOR_ALL} plays it already"),
        (HOUR, _STEP[1], "learn-02-twin", f"Step {_FOR_ALL} plays its twin 'learn-02' already"),
        (BY_ROLE, _ROLE_STEP, "learn-04", "each role has a text of its own, and 'learn-04' is for everyone"),
        (BY_ROLE, _ROLE_STEP, "role-04", "'role-04' is from the work of managers, and they are not among"),
    ],
)
def test_what_cannot_be_played_there_says_why(agenda: Agenda, number: int, text: str, words: str) -> None:
    chosen = {_FOR_ALL: (ScenarioId("learn-02"),)} if agenda is HOUR else {}
    roles = (Audience.LEADERS,)
    assert words in why_not(agenda, number, LIBRARY[ScenarioId(text)], LIBRARY, chosen, roles)


def test_a_text_that_stands_elsewhere_moves_and_another_is_dealt_there() -> None:
    steps = dealt(HOUR, "evening", {})
    first, last = _STEP[0] - 1, _STEP[-1] - 1
    text = LIBRARY[steps[last].scenario or ScenarioId("")]
    put = choose(HOUR, steps, first, text, LIBRARY, {})
    assert put.steps[first].scenario == text.id
    assert put.steps[last].scenario != text.id
    assert put.told == f"Step {last + 1} plays another text now."
    assert [put.steps[place] for place in range(len(steps)) if place not in (first, last)] == [
        step for place, step in enumerate(steps) if place not in (first, last)
    ]


def test_what_is_chosen_and_gone_or_broken_is_said_with_its_step() -> None:
    chosen = {_STEP[0]: (ScenarioId("gone"),), _STEP[1]: (ScenarioId("broken"),), 1: (LEARN_04,)}
    kept, said = kept_chosen(HOUR, chosen, LIBRARY, {"broken": "broken.toml: id: is missing."})
    assert kept == {}
    end = "Another one stands in its place: look at it."
    assert said == (
        f"Step 1 plays no text. Texts are played in steps {_STEP[0]}, {_STEP[1]} and {_STEP[2]}. {end}",
        f"The text 'gone', chosen for step {_STEP[0]}, is gone. {end}",
        f"The text 'broken', chosen for step {_STEP[1]}, cannot be used: broken.toml: id: is missing. {end}",
    )


def test_what_is_chosen_stays_though_all_else_is_chosen_anew_or_the_agenda_grew() -> None:
    prepared = Prepared("p", "P", HOUR.id, "evening", chosen={_STEP[1]: (LEARN_04,)})
    for other in (prepared, replace(prepared, audience=Audience.MANAGERS), replace(prepared, seed="other")):
        steps, _ = prepared_steps(other, HOUR, LIBRARY)
        assert steps[_STEP[1] - 1].scenario == LEARN_04
    grown = replace(
        HOUR, steps=(*HOUR.steps[:-1], replace(HOUR.steps[_STEP[0] - 1], pick=Pick()), HOUR.steps[-1])
    )
    old = replace(prepared, scenarios=texts_of(prepared_steps(prepared, HOUR, LIBRARY)[0]))
    steps, said = prepared_steps(old, grown, LIBRARY)
    assert steps[_STEP[1] - 1].scenario == LEARN_04
    assert "Those that you did not choose are chosen anew" in said[0]
