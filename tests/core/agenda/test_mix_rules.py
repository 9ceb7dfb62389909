"""Each rule of a good mix: a session that breaks it, and one that just keeps it."""

from __future__ import annotations

import pytest

from tests.core.examples import faulty, sound
from workshop.core.agenda.mix_rules import (
    Rule,
    breaches,
    change_the_check,
    end_well,
    few_alike,
    never_twice,
    own_role,
    spread_the_controls,
)
from workshop.core.scenarios.scenario import Scenario, ScenarioId
from workshop.core.words import Audience, Difficulty, Phase


def text(name: str, kind: str = "stale-fact", **changes: object) -> Scenario:
    return faulty(id=ScenarioId(name), kinds=(kind,), **changes)


TRACE, REREAD = text("a"), text("b", "wrong-negation")
BOTH = faulty(id=ScenarioId("c"), kinds=("wrong-negation", "sycophancy"))
QUESTION = text("d", "sycophancy")
EASY = text("e", "misread-table", difficulty=Difficulty.EASY)
SOUND, SOUND_TOO = sound(id=ScenarioId("s")), sound(id=ScenarioId("t"))
TWIN = text("a-twin", twin_of=TRACE.id)
_ALIKE_KINDS = ((1, "stale-fact"), (2, "sycophancy"), (6, "misread-table"))
ALIKE = [text(f"redesign-0{number}", kind) for number, kind in _ALIKE_KINDS]
MANAGERS = text("m", phase=Phase.LEAD_ROLE, audience=Audience.MANAGERS)
LEADERS = text("l", phase=Phase.LEAD_ROLE, audience=Audience.LEADERS)


@pytest.mark.parametrize(
    ("rule", "mix", "places"),
    [
        (never_twice, [TRACE, REREAD, TRACE], {0, 2}),
        (never_twice, [TRACE, TWIN], {0, 1}),
        (never_twice, [TWIN, text("a-third", twin_of=TRACE.id)], {0, 1}),
        (change_the_check, [REREAD, TRACE, text("z")], {1, 2}),
        (change_the_check, [BOTH, QUESTION], {0, 1}),
        (spread_the_controls, [SOUND, TRACE], {0}),
        (spread_the_controls, [TRACE, SOUND, SOUND_TOO], {1, 2}),
        (spread_the_controls, [TRACE, SOUND, REREAD, SOUND_TOO], {1, 3}),
        (spread_the_controls, [TRACE, REREAD, QUESTION], {0, 1, 2}),
        (spread_the_controls, [TRACE, SOUND, *[REREAD] * 5], {2, 3, 4, 5, 6}),
        (few_alike, ALIKE, {0, 1, 2}),
        (end_well, [EASY, TRACE], {1}),
    ],
)
def test_a_breach_names_its_places(rule: Rule, mix: list[Scenario], places: set[int]) -> None:
    assert [set(breach.places) for breach in rule(mix, None)] == [places]


@pytest.mark.parametrize(
    ("rule", "mix"),
    [
        (never_twice, [TRACE, REREAD, None, None]),
        (change_the_check, [TRACE, SOUND, text("z"), REREAD]),
        (change_the_check, [TRACE, None, text("z")]),
        (spread_the_controls, [TRACE, REREAD]),
        (spread_the_controls, [TRACE, REREAD, None]),
        (spread_the_controls, [TRACE, SOUND, REREAD, TRACE, SOUND_TOO]),
        (spread_the_controls, [TRACE, SOUND, TRACE, REREAD, TRACE, REREAD]),
        (few_alike, ALIKE[:2]),
        (end_well, [TRACE, EASY]),
        (end_well, [TRACE, SOUND]),
        (end_well, [TRACE, None]),
        (end_well, []),
    ],
)
def test_what_just_keeps_a_rule(rule: Rule, mix: list[Scenario | None]) -> None:
    assert rule(mix, None) == []


@pytest.mark.parametrize(
    ("mix", "audience", "broken"),
    [
        ([TRACE, LEADERS], Audience.MANAGERS, True),
        ([TRACE, LEADERS, MANAGERS], Audience.MANAGERS, False),
        ([TRACE, LEADERS], Audience.EVERYONE, False),
        ([TRACE, LEADERS], None, False),
        ([TRACE, REREAD], Audience.MANAGERS, False),
        ([TRACE, LEADERS, None], Audience.MANAGERS, False),
    ],
)
def test_the_rooms_own_role(mix: list[Scenario | None], audience: Audience | None, broken: bool) -> None:
    assert bool(own_role(mix, audience)) is broken


def test_breaches_asks_every_rule() -> None:
    rules = {breach.rule for breach in breaches([SOUND, TRACE, TRACE])}
    assert rules == {never_twice, change_the_check, spread_the_controls, end_well}
