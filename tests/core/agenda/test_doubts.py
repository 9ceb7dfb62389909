"""What speaks against leading a session as it is set up, and who is meant by what was typed of roles."""

from __future__ import annotations

import dataclasses

import pytest

from tests.shipped import shelf
from workshop.core.agenda.agenda import Agenda
from workshop.core.agenda.doubts import ALL_FOR_EVERYONE, NO_LEARN, doubts, roles_in
from workshop.core.agenda.picker import pick_steps, swap
from workshop.core.agenda.role_texts import roles_without_text, with_role_texts
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience

LEADERS, MANAGERS, SUPPORT = Audience.LEADERS, Audience.MANAGERS, Audience.SUPPORT
SCENARIOS = shelf().scenarios


def by_role() -> Agenda:
    """LEAD by role, whose first text is each role's own."""
    return shelf().agenda("lead-role")


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_each_role_gets_a_text_of_its_work_that_the_session_has_nowhere_else(seed: str) -> None:
    agenda = by_role()
    steps = with_role_texts(pick_steps(agenda, SCENARIOS, seed), agenda, SCENARIOS, seed)
    (parted,) = (step for step in steps if step.texts)
    assert [role for role, _ in parted.texts] == [
        role
        for role in Audience
        if any(one.audience is role for one in SCENARIOS.values() if one.id[:4] == "role")
    ]
    assert all(SCENARIOS[text].audience is role for role, text in parted.texts)
    assert parted.scenario in dict(parted.texts).values(), "it is one of them"
    every = [text for step in steps for text in step.all_texts]
    originals = [SCENARIOS[text].twin_of or text for text in every]
    assert len(set(originals)) == len(every)
    assert steps == with_role_texts(pick_steps(agenda, SCENARIOS, seed), agenda, SCENARIOS, seed)


def test_a_role_without_a_text_is_named_and_gets_none_of_another_role() -> None:
    agenda = by_role()
    roles = (LEADERS, MANAGERS, SUPPORT)
    texts = {id_: one for id_, one in SCENARIOS.items() if one.audience is not SUPPORT}
    steps = with_role_texts(pick_steps(agenda, texts, "s"), agenda, texts, "s", roles=roles)
    (parted,) = (step for step in steps if step.texts)
    assert {role for role, _ in parted.texts} == {LEADERS, MANAGERS}
    assert roles_without_text(steps, agenda, roles) == [SUPPORT]
    played = [ScenarioId("learn-01")]
    assert doubts(agenda, steps, texts, roles, played) == (
        "No text is left from the work of support: whoever names it has the text of another group.",
    )
    assert doubts(agenda, steps, texts, roles[:2], played) == ()


def test_another_text_in_a_step_by_role_is_that_of_its_role() -> None:
    agenda = by_role()
    steps = with_role_texts(pick_steps(agenda, SCENARIOS, "s"), agenda, SCENARIOS, "s")
    index = next(number for number, step in enumerate(steps) if step.texts)
    swapped = swap(steps, index, SCENARIOS, "s")[index]
    assert swapped.scenario is not None
    assert swapped.scenario != steps[index].scenario
    assert dict(swapped.texts)[SCENARIOS[swapped.scenario].audience] == swapped.scenario


def test_a_phase_behind_learn_says_that_learn_was_not_done_unless_it_was() -> None:
    agenda = shelf().agenda("lead-redesign")
    steps = pick_steps(agenda, SCENARIOS, "s")
    assert NO_LEARN in doubts(agenda, steps, SCENARIOS)
    assert NO_LEARN not in doubts(agenda, steps, SCENARIOS, played=[ScenarioId("learn-04")])
    learn = shelf().agenda("60-minutes")
    assert NO_LEARN not in doubts(learn, pick_steps(learn, SCENARIOS, "s"), SCENARIOS)


def test_texts_behind_learn_that_are_all_for_everyone_are_doubted() -> None:
    agenda = shelf().agenda("lead-redesign")
    steps = pick_steps(agenda, SCENARIOS, "s")
    everyone = {id_: dataclasses.replace(one, audience=Audience.EVERYONE) for id_, one in SCENARIOS.items()}
    assert ALL_FOR_EVERYONE in doubts(agenda, steps, everyone)
    one_of_them = next(step.scenario for step in steps if step.scenario)
    everyone[one_of_them] = dataclasses.replace(everyone[one_of_them], audience=LEADERS)
    assert ALL_FOR_EVERYONE not in doubts(agenda, steps, everyone)


def test_roles_are_known_by_how_they_begin() -> None:
    assert roles_in("") == ()
    assert roles_in("Leaders, managers") == (LEADERS, MANAGERS)
    assert roles_in("sales and marketing,HR, operations,hr") == (
        Audience.SALES_MARKETING,
        Audience.HR_LD,
        Audience.OPERATIONS_FINANCE,
    )
    for typed in ("s", "everyone", "leaders; managers", "?"):
        with pytest.raises(Refused, match=r"is no role\. There are leaders, managers, sales and marketing"):
            roles_in(typed)
