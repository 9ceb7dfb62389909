"""What the shelf offers a step to come: texts with the incident that is told at their reveal."""

from __future__ import annotations

import pytest

from tests.builders import LEARN, a_scenario, a_session, a_step, go_to
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.picker import pick_steps
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.session import Stage
from workshop.core.live.to_come import step_to_come
from workshop.core.scenarios.incident import incident_for
from workshop.core.scenarios.scenario import ScenarioId
from workshop.services.shelf import read_shelf
from workshop.services.texts_to_come import ShelfTexts

STEPS = (a_step(StepKind.OPEN), a_step(scenario=LEARN, cycle=Cycle.SHORT), a_step(StepKind.CLOSE))


async def test_texts_of_the_shelf_and_of_the_session_are_offered_with_their_incidents() -> None:
    shelf = read_shelf()
    own = a_scenario("own-case")
    session = go_to(a_session(STEPS, (a_scenario(LEARN), own)), Stage.OPEN)
    texts, step = ShelfTexts(lambda: shelf), step_to_come(session, 1)
    assert step is not None
    to_swap, to_add = await texts.to_swap(step), await texts.to_add(step)
    offered = {one.scenario.id: one for one in (*to_swap, *to_add)}
    assert ScenarioId("own-case") in offered, "a text of the session that lies on no shelf"
    assert LEARN not in offered
    for one in offered.values():
        assert one.incident == incident_for(one.scenario, shelf.incidents)
    assert any(one.incident for one in offered.values())
    assert await texts.to_swap(step) == to_swap, "the same choices in the same order whenever it is asked"


@pytest.mark.parametrize("name", sorted(read_shelf().agendas))
async def test_in_each_shipped_agenda_each_text_that_is_offered_may_be_played(name: str) -> None:
    shelf = read_shelf()
    steps = pick_steps(shelf.agendas[name], shelf.scenarios, "offered")
    session = a_session(steps, [shelf.scenarios[step.scenario] for step in steps if step.scenario])
    texts = ShelfTexts(lambda: shelf)
    for index in range(len(steps)):
        step = step_to_come(session, index)
        assert step is not None
        for one in await texts.to_add(step):
            new = step.text_step(one.scenario.id, Cycle.SHORT)
            assert machine.decide(session, c.AddStep(index, new, one.scenario, one.incident))
        if step.step.kind is not StepKind.SCENARIO:
            continue
        offered = await texts.to_swap(step)
        assert offered, "there is always another text"
        for one in offered:
            assert machine.decide(session, c.SwapScenario(index, one.scenario, one.incident))
