"""The path of twelve weeks: what was held, is due, was skipped; dates go by what was really held."""

from __future__ import annotations

import datetime as dt

import pytest

from tests.shipped import shelf
from workshop.core.plans.path import PATH, Stand, Walked, next_stop, path_of
from workshop.core.plans.plan import PhasePart, Plan, RhythmPart, SessionPart
from workshop.core.plans.record import Outcome, Record, walked
from workshop.core.words import Phase

START = dt.date(2026, 9, 7)
LEARN, ROLE, REDESIGN, SUCCEED = Phase
HELD, SKIPPED, DUE, COMING = Stand.HELD, Stand.SKIPPED, Stand.DUE, Stand.COMING


def day(number: int) -> dt.date:
    return START + dt.timedelta(number)


def held(*sessions: tuple[int, tuple[Phase, ...]]) -> list[Walked]:
    return [Walked(day(number), phases) for number, phases in sessions]


def test_its_stops_have_agendas_of_their_phase_and_length() -> None:
    agendas = shelf().agendas
    assert all(agendas[stop.agenda].phases == (stop.phase,) for stop in PATH if stop.phase)
    assert sum(agendas[stop.agenda].minutes for stop in PATH) == 330
    assert all(agendas[stop.agenda].looks_back for stop in PATH[1:])


@pytest.mark.parametrize(
    ("sessions", "today", "stands"),
    [
        ([], 0, []),
        ([(3, ())], 9, []),
        ([(0, (LEARN,))], 0, [HELD, *[COMING] * 6]),
        ([(0, (LEARN,))], 15, [HELD, DUE, *[COMING] * 5]),
        ([(0, (LEARN,)), (14, ())], 27, [HELD, HELD, *[COMING] * 5]),
        ([(0, (LEARN,))], 28, [HELD, SKIPPED, DUE, *[COMING] * 4]),
        ([(0, (LEARN,)), (30, (ROLE,))], 31, [HELD, SKIPPED, HELD, *[COMING] * 4]),
        ([(0, (LEARN,)), (60, (REDESIGN,))], 61, [HELD, SKIPPED, SKIPPED, HELD, COMING, COMING]),
        ([(0, (ROLE,))], 1, [SKIPPED, HELD, *[COMING] * 4]),
        ([(0, tuple(Phase))], 1, [HELD] * 4),
        ([(0, (LEARN, ROLE, REDESIGN))], 1, [HELD, HELD, HELD, COMING, COMING]),
    ],
)
def test_what_was_held_is_due_was_skipped_or_is_to_come(
    sessions: list[tuple[int, tuple[Phase, ...]]], today: int, stands: list[Stand]
) -> None:
    assert [stop.stand for stop in path_of(held(*sessions), day(today))] == stands


def test_the_dates_go_by_the_last_phase_that_was_held_and_by_what_the_room_agreed_on() -> None:
    late = held((0, (LEARN,)), (14, ()), (40, (ROLE,)))
    assert [stop.date for stop in path_of(late, day(41))][3:] == [day(54), day(68), day(82), day(96)]
    following = next_stop(path_of(late, day(41)))
    assert following is not None
    assert (following.stop.agenda, following.date) == ("touch", day(54))
    agreed = path_of(late, day(41), day(70))
    assert [stop.date for stop in agreed][3:] == [day(54), day(70), day(84), day(98)]
    assert path_of(late, day(41), day(40)) == path_of(late, day(41)), "a date that was no later one"


def test_behind_a_phase_that_is_overdue_all_is_counted_from_today() -> None:
    path = path_of(held((0, (LEARN,))), day(50))
    assert [(stop.stand, stop.date) for stop in path[1:5]] == [
        (SKIPPED, day(14)),
        (DUE, day(28)),
        (COMING, day(64)),
        (COMING, day(78)),
    ]


def test_a_path_that_was_walked_to_its_end_has_no_next_stop() -> None:
    assert next_stop(path_of(held((0, tuple(Phase))), day(400))) is None


@pytest.mark.parametrize(
    ("of", "part", "phases"),
    [
        ("a", PhasePart(), ()),
        ("a", PhasePart(rhythm=RhythmPart(14)), (SUCCEED,)),
        ("a", PhasePart(skipped=("rhythm",)), (SUCCEED,)),
        ("", PhasePart(), (SUCCEED,)),
    ],
    ids=["a look-back", "dates are set", "the dates are passed over", "no look-back"],
)
def test_a_look_back_stands_in_succeed_and_does_it_where_it_sets_the_dates_whatever_its_agenda_is_called(
    of: str, part: PhasePart, phases: tuple[Phase, ...]
) -> None:
    record = Record(SessionPart(date=START), "ours", phases=("succeed", "invented"), look_back_of=of)
    outcomes = [Outcome(record, (Plan(record.session, part),)), Outcome(Record(SessionPart()))]
    assert walked(outcomes) == (Walked(START, phases),)
