"""Texts that a person chose for steps: each is played in its place, or a sentence says why it cannot be."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.core.agenda.agenda import NOTHING_CHOSEN, Agenda, Chosen, Step, StepKind, with_text
from workshop.core.agenda.picker import NothingToPick, Scenarios, swap
from workshop.core.english import listed
from workshop.core.problems import Refused
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, role_name


@dataclass(frozen=True, slots=True)
class Put:
    """The steps with a text in its place, all that is chosen now, and what became of others, in sentences."""

    steps: tuple[Step, ...]
    chosen: Chosen
    told: str = ""


def why_not(
    agenda: Agenda,
    number: int,
    scenario: Scenario,
    scenarios: Scenarios,
    chosen: Chosen,
    roles: Sequence[Audience] = (),
) -> str:
    """Why a text cannot be played in a step, in a sentence; empty where it can.

    Args:
        agenda: the session's.
        number: which step, from 1.
        scenario: the text.
        scenarios: those that are at hand.
        chosen: what is chosen already.
        roles: who is to come, where each role has a text of its own; empty where that may be anybody.
    """
    places = [at for at, step in enumerate(agenda.steps, start=1) if step.kind is StepKind.SCENARIO]
    if number not in places:
        if not places:
            return f"The agenda '{agenda.title}' plays no text."
        return f"Step {number} plays no text. Texts are played in {_steps_in_words(places)}."
    if agenda.steps[number - 1].by_role:
        if scenario.audience is Audience.EVERYONE:
            return (
                f"In step {number} each role has a text of its own, and '{scenario.id}' is for everyone: "
                "choose one from the work of a role."
            )
        if roles and scenario.audience not in roles:
            whose = role_name(scenario.audience)
            return f"'{scenario.id}' is from the work of {whose}, and they are not among the roles that come."
    for other in places:
        named = agenda.steps[other - 1].scenario
        for id_ in chosen.get(other) or ((named,) if named else ()):
            if other != number and id_ in scenarios and scenarios[id_].root == scenario.root:
                it = "it" if id_ == scenario.id else f"its twin '{id_}'"
                return f"Step {other} plays {it} already: '{scenario.id}' cannot be played in step {number}."
    return ""


def kept_chosen(
    agenda: Agenda,
    chosen: Chosen,
    scenarios: Scenarios,
    faults: Mapping[str, str],
    roles: Sequence[Audience] = (),
) -> tuple[Chosen, tuple[str, ...]]:
    """What of the chosen texts can be played, and of the others in a sentence each why not.

    `faults` says what is wrong with files that cannot be used, by the names of their texts.
    """
    kept, free = NOTHING_CHOSEN, freed(agenda, chosen)
    said = []
    for number, ids in sorted(chosen.items()):
        for id_ in reversed(ids):
            if id_ not in scenarios:
                why = f"The text '{id_}', chosen for step {number}, {gone_words(id_, faults)}"
            else:
                why = why_not(free, number, scenarios[id_], scenarios, kept, roles)
            if why:
                said.append(f"{why} Another one stands in its place: look at it.")
            else:
                kept = with_one(agenda, kept, number, scenarios[id_], scenarios)
    return kept, tuple(said)


def freed(agenda: Agenda, numbers: Container[int]) -> Agenda:
    """The agenda without the texts that its author named for steps for which others are chosen."""
    steps = (
        replace(step, scenario=None) if number in numbers else step
        for number, step in enumerate(agenda.steps, start=1)
    )
    return replace(agenda, steps=tuple(steps))


def gone_words(id_: ScenarioId, faults: Mapping[str, str]) -> str:
    """Why a text is not at hand: its file is wrong, or there is none."""
    return f"cannot be used: {faults[id_]}" if id_ in faults else "is gone."


def choose(
    agenda: Agenda,
    steps: Sequence[Step],
    index: int,
    scenario: Scenario,
    scenarios: Scenarios,
    chosen: Chosen,
    *,
    roles: Sequence[Audience] = (),
    played: frozenset[ScenarioId] = frozenset(),
) -> Put:
    """Put a text into a step; a step that played it, or its twin, without that being chosen gets another one.

    Raises:
        Refused: it cannot be played there; the message says why.
    """
    number = index + 1
    if why := why_not(agenda, number, scenario, scenarios, chosen, roles):
        raise Refused(why)
    put = (*steps[:index], with_text(steps[index], scenario), *steps[number:])
    told = []
    for at, step in enumerate(steps):
        if at == index or not any(
            scenarios[id_].root == scenario.root for id_ in step.all_texts if id_ in scenarios
        ):
            continue
        if step.texts:
            raise Refused(f"Step {at + 1} plays it for a role: choose another text there first.")
        try:
            put = swap(put, at, scenarios, "swap", played=played)
        except NothingToPick as error:
            raise Refused(f"Step {at + 1} plays it, and could play nothing else. {error}") from error
        told.append(f"Step {at + 1} plays another text now.")
    return Put(put, with_one(agenda, chosen, number, scenario, scenarios), " ".join(told))


def with_one(agenda: Agenda, chosen: Chosen, number: int, scenario: Scenario, scenarios: Scenarios) -> Chosen:
    """What is chosen, and one more for a step, in which it comes first.

    In a step by role it takes the place of the one of its role, elsewhere of any.
    """
    before = chosen.get(number, ()) if agenda.steps[number - 1].by_role else ()
    others = (id_ for id_ in before if id_ in scenarios and scenarios[id_].audience is not scenario.audience)
    return {**chosen, number: (scenario.id, *others)}


def left_open(chosen: Chosen, number: int) -> Chosen:
    """What is chosen, without the texts of a step."""
    return {at: ids for at, ids in chosen.items() if at != number}


def still_there(chosen: Chosen, steps: Sequence[Step]) -> Chosen:
    """What is chosen, without what stands in its step no more."""
    there = {at: tuple(id_ for id_ in ids if id_ in steps[at - 1].all_texts) for at, ids in chosen.items()}
    return {at: ids for at, ids in there.items() if ids}


def _steps_in_words(numbers: Sequence[int]) -> str:
    return f"step{'s' if len(numbers) > 1 else ''} {listed(map(str, numbers))}"
