"""Every state a panel can be in, as a frozen view, and an app that shows one panel in a plain frame."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.containers import Container
from textual.widgets import Static

from tests.builders import START, a_ballot, a_session, a_step, do, go_to, redrawn, vote
from tests.core.live.test_by_role import begun as room_by_role
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.live import commands as c
from workshop.core.live.session import Ballot, Session, Stage
from workshop.core.live.view import RoomView, room_view
from workshop.core.plans.action import Action
from workshop.core.scenarios.incident import Incident, Sourcing
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import Decision, OwnerSide, Phase
from workshop.storage.library.scenarios import library_folder, load_library
from workshop.tui.frame import FrameApp
from workshop.tui.live.steps import Panel
from workshop.tui.messages import Lead
from workshop.tui.theme import THEMES

SIZES = ((80, 24), (120, 34), (160, 45))
USUAL = SIZES[1]
MAIN = (
    "open",
    "read",
    "vote",
    "talk",
    "reveal",
    "check",
    "debrief",
    "pulse-yes-no",
    "map-calibrated",
    "card-support",
    "actions",
    "close",
)
"""The screens that most of a session is spent with: they are looked at in every size, the others in one."""


def _named(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"


in_sizes = pytest.mark.parametrize("size", SIZES, ids=_named)
"""Each size of a window."""


def looked_at(states: Iterable[str]) -> pytest.MarkDecorator:
    """Each state in the usual size, and the main ones in the others too."""
    cases = [(state, size) for state in states for size in SIZES if size == USUAL or state in MAIN]
    ids = [f"{state}-{_named(size)}" for state, size in cases]
    return pytest.mark.parametrize(("state", "size"), cases, ids=ids)


NOW = START
FIX, USE, REDO, STOP = Decision.FIX, Decision.USE, Decision.REDO, Decision.STOP

INCIDENT = Incident(
    "wrong-negation",
    "Moffatt v. Air Canada",
    "2024",
    "A chatbot told a customer to ask for a bereavement fare after the flight; the rule said before.\n"
    "The tribunal held the airline responsible for what its website says.",
    "Civil Resolution Tribunal of British Columbia, 2024 BCCRT 149",
    Sourcing.SEVERAL,
    dt.date(2026, 10, 31),
)


class PanelApp(App[None]):
    """One panel between a head and a footer, on the grid of the live screen."""

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { background: $background; color: $text; }
    #head { height: 4; padding: 1 4; }
    #stage { height: 1fr; margin-bottom: 1; }
    #stage > Panel { padding-left: 4; padding-right: 4; }
    #foot { height: 1; margin-bottom: 1; padding: 0 4; }
    .-compact #stage > Panel { padding-left: 2; padding-right: 2; }
    .-compact #head, .-compact #foot { padding: 0 2; }
    .-low #head { height: 2; padding: 0 2; }
    .-low #foot { margin-bottom: 0; }
    """
    HORIZONTAL_BREAKPOINTS = FrameApp.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = FrameApp.VERTICAL_BREAKPOINTS

    def __init__(self, make: Callable[[], Panel[Any]]) -> None:
        self._make = make
        self.led: list[c.Command] = []
        super().__init__()
        self.animation_level = "none"  # no picture of a bar that still grows
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        """Head, panel, foot."""
        self.panel = self._make()
        self.panel.clock = lambda: NOW
        yield Static("head", id="head")
        with Container(id="stage"):
            yield self.panel
        yield Static("foot", id="foot")

    def on_mount(self) -> None:
        """Let the panel hear of keys."""
        self.panel.take_focus()

    def on_lead(self, message: Lead) -> None:
        """Keep what the panel asked for."""
        self.led.append(message.command)


@cache
def library() -> dict[str, Scenario]:
    """The shipped scenarios by their ids."""
    return {str(id_): scenario for id_, scenario in load_library(library_folder()).scenarios.items()}


