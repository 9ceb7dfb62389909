"""Chooses the scenarios that an agenda leaves open. The same seed gives the same session."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from workshop.core.agenda.agenda import (
    NOTHING_CHOSEN,
    Agenda,
    AgendaStep,
    Chosen,
    Cycle,
    Pick,
    Step,
    StepKind,
    takes_text,
    with_chosen,
    with_text,
)
from workshop.core.agenda.mix_rules import (
    RULES,
    Breach,
    Rule,
    breaches,
    change_the_check,
    end_well,
    never_twice,
    own_role,
    spread_the_controls,
)
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.scenarios.taxonomy import KINDS
from workshop.core.words import Audience, Difficulty, Phase

Scenarios = Mapping[ScenarioId, Scenario]

_LADDER: tuple[tuple[bool, tuple[Rule, ...]], ...] = (
    (False, RULES),
    (False, tuple(rule for rule in RULES if rule is not end_well)),
    (True, RULES),
    (True, tuple(rule for rule in RULES if rule not in (end_well, own_role))),
    (True, tuple(rule for rule in RULES if rule not in (end_well, own_role, change_the_check))),
    (True, (never_twice,)),
)
"""What is asked of a choice, from all to little: whether the room may meet a scenario it has played,
and which rules hold. A small library or an agenda with narrow wishes still gets a session."""

_MOST_TRIES = 3_000
"""A search that has not ended by then goes one step down the ladder."""


_PRIVACY, _FEWEST_WITH_PRIVACY = "privacy-leak", 3
"""Where LEARN has so many texts, one of them is about data that should not be there."""

TALK_MINUTES = 4
"""What the talk and the second vote take: the long cycle is longer than the short one by so much."""


class NothingToPick(Exception):
    """No scenario of the library fits a step; the message says which step and why."""


@dataclass(frozen=True, slots=True)
class _Slot:
    """One scenario step: what may be played there, and what its author settled."""

    number: int
    candidates: tuple[Scenario, ...]
    named: bool
    control_wished: bool
    twin_due: bool = False
    """Its author wished for a twin, and there is one: it comes first, whatever a good mix says."""


def pick_steps(
    agenda: Agenda,
    scenarios: Scenarios,
    seed: str,
    *,
    audience: Audience | None = None,
    depth: Difficulty | None = None,
    played: frozenset[ScenarioId] = frozenset(),
    chosen: Chosen = NOTHING_CHOSEN,
) -> tuple[Step, ...]:
    """Return the steps of a session, with a scenario for each step that only has a wish.

    Scenarios that the agenda names, or a person has `chosen`, are never changed, whatever the rules of a
    good mix say about them. How long a text is played is dealt among all of them, so that it never tells a
    sound one: see `_dealt`. What the room has `played` before comes only when nothing else fits; a twin comes
    only after its original was played, and then it comes first. Among texts that are as near to the room's
    own work, those of the wished `depth` come first.

    Raises:
        NothingToPick: the agenda names a scenario that is not there, or a wish cannot be met.
    """

    def order(phase: Phase | None, number: int) -> list[Scenario]:
        return in_order(scenarios, phase, f"{seed}/{number}", audience, played, depth)

    asked = with_chosen(agenda, chosen)
    taken = {scenarios[id_].root for ids in chosen.values() for id_ in ids if id_ in scenarios}
    barred = frozenset(one.id for one in scenarios.values() if one.root in taken)
    about_data = _place_about_data(asked)
    for again, rules in _LADDER:
        places = [
            _place(
                number,
                step,
                scenarios,
                order,
                barred | (played if not again else frozenset()),
                played,
                about_data=number == about_data,
            )
            for number, step in enumerate(asked.steps)
            if step.kind is StepKind.SCENARIO
        ]
        found = _search(places, rules, audience)
        if found is not None:
            by_number = {place.number: scenario.id for place, scenario in zip(places, found, strict=True)}
            return tuple(_step(step, by_number.get(n)) for n, step in enumerate(_dealt(agenda, seed)))
    raise NothingToPick(_why_not(asked, places))


def _dealt(agenda: Agenda, seed: str) -> tuple[AgendaStep, ...]:
    """The steps of an agenda with its long and short cycles dealt anew among its scenario steps.

    The seed deals them and knows nothing of a text, so that both sorts are played both ways. An agenda that
    looks back with a single text takes the minutes of the talk from its review, or gives them to it. An
    agenda that names all its texts is played as it is written.
    """
    steps = list(agenda.steps)
    places = [number for number, step in enumerate(steps) if step.kind is StepKind.SCENARIO]
    if all(steps[place].pick is None for place in places):
        return agenda.steps
    if len(places) == 1:
        return _dealt_alone(agenda.steps, places[0], seed)
    # The minutes of a step by role are those of several reveals.
    places = [place for place in places if not steps[place].by_role]
    drawn = sorted(places, key=lambda place: _draw(f"{seed}/cycle", str(place)))
    for place, taken in zip(places, drawn, strict=True):
        lent = agenda.steps[taken]
        steps[place] = replace(steps[place], cycle=lent.cycle, minutes=lent.minutes)
    return tuple(steps)


def _dealt_alone(steps: tuple[AgendaStep, ...], place: int, seed: str) -> tuple[AgendaStep, ...]:
    """The only text of an agenda, played long or short; the review is shorter or longer by as much."""
    text = steps[place]
    cycle = Cycle.FULL if int(_draw(f"{seed}/cycle", str(place)), 16) % 2 else Cycle.SHORT
    review = next((number for number, step in enumerate(steps) if step.kind is StepKind.REVIEW), None)
    more = TALK_MINUTES if cycle is Cycle.FULL else -TALK_MINUTES
    if cycle is text.cycle or review is None or min(steps[review].minutes - more, text.minutes + more) < 1:
        return steps
    changed = {
        place: replace(text, cycle=cycle, minutes=text.minutes + more),
        review: replace(steps[review], minutes=steps[review].minutes - more),
    }
    return tuple(changed.get(number, step) for number, step in enumerate(steps))


def swap(
    steps: Sequence[Step],
    index: int,
    scenarios: Scenarios,
    seed: str,
    *,
    audience: Audience | None = None,
    played: frozenset[ScenarioId] = frozenset(),
) -> tuple[Step, ...]:
    """Return the steps with the next allowable scenario at `index`.

    Called again and again with the same seed it walks through all of them and comes round. A choice
    that breaks no rule is preferred; else a sound text stays sound and a faulty one stays faulty.

    Raises:
        NothingToPick: the step shows no scenario, or there is no other for it.
    """
    step = steps[index]
    if step.kind is not StepKind.SCENARIO or step.scenario is None:
        raise NothingToPick(f"Step {index + 1} shows no scenario.")
    order = in_order(scenarios, step.phase, seed, audience, played)
    elsewhere = {text for one in steps if one is not step for text in one.all_texts}
    others = [
        other
        for other in order
        if other.id != step.scenario and other.id not in elsewhere and takes_text(step, other)
    ]
    broken = {other.id: broken_by(other, steps, index, scenarios, audience) for other in others}
    possible = [other for other in others if not any(b.rule is never_twice for b in broken[other.id])]
    control = step.scenario in scenarios and scenarios[step.scenario].control
    ring = (
        [other for other in possible if not broken[other.id]]
        or [other for other in possible if other.control == control]
        or possible
    )
    if not ring:
        raise NothingToPick(f"The library has no other scenario for step {index + 1} ({step.phase.label}).")
    position = {other.id: number for number, other in enumerate(order)}
    here = position.get(step.scenario, -1)
    following = next((other for other in ring if position[other.id] > here), ring[0])
    return (*steps[:index], with_text(step, following), *steps[index + 1 :])


def _place_about_data(agenda: Agenda) -> int | None:
    """The step that shows a text about data that should not be there, if LEARN has texts enough: the last
    one that may be faulty and may ask who will read it."""
    learn = [
        (number, step.pick or Pick())
        for number, step in enumerate(agenda.steps)
        if step.kind is StepKind.SCENARIO and step.phase is Phase.LEARN and step.scenario is None
    ]
    free = [
        number
        for number, wish in learn
        if not wish.control and not wish.twin and (not wish.checks or KINDS[_PRIVACY].check in wish.checks)
    ]
    return free[-1] if free and len(learn) >= _FEWEST_WITH_PRIVACY else None


def _place(
    number: int,
    step: AgendaStep,
    scenarios: Scenarios,
    order: Callable[[Phase | None, int], list[Scenario]],
    excluded: frozenset[ScenarioId],
    played: frozenset[ScenarioId],
    *,
    about_data: bool,
) -> _Slot:
    if step.scenario is not None:
        if step.scenario not in scenarios:
            raise NothingToPick(
                f"Step {number + 1} names '{step.scenario}', which the library does not have."
            )
        return _Slot(number, (scenarios[step.scenario],), named=True, control_wished=True)
    wish = step.pick or Pick()
    fitting = tuple(
        scenario
        for scenario in order(None if wish.twin else step.phase, number)
        if scenario.id not in excluded and fits(scenario, wish)
    )
    if wish.least:
        fitting = _least_practised(fitting, played, scenarios)
    if about_data:
        fitting = tuple(sorted(fitting, key=lambda one: _PRIVACY not in one.kinds or one.id in played))
    due = wish.twin and bool(fitting) and fitting[0].twin_of is not None and fitting[0].id not in played
    return _Slot(number, fitting, named=False, control_wished=wish.control is not None, twin_due=due)


def in_order(
    scenarios: Scenarios,
    phase: Phase | None,
    seed: str,
    audience: Audience | None,
    played: frozenset[ScenarioId],
    depth: Difficulty | None = None,
) -> list[Scenario]:
    """The scenarios of a phase, or of all, by preference, drawn by the seed among equals.

    Where all phases are open, those of what the room has played are nearest.
    """
    near = {scenarios[id_].phase for id_ in played if id_ in scenarios} if phase is None else {phase}

    def rank(scenario: Scenario) -> tuple[bool, bool, bool, int, bool, str]:
        draw = _draw(seed, scenario.id)
        far = scenario.phase not in near
        return (
            scenario.id in played,
            scenario.twin_of is None,
            far,
            _distance(scenario, phase, audience),
            depth not in (None, scenario.difficulty),
            draw,
        )

    fresh_or_due = (
        scenario for scenario in scenarios.values() if scenario.twin_of is None or scenario.twin_of in played
    )
    return sorted((scenario for scenario in fresh_or_due if phase in (None, scenario.phase)), key=rank)


def _least_practised(
    fitting: Sequence[Scenario], played: frozenset[ScenarioId], scenarios: Scenarios
) -> tuple[Scenario, ...]:
    """In the same order, but of what is new first what has the check that the fewest played texts had."""
    practised = Counter(check for id_ in played if id_ in scenarios for check in scenarios[id_].families)

    def rank(scenario: Scenario) -> tuple[bool, bool, int]:
        fewest = min((practised[check] for check in scenario.families), default=len(played))
        return scenario.id in played, scenario.twin_of is None, fewest

    return tuple(sorted(fitting, key=rank))


def _draw(seed: str, name: str) -> str:
    """A lot: the same for the same seed and name, and otherwise without order."""
    return hashlib.sha256(f"{seed}/{name}".encode(errors="replace")).hexdigest()


def _distance(scenario: Scenario, phase: Phase | None, audience: Audience | None) -> int:
    """How far a scenario is from the room's own work; in LEARN what is for everyone is as near."""
    if audience in (None, Audience.EVERYONE) or scenario.audience is audience:
        return 0
    if scenario.audience is Audience.EVERYONE:
        return 0 if phase is Phase.LEARN else 1
    return 2


