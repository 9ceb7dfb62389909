"""Nobody, one, one too few, just enough, a full hall: no figure raises, and none is infinite or no number."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

import pytest

from tests.builders import (
    EVERY_STAGE,
    START,
    a_ballot,
    a_control,
    a_pulse,
    a_pulse_step,
    a_scenario,
    a_session,
    answer,
    do,
    phone_view,
    vote,
)
from tests.stages import VOTING
from workshop.core.agenda.pulse import CATCH, PULSES, Answer, Pulse
from workshop.core.live import commands as c
from workshop.core.live import machine, switches
from workshop.core.live.plan_of import plan_of, record_of
from workshop.core.live.pulse_result import count_answers
from workshop.core.live.roles import Asked
from workshop.core.live.rounds import Seat
from workshop.core.live.session import Ballot, Stage
from workshop.core.live.tally import count_ballots, count_hands, joinable, suggest
from workshop.core.live.view import room_view
from workshop.core.live.words import reliance
from workshop.core.plans.chapter import Chapter
from workshop.core.stats import calibration, detection, gain, groups, interval, ordinal
from workshop.core.stats.calibration import Judgement
from workshop.core.stats.detection import Trials
from workshop.core.words import CONFIDENCES, Audience, Decision, Phase
from workshop.storage.plans.record import render_record
from workshop.storage.plans.write import render_plan

NUMBERS = (0, 1, 4, 5, 300)
K = 5


def ballots(n: int, one_mind: bool) -> list[Ballot]:
    """So many ballots: all alike, or as different as they can be."""
    if one_mind:
        return [a_ballot(role=Audience.LEADERS)] * n
    return [
        Ballot(
            list(Decision)[index % 4],
            tuple(range(index % 4)),
            index % 2 == 0,
            (None, *CONFIDENCES)[index % 7],
            (None, *Audience)[index % 9],
        )
        for index in range(n)
    ]


def seated(n: int, one_mind: bool) -> dict[Seat, Ballot]:
    return {Seat(f"s{index}"): ballot for index, ballot in enumerate(ballots(n, one_mind))}


def judgements(n: int, one_mind: bool) -> list[Judgement]:
    return [Judgement(CONFIDENCES[0 if one_mind else index % 6], index % 3 == 0) for index in range(n)]


def trials(n: int, one_mind: bool) -> list[Trials]:
    some = n if one_mind else n // 2
    return [
        Trials(some, n),
        Trials(false_alarms=some, noises=n),
        Trials(some, n, some, n),
        Trials(0, n, n, n),
        Trials(0, n, 0, n),
    ]


def shares(n: int, one_mind: bool) -> float | None:
    return (1.0 if one_mind else (n // 2) / n) if n else None


def pulse_figures(pulse: Pulse, n: int, one_mind: bool) -> object:
    values = [pulse.values[0 if one_mind else index % len(pulse.values)] for index in range(n)]
    found = count_answers(
        pulse, [Answer(value, (None, *Audience)[index % 9]) for index, value in enumerate(values)], K
    )
    return found and (found, found.top)


STATISTICS: dict[str, Callable[[int, bool], object]] = {
    "wilson": lambda n, one: interval.wilson(n if one else n // 2, n),
    "share in words": lambda n, one: interval.share_words(n if one else n // 2, n),
    "benchmark": lambda n, one: interval.benchmark_words(n if one else n // 2, n, 0.64),
    "difference": lambda n, one: [
        interval.newcombe(first if one else first // 2, first, n, n).words for first in NUMBERS
    ],
    "gain": lambda n, one: [gain.gain(shares(n, one), shares(m, not one)) for m in NUMBERS],
    "gain in words": lambda n, one: [gain.gain_words(shares(n, one), shares(m, one)) for m in NUMBERS],
    "quartiles": lambda n, one: ordinal.quartiles([0 if one else index % 11 * 10 for index in range(n)], K),
    "mean": lambda n, one: ordinal.mean([5 if one else index % 5 + 1 for index in range(n)], K),
    "brier": lambda n, one: calibration.brier(judgements(n, one)),
    "gap": lambda n, one: (found := calibration.gap(judgements(n, one))) and (found, found.words),
    "sure and wrong": lambda n, one: calibration.sure_and_wrong(judgements(n, one)),
    "curve": lambda n, one: calibration.curve(judgements(n, one), K),
    "calibration": lambda n, one: calibration.calibrate(judgements(n, one), K),
    "detection": lambda n, one: [detection.detect(some) for some in trials(n, one)],
    "label": lambda n, one: [detection.label(some) for some in trials(n, one)],
    "place on the map": lambda n, one: [detection.map_point(some) for some in trials(n, one)],
    "trials in words": lambda n, one: [reliance.decided_words(some) for some in trials(n, one)],
    "groups": lambda n, one: groups.disclose({"a": n} if one else {"a": n, "b": n // 2, "c": 0}, K),
    "switches": lambda n, one: switches.switches(a_scenario(), seated(n, one), seated(n, not one), K),
    "tally": lambda n, one: count_ballots(a_scenario(), ballots(n, one), K),
    "hands": lambda n, one: count_hands(a_control(), {Decision.USE: n}, K),
    "suggestion": lambda n, one: suggest(count_ballots(a_control(), ballots(n, one), K)),
    "joined": lambda n, one: joinable(seated(n, one), K, Asked()),
    "pulses": lambda n, one: [pulse_figures(pulse, n, one) for pulse in PULSES.values()],
}


def numbers_in(value: Any) -> list[float]:
    """Every number anywhere inside a value."""
    match value:
        case bool() | str() | None:
            return []
        case int() | float():
            return [value]
        case dict():
            return [number for part in value.values() for number in numbers_in(part)]
        case tuple() | list():
            return [number for part in value for number in numbers_in(part)]
    if dataclasses.is_dataclass(value):
        return [
            number for one in dataclasses.fields(value) for number in numbers_in(getattr(value, one.name))
        ]
    return []


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("one_mind", [True, False], ids=["of one mind", "of many"])
@pytest.mark.parametrize("statistic", STATISTICS)
def test_a_statistic_never_raises_and_every_number_in_it_is_one(
    statistic: str, one_mind: bool, n: int
) -> None:
    assert all(math.isfinite(number) for number in numbers_in(STATISTICS[statistic](n, one_mind)))


@pytest.mark.parametrize("n", NUMBERS)
@pytest.mark.parametrize("one_mind", [True, False], ids=["of one mind", "of many"])
def test_a_room_of_any_size_has_a_picture_at_every_stage_and_files_at_every_step(
    n: int, one_mind: bool
) -> None:
    session = a_session((a_pulse_step(PULSES[CATCH]), *EVERY_STAGE), k=K)
    step = session.step
    while session.stage is not Stage.CLOSE:
        do(session, c.Advance(START, n))
        if session.stage is Stage.PULSE:
            assert session.step is not None
            values = (session.step.pulse or a_pulse()).values
            answer(session, [values[0 if one_mind else index % len(values)] for index in range(n)])
        elif session.stage in VOTING:
            scenario = session.scenario
            assert scenario is not None
            top = len(scenario.sentences)
            vote(
                session,
                [
                    dataclasses.replace(b, taps=tuple(t for t in b.taps if t < top))
                    for b in ballots(n, one_mind)
                ],
            )
        elif machine.may(session, c.SetPrice) and session.scenario and session.scenario.control:
            do(session, c.SetPrice(15))
        shown = room_view(session, n).picture
        phone_view(session, lambda subject: Seat("s0"))
        assert all(math.isfinite(number) for number in numbers_in(shown))
        if session.step is not step:
            step = session.step
            assert render_record(record_of(session, None))
            assert all(render_plan(plan_of(session, Chapter(phase))) for phase in Phase)