def a_case(id_: str = "learn-04", cycle: Cycle = Cycle.FULL, **setup: Any) -> Session:
    """A session that plays one shipped scenario, between an opening and a closing."""
    scenario = library()[id_]
    return case_of(scenario, cycle, **setup)


def case_of(scenario: Scenario, cycle: Cycle = Cycle.FULL, **setup: Any) -> Session:
    """A session that plays one scenario."""
    steps = (
        a_step(StepKind.OPEN, scenario.phase, minutes=3),
        a_step(StepKind.SCENARIO, scenario.phase, scenario.id, cycle),
        a_step(StepKind.ACTIONS, scenario.phase, minutes=8),
        a_step(StepKind.BREAK, scenario.phase, minutes=10),
        a_step(StepKind.CLOSE, scenario.phase, minutes=5),
    )
    return a_session(steps, (scenario,), **setup)


def seen(session: Session, present: int = 18) -> RoomView:
    """The picture of a session with 18 phones."""
    return room_view(session, present)


def played(
    session: Session, first: Iterable[Ballot] = (), second: Iterable[Ballot] = (), to: Stage = Stage.OUTCOME
) -> Session:
    """Play a scenario with two votes, to a stage after them."""
    go_to(session, Stage.VOTE_1)
    vote(session, _on_its_sentences(session, first))
    assert session.step is not None
    if session.step.cycle is Cycle.FULL:
        go_to(session, Stage.VOTE_2)
        vote(session, _on_its_sentences(session, second))
    return go_to(session, to)


def _on_its_sentences(session: Session, cast: Iterable[Ballot]) -> list[Ballot]:
    """The same ballots without taps on sentences that the scenario does not have."""
    assert session.scenario is not None
    most = len(session.scenario.sentences)
    return [
        dataclasses.replace(ballot, taps=tuple(tap for tap in ballot.taps if tap < most)) for ballot in cast
    ]


def ballots(use: int, fix: int, redo: int, stop: int, taps: Iterable[int] = (3,)) -> list[Ballot]:
    """Some ballots for each decision; whoever does not use it taps the sentences."""
    right = [*[a_ballot(FIX, taps)] * fix, *[a_ballot(REDO, taps)] * redo, *[a_ballot(STOP, taps)] * stop]
    return [*[a_ballot(USE, ())] * use, *right]


def reading(id_: str = "learn-04") -> RoomView:
    """The text of a scenario."""
    return seen(go_to(a_case(id_), Stage.READ))


