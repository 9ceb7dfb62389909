"""Rules between scenarios: ids, titles, and twins that test the check and not the memory."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workshop.core.problems import Problem
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.scenario_rules import check_scenario


def check_library(
    scenarios: Mapping[ScenarioId, Scenario], wheres: Mapping[ScenarioId, str] | None = None
) -> tuple[Problem, ...]:
    """Return what the scenarios break, each alone and together.

    Args:
        scenarios: the library by its ids.
        wheres: the file of each scenario as the person knows it; by default its id.
    """
    named: dict[ScenarioId, str] = {scenario: scenario for scenario in scenarios} | dict(wheres or {})
    titles: dict[str, ScenarioId] = {}
    problems: list[Problem] = []
    for scenario in scenarios.values():
        where = named[scenario.id]
        problems.extend(check_scenario(scenario, where))
        other = titles.setdefault(scenario.title.casefold(), scenario.id)
        if other != scenario.id:
            what = f"'{scenario.title}' is also the title of {other}."
            problems.append(Problem(where, "title", what, "Give one of them another title."))
        if scenario.twin_of is not None:
            problems.extend(Problem(where, *finding) for finding in _twin(scenario, scenarios))
    return tuple(problems)


def _twin(twin: Scenario, scenarios: Mapping[ScenarioId, Scenario]) -> Iterator[tuple[str, str, str]]:
    assert twin.twin_of is not None
    original = scenarios.get(twin.twin_of)
    if original is None or original.id == twin.id:
        yield "twin_of", f"'{twin.twin_of}' is no other scenario.", "Name the original, or remove the line."
        return
    if original.twin_of is not None:
        yield "twin_of", f"'{original.id}' is a twin itself.", f"Name its original, '{original.twin_of}'."
    for key in ("phase", "audience", "role_task", "control"):
        if getattr(twin, key) != getattr(original, key):
            yield key, f"differs from '{original.id}'.", "A twin has the same, so that the two compare."
    if set(twin.kinds) != set(original.kinds):
        yield (
            "kinds",
            f"differ from those of '{original.id}'.",
            "A twin has the same, so that the two compare.",
        )
    if not twin.control and _wrong_places(twin) == _wrong_places(original):
        what = f"has its wrong sentences in the same places as '{original.id}'."
        yield "sentence", what, "Move one, so that nobody remembers the place."
    if {sentence.text for sentence in twin.sentences} & {
        sentence.text for sentence in original.sentences if sentence.wrong
    }:
        what = f"repeats a wrong sentence of '{original.id}'."
        yield "sentence", what, "Give the twin another surface."


def _wrong_places(scenario: Scenario) -> list[int]:
    return [number for number, sentence in enumerate(scenario.sentences) if sentence.wrong]
