"""The opening says what is to come, by the clock, in five parts at most."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.builders import START, a_session, a_step, go_to
from workshop.core.agenda.agenda import Step, StepKind
from workshop.core.live.session import Stage
from workshop.core.live.steps.opening import MOST_STOPS, OpeningPicture, Stop
from workshop.core.live.view import room_view
from workshop.core.words import Phase


def stops_of(*steps: Step) -> tuple[Stop, ...]:
    picture = room_view(go_to(a_session(steps), Stage.OPEN), 3).picture
    assert isinstance(picture, OpeningPicture)
    return picture.stops


def several(kinds: dict[StepKind, int], phase: Phase = Phase.LEARN) -> list[Step]:
    return [a_step(kind, phase, minutes=minutes) for kind, minutes in kinds.items()]


def test_parts_begin_when_those_before_them_are_planned_to_end() -> None:
    kinds = {StepKind.OPEN: 3, StepKind.MAP: 4, StepKind.GROUPS: 6, StepKind.ACTIONS: 2, StepKind.CLOSE: 1}
    stops = stops_of(*several(kinds))
    assert [(stop.words, stop.at - START, stop.minutes) for stop in stops] == [
        ("why we are here", 0, 7),
        ("our if-then actions", 420, 8),
        ("the next date", 900, 1),
    ]


def test_an_agenda_of_all_phases_is_told_by_its_phases_and_never_in_more_than_five_parts() -> None:
    steps = [a_step(StepKind.OPEN, minutes=2)]
    for phase in Phase:
        steps += several({StepKind.ACTIONS: 20, StepKind.BREAK: 5}, phase)
    stops = stops_of(*steps, a_step(StepKind.CLOSE, minutes=4))
    assert len(stops) == MOST_STOPS
    assert [stop.words for stop in stops][-1] == "the next date"
    assert not any(stop.words == "a break" for stop in stops)
    assert stops[-1].at - START == 60 * sum(step.minutes for step in steps)
    for one, following in pairwise(stops):
        assert following.at - one.at == 60 * one.minutes


def test_the_times_are_those_of_the_first_space_whenever_the_room_comes_back() -> None:
    session = go_to(a_session((a_step(StepKind.OPEN), a_step(StepKind.CLOSE))), Stage.OPEN)
    before = room_view(session, 3).picture
    assert room_view(replace(session, entered_at=START + 9999), 3).picture == before


@pytest.mark.parametrize("kind", [StepKind.REVIEW, StepKind.SHIFT])
def test_a_look_back_says_what_it_looks_at(kind: StepKind) -> None:
    stops = stops_of(a_step(StepKind.OPEN), a_step(kind), a_step(StepKind.CLOSE))
    assert len({stop.words for stop in stops}) == 3
