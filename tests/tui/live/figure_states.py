"""Every state of the pulses, the map and the second level of the reveal, as frozen views."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable, Sequence

from tests.builders import (
    A_CASE,
    START,
    a_ballot,
    a_control,
    a_pulse_step,
    a_scenario,
    a_session,
    a_step,
    an_open_step,
    an_opening,
    answer,
    do,
    go_to,
    name_roles,
    vote,
)
from tests.core.live.test_open_case import a_keyed_room
from tests.tui.live.states import FIX, REDO, USE, a_case, ballots, library, played, seen
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.open_case import OpenCase, open_case
from workshop.core.agenda.pulse import PULSES, ROLE, Answer, Moment, PulseId
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.session import Ballot, Session, Stage
from workshop.core.live.view import RoomView
from workshop.core.plans.record import MapPlace
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import Audience

Values = Iterable[str | Answer]
LEADERS, MANAGERS, SALES = Audience.LEADERS, Audience.MANAGERS, Audience.SALES_MARKETING

SPONSOR = "Nobody loses a job over what we learn here. You get two hours a week for it, from Monday on."


# Open cases

OPEN_STEPS = (an_open_step(), a_step(StepKind.CLOSE))
LONG_CASE = open_case(
    "Subject: Late deliveries. Forty orders were late by one day last week. The cause was a label printer "
    "that stood still from nine to half past four. All customers were told on Monday. The supplier pays for "
    "the extra shift on Tuesday. It cannot happen again, because a second printer is there since Wednesday."
)
TAPPED = ("3 4",) * 4 + ("3",) * 3 + ("5 +",) * 2 + ("",) * 3


def open_vote(case: OpenCase = A_CASE) -> Session:
    """An open case while its lines are tapped."""
    steps = (an_open_step(case=case), *OPEN_STEPS[1:])
    session = go_to(a_session(steps, ()), Stage.OPEN_CASE_VOTE)
    answer(session, ["1"] * 7)
    return session


# Pulses


def asked(
    id_: str, values: Values = (), moment: Moment | None = None, before: Values | None = None
) -> Session:
    """A session in which a pulse is open, with some answers; `before` asks it once earlier.

    Where answers have roles, their seats named them before, as the only place that roles come from.
    """
    pulse, values = PULSES[PulseId(id_)], list(values)
    roles = [value.role if isinstance(value, Answer) else None for value in values]
    first = [] if before is None else [a_pulse_step(pulse, Moment.BEFORE)]
    opening = a_step(StepKind.OPEN) if not any(roles) else a_pulse_step(PULSES[ROLE])
    steps = (opening, *first, a_pulse_step(pulse, moment), a_step(StepKind.CLOSE))
    session = a_session(steps)
    if any(roles):
        name_roles(session, roles)
    if before is not None:
        answer(go_to(session, Stage.PULSE, 1), before)
    answer(go_to(session, Stage.PULSE, len(steps) - 2), values)
    return session


def told(
    id_: str, values: Values, part: int = 0, moment: Moment | None = None, before: Values | None = None
) -> RoomView:
    """The result of a pulse; part 1 is the published figure."""
    session = asked(id_, values, moment, before)
    return seen(do_advance(session, 2 + part))


def do_advance(session: Session, times: int) -> Session:
    """Press Space some times."""
    do(session, *[c.Advance(START)] * times)
    return session


def feared(sponsor: str = SPONSOR) -> RoomView:
    """The worries of a room, and what the sponsor says to them."""
    session = do_advance(asked("fear", FEARS), 2)
    if sponsor:
        do(session, c.RecordSponsor(sponsor))
    return seen(session)


def spread(counts: dict[str, int]) -> list[str]:
    """Each answer as often as it was given."""
    return [value for value, count in counts.items() for _ in range(count)]


def by_role(counts: Sequence[tuple[Audience | None, str, int]]) -> list[Answer]:
    """Answers with the role that each phone named."""
    return [Answer(value, role) for role, value, count in counts for _ in range(count)]


SUPPORTED = spread({"yes": 9, "no": 13})
FEARS = spread(
    {"skill-relevance": 7, "looking-incompetent": 4, "job-security": 3, "too-much-at-once": 3, "none": 1}
)
SAFE_BEFORE = spread({"1": 2, "2": 4, "3": 5, "4": 5, "5": 2})
SAFE_AFTER = spread({"1": 1, "2": 1, "3": 4, "4": 6, "5": 3})
SURE = spread({"20": 1, "40": 3, "50": 4, "60": 4, "70": 3, "80": 2, "90": 1})
ROLES = by_role(
    [
        (LEADERS, "employee", 4),
        (LEADERS, "employer", 2),
        (MANAGERS, "employer", 6),
        (MANAGERS, "employee", 2),
        (SALES, "employer", 2),
        (Audience.SUPPORT, "employer", 4),
    ]
)


# The map


def placed(
    faulty: tuple[int, int] = (0, 0),
    sound: tuple[int, int] = (0, 0),
    *,
    last: MapPlace | None = None,
    minutes: int = 0,
    guess: Values = (),
    sure: Callable[[int], int | None] = lambda number: None,
    part: int = 0,
    agree: bool = True,
) -> RoomView:
    """The map after one faulty and one sound text, each flagged by so many of so many votes.

    Taps flag lines as often as decisions flag texts, unless they do not `agree`: then nothing is tapped.
    """
    texts = [(a_scenario("learn-01"), faulty), (a_control("learn-02"), sound)]
    played_texts = [(scenario, counts) for scenario, counts in texts if counts[1]]
    steps = (
        a_pulse_step(PULSES[PulseId("catch")]),
        *(a_step(scenario=scenario.id, cycle=Cycle.SHORT) for scenario, _ in played_texts),
        a_step(StepKind.MAP),
        a_step(StepKind.CLOSE),
    )
    session = machine.opened(an_opening(steps, [scenario for scenario, _ in played_texts], last_place=last))
    answer(go_to(session, Stage.PULSE), guess)
    for step, (scenario, (flagged, votes)) in enumerate(played_texts, start=1):
        alarms = sound[0] / sound[1] if sound[1] else 0.0
        vote(go_to(session, Stage.VOTE_1, step), _judged(scenario, flagged, votes, sure, alarms, agree=agree))
        go_to(session, Stage.OUTCOME, step)
        if scenario.control and minutes:
            do(session, c.SetPrice(minutes))
    return seen(do_advance(go_to(session, Stage.MAP), part))


def _judged(
    scenario: Scenario,
    flagged: int,
    votes: int,
    sure: Callable[[int], int | None],
    alarms: float,
    *,
    agree: bool,
) -> list[Ballot]:
    right = [line for line, sentence in enumerate(scenario.sentences) if not sentence.wrong]

    def taps(number: int) -> list[int]:
        false = right if number < alarms * votes else []
        return sorted([*false, *([1] if number < flagged and not scenario.control else [])]) if agree else []

    return [
        a_ballot(
            FIX if number < flagged else USE,
            taps(number),
            missing=agree and scenario.control and number < alarms * votes,
            confidence=sure(number),
        )
        for number in range(votes)
    ]


LAST = MapPlace(0.45, 0.35, dt.date(2025, 10, 14))


def in_turn(*confidences: int) -> Callable[[int], int]:
    """One confidence after the other."""
    return lambda number: confidences[number % len(confidences)]


# The reveal


def unsure(count: int, decision: object, confidence: int, role: Audience | None = None) -> list[Ballot]:
    """Some ballots that say how sure they are."""
    assert decision in (USE, FIX, REDO)
    taps = () if decision is USE else (3,)
    return [a_ballot(decision, taps, confidence=confidence, role=role) for _ in range(count)]  # type: ignore[arg-type]


FIRST = [
    *unsure(5, USE, 90, MANAGERS),
    *unsure(5, USE, 60, LEADERS),
    *unsure(3, FIX, 70, LEADERS),
    *unsure(5, REDO, 80, MANAGERS),
]
SECOND = [
    *unsure(2, USE, 70, MANAGERS),
    *unsure(3, REDO, 80, MANAGERS),
    *unsure(5, REDO, 90, LEADERS),
    *unsure(2, USE, 70, LEADERS),
    *unsure(1, REDO, 90, LEADERS),
    *unsure(5, REDO, 80, MANAGERS),
]


def moved() -> RoomView:
    """A reveal after a talk that helped, in a room that was asked for its roles."""
    scenario = library()["learn-04"]
    steps = (a_pulse_step(PULSES[ROLE]), a_step(scenario=scenario.id), a_step(StepKind.CLOSE))
    session = a_session(steps, (scenario,))
    return seen(played(name_roles(session, (ballot.role for ballot in FIRST)), FIRST, SECOND))


def refused(minutes: int = 20) -> RoomView:
    """A sound text that seven of seventeen refused, with its price."""
    session = played(a_case("learn-08"), ballots(10, 4, 2, 1), ballots(12, 3, 2, 0))
    if minutes:
        do(session, c.SetPrice(minutes))
    return seen(session)


FIGURE_STATES: dict[str, Callable[[], RoomView]] = {
    "open-case": lambda: seen(a_keyed_room(case=None), 12),
    "open-case-there": lambda: seen(go_to(a_session(OPEN_STEPS, ()), Stage.OPEN_CASE), 12),
    "open-case-vote": lambda: seen(open_vote(), 12),
    "open-case-no-source": lambda: seen(open_vote(LONG_CASE), 12),
    "open-case-result": lambda: seen(a_keyed_room(taps=TAPPED, case=LONG_CASE), 12),
    "open-case-cannot-tell": lambda: seen(a_keyed_room(3, 3, ["1 2 +"] * 9), 12),
    "open-case-too-few": lambda: seen(a_keyed_room(taps=["1"] * 4), 12),
    "pulse": lambda: seen(asked("support", SUPPORTED[:12])),
    "pulse-none-yet": lambda: seen(asked("confidence"), 0),
    "pulse-longest": lambda: seen(asked("role", moment=Moment.BEFORE)),
    "pulse-after": lambda: seen(asked("safety", SAFE_AFTER, Moment.AFTER)),
    "pulse-yes-no": lambda: told("support", SUPPORTED),
    "pulse-yes-no-published": lambda: told("support", SUPPORTED, 1),
    "pulse-leaders": lambda: told("responsibility", ROLES),
    "pulse-leaders-published": lambda: told("responsibility", ROLES, 1),
    "pulse-fear": lambda: feared(""),
    "pulse-fear-sponsor": feared,
    "pulse-scale": lambda: told("safety", SAFE_BEFORE, moment=Moment.BEFORE),
    "pulse-scale-both": lambda: told("safety", SAFE_AFTER, moment=Moment.AFTER, before=SAFE_BEFORE),
    "pulse-percent": lambda: told("confidence", SURE),
    "pulse-percent-all": lambda: told(
        "confidence", [str(percent) for percent in (*range(0, 101, 10), 50, 60)]
    ),
    "pulse-percent-both": lambda: told("confidence", SURE[4:], moment=Moment.AFTER, before=SURE),
    "pulse-roles": lambda: told("role", spread({"leaders": 6, "managers": 8, "support": 2, "frontline": 4})),
    "pulse-below-k": lambda: told("support", SUPPORTED[-4:]),
    "pulse-below-k-published": lambda: told("support", SUPPORTED[-4:], 1),
    "pulse-five": lambda: told("gap", spread({"delay": 2, "career": 2, "none": 1})),
    "pulse-300": lambda: told("support", spread({"yes": 210, "no": 90}), 1),
    "map-nothing": lambda: placed((3, 4), (1, 4)),
    "map-too-few": lambda: placed((9, 12), (2, 10)),
    "map-one-sound-text": lambda: placed((14, 22), (2, 10)),
    "map-taps-disagree": lambda: placed((40, 48), (6, 60), agree=False),
    "map-near-a-border": lambda: placed((18, 24), (6, 24)),
    "map-five": lambda: placed((5, 5), (0, 5)),
    "map-no-control": lambda: placed((14, 22)),
    "map-few-on-sound": lambda: placed((14, 22), (1, 4)),
    "map-guessing": lambda: placed((20, 48), (30, 60)),
    "map-blind-trust": lambda: placed((12, 48), (6, 60), guess=["80"] * 9),
    "map-blanket-rejection": lambda: placed((44, 48), (50, 60), minutes=20),
    "map-suspicious": lambda: placed((50, 50), (17, 25)),
    "map-calibrated": lambda: placed((40, 48), (6, 60), last=LAST, minutes=20, guess=["80"] * 9),
    "map-all-right": lambda: placed((24, 24), (0, 24)),
    "map-300": lambda: placed((250, 300), (45, 300), last=LAST),
    "sure-nothing": lambda: placed((8, 12), (2, 12), part=1),
    "sure-few": lambda: placed((3, 5), sure=in_turn(50, 80), part=1),
    "sure-no-bins": lambda: placed((8, 12), sure=in_turn(50, 70, 90), part=1),
    "sure-bins": lambda: placed((14, 24), (4, 24), sure=in_turn(50, 60, 70, 80, 90, 100), part=1),
    "sure-300": lambda: placed((90, 300), (45, 300), sure=in_turn(60, 70, 80, 100), part=1),
    "outcome-moved": moved,
    "outcome-price": refused,
    "outcome-price-none-yet": lambda: refused(0),
}
"""A view for every picture of figures that a room can see."""


def at_part(view: RoomView, part: int) -> RoomView:
    """The same view in another part of its stage."""
    return dataclasses.replace(view, position=dataclasses.replace(view.position, part=part))
