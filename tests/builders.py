"""Builders of values with good defaults, so that a test names only what it is about.

A session of all four phases is small enough to be walked by hand: see `STEPS`.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from tests.stages import OF_LINES
from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.agenda.card import CARDS, CardId
from workshop.core.agenda.open_case import OpenCase, open_case
from workshop.core.agenda.pulse import Answer, Benchmark, Moment, Option, Pulse, PulseId
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.dots import Dots, Idea, IdeaId
from workshop.core.live.rounds import Round, Seat, Takes
from workshop.core.live.scores import Scores
from workshop.core.live.session import Ballot, Given, Session, Setup, Stage, Taps
from workshop.core.live.steps import Picture, open_rounds
from workshop.core.live.tokens import RANDOM_BYTES
from workshop.core.live.view import PhoneView, RoomView, View, marks_of, phone_page
from workshop.core.plans.action import Action, planned_reviews
from workshop.core.plans.look_back import EarlierAction, LookBack
from workshop.core.plans.record import MapPlace
from workshop.core.scenarios.incident import Incident
from workshop.core.scenarios.scenario import Scenario, ScenarioId, Sentence
from workshop.core.words import Audience, Decision, Difficulty, Phase
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder

START = 1_763_470_800.0
"""When sessions begin in tests: 18 November 2025, 13:00 UTC."""

DAY = dt.date(2025, 11, 18)

LEARN = ScenarioId("learn-01")
ROLE = ScenarioId("role-01")
SOUND = ScenarioId("redesign-01")
LAST = ScenarioId("succeed-01")


P = TypeVar("P", bound=Picture)


class Clock:
    """A clock that moves only when it is told to."""

    def __init__(self, now: float = START) -> None:
        self.now = now

    def __call__(self) -> float:
        """The time, in seconds since the epoch."""
        return self.now

    def today(self) -> dt.date:
        """The day, as it is in Greenwich."""
        return dt.datetime.fromtimestamp(self.now, dt.UTC).date()

    def not_before(self, at: float) -> None:
        """Go on from a later time."""
        self.now = max(self.now, at)

    def pass_by(self, seconds: float) -> None:
        """Let time go by."""
        self.now += seconds


def a_scenario(id: str = LEARN, **changes: Any) -> Scenario:  # noqa: A002 (the field's name)
    """A faulty output: four sentences, the second one wrong."""
    scenario = Scenario(
        id=ScenarioId(id),
        title="The average of the averages",
        phase=Phase.LEARN,
        audience=Audience.EVERYONE,
        role_task="",
        kinds=("arithmetic-slip",),
        control=False,
        difficulty=Difficulty.MEDIUM,
        minutes=10,
        setting="You speak at the team meeting in ten minutes.",
        task="Summarise the customer survey.",
        source_title="Survey table",
        source="Channel  Answers  Satisfied\nPhone        240        180\nTotal        800        616",
        best_decision=Decision.FIX,
        options=("Read it out.", "Correct it.", "Have it written again.", "Stop here."),
        check="Recompute: redo the one number that will be quoted.",
        hint="One figure can be checked with the last row alone.",
        reveal="616 of 800 is 77%, not 74%.",
        debrief=("What made it look right?", "Who recomputes ours?"),
        actions=("If a figure leaves the team, then one person recomputes it.",),
        twin="Average discount as the mean of three regions.",
        sentences=(
            Sentence("800 customers answered."),
            Sentence("Overall, 74% were satisfied.", True, "arithmetic-slip", "It is 77%."),
            Sentence("Phone is at 75%."),
            Sentence("Email is at 65%."),
        ),
    )
    return dataclasses.replace(scenario, **changes)


def a_control(id: str = SOUND, **changes: Any) -> Scenario:  # noqa: A002 (the field's name)
    """A sound output: every sentence is right, and using it is correct."""
    sound: dict[str, Any] = {
        "title": "A blunt forecast",
        "phase": Phase.LEAD_REDESIGN,
        "kinds": (),
        "control": True,
        "best_decision": Decision.USE,
        "reveal": "Every sentence stands in the source.",
        "sentences": (Sentence("Sales fell."), Sentence("Costs rose."), Sentence("Both will go on.")),
    }
    return a_scenario(id, **(sound | changes))


def a_setup(**changes: Any) -> Setup:
    """What a facilitator decides before the room comes in."""
    setup = Setup(
        session_id="2025-11-18-customer-care",
        title="AI in customer care",
        date=DAY,
        agenda="all-phases",
        code="7QK2",
        host="192.168.1.23",
        port=8080,
    )
    return dataclasses.replace(setup, **changes)


def a_step(
    kind: StepKind = StepKind.SCENARIO,
    phase: Phase = Phase.LEARN,
    scenario: str | None = None,
    cycle: Cycle = Cycle.FULL,
    minutes: int = 10,
    title: str = "",
    pulse: Pulse | None = None,
    moment: Moment | None = None,
) -> Step:
    """One step of a session."""
    named = ScenarioId(scenario) if scenario else None
    return Step(kind, phase, minutes, title, cycle, named, pulse, moment)


def a_pulse(id: str = "worries", **changes: Any) -> Pulse:  # noqa: A002 (the field's name)
    """A question with three answers, a published figure for the first, and a sponsor who answers."""
    pulse = Pulse(
        PulseId(id),
        "What worries you most?",
        (Option("job", "Losing my job"), Option("skill", "My skills"), Option("none", "None")),
        benchmarks=(Benchmark("job", 0.64, "64% fear for their job.", "A published survey: other people."),),
        sponsor_answers=True,
    )
    return dataclasses.replace(pulse, **changes)


def a_pulse_step(pulse: Pulse | None = None, moment: Moment | None = None) -> Step:
    """A step that asks a pulse."""
    return a_step(StepKind.PULSE, minutes=2, pulse=pulse or a_pulse(), moment=moment)


def a_card_step(card: str = "purpose", phase: Phase = Phase.LEARN, minutes: int = 3) -> Step:
    """A step that shows a card of the catalogue."""
    return Step(StepKind.CARD, phase, minutes, card=CARDS[CardId(card)])


def a_dots_step(phase: Phase = Phase.LEARN, winners: int = 3, minutes: int = 1) -> Step:
    """A step in which the room chooses among its ideas."""
    return Step(StepKind.DOTS, phase, minutes, winners=winners)


def a_score_step(phase: Phase = Phase.LEARN, winners: int = 3, minutes: int = 3) -> Step:
    """A step in which the room scores its ideas."""
    return Step(StepKind.SCORE, phase, minutes, winners=winners)


A_CASE = open_case(
    "Forty orders were late by one day. All customers were told on Monday. It cannot happen again.",
    "Note of the shift lead",
    "41 orders late, one day each.\nMail to customers goes out Tuesday.",
)
"""An open case of three lines."""


def an_open_step(phase: Phase = Phase.LEARN, case: OpenCase | None = A_CASE) -> Step:
    """A step with an open case, whose text is there already."""
    return Step(StepKind.OPEN_CASE, phase, 6, open_case=case)


def an_idea(number: int | str = "", **changes: Any) -> Idea:
    """An idea of a group, without an id, which the session gives."""
    return dataclasses.replace(
        Idea(IdeaId(""), f"a figure leaves the team {number}".strip(), "we recompute it"), **changes
    )


def a_look_back(*actions: Action, **changes: Any) -> LookBack:
    """The look-back after 30 days, by default at two actions of LEARN."""
    earlier = actions or tuple(
        an_action(id=id_, status="planned", reviews=planned_reviews(dt.date(2025, 10, 19)))
        for id_ in ("A1", "A2")
    )
    looked_at = LookBack(
        of="2025-10-19-customer-care",
        day=30,
        title="AI in customer care",
        date=dt.date(2025, 10, 19),
        actions=tuple(
            EarlierAction("2025-10-19-customer-care/1-learn.toml", action, changes.get("day", 30))
            for action in earlier
        ),
    )
    return dataclasses.replace(looked_at, **changes)


SCENARIOS = (
    a_scenario(LEARN),
    a_scenario(ROLE, title="Coach or judge", phase=Phase.LEAD_ROLE),
    a_control(SOUND),
    a_scenario(LAST, title="The rollout plan", phase=Phase.SUCCEED, debrief=("Who will ask?",)),
)

STEPS = (
    a_step(StepKind.OPEN, minutes=3, title="Mistakes are the material"),
    a_step(scenario=LEARN),
    a_step(StepKind.ACTIONS, minutes=8),
    a_step(scenario=ROLE, phase=Phase.LEAD_ROLE, cycle=Cycle.SHORT),
    a_step(StepKind.ACTIONS, phase=Phase.LEAD_ROLE),
    a_step(StepKind.BREAK, phase=Phase.LEAD_REDESIGN),
    a_step(scenario=SOUND, phase=Phase.LEAD_REDESIGN),
    a_step(StepKind.ACTIONS, phase=Phase.LEAD_REDESIGN),
    a_step(scenario=LAST, phase=Phase.SUCCEED),
    a_step(StepKind.ACTIONS, phase=Phase.SUCCEED),
    a_step(StepKind.CLOSE, phase=Phase.SUCCEED, minutes=5),
)
"""All four phases: a full cycle, a short one, a sound output, a break, and actions in each phase."""

TWO_LINES: dict[str, tuple[str, ...]] = {"amber": ("text for customers", "figures that leave the team")}
"""What is typed on a card of guardrails, to be chosen from."""

EVERY_STAGE = (
    *STEPS[:-1],
    a_pulse_step(),
    a_step(StepKind.MAP, phase=Phase.SUCCEED),
    a_card_step("guardrails", Phase.SUCCEED),
    a_step(StepKind.GROUPS, phase=Phase.SUCCEED, minutes=12, title="What will we do?"),
    a_dots_step(Phase.SUCCEED),
    a_score_step(Phase.SUCCEED),
    an_open_step(Phase.SUCCEED),
    a_step(StepKind.REVIEW, phase=Phase.SUCCEED, minutes=6),
    a_step(StepKind.SHIFT, phase=Phase.SUCCEED, minutes=2),
    STEPS[-1],
)
"""The same with a step of every other kind before the closing: every stage there is."""

ONE_SCENARIO = (a_step(scenario=LEARN), a_step(StepKind.ACTIONS), a_step(StepKind.CLOSE, minutes=5))
"""The smallest session in which something is decided."""


def an_opening(
    steps: Sequence[Step] = STEPS,
    scenarios: Sequence[Scenario] = SCENARIOS,
    *,
    at: float = START,
    incidents: dict[ScenarioId, Incident] | None = None,
    last_place: MapPlace | None = None,
    look_back: LookBack | None = None,
    **setup: Any,
) -> e.SessionOpened:
    """The event with which a session begins; other keywords change its `Setup`.

    Steps that look back get an earlier session to look at.
    """
    opening = e.SessionOpened(a_setup(**setup), tuple(steps), tuple(scenarios), at, incidents or {})
    if look_back is None and any(step.kind in (StepKind.REVIEW, StepKind.SHIFT) for step in steps):
        look_back = a_look_back()
    return dataclasses.replace(opening, last_place=last_place, look_back=look_back)


def a_session(
    steps: Sequence[Step] = STEPS, scenarios: Sequence[Scenario] = SCENARIOS, **setup: Any
) -> Session:
    """A session in its lobby."""
    return machine.opened(an_opening(steps, scenarios, **setup))


def a_ballot(
    decision: Decision = Decision.FIX,
    taps: Iterable[int] = (1,),
    missing: bool = False,
    confidence: int | None = 80,
    role: Audience | None = None,
) -> Ballot:
    """A ballot that caught the error of `a_scenario`."""
    return Ballot(decision, tuple(taps), missing, confidence, role)


def an_action(**changes: Any) -> Action:
    """An action as the room types it: without an id, which the session gives."""
    action = Action("", "a figure leaves the team", "one person recomputes it")
    return dataclasses.replace(action, **changes)


def do(session: Session, *commands: c.Command) -> list[e.Event]:
    """Carry out commands on a session without a room; returns the events they led to."""
    events = []
    for command in commands:
        for event in machine.decide(session, command):
            machine.apply(session, event)
            events.append(event)
    return events


def go_to(session: Session, stage: Stage, step: int | None = None) -> Session:
    """Press Space until a stage (of a step) is reached, with two ideas, or lines for a vote on them.

    Returns the session.
    """
    for _ in range(200):
        if session.stage is stage and step in (None, session.position.step):
            return session
        if session.stage is Stage.IDEAS and not session.ideas:
            do(session, c.NoteIdea(an_idea(1)), c.NoteIdea(an_idea(2)))
        if session.stage is Stage.CARD and stage in OF_LINES and not session.entries:
            do(session, c.FillCard(TWO_LINES))
        do(session, c.Advance(START))
    raise AssertionError(f"{stage} does not come")


def picture(view: View | None, kind: type[P]) -> P:
    """The picture of a view, which is of this kind."""
    assert view is not None
    assert isinstance(view.picture, kind)
    return view.picture


def drawn(view: View | None, name: str) -> Any:
    """What the picture of a view has under a name; None where it has nothing of that name."""
    assert view is not None
    return getattr(view.picture, name, None)


def redrawn(view: RoomView, **changes: Any) -> RoomView:
    """The view with a picture in which something is different."""
    return dataclasses.replace(view, picture=dataclasses.replace(view.picture, **changes))


def close_round(session: Session) -> None:
    """Close the open round, and go on to what the room is told of it: it can never be opened again."""
    do(session, c.Advance(START), c.Advance(START))


def vote(session: Session, ballots: Iterable[Ballot], first_seat: int = 0) -> None:
    """Cast ballots in the open round, each from a seat of its own: `s0`, `s1` and so on.

    They bear the roles that the same seats named, see `name_roles`.
    """
    round_ = round_now(session)
    assert round_ is not None
    for number, ballot in enumerate(ballots, start=first_seat):
        seat = Seat(f"s{number}")
        do(session, c.CastVote(round_, seat, ballot, seat))


def name_roles(session: Session, roles: Iterable[Audience | None], first_seat: int = 0) -> Session:
    """Answer the next question about roles, each seat with its own, and tell the room the result."""
    session = go_to(session, Stage.PULSE)
    for number, role in enumerate(roles, start=first_seat):
        if role is not None:
            answer(session, [Answer(role.value)], number)
    close_round(session)
    return session


def answer(session: Session, values: Iterable[str | Answer], first_seat: int = 0) -> None:
    """Answer the open pulse, each answer from a seat of its own: `s0`, `s1` and so on."""
    round_ = round_now(session)
    assert round_ is not None
    for number, value in enumerate(values, start=first_seat):
        given, seat = value if isinstance(value, Answer) else given_in(round_, value), Seat(f"s{number}")
        do(session, c.CastVote(round_, seat, given, seat))


def given_in(round_: Round, words: str) -> Given:
    """What a phone says in a round: an answer, or a word for each dot, score or tap."""
    if round_.takes is Takes.TAPS:
        return some_taps(words)
    if round_.takes is Takes.SCORES:
        return some_scores(words)
    return some_dots(words) if round_.takes is Takes.DOTS else Answer(words)


def words_of(said: Given) -> str:
    """What a phone said in a round, a word for each dot, score or tap."""
    if isinstance(said, Taps):
        return " ".join([*map(str, said.lines), *["+"] * said.missing])
    if isinstance(said, Scores):
        return " ".join(f"{idea}={score}" for idea, score in said.given.items())
    return " ".join(said.ideas) if isinstance(said, Dots) else said.value


def some_dots(words: str) -> Dots:
    """Dots, a word for each."""
    return Dots(tuple(map(IdeaId, words.split())))


def some_taps(words: str) -> Taps:
    """Taps: the index of each line, and + for the extra row."""
    return Taps(tuple(int(word) for word in words.split() if word != "+"), "+" in words)


def some_scores(words: str) -> Scores:
    """Scores, a word such as `I1=4` for each."""
    pairs = (word.split("=") for word in words.split())
    return Scores({IdeaId(idea): int(score) for idea, score in pairs})


def round_now(session: Session) -> Round | None:
    """The round that takes votes of everybody, if there is one."""
    return next(iter(open_rounds(session)), None)


async def a_room(tmp_path: Path, opening: e.SessionOpened | None = None, clock: Clock | None = None) -> Room:
    """A room that has begun a session in a folder of its own; `close` or `seal` ends it."""
    opening = opening or an_opening()
    folder = PlanFolder(tmp_path / opening.setup.session_id)
    return await Room.begin(opening, folder, clock or Clock(opening.at))


async def lead_to(room: Room, stage: Stage, step: int | None = None) -> None:
    """Press Space in a room until a stage (of a step) is reached, with two ideas on the way."""
    for _ in range(200):
        view = room.view()
        if view.stage is stage and step in (None, view.position.step):
            return
        if view.stage is Stage.IDEAS and not drawn(view, "ideas"):
            for number in (1, 2):
                await room.lead(c.NoteIdea(an_idea(number)))
        if view.stage is Stage.CARD and stage in OF_LINES and not drawn(view, "entries"):
            await room.lead(c.FillCard(TWO_LINES))
        await room.lead(c.Advance(room.clock(), room.present))
    raise AssertionError(f"{stage} does not come")


def token_of(room: Room, name: str) -> str:
    """The token of a phone: always the same one for its name."""
    return room._tokens.make(hashlib.sha256(name.encode()).digest()[:RANDOM_BYTES])


def phone_of(room: Room, name: str) -> PhoneView:
    """What the phone of a name may show now."""
    token = token_of(room, name)
    return phone_view(room._session, lambda subject: room._seat(subject, token))


def phone_view(session: Session, seat_in: Callable[[str], Seat]) -> PhoneView:
    """What the phone may show now that has these seats."""
    return dataclasses.replace(phone_page(session), marks=marks_of(session, seat_in))


async def cast_all(room: Room, ballots: Iterable[Ballot], first_phone: int = 0) -> None:
    """Cast ballots in the open round, each from a phone of its own: `phone-0`, `phone-1` and so on."""
    for number, ballot in enumerate(ballots, start=first_phone):
        await room.cast(token_of(room, f"phone-{number}"), open_round(room), ballot)


async def answer_all(room: Room, values: Iterable[str], first_phone: int = 0) -> None:
    """Answer the open pulse, each answer from a phone of its own: `phone-0`, `phone-1` and so on."""
    for number, value in enumerate(values, start=first_phone):
        round_ = open_round(room)
        await room.cast(token_of(room, f"phone-{number}"), round_, given_in(round_, value))


def open_round(room: Room) -> Round:
    """The round that takes ballots, or answers, now."""
    round_ = room.page().round
    assert round_ is not None
    return round_