def fits(scenario: Scenario, wish: Pick) -> bool:
    """Whether a scenario is as a step wishes it."""
    return (
        wish.control in (None, scenario.control)
        and (not wish.checks or any(check in wish.checks for check in scenario.families))
        and wish.audience in (None, scenario.audience)
    )


def _search(
    places: Sequence[_Slot], rules: Sequence[Rule], audience: Audience | None
) -> list[Scenario] | None:
    """Take the candidates in their order, place by place, and go back where no choice keeps the rules."""
    mix: list[Scenario | None] = [place.candidates[0] if place.named else None for place in places]
    open_places = [number for number, place in enumerate(places) if not place.named]
    shown = {
        candidate.audience
        for place in places
        for candidate in place.candidates
        if candidate.phase is not Phase.LEARN
    }
    role = audience if audience in shown else None
    tries = iter(range(_MOST_TRIES))

    def choose(turn: int) -> bool:
        if turn == len(open_places):
            return True
        number = open_places[turn]
        for candidate in places[number].candidates:
            if next(tries, None) is None:
                break
            mix[number] = candidate
            if all(_is_settled(b, places) for b in breaches(mix, role, rules)) and choose(turn + 1):
                return True
        mix[number] = None
        return False

    return [scenario for scenario in mix if scenario is not None] if choose(0) else None


