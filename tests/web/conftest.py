"""A room with its endpoint on a free port, and phones that talk to it."""

from __future__ import annotations

import dataclasses
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from playwright.async_api import Browser

from tests.builders import (
    DAY,
    LEARN,
    SOUND,
    Clock,
    a_pulse_step,
    a_room,
    a_step,
    an_action,
    an_open_step,
    an_opening,
    lead_to,
    open_round,
)
from tests.web.phone_browser import OpenPhone, chromium, phones_at
from workshop.core.agenda.agenda import Cycle, StepKind
from workshop.core.agenda.card import CARDS, GUARDRAILS
from workshop.core.agenda.pulse import PULSES, PulseId
from workshop.core.live import commands as c
from workshop.core.live.dots import Idea, IdeaId
from workshop.core.live.events import SessionOpened
from workshop.core.live.rounds import Round
from workshop.core.live.session import Ballot, Given, Stage
from workshop.core.plans.look_back import EarlierAction, LookBack
from workshop.ports import CaseFiles, Reports, TextsToCome
from workshop.room import Room
from workshop.web.endpoint import Endpoint
from workshop.web.streams import Tempo

AT_ONCE = Tempo(count=0.0, gather=0.0, beat=3600.0)
"""Counts are told without delay, and no sign of life comes between what a test waits for."""

OPEN, SUPPORT, ROLE_STEP, CONFIDENCE, SAFETY, FAULTY_STEP, SOUND_STEP = range(7)
"""The first steps of `PULSE_STEPS`."""

JSON = {"Accept": "application/json"}


@dataclass
class House:
    """A room that is being served. `clock` is what the endpoint goes by."""

    room: Room
    endpoint: Endpoint
    clock: Clock
    port: int = 0
    phones: list[aiohttp.ClientSession] = field(default_factory=list)

    @property
    def origin(self) -> str:
        """The start of every address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        """The page of the room."""
        return f"{self.origin}/7QK2"

    def phone(self) -> aiohttp.ClientSession:
        """A phone with cookies of its own, closed with the house."""
        phone = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True), auto_decompress=True)
        self.phones.append(phone)
        return phone

    async def close(self) -> None:
        """Send the phones home and close the endpoint and the room."""
        for phone in self.phones:
            await phone.close()
        await self.endpoint.stop()
        await self.room.close()


PULSE_STEPS = (
    a_step(StepKind.OPEN),
    a_pulse_step(PULSES[PulseId("support")]),
    a_pulse_step(PULSES[PulseId("role")]),
    a_pulse_step(PULSES[PulseId("confidence")]),
    a_pulse_step(PULSES[PulseId("safety")]),
    a_step(scenario=LEARN),
    a_step(scenario=SOUND, cycle=Cycle.SHORT),
    a_step(StepKind.MAP),
    dataclasses.replace(a_step(StepKind.CARD), card=CARDS[GUARDRAILS]),
    a_step(StepKind.GROUPS, title="What will we check from tomorrow?"),
    a_step(StepKind.DOTS),
    a_step(StepKind.SCORE),
    an_open_step(),
    a_step(StepKind.REVIEW),
    a_step(StepKind.SHIFT),
    a_step(StepKind.ACTIONS),
    a_step(StepKind.BREAK),
    a_step(StepKind.CLOSE),
)
"""Every stage there is: yes or no, roles, percentages and a scale, a faulty and a sound text, the map, a
card, groups and their dots, and what an earlier session left."""

EARLIER = LookBack(
    "2025-10-14-first", 30, "First", DAY, actions=(EarlierAction("first/1.toml", an_action(), 30),)
)


def a_long_opening(**setup: Any) -> SessionOpened:
    """A session of `PULSE_STEPS`."""
    return dataclasses.replace(an_opening(PULSE_STEPS, **setup), look_back=EARLIER)


async def a_house(
    tmp_path: Path,
    opening: SessionOpened | None = None,
    texts: TextsToCome | None = None,
    reports: Reports | None = None,
    cases: CaseFiles | None = None,
) -> House:
    """A room in its lobby, served on a free port."""
    clock = Clock()
    room = await a_room(tmp_path, opening, clock=clock)
    endpoint = Endpoint(
        room, clock=clock, tempo=AT_ONCE, simulated=True, texts=texts, reports=reports, cases=cases
    )
    built = House(room, endpoint, clock)
    built.port = await built.endpoint.start(0, "127.0.0.1")
    return built


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A room in its lobby."""
    built = await a_house(tmp_path)
    yield built
    await built.close()


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """The system's Chromium."""
    async with chromium() as running:
        yield running


