"""What a good mix of scenarios in one session keeps to: a rule, and where a session breaks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Difficulty, Phase

ALIKE = frozenset({ScenarioId("redesign-01"), ScenarioId("redesign-02"), ScenarioId("redesign-06")})
"""All of these turn on a step that nobody needs, so a session shows at most two of them."""
MOST_ALIKE = 2

FEWEST_SCENARIOS_WITH_A_CONTROL = 3
ONE_CONTROL_IN_AT_MOST = 5
ONE_CONTROL_IN_AT_LEAST = 3


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that a session breaks, as a sentence, and the scenarios (counted from 0) that break it."""

    rule: Rule
    sentence: str
    places: frozenset[int]


Mix = Sequence[Scenario | None]
"""The scenarios of a session in order; None where one is still to be chosen."""
Rule = Callable[[Mix, Audience | None], "list[Breach]"]


def breaches(mix: Mix, audience: Audience | None = None, rules: Sequence[Rule] | None = None) -> list[Breach]:
    """Return every breach of the rules, by default of all; a scenario still to be chosen breaks none."""
    return [breach for rule in (RULES if rules is None else rules) for breach in rule(mix, audience)]


def never_twice(mix: Mix, _audience: Audience | None) -> list[Breach]:
    """No scenario is played twice, and none together with its twin."""
    broken = []
    for (first, scenario), (second, other) in combinations(enumerate(mix), 2):
        if scenario is None or other is None:
            continue
        places = frozenset({first, second})
        if scenario.id == other.id:
            broken.append(Breach(never_twice, f"{scenario.id} stands in the session twice.", places))
        elif scenario.root == other.root:
            broken.append(
                Breach(
                    never_twice,
                    f"{scenario.id} and {other.id} are twins; keep one for a later session.",
                    places,
                )
            )
    return broken


def change_the_check(mix: Mix, _audience: Audience | None) -> list[Breach]:
    """Two neighbours need different checks, or the room learns a reflex."""
    broken = []
    for place, (before, after) in enumerate(pairwise(mix)):
        if before is None or after is None:
            continue
        shared = [check for check in before.families if check in after.families]
        if shared:
            sentence = f"{before.id} and {after.id} follow each other and both need {shared[0]}."
            broken.append(Breach(change_the_check, sentence, frozenset({place, place + 1})))
    return broken


def spread_the_controls(mix: Mix, _audience: Audience | None) -> list[Breach]:
    """Some texts are sound: one in three to five, never the first."""
    broken = []
    if mix and mix[0] is not None and mix[0].control:
        broken.append(
            Breach(spread_the_controls, "A sound text comes first; start with a faulty one.", frozenset({0}))
        )
    for places in _runs(len(mix), ONE_CONTROL_IN_AT_LEAST):
        sound = frozenset(place for place in places if _is_control(mix[place]))
        if len(sound) > 1:
            sentence = f"{len(sound)} of {len(places)} texts in a row are sound; one is enough."
            broken.append(Breach(spread_the_controls, sentence, sound))
    if len(mix) >= FEWEST_SCENARIOS_WITH_A_CONTROL:
        for places in _runs(len(mix), ONE_CONTROL_IN_AT_MOST):
            if not any(mix[place] is None or _is_control(mix[place]) for place in places):
                sentence = f"None of {len(places)} texts in a row is sound; people learn to distrust all."
                broken.append(Breach(spread_the_controls, sentence, frozenset(places)))
    return broken


def few_alike(mix: Mix, _audience: Audience | None) -> list[Breach]:
    """Scenarios with the same point wear out."""
    places = frozenset(
        place for place, scenario in enumerate(mix) if scenario is not None and scenario.id in ALIKE
    )
    if len(places) <= MOST_ALIKE:
        return []
    return [
        Breach(
            few_alike, f"{len(places)} scenarios turn on a step that nobody needs; two are enough.", places
        )
    ]


def own_role(mix: Mix, audience: Audience | None) -> list[Breach]:
    """After the first phase at least one scenario shows the room's own work."""
    played = [scenario for scenario in mix if scenario is not None]
    if audience in (None, Audience.EVERYONE) or len(played) < len(mix):
        return []
    later = [place for place, scenario in enumerate(played) if scenario.phase is not Phase.LEARN]
    if not later or any(played[place].audience is audience for place in later):
        return []
    return [Breach(own_role, f"No scenario after LEARN shows the work of {audience}.", frozenset(later))]


def end_well(mix: Mix, _audience: Audience | None) -> list[Breach]:
    """The last text is sound or easy, so that the last memory is calibrated and not cynical."""
    last = mix[-1] if mix else None
    if last is None or last.control or last.difficulty is Difficulty.EASY:
        return []
    sentence = f"The session ends on {last.id}, which is faulty and not easy; end on a sound or easy text."
    return [Breach(end_well, sentence, frozenset({len(mix) - 1}))]


RULES: tuple[Rule, ...] = (
    never_twice,
    change_the_check,
    spread_the_controls,
    few_alike,
    own_role,
    end_well,
)


def _is_control(scenario: Scenario | None) -> bool:
    return scenario is not None and scenario.control


def _runs(count: int, length: int) -> list[range]:
    """Every run of `length` places in a row; the whole, where the session is shorter."""
    if count <= length:
        return [range(count)]
    return [range(start, start + length) for start in range(count - length + 1)]