def _is_settled(breach: Breach, places: Sequence[_Slot]) -> bool:
    """Whether the author of the agenda asked for what breaks the rule, so that no choice can mend it."""
    here = [places[place] for place in breach.places]
    if breach.rule is spread_the_controls:
        return all(place.control_wished or place.twin_due for place in here)
    return all(place.named or (place.twin_due and breach.rule is not never_twice) for place in here)


def broken_by(
    candidate: Scenario,
    steps: Sequence[Step],
    index: int,
    scenarios: Scenarios,
    audience: Audience | None,
) -> list[Breach]:
    """The rules that a candidate at `index` breaks."""
    numbers = [number for number, step in enumerate(steps) if step.scenario is not None]
    place = numbers.index(index)
    mix = [scenarios.get(step.scenario) for step in steps if step.scenario is not None]
    mix[place] = candidate
    return [breach for breach in breaches(mix, audience) if place in breach.places]


def _step(step: AgendaStep, scenario: ScenarioId | None) -> Step:
    return Step(
        step.kind,
        step.phase,
        step.minutes,
        step.title,
        step.cycle,
        scenario,
        step.pulse,
        step.moment,
        step.card,
        step.winners,
        open_case=step.open_case,
    )


def _why_not(agenda: Agenda, places: Sequence[_Slot]) -> str:
    for place in places:
        step = agenda.steps[place.number]
        if not place.candidates:
            return (
                f"Step {place.number + 1} asks for {_in_words(step.pick or Pick())} in the phase "
                f"{step.phase.label}, and the library has none. Name a scenario or widen the wish."
            )
    return (
        "The library has too few scenarios for this agenda: one would be played twice or together with "
        "its twin. Name other scenarios, or shorten the agenda."
    )


def _in_words(wish: Pick) -> str:
    parts = ["a sound text" if wish.control else "a faulty text" if wish.control is False else "a scenario"]
    if wish.checks:
        parts.append(f"with {' or '.join(wish.checks)}")
    if wish.audience is not None:
        parts.append(f"for {wish.audience}")
    return " ".join(parts)
