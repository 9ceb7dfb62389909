"""Who plays which text at a step by role: groups of whole roles, each as large as the room was told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tests.builders import a_pulse_step, a_scenario, a_session, a_step, name_roles
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.live.groups import MOST_GROUPS, Reader, formed, group_for, groups_of, is_by_role, readers
from workshop.core.live.session import EVERYBODY, Group, Position, Session, Stage
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.stats.groups import OTHER
from workshop.core.words import Audience, Phase

LEADERS, MANAGERS, SALES = Audience.LEADERS, Audience.MANAGERS, Audience.SALES_MARKETING
OPERATIONS, HR, FRONTLINE = Audience.OPERATIONS_FINANCE, Audience.HR_LD, Audience.FRONTLINE
WITH_TEXTS = (LEADERS, MANAGERS, SALES, OPERATIONS, HR)
TEXTS = tuple((role, ScenarioId(f"of-{role}")) for role in WITH_TEXTS)
FOR_ALL = ScenarioId("for-all")
LIBRARY = tuple(
    a_scenario(id_, phase=Phase.LEAD_ROLE) for id_ in (FOR_ALL, "later", *(text for _, text in TEXTS))
)
BY_ROLE = Step(StepKind.SCENARIO, Phase.LEAD_ROLE, 24, scenario=FOR_ALL, texts=TEXTS)
Sizes = Mapping[Audience, int] | Mapping[Audience | None, int] | Mapping[None, int]
STEPS = (
    a_pulse_step(PULSES[PulseId("role")]),
    BY_ROLE,
    a_step(StepKind.ACTIONS, Phase.LEAD_ROLE),
    a_step(StepKind.CLOSE, Phase.LEAD_ROLE),
)


def room_of(sizes: Sizes, steps: tuple[Step, ...] = STEPS, **setup: int) -> Session:
    roles = [role for role, size in sizes.items() for _ in range(size)]
    return name_roles(a_session(steps, LIBRARY, **setup), roles)


def made(sizes: Sizes) -> dict[Audience | None, set[Audience | None]]:
    """The groups of a room, each with those of its roles that somebody named, or with None."""
    groups = formed(room_of(sizes), 1)
    assert frozenset[Audience | None]().union(*(group.roles for group in groups)) == EVERYBODY
    assert sum(len(group.roles) for group in groups) == len(EVERYBODY)
    return {group.role: set(group.roles) & {*sizes, None} for group in groups}


def test_each_role_that_was_shown_plays_its_own_text_and_who_named_none_goes_with_the_largest() -> None:
    assert made({LEADERS: 6, MANAGERS: 8, SALES: 5, None: 2}) == {
        LEADERS: {LEADERS},
        MANAGERS: {MANAGERS, None},
        SALES: {SALES},
    }


def test_what_is_too_small_and_what_stands_together_with_it_goes_with_the_smallest_group() -> None:
    sizes = {LEADERS: 2, MANAGERS: 8, SALES: 9, OPERATIONS: 6, HR: 1}
    assert made(sizes) == {MANAGERS: {MANAGERS, LEADERS, HR, OPERATIONS, None}, SALES: {SALES}}


def test_a_role_without_a_text_goes_with_the_smallest_group_too() -> None:
    assert made({LEADERS: 5, MANAGERS: 7, FRONTLINE: 12}) == {
        LEADERS: {LEADERS, FRONTLINE, None},
        MANAGERS: {MANAGERS},
    }


def test_there_are_no_more_groups_than_a_room_hears_revealed() -> None:
    groups = made(dict.fromkeys(WITH_TEXTS, 5) | {HR: 6})
    assert len(groups) == MOST_GROUPS
    assert groups[LEADERS] == {LEADERS, OPERATIONS, None}


@pytest.mark.parametrize(
    ("sizes", "text"),
    [
        ({}, FOR_ALL),
        ({None: 9}, FOR_ALL),
        ({LEADERS: 4, MANAGERS: 4}, FOR_ALL),
        ({FRONTLINE: 9, None: 1}, FOR_ALL),
        ({MANAGERS: 9}, "of-managers"),
        ({MANAGERS: 9, LEADERS: 5, HR: 1}, "of-managers"),
    ],
)
def test_where_one_group_comes_about_everybody_plays_one_text(
    sizes: dict[Audience | None, int], text: str
) -> None:
    session = room_of(sizes)
    assert formed(session, 1) == (Group(None, EVERYBODY, ScenarioId(text)),)


def test_a_room_that_was_never_asked_plays_one_text() -> None:
    session = a_session(STEPS[1:], LIBRARY)
    assert formed(session, 0) == (Group(None, EVERYBODY, FOR_ALL),)


def test_the_desk_may_name_the_group_of_those_without_a_role() -> None:
    session = room_of({LEADERS: 6, MANAGERS: 8, SALES: 5})
    session.position = Position(1, Stage.READ)
    session.groups[1] = formed(session, 1, SALES)
    assert is_by_role(session)
    assert group_for(session, None).role is SALES
    assert group_for(session, FRONTLINE).role is SALES, "nobody named it"
    assert group_for(session, MANAGERS).scenario == "of-managers"
    assert groups_of(session, Phase.LEAD_ROLE) == session.groups[1]
    assert groups_of(session, Phase.LEARN) == ()


def test_a_group_is_known_by_what_goes_with_its_role() -> None:
    session = room_of({LEADERS: 2, MANAGERS: 8, SALES: 9, HR: 3, FRONTLINE: 14})
    session.position = Position(1, Stage.READ)
    session.groups[1] = formed(session, 1)
    assert readers(session) == (
        Reader("A", MANAGERS, (FRONTLINE,), others=True),
        Reader("B", SALES, (OTHER,), others=False),
    )
