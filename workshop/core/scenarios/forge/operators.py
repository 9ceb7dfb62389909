"""The table of the forge's operators, and what it proposes for a text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from workshop.core.scenarios.forge import amounts, days, names, units, wording
from workshop.core.scenarios.forge.carrying import carried
from workshop.core.scenarios.forge.ground import Ground, Operator
from workshop.core.scenarios.scenario import Scenario, Sentence
from workshop.core.scenarios.scenario_rules import LONGEST_SENTENCE

OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "row swapped": amounts.another_row,
        "column swapped": amounts.another_column,
        "label swapped": amounts.another_label,
        "figure off by a step": amounts.a_step_off,
        "sum without a part": amounts.a_part_left_out,
        "unit swapped": units.another_unit,
        "percentage points lost": units.points_lost,
        "currency swapped": units.another_currency,
        "date turned": days.date_turned,
        "time turned": days.time_turned,
        "day of the week turned": days.weekday_turned,
        "then and now turned": wording.then_and_now_turned,
        "limit turned": wording.bound_turned,
        "exception dropped": wording.exception_dropped,
        "condition lost": wording.condition_lost,
        "negation turned": wording.negation_turned,
        "direction turned": wording.direction_turned,
        "person swapped": names.another_person,
        "owner nobody named": names.owner_nobody_named,
        "day nobody named": names.day_nobody_named,
        "average said of each": wording.average_lost,
        "guess made certain": wording.guess_made_certain,
        "cause made of order": wording.cause_made_of_order,
        "scope widened": wording.scope_widened,
    }
)
"""Every operator by the name that a person reads."""

NUMERIC = frozenset(("row swapped", "column swapped", "figure off by a step", "sum without a part"))
"""The operators that change a figure and nothing else."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A wrong line in place of a right one: which operator, which line from 0, the line with its key."""

    operator: str
    line: int
    sentence: Sentence
    carried: tuple[tuple[int, Sentence], ...] = ()
    """Later lines that repeat the wrong figure, each with its place."""


def proposals(scenario: Scenario) -> tuple[Proposal, ...]:
    """What could be wrong in the right lines of a text, line by line; each new sentence once."""
    return tuple(_proposals(Ground(scenario)))


def _proposals(ground: Ground) -> Iterator[Proposal]:
    for at, line in enumerate(ground.scenario.sentences):
        seen = {other.text for other in ground.scenario.sentences}
        for name, operator in OPERATORS.items() if not line.wrong else ():
            for new in operator(ground, at):
                if new.text not in seen and len(new.text) <= LONGEST_SENTENCE:
                    seen.add(new.text)
                    yield Proposal(name, at, new, carried(ground, at, new.text) if name in NUMERIC else ())
