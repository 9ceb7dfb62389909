"""Two desks in real browsers and the keyboard of a pty lead one room: each step is made once, all see it."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.builders import an_opening
from tests.e2e.drivers import (
    BACK,
    BLANK,
    CODE,
    MOVES,
    Desk,
    Keyboard,
    Seen,
    differs,
    drawn,
    journal_of,
    noted_session,
)
from tests.e2e.noted_program import LED
from tests.e2e.phones import browser
from tests.e2e.rooms import CODE as ROOM
from tests.e2e.rooms import a_free_port
from tests.patience import PATIENCE
from tests.shipped import library
from workshop.core.agenda.picker import pick_steps
from workshop.core.live import events as e
from workshop.core.live import machine
from workshop.core.live.session import Session, Stage
from workshop.room import Room
from workshop.services.desk import desk_address
from workshop.storage.library.agendas import load_agendas
from workshop.storage.plans.folder import PlanFolder

pytestmark = pytest.mark.long  # five hundred commands on a real terminal, with two browsers

if sys.platform == "win32":
    pytest.skip("Windows has no such terminals", allow_module_level=True)

COMMANDS = 500
AT_ONCE = 0.35
"""The share of turns in which two or three press at the very same moment."""
LEADING = {"Advance", "TakeBack", "Skip", "DropStep", "MoveStep"}
"""The commands after which the room, or its agenda, is another."""
SOON = 0.03
"""Seconds from the decision to that moment."""

LEADS = {"next": 5.0, "back": 4.0, "skip": 0.4, "more": 1.0, "drop": 0.2, "earlier": 0.5, "later": 0.5}
"""What a desk presses, and how often, where others press as well."""
LAYS = {"blank": BLANK, "join": CODE, "look": BACK}
TAKES_AWAY = {"uncover": 1.0, "now": 1.0}
ALONE = LEADS | dict.fromkeys(LAYS, 0.5) | {"hint": 1.0, "less": 1.0}
"""What it presses when it is alone: of what lies over the wall the last press is the one that holds."""
KEYS = {" ": 5.0, "u": 4.0, "+": 1.0, "s": 0.4, "h": 0.5}
KEYS_LAY = {".": BLANK, "j": CODE, "b": BACK}
ASKS = {"s": ("Stay here", "\x1b[A")}
"""What a dialog says that a key may open, and the way to its answer that goes on."""


async def begin(folder: Path) -> None:
    """A half day in its lobby."""
    scenarios = library().scenarios
    steps = pick_steps(load_agendas().agendas["half-day"], scenarios, "drivers")
    played = [scenarios[step.scenario] for step in steps if step.scenario]
    opening = an_opening(
        steps,
        played,
        at=time.time(),
        host="127.0.0.1",
        port=a_free_port(),
        code=ROOM,
        k=3,
        session_id=folder.name,
    )
    room = await Room.begin(opening, PlanFolder(folder))
    await room.close()


class Play:
    """A room that three lead, and the commands that were given so far."""

    def __init__(self, folder: Path, keyboard: Keyboard, desks: list[Desk], seed: int) -> None:
        self.folder, self.keyboard, self.desks = folder, keyboard, desks
        self.chance = random.Random(seed)
        self.given: Counter[str] = Counter()
        self.covered = ""
        self.events: list[e.Event] = []
        self.session = self.look()
        self.seen = self.agree()

    def look(self) -> Session:
        """What the journal holds now; what it held before stays as it was."""
        events = journal_of(self.folder, self.folder.parent / "copied")
        assert events[: len(self.events)] == self.events, "what was written has changed"
        self.events = events
        return machine.replay(events)

    def agree(self) -> list[Seen]:
        """Wait until all three show the place that the journal has."""
        end = time.monotonic() + PATIENCE
        while True:
            self.keyboard.screen.read(0.01)
            seen = [desk.see() for desk in self.desks]
            wall = self.keyboard.screen.text
            if not (differ := differs(self.session, self.covered, seen, wall)):
                return seen
            assert time.monotonic() < end, f"{differ}\n{wall}"

    def turn(self) -> None:
        """One presses, or several at the same moment; then all of it is over, and all three agree."""
        several = self.chance.random() < AT_ONCE and not self.covered
        drivers = self.chance.sample(range(3), self.chance.choice((2, 3)) if several else 1)
        at = time.time() + SOON
        for number in drivers:
            if number < 2 and (value := self.button(number, several=several)) is not None:
                do = value.partition("-")[0]
                self.given[do] += 1
                self.desks[number].press(value, at)
                self.cover(do, LAYS)
        if 2 in drivers:
            key = self.key(several=several)
            self.given[key] += 1
            self.keyboard.wait(lambda: time.time() >= at, "the moment")
            self.press(key, insist=not several)
        self.keyboard.wait(lambda: all(desk.is_answered() for desk in self.desks), "answers to desks")
        self.session = self.look()
        self.seen = self.agree()

    def cover(self, pressed: str, lays: Mapping[str, str]) -> None:
        """Remember what the wall is to show after this."""
        self.covered = lays.get(pressed, "")

    def button(self, number: int, *, several: bool) -> str | None:
        """What a desk presses next; at the closing nobody saves and ends."""
        weights = LEADS if several else ALONE
        if self.covered:
            weights = TAKES_AWAY
        elif self.session.stage is Stage.CLOSE:
            weights = {"back": 1.0}
        return drawn(self.chance, self.seen[number].offers, weights)

    def key(self, *, several: bool) -> str:
        """What the keyboard presses next."""
        if self.covered:
            return " "
        if self.session.stage is Stage.CLOSE:
            return "u"
        lays = dict.fromkeys(KEYS_LAY, 0.5)
        if several or not any(offer.startswith("look-") for offer in self.seen[0].offers):
            lays = {}
        weights = KEYS | lays
        return self.chance.choices(list(weights), list(weights.values()))[0]

    def press(self, key: str, *, insist: bool) -> None:
        """Press a key, answer what it asks, and wait until what it leads to is over."""
        keyboard, led = self.keyboard, self.keyboard.led()
        taken = keyboard.press(key)
        while insist and not taken:
            taken = keyboard.press(key)
        if not taken:
            return  # the picture was about to change
        if self.covered or key in KEYS_LAY:
            self.cover(key, KEYS_LAY)
        else:
            words, way = ASKS.get(key, ("", ""))
            keyboard.wait(lambda: keyboard.led() > led or self.asks(words), f"what {key!r} leads to")
            if keyboard.led() == led:
                keyboard.press(way)
                while not keyboard.press("\r"):
                    pass  # the question has only just been drawn
                keyboard.wait(lambda: keyboard.led() > led, "what the answer leads to")

    def asks(self, words: str) -> bool:
        """Whether a dialog is there that says this; nothing is said by none."""
        return bool(words) and words in self.keyboard.screen.text


def test_whatever_three_press_each_step_is_made_once_and_all_three_see_it(tmp_path: Path) -> None:
    folder, notes = tmp_path / "sessions" / "led", tmp_path / "notes"
    asyncio.run(begin(folder))
    with noted_session(folder, notes) as keyboard, browser() as running:
        keyboard.screen.until("Space  begin")
        link = desk_address(folder.parent)
        play = Play(folder, keyboard, [Desk(running, link) for _ in range(2)], seed=1)
        while play.given.total() < COMMANDS:
            play.turn()
        led = keyboard.noted(LED)
    moves = [event for event in play.events if isinstance(event, MOVES)]
    made = [int(after) for name, _, after, done in led if name in LEADING and done == "True"]
    assert sorted(made) == list(range(len(moves))), "each place was left by one command"
    too_late = [name for name, _, _, done in led if name in LEADING and done == "False"]
    assert len(moves) > COMMANDS / 4
    assert len(too_late) > COMMANDS / 20, "hardly anything came at the same moment"
    for driver in ("keyboard", "desk"):
        assert sum(by == driver and done == "True" for _, by, _, done in led) > COMMANDS / 10, driver
