"""The room of the pictures: the first scenario of the demo, led from lobby to check, always alike."""

from __future__ import annotations

import hashlib
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path

import aiohttp
from textual.pilot import Pilot
from textual.strip import Strip

from tests.builders import an_opening, open_round, token_of
from tests.pictures.cells import rows_of, text_of
from tests.shipped import shelf
from tests.tui.at_rest import at_rest
from tests.tui.driving import Ticks, settle, until
from tests.tui.fakes import FakeBackstage
from tests.web.conftest import House, a_house, page_of
from tests.web.desks import a_desk, desk_url
from workshop.core.agenda.picker import pick_steps
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.live.view import RoomView
from workshop.ports import Leaving
from workshop.rehearsal.opinions import opinion
from workshop.room import Room
from workshop.tui.app import WorkshopApp
from workshop.tui.live.screen import LiveScreen
from workshop.tui.messages import AtRoom

PHONES = 18
SIZE = (120, 34)
TITLE = "AI in customer care"
PURPOSE = "Every team leaves with one check it will use before a text goes to a customer."
SEED = "pictures"
ASKED = {Stage.VOTE_1, Stage.VOTE_2}
DIGESTS = "digests.txt"
"""The file beside the pictures that says of each which texts it shows."""

STILLS = {"lobby": Stage.LOBBY, "vote": Stage.VOTE_1, "reveal": Stage.REVEAL, "outcome": Stage.OUTCOME}
"""The pictures of the wall, each with the place at which it is taken, at its first part."""

MOVING = "vote-to-reveal"


@dataclass
class Told:
    """What was seen on the way: the wall at each place, and what the pages say that have a picture."""

    wall: list[tuple[Stage, int, int, list[Strip]]] = field(default_factory=list)
    """Stage, part, how many have voted, and the rows."""

    pages: dict[str, str] = field(default_factory=dict)

    def still(self, name: str) -> list[Strip]:
        """The rows of a picture: the last of its place in which somebody is still asked."""
        at = (STILLS[name], 0)
        return [rows for stage, part, voted, rows in self.wall if (stage, part) == at and voted < PHONES][-1]

    def moving(self) -> Iterator[tuple[float, list[Strip]]]:
        """The moving picture, from the text to the check, with the seconds that each place is shown."""
        for stage, _, voted, rows in self.wall:
            if seconds := SECONDS.get(stage):
                yield (1.5 if stage in ASKED and voted not in (0, PHONES) else seconds), rows

    def digests(self) -> dict[str, str]:
        """What each picture says, as a number that is another when a word is."""
        said = {name: text_of(self.still(name)) for name in STILLS} | self.pages
        said[MOVING] = "\n".join(text_of(rows) for _, rows in self.moving())
        return {name: hashlib.sha256(text.encode()).hexdigest()[:16] for name, text in sorted(said.items())}


SECONDS = {
    Stage.READ: 4.0,
    Stage.VOTE_1: 2.5,
    Stage.TALK: 3.0,
    Stage.VOTE_2: 2.5,
    Stage.REVEAL: 4.5,
    Stage.OUTCOME: 5.0,
    Stage.CHECK: 6.0,
}
"""How long each place is shown in the moving picture."""


@dataclass
class Led:
    """The room, its wall, and a phone and a desk that look on."""

    house: House
    pilot: Pilot[Leaving]
    phone: aiohttp.ClientSession
    desk: aiohttp.ClientSession
    told: Told

    async def look(self) -> None:
        """Keep what the wall shows."""
        view = self.house.room.view()
        await until(self.pilot, lambda: self._is_drawn(view))
        await settle(self.pilot)
        await at_rest()
        rows = rows_of(self.pilot.app)
        self.told.wall.append((view.stage, view.position.part, getattr(view, "voted", 0), rows))

    def _is_drawn(self, view: RoomView) -> bool:
        """Whether the wall has come to where the room is."""
        screen = self.pilot.app.screen
        return isinstance(screen, LiveScreen) and screen._seen == view

    async def cast(self, upto: int) -> None:
        """Let phones vote, each as a simulated one does, until so many have."""
        room = self.house.room
        view, round_ = room.view(), open_round(room)
        scenario = room._session.scenario
        assert scenario is not None
        for number in range(view.voted, upto):
            await room.cast(
                token_of(room, f"phone-{number}"), round_, opinion(scenario, round_.number, number, SEED)
            )


@asynccontextmanager
async def the_room(folder: Path) -> AsyncIterator[Led]:
    """A room in its lobby, with all that is looked at."""
    steps = pick_steps(shelf().agenda("demo"), shelf().scenarios, SEED)
    played = [shelf().scenarios[step.scenario] for step in steps if step.scenario]
    house = await a_house(folder, an_opening(steps, played, title=TITLE, purpose=PURPOSE))
    _stand_in(house.room)
    backstage = FakeBackstage(folder)
    backstage.room = house.room
    app = WorkshopApp(backstage, start=AtRoom(house.room), ticks=Ticks())
    async with app.run_test(size=SIZE) as pilot:
        app.animation_level = "basic"  # the line of the clock is seen, and bars are grown at once
        yield Led(house, pilot, house.phone(), await a_desk(house), Told())
    await house.close()


def _stand_in(room: Room) -> None:
    """Let as many phones as ever be here: those that vote hold no line open, so the endpoint counts none."""
    room.note_present(PHONES)
    room.note_present = lambda phones: None  # type: ignore[method-assign]


async def places(led: Led) -> AsyncIterator[Stage]:
    """Lead the room by Space to the check of its first scenario; what is seen is kept on the way."""
    room = led.house.room
    while True:
        stage = room.view().stage
        if stage in ASKED:
            await _vote(led)
        await led.look()
        led.told.pages |= await _pages(led, stage)
        yield stage
        if stage is Stage.CHECK:
            return
        if stage in ASKED:
            await led.cast(PHONES)
            await led.look()
        led.house.clock.pass_by(20)
        await room.lead(c.Advance(room.clock(), room.present))


async def _vote(led: Led) -> None:
    """Most phones vote, in three looks; the last one is still looking for its button."""
    for voted in (0, PHONES // 2):
        await led.cast(voted)
        await led.look()
    await led.cast(PHONES - 1)


async def _pages(led: Led, stage: Stage) -> dict[str, str]:
    """What phone and desk say where they have their pictures."""
    if stage is Stage.VOTE_1:
        return {"phone": said(await page_of(led.phone, led.house.url))}
    if stage is Stage.TALK:
        return {"desk": said(await page_of(led.desk, desk_url(led.house)))}
    return {}


def said(page: str) -> str:
    """The words of a page, without its signs and scripts."""
    body = re.sub(r"<(script|style|svg|template)\b.*?</\1>", " ", page, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", body)).split())
