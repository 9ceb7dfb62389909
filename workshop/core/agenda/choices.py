"""The scenarios that a step of a running session could play instead, or a new one, and why each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workshop.core.agenda.agenda import Step, StepKind, takes_text
from workshop.core.agenda.mix_rules import never_twice
from workshop.core.agenda.picker import broken_by, in_order
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Phase

MOST_CHOICES = 12


@dataclass(frozen=True, slots=True)
class Choice:
    """A scenario that fits, why in a sentence or what speaks against it, and the incident that is told."""

    scenario: Scenario
    why: str
    incident: Incident | None = None


def wrong_words(scenario: Scenario) -> str:
    """What is wrong with a text, in a word or two."""
    return "sound" if scenario.control else scenario.kinds[0].replace("-", " ")


def choices_to_swap(
    steps: Sequence[Step],
    index: int,
    scenarios: Mapping[ScenarioId, Scenario],
    seed: str,
    played: frozenset[ScenarioId] = frozenset(),
) -> tuple[Choice, ...]:
    """What a step could play in place of its scenario; what breaks no rule of a good mix comes first.

    Nothing is among them that the room has `played` before, nothing that stands in the agenda, and no twin of
    that.
    """
    dealt = {text for step in steps for text in step.all_texts} | played
    found = [
        (scenario, broken_by(scenario, steps, index, scenarios, None))
        for scenario in in_order(scenarios, steps[index].phase, seed, None, played)
        if scenario.id not in dealt and takes_text(steps[index], scenario)
    ]
    fitting = [(one, broken) for one, broken in found if all(each.rule is not never_twice for each in broken)]
    others = [
        scenarios[step.scenario]
        for number, step in enumerate(steps)
        if number != index and step.scenario is not None and step.scenario in scenarios
    ]
    return tuple(
        Choice(
            scenario, _titled(broken[0].sentence, [scenario, *others]) if broken else _why(scenario, others)
        )
        for scenario, broken in sorted(fitting, key=lambda one: len(one[1]))[:MOST_CHOICES]
    )


def why_here(steps: Sequence[Step], index: int, scenarios: Mapping[ScenarioId, Scenario]) -> str:
    """Why the text of a step is a good choice there, or what speaks against it.

    Raises:
        KeyError: the step shows no text of these.
    """
    scenario = scenarios[steps[index].scenario or ScenarioId("")]
    others = [
        scenarios[step.scenario]
        for number, step in enumerate(steps)
        if number != index and step.scenario in scenarios and step.scenario is not None
    ]
    broken = broken_by(scenario, steps, index, scenarios, None)
    return _titled(broken[0].sentence, [scenario, *others]) if broken else _why(scenario, others)


def choices_to_add(
    steps: Sequence[Step],
    index: int,
    phase: Phase,
    scenarios: Mapping[ScenarioId, Scenario],
    seed: str,
    played: frozenset[ScenarioId] = frozenset(),
) -> tuple[Choice, ...]:
    """What a new step in front of another one could play; else like `choices_to_swap`."""
    new = Step(StepKind.SCENARIO, phase, 1, scenario=ScenarioId(""))
    return choices_to_swap([*steps[:index], new, *steps[index:]], index, scenarios, seed, played)


def _titled(sentence: str, scenarios: Sequence[Scenario]) -> str:
    """What speaks against a choice, with titles: who leads a room knows no ids."""
    titles = {str(scenario.id): f'"{scenario.title}"' for scenario in scenarios}
    return re.sub(r"[\w-]+", lambda found: titles.get(found[0], found[0]), sentence)


def _why(scenario: Scenario, others: Sequence[Scenario]) -> str:
    """Why a scenario is a good choice that breaks no rule."""
    whose = "" if scenario.audience is Audience.EVERYONE else f" The work of {scenario.audience}."
    if scenario.twin_of is not None:
        return f"The twin of a text that the room has had.{whose}"
    if scenario.control:
        return f"The texts beside it are faulty.{whose}"
    needed = {check for one in others for check in one.families}
    fresh = next((check for check in scenario.families if check not in needed), None)
    if fresh is not None:
        return f"The only text here whose check is {fresh}.{whose}"
    return f"It needs another check than the texts beside it.{whose}"