@pytest.fixture
async def open_phone(house: House, browser: Browser) -> AsyncIterator[OpenPhone]:
    """Opens the page of `house`."""
    async with phones_at(house.url, browser) as open_page:
        yield open_page


@pytest.fixture
async def open_pulse_phone(pulse_house: House, browser: Browser) -> AsyncIterator[OpenPhone]:
    """Opens the page of `pulse_house`."""
    async with phones_at(pulse_house.url, browser) as open_page:
        yield open_page


@pytest.fixture
async def pulse_house(tmp_path: Path) -> AsyncIterator[House]:
    """A room in its lobby, with `PULSE_STEPS` before it."""
    built = await a_house(tmp_path, a_long_opening())
    yield built
    await built.close()


async def page_of(phone: aiohttp.ClientSession, url: str) -> str:
    """The text of a page."""
    async with phone.get(url) as answer:
        return await answer.text()


async def cast(
    house: House, phone: aiohttp.ClientSession, round_: Round, *fields: tuple[str, str]
) -> aiohttp.ClientResponse:
    """Post a ballot as the page's script does; without fields it is only a decision."""
    body = [("round", round_), *(fields or [("decision", "fix")])]
    return await phone.post(f"{house.url}/ballot", data=body, headers={**JSON, "Origin": house.origin})


def ballots_in(room: Room, round_: Round) -> list[Ballot]:
    """What has been counted in a round."""
    return list(room._session.ballots.get(round_, {}).values())


async def post_answer(
    house: House, phone: aiohttp.ClientSession, fields: Sequence[tuple[str, str]]
) -> tuple[int, str]:
    """Post an answer to the open round as the page's script does; returns the status and what is said."""
    body = [("round", open_round(house.room)), *fields]
    async with phone.post(
        f"{house.url}/answer", data=body, headers={**JSON, "Origin": house.origin}
    ) as answer:
        return answer.status, (await answer.json()).get("why", "")


async def give(
    house: House, phone: aiohttp.ClientSession, round_: Round, value: str
) -> aiohttp.ClientResponse:
    """Post an answer to a pulse as the page's script does."""
    body = {"round": round_, "value": value}
    return await phone.post(f"{house.url}/answer", data=body, headers={**JSON, "Origin": house.origin})


def answers_in(room: Room, round_: Round) -> list[Given]:
    """What has been counted of a pulse."""
    return list(room._session.answers.get(round_, {}).values())


async def lead_to_pulse(house: House, step: int) -> Round:
    """Open the pulse of a step; returns its round."""
    await lead_to(house.room, Stage.PULSE, step)
    return open_round(house.room)


IDEAS = (
    ("a figure leaves the team", "one person recomputes it"),
    ("a reply refuses something", "a second person reads the exceptions"),
    ("a text names a paragraph", "we open the paragraph"),
    ("somebody says 'I do not trust this'", "we open the source together"),
    ("a summary says that nothing changes", "we look for numbers and dates"),
    ("it is Friday", "we send nothing unread"),
    ("a ratio is quoted", "the formula stands beside it"),
    ("a source is named", "we look whether it exists"),
    ("a rating is drafted", "we strike it"),
    ("a rule has an unless", "we test it against the case"),
)
"""If and then of ten ideas, which give everybody three dots."""


async def note_ideas(room: Room, number: int = len(IDEAS)) -> None:
    """Type what groups have said."""
    for if_, then in IDEAS[:number]:
        await room.lead(c.NoteIdea(Idea(IdeaId(""), if_, then)))


async def lead_to_dots(house: House, ideas: int = len(IDEAS)) -> Round:
    """Open the dot vote; returns its round."""
    await lead_to(house.room, Stage.IDEAS)
    await note_ideas(house.room, ideas)
    await lead_to(house.room, Stage.DOTS)
    return open_round(house.room)
