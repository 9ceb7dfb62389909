"""A case on the wall before any room sees it: read, judged alone, revealed. Nothing of it is kept."""

from __future__ import annotations

import datetime as dt
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from workshop.core.agenda.agenda import Cycle, Step, StepKind
from workshop.core.english import counted, listed
from workshop.core.live import commands as c
from workshop.core.live import machine
from workshop.core.live.events import SessionOpened
from workshop.core.live.rounds import Seat, scenario_round
from workshop.core.live.session import Ballot, Session, Setup, Stage
from workshop.core.live.view import room_view
from workshop.core.scenarios.scenario import Scenario
from workshop.core.words import Decision
from workshop.tui.keys import CASE_ALONE, Key, bindings
from workshop.tui.live.parts.base import Panel
from workshop.tui.live.steps import panel_for
from workshop.tui.modals.steady import SteadyScreen
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.head import Head
from workshop.tui.widgets.notice import Notice

_DECISIONS = dict(zip("ufrs", Decision, strict=True))
_SEAT = Seat("alone")
_HOW = "Your vote: 1-{} tap a line; u use it, f fix it, r redo it, s stop."


class AloneScreen(SteadyScreen[None]):
    """The panels of the wall, led by Space through one case; the one vote is typed."""

    CSS_PATH = "alone.tcss"
    KEYS: ClassVar[tuple[Key, ...]] = CASE_ALONE
    BINDINGS: ClassVar[list[BindingType]] = bindings(CASE_ALONE)

    def __init__(self, scenario: Scenario) -> None:
        super().__init__()
        self._scenario = scenario
        self._session = _alone(scenario)
        self._decision: Decision | None = None
        self._taps: set[int] = set()

    def compose(self) -> ComposeResult:
        """The frame of the wall."""
        yield Head()
        yield Container(id="stage")
        yield Notice()
        yield FooterLine()

    def on_mount(self) -> None:
        """Begin with reading, once the panel can know how much room there is."""
        self.call_after_refresh(self._go, Stage.READ)

    async def _go(self, *stages: Stage) -> None:
        while self._session.stage not in stages:
            for event in machine.decide(self._session, c.Advance(0.0, 1)):
                machine.apply(self._session, event)
        await self._draw()

    async def _draw(self) -> None:
        view = room_view(self._session, 1)
        panel: Panel[Any] = panel_for(view)
        panel.clock = lambda: 0.0
        stage = self.query_one("#stage", Container)
        async with self.batch():
            await stage.remove_children()
            await stage.mount(panel)
        self.query_one(Head).show(view)
        panel.take_focus()
        self._say()

    def _say(self) -> None:
        stage = self._session.stage
        said = {Stage.VOTE_1: self._voting(), Stage.REVEAL: self._judged(), Stage.CHECK: self._judged()}
        self.query_one(Notice).text = said.get(stage, "")
        words = {
            Stage.READ: "vote",
            Stage.VOTE_1: "see what was wrong",
            Stage.CHECK: "back to what you write",
        }
        self.query_one(FooterLine).show(
            ("Space", words.get(stage, "go on")), (("Esc", "back"), ("?", "help"))
        )

    def _voting(self) -> str:
        if self._decision is None and not self._taps:
            return _HOW.format(len(self._scenario.sentences))
        return f"You: {self._said()}."

    def _said(self) -> str:
        decided = self._scenario.option(self._decision).rstrip(".") if self._decision else "no decision"
        taps = [str(at + 1) for at in sorted(self._taps)]
        return f"{decided}; tapped {listed(taps)}" if taps else f"{decided}; no line tapped"

    def _judged(self) -> str:
        """What became of the one vote, in words and no verdict on a person."""
        if self._decision is None and not self._taps:
            return ""
        wrong = {at for at, line in enumerate(self._scenario.sentences) if line.wrong}
        found = (
            f"{len(wrong & self._taps)} of {counted(len(wrong), 'wrong line')}"
            if wrong
            else "nothing to find"
        )
        return f"You: {self._said()}. Found: {found}; false alarms: {len(self._taps - wrong)}."

    async def action_advance(self) -> None:
        """The next place; behind the check is the end."""
        match self._session.stage:
            case Stage.READ:
                await self._go(Stage.VOTE_1)
            case Stage.VOTE_1:
                self._cast()
                await self._go(Stage.REVEAL)
            case Stage.REVEAL:
                for event in machine.decide(self._session, c.Advance(0.0, 1)):
                    machine.apply(self._session, event)
                await self._go(Stage.REVEAL, Stage.CHECK)  # what a room chose is for a room
            case _:
                self.dismiss()

    def _cast(self) -> None:
        if self._decision is not None:
            ballot = Ballot(self._decision, tuple(sorted(self._taps)))
            cast = c.CastVote(scenario_round(self._scenario.id, 1), _SEAT, ballot)
            for event in machine.decide(self._session, cast):
                machine.apply(self._session, event)

    def action_tap(self, key: str) -> None:
        """Tap a line, or take the tap back."""
        if self._session.stage is Stage.VOTE_1 and int(key) <= len(self._scenario.sentences):
            self._taps ^= {int(key) - 1}
            self._say()

    def action_decide(self, key: str) -> None:
        """Decide."""
        if self._session.stage is Stage.VOTE_1:
            self._decision = _DECISIONS[key]
            self._say()

    def action_leave(self) -> None:
        """Back to what is written."""
        self.dismiss()

    def say(self, text: str) -> None:
        """Show a sentence."""
        self.query_one(Notice).text = text


def _alone(scenario: Scenario) -> Session:
    """A session of one case for one person, in memory alone."""
    setup = Setup("alone", scenario.title, dt.date.min, "alone", "", "", 0)
    steps = (
        Step(StepKind.OPEN, scenario.phase, 1),
        Step(StepKind.SCENARIO, scenario.phase, scenario.minutes, cycle=Cycle.SHORT, scenario=scenario.id),
        Step(StepKind.CLOSE, scenario.phase, 1),
    )
    return machine.opened(SessionOpened(setup, steps, (scenario,), 0.0))
