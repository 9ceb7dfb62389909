"""What a step of a running session could play instead: nothing the room knows, and a reason for each."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from tests.core.examples import faulty, sound
from tests.shipped import library as shipped
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.choices import MOST_CHOICES, choices_to_add, choices_to_swap, wrong_words
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Difficulty, Phase


def text(name: str, kind: str = "stale-fact", **changes: object) -> Scenario:
    changes.setdefault("difficulty", Difficulty.EASY)
    return faulty(id=ScenarioId(name), title=f"The {name}", kinds=(kind,), **changes)


def steps(*names: str) -> list[Step]:
    """An agenda of texts."""
    return [
        Step(StepKind.OPEN, Phase.LEARN, 1),
        *(Step(StepKind.SCENARIO, Phase.LEARN, 10, scenario=ScenarioId(name)) for name in names),
        Step(StepKind.CLOSE, Phase.LEARN, 1),
    ]


LIBRARY = {
    one.id: one
    for one in (
        text("trace"),
        text("also-trace"),
        text("reread", "wrong-negation"),
        text("question", "sycophancy", audience=Audience.MANAGERS),
        text("twin", "sycophancy", twin_of=ScenarioId("trace")),
        text("later", phase=Phase.SUCCEED),
        sound(id=ScenarioId("sound"), title="The sound", phase=Phase.LEARN),
    )
}


def test_what_breaks_no_rule_comes_first_and_each_says_why_in_words_with_titles() -> None:
    found = choices_to_swap(steps("trace", "reread"), 2, LIBRARY, "seed")
    assert {one.scenario.id: one.why for one in found} == {
        "sound": "The texts beside it are faulty.",
        "question": "The only text here whose check is QUESTION. The work of managers.",
        "also-trace": '"The trace" and "The also-trace" follow each other and both need TRACE.',
    }
    assert found[-1].scenario.id == "also-trace"
    assert {wrong_words(one.scenario) for one in found} == {"sound", "sycophancy", "stale fact"}


def test_a_twin_comes_once_its_original_was_played_and_what_was_played_never() -> None:
    played = frozenset({ScenarioId("trace")})
    found = choices_to_swap(steps("reread"), 1, LIBRARY, "seed", played)
    why = {one.scenario.id: one.why for one in found}
    assert why[ScenarioId("twin")] == "The twin of a text that the room has had."
    assert "trace" not in why


def test_a_new_text_is_chosen_like_another_one() -> None:
    found = choices_to_add(steps("trace"), 2, Phase.LEARN, LIBRARY, "seed")
    assert {one.scenario.id for one in found} == {"also-trace", "reread", "question", "sound"}
    assert [one.scenario.id for one in choices_to_add(steps("trace"), 2, Phase.SUCCEED, LIBRARY, "s")] == [
        "later"
    ]


@given(st.data())
def test_of_the_shipped_library_nothing_is_dealt_that_the_room_has_seen_or_that_is_in_the_agenda(
    data: st.DataObject,
) -> None:
    scenarios = shipped().scenarios
    ids = st.sampled_from(sorted(scenarios))
    names = data.draw(st.lists(ids, min_size=1, max_size=5, unique=True))
    played = frozenset(data.draw(st.lists(ids, max_size=10)))
    agenda = steps(*names)
    for found in (
        choices_to_swap(agenda, 1, scenarios, "seed", played),
        choices_to_add(agenda, 1, Phase.LEARN, scenarios, "seed", played),
    ):
        assert len(found) <= MOST_CHOICES
        for one in found:
            assert one.scenario.id not in {*names, *played}
            assert one.why.endswith(".")
            assert not any(re.search(rf"\b{id_}\b", one.why) for id_ in scenarios), "titles are said, not ids"
