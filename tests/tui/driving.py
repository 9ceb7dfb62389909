"""Ways to lead the screens in a test: a real app, a real room, no sleeping."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from tests.builders import ONE_SCENARIO, Clock, a_room, an_opening, lead_to
from tests.patience import PATIENCE
from tests.tui.fakes import FakeBackstage
from workshop.core.agenda.agenda import Step
from workshop.core.live.session import Stage
from workshop.ports import Leaving
from workshop.room import Room
from workshop.tui.app import WorkshopApp
from workshop.tui.live.screen import LiveScreen
from workshop.tui.messages import AtRoom
from workshop.tui.theme import DARK, THEMES
from workshop.tui.widgets.footer_line import FooterLine
from workshop.tui.widgets.notice import Notice
from workshop.tui.widgets.plain import Plain

S = TypeVar("S", bound=Screen[Any])

_WORK = ("lead", "picture")
"""The workers that answer a key: what it does, and the picture that comes of it."""

NARROW, USUAL, PROJECTOR = (80, 24), (120, 34), (160, 45)
SIZES = (NARROW, USUAL, PROJECTOR)


class Ticks:
    """Seconds that pass only when a test says so; by default much between two keys."""

    def __init__(self) -> None:
        self.now = 0.0
        self.step = 5.0

    def __call__(self) -> float:
        """The time; it moves on by `step`."""
        self.now += self.step
        return self.now


@dataclass
class Stand:
    """All that a test of the live screen holds in its hands."""

    app: WorkshopApp
    pilot: Pilot[Leaving]
    backstage: FakeBackstage
    room: Room
    ticks: Ticks
    clock: Clock

    @property
    def live(self) -> LiveScreen:
        """The live screen, also when something is over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, LiveScreen))

    @property
    def notice(self) -> str:
        """What the live screen says."""
        return self.live.query_one("#notice", Notice).text

    @property
    def footer(self) -> FooterLine:
        """The line at the bottom of the live screen."""
        return self.live.query_one(FooterLine)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other, and let the room answer each."""
        for key in keys:
            await self.pilot.press(key)
            await settle(self.pilot)

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait until something holds."""
        await until(self.pilot, holds)


async def settle(pilot: Pilot[Leaving]) -> None:
    """Let messages and the workers that answer keys come to their end; a modal question keeps its worker."""
    await pilot.pause()
    await until(pilot, lambda: not any(w.is_running and w.group in _WORK for w in pilot.app.workers))
    await pilot.pause()


async def until(pilot: Pilot[Leaving], holds: Callable[[], bool]) -> None:
    """Wait until something holds, or fail."""
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end, "it never came to hold"
        await pilot.pause()


@asynccontextmanager
async def live_stand(
    tmp_path: Path,
    *,
    stage: Stage = Stage.LOBBY,
    steps: tuple[Step, ...] = ONE_SCENARIO,
    size: tuple[int, int] = USUAL,
    lacks: str = "",
) -> AsyncIterator[Stand]:
    """An app that shows a room, led to a stage before the screen opens."""
    clock, ticks, backstage = Clock(), Ticks(), FakeBackstage(tmp_path)
    room = await a_room(tmp_path, an_opening(steps), clock)
    backstage.room, backstage.lacks = room, lacks
    await lead_to(room, stage)
    app = WorkshopApp(backstage, start=AtRoom(room), ticks=ticks)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        ticks.now += ticks.step  # the first picture has been seen
        yield Stand(app, pilot, backstage, room, ticks, clock)
    await room.close()


class Bare(App[None]):
    """An app with our themes and nothing else, to look at one screen alone."""

    CSS_PATH = "../../workshop/tui/app.tcss"
    HORIZONTAL_BREAKPOINTS = WorkshopApp.HORIZONTAL_BREAKPOINTS
    VERTICAL_BREAKPOINTS = WorkshopApp.VERTICAL_BREAKPOINTS

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK.name


def at_rest(act: Callable[[Pilot[None]], Awaitable[object]]) -> Callable[[Pilot[None]], Awaitable[None]]:
    """What is done before a picture is taken, with every cursor standing still then."""

    async def run(pilot: Pilot[None]) -> None:
        await pilot.pause()
        await act(pilot)
        await pilot.pause()
        still(pilot.app)
        await pilot.pause()

    return run


def still(app: App[Any]) -> None:
    """Stop every cursor from blinking, so that two pictures are the same."""
    for field in app.screen.query(Input):
        field.cursor_blink = False


class EditorStand(Generic[S]):
    """An editor, and the keys of a test."""

    def __init__(self, pilot: Pilot[Any], editor: type[S]) -> None:
        self.pilot, self.app, self._editor = pilot, pilot.app, editor

    async def press(self, *keys: str) -> None:
        """Press keys, and let each be answered."""
        for key in keys:
            await self.pilot.press(key)
            await self.pilot.pause()

    async def opens(self, key: str, what: type[object]) -> None:
        """Press a key and wait for what it opens."""
        await self.press(key)
        await until(self.pilot, lambda: isinstance(self.app.screen, what))
        await self.pilot.pause()

    async def closes(self, *keys: str) -> None:
        """Press keys and wait for the editor."""
        await self.press(*keys)
        await until(self.pilot, lambda: isinstance(self.app.screen, self._editor))
        await self.pilot.pause()

    @property
    def editor(self) -> S:
        """The editor, also when something lies over it."""
        return next(screen for screen in self.app.screen_stack if isinstance(screen, self._editor))

    def words(self, id_: str) -> str:
        """What a line of the editor says."""
        return str(self.editor.query_one(f"#{id_}", Plain).content)
