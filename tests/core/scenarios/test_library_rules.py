"""Rules between scenarios: titles, and twins."""

from __future__ import annotations

import dataclasses

import pytest

from tests.core.examples import WRONG, faulty, sound
from workshop.core.scenarios.library_rules import check_library
from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.words import Audience, Phase

ORIGINAL = faulty()
TWIN = faulty(
    id=ScenarioId("learn-90-twin"),
    title="Another notice",
    twin_of=ORIGINAL.id,
    sentences=(dataclasses.replace(WRONG, text="There is no limit."), *ORIGINAL.sentences[:3]),
)


def found(*scenarios: Scenario) -> list[str]:
    return [problem.key for problem in check_library({one.id: one for one in scenarios})]


def test_a_scenario_and_its_twin_are_fine() -> None:
    assert found(ORIGINAL, TWIN) == []


def test_twins_of_a_sound_text_are_fine() -> None:
    twin = sound(id=ScenarioId("learn-91-twin"), title="Sound too", twin_of=ScenarioId("learn-91"))
    assert found(sound(), twin) == []


@pytest.mark.parametrize(
    ("changes", "keys"),
    [
        ({"twin_of": ScenarioId("learn-99")}, ["twin_of"]),
        ({"twin_of": TWIN.id}, ["twin_of"]),
        ({"phase": Phase.SUCCEED}, ["phase"]),
        ({"audience": Audience.MANAGERS}, ["audience"]),
        (
            {"sentences": (*ORIGINAL.sentences[:3], dataclasses.replace(WRONG, text="No limit."))},
            ["sentence"],
        ),
        ({"sentences": (WRONG, *ORIGINAL.sentences[:3])}, ["sentence"]),
        ({"title": ORIGINAL.title.upper()}, ["title"]),
    ],
)
def test_a_twin_that_does_not_compare_is_found(changes: dict[str, object], keys: list[str]) -> None:
    assert found(ORIGINAL, dataclasses.replace(TWIN, **changes)) == keys  # type: ignore[arg-type]


def test_a_twin_of_another_kind_or_of_a_sound_text_is_found() -> None:
    other = dataclasses.replace(WRONG, kind="stale-fact", text="There is no limit.")
    twin = dataclasses.replace(TWIN, kinds=("stale-fact",), sentences=(other, *ORIGINAL.sentences[:3]))
    assert found(ORIGINAL, twin) == ["kinds"]
    assert "control" in found(sound(), dataclasses.replace(TWIN, twin_of=ScenarioId("learn-91")))


def test_a_twin_of_a_twin_is_found() -> None:
    third = dataclasses.replace(TWIN, id=ScenarioId("learn-92"), title="Third", twin_of=TWIN.id)
    assert "twin_of" in found(ORIGINAL, TWIN, third)


def test_each_scenario_is_checked_alone_too_and_named_by_its_file() -> None:
    broken = faulty(actions=(), sentences=(*ORIGINAL.sentences[:3], Sentence("x" * 126), WRONG))
    problems = check_library({broken.id: broken}, {broken.id: "ours/learn-90.toml"})
    assert {problem.where for problem in problems} == {"ours/learn-90.toml"}
    assert [problem.key for problem in problems] == ["sentence[4].text", "actions"]