def voting(id_: str = "learn-04", voted: int = 12, stage: Stage = Stage.VOTE_1) -> RoomView:
    """An open vote."""
    session = go_to(a_case(id_), stage)
    vote(session, ballots(voted // 2, voted - voted // 2, 0, 0))
    return seen(session)


def by_role(stage: Stage = Stage.READ, *, hint: bool = False) -> RoomView:
    """Three groups, each with a text of its own."""
    session = room_by_role(stage)
    if hint:
        do(session, c.ShowHint())
    return seen(session, 30)


def voting_by_hand() -> RoomView:
    """A vote in which hands were counted."""
    session = go_to(a_case(), Stage.VOTE_1)
    do(session, c.CountHands({USE: 6, FIX: 4, REDO: 3, STOP: 1}))
    return seen(session, 2)


def voting_beside_hands() -> RoomView:
    """A vote in which hands stand beside phones."""
    session = go_to(a_case(), Stage.VOTE_1)
    vote(session, ballots(3, 4, 0, 0))
    do(session, c.CountHands({FIX: 1}))
    return seen(session, 9)


def voting_instead_of_phones() -> RoomView:
    """A vote in which hands stand in the place of the phones."""
    session = go_to(a_case(), Stage.VOTE_1)
    do(session, c.CountHands({USE: 6, FIX: 4, REDO: 3, STOP: 1}, instead=True))
    return seen(session, 9)


def voted(stage: Stage = Stage.VOTE_1) -> RoomView:
    """A vote that is closed, and of which nothing is told yet."""
    session = go_to(a_case(), stage)
    vote(session, ballots(6, 4, 1, 1))
    do(session, c.Advance(START))
    return seen(session)


def voting_with_hint() -> RoomView:
    """A vote in which the hint was shown."""
    session = go_to(a_case(), Stage.VOTE_1)
    do(session, c.ShowHint())
    return seen(session)


def talking(use: int = 10, fix: int = 8, *, hint: bool = False) -> RoomView:
    """The talk after a first vote."""
    session = go_to(a_case(), Stage.VOTE_1)
    vote(session, ballots(use, fix, 0, 0))
    go_to(session, Stage.TALK)
    if hint:
        do(session, c.ShowHint())
    return seen(session)


def revealed(
    id_: str = "learn-04",
    first: Iterable[Ballot] | None = None,
    second: Iterable[Ballot] | None = None,
    to: Stage = Stage.OUTCOME,
) -> RoomView:
    """What the room chose, by default after a talk that helped."""
    before = ballots(10, 4, 3, 1) if first is None else first
    after = ballots(4, 3, 10, 1, (3, 6)) if second is None else second
    return seen(played(a_case(id_), before, after, to))


def found(id_: str = "learn-04", part: int = 0) -> RoomView:
    """A finding of the reveal."""
    session = played(a_case(id_), ballots(10, 4, 3, 1), ballots(4, 3, 10, 1), Stage.REVEAL)
    do(session, *[c.Advance(START)] * part)
    return seen(session)


def revealed_by_hand() -> RoomView:
    """What was chosen in two shows of hands."""
    session = go_to(a_case(), Stage.VOTE_1)
    do(session, c.CountHands({USE: 9, FIX: 3, REDO: 1, STOP: 1}))
    go_to(session, Stage.VOTE_2)
    do(session, c.CountHands({USE: 3, FIX: 4, REDO: 6, STOP: 1}))
    return seen(go_to(session, Stage.OUTCOME), 0)


def revealed_beside_hands() -> RoomView:
    """What phones and hands chose, some of them too few to be shown."""
    session = go_to(a_case(), Stage.VOTE_1)
    vote(session, ballots(10, 4, 3, 1))
    do(session, c.CountHands({USE: 4, FIX: 3, REDO: 1}))
    vote(go_to(session, Stage.VOTE_2), ballots(4, 3, 10, 1, (3, 6)))
    do(session, c.CountHands({FIX: 1}))
    return seen(go_to(session, Stage.OUTCOME), 0)


def checking(id_: str = "learn-04", incident: Incident | None = INCIDENT) -> RoomView:
    """The check of a scenario."""
    return redrawn(revealed(id_, to=Stage.CHECK), incident=incident)


def asking(part: int = 0, id_: str = "learn-04") -> RoomView:
    """A question of the debrief."""
    session = played(a_case(id_), to=Stage.DEBRIEF)
    do(session, *[c.Advance(START)] * part)
    return seen(session)


ACTIONS = (
    Action(
        "",
        "a reply refuses something",
        "a second person reads the rule's exceptions before it is sent",
        OwnerSide.EMPLOYEE,
        "Service desk",
        "Add the line to the reply template",
        dt.date(2025, 11, 28),
    ),
    Action("", "a figure leaves the team", "one person recomputes it", first_step_by=dt.date(2025, 11, 25)),
    Action("", "a summary is used for a decision", "we read the worst line of the source first"),
)


def acting(count: int = 2, *others: Action) -> RoomView:
    """The action step with some actions."""
    session = played(a_case(), to=Stage.ACTIONS)
    do(session, *(c.AgreeAction(action) for action in (*(ACTIONS * 2)[:count], *others)))
    return seen(session)


def closing(count: int = 3) -> RoomView:
    """The closing step; the actions are spread over two phases."""
    session = played(a_case(), to=Stage.ACTIONS)
    do(session, *(c.AgreeAction(action) for action in ACTIONS[:count]))
    view = seen(go_to(session, Stage.CLOSE))
    actions = view.actions_by_phase.get(Phase.LEARN, ())
    spread = {Phase.LEARN: actions[:2], Phase.LEAD_ROLE: actions[2:]} if actions else {}
    return dataclasses.replace(view, actions_by_phase=spread)


def opening() -> RoomView:
    """The opening of a session with everything that may be said."""
    purpose = "Every team leaves with one check it will use before a text goes to a customer."
    outcome = "Fewer wrong replies to customers."
    case = a_case(purpose=purpose, outcome=outcome, sponsor="Head of Customer Service")
    return seen(go_to(case, Stage.OPEN))


def sealed() -> RoomView:
    """After the end."""
    session = go_to(a_case(), Stage.CLOSE)
    do(session, c.SetNextDate(dt.date(2025, 12, 18)), c.Seal(START))
    return seen(session)


LEFT_OUT = [a_ballot(REDO, (), missing=True)] * 4

STATES: dict[str, Callable[[], RoomView]] = {
    "open": opening,
    "open-bare": lambda: seen(go_to(a_case(), Stage.OPEN)),
    "read": reading,
    "read-long": lambda: reading("learn-12"),
    "read-longest": lambda: reading("role-20"),
    "vote": voting,
    "vote-none-yet": lambda: voting(voted=0),
    "vote-second": lambda: voting(stage=Stage.VOTE_2),
    "vote-closed": voted,
    "vote-second-closed": lambda: voted(Stage.VOTE_2),
    "vote-by-hand": voting_by_hand,
    "vote-beside-hands": voting_beside_hands,
    "by-role-read": by_role,
    "by-role-vote": lambda: by_role(Stage.VOTE_1),
    "by-role-hint": lambda: by_role(Stage.VOTE_1, hint=True),
    "by-role-talk": lambda: by_role(Stage.TALK),
    "vote-instead-of-phones": voting_instead_of_phones,
    "vote-hint": voting_with_hint,
    "talk": talking,
    "talk-hint": lambda: talking(16, 2, hint=True),
    "reveal": found,
    "reveal-carried": lambda: found(part=1),
    "reveal-none": lambda: found("learn-01"),
    "reveal-missing": lambda: found("learn-05", 2),
    "reveal-table": lambda: found("redesign-04"),
    "reveal-longest": lambda: found("role-14", 2),
    "reveal-control": lambda: found("learn-08"),
    "outcome": revealed,
    "outcome-control": lambda: revealed("learn-08", ballots(6, 8, 3, 1), ballots(15, 2, 1, 0)),
    "outcome-missing": lambda: revealed("learn-05", second=[*ballots(4, 6, 3, 1, (1,)), *LEFT_OUT]),
    "outcome-below-k": lambda: revealed(first=ballots(2, 1, 0, 0), second=ballots(1, 2, 0, 0)),
    "outcome-no-second": lambda: revealed(second=ballots(1, 2, 0, 0)),
    "outcome-fall": lambda: revealed(first=ballots(4, 8, 5, 1), second=ballots(10, 4, 3, 1)),
    "outcome-no-room": lambda: revealed(first=ballots(0, 8, 9, 1), second=ballots(0, 4, 13, 1)),
    "outcome-later": lambda: revealed(second=ballots(5, 3, 12, 1)),
    "outcome-by-hand": revealed_by_hand,
    "outcome-beside-hands": revealed_beside_hands,
    "outcome-short": lambda: seen(played(a_case(cycle=Cycle.SHORT), ballots(8, 6, 3, 1))),
    "check": checking,
    "check-recompute": lambda: checking("role-10", None),
    "check-control": lambda: checking("learn-08", None),
    "check-longest": lambda: checking("role-14"),
    "debrief": asking,
    "debrief-last": lambda: asking(2),
    "actions": acting,
    "actions-none": lambda: acting(0),
    "actions-full": lambda: acting(5),
    "break": lambda: seen(go_to(a_case(), Stage.BREAK)),
    "close": closing,
    "close-none": lambda: closing(0),
    "sealed": sealed,
}
"""A view for every picture that a room can see."""
