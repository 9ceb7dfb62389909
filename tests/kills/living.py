"""A real room in a process of its own: journal, folder, endpoint, and somebody who leads it.

It says on a pipe what happens, and is killed by whoever listens.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from multiprocessing.connection import Connection
from pathlib import Path

from tests.builders import (
    EVERY_STAGE,
    a_ballot,
    a_pulse,
    a_pulse_step,
    an_action,
    an_opening,
    phone_of,
    token_of,
)
from tests.kills.phones import IN_A_HURRY, said
from workshop.core.agenda.agenda import Step
from workshop.core.agenda.pulse import Answer
from workshop.core.live import commands as c
from workshop.core.live import events as e
from workshop.core.live.dots import Dots
from workshop.core.live.rounds import Round, Seat
from workshop.core.live.scores import Scores
from workshop.core.live.session import Ballot, Given, Stage, Taps, Vote
from workshop.core.live.steps import Picture
from workshop.core.live.steps.dots import DotsPicture
from workshop.core.live.steps.open_case import OpenTextPicture
from workshop.core.live.steps.pulse import PulsePicture
from workshop.core.live.steps.score import ScorePicture
from workshop.core.problems import FileTrouble, Refused
from workshop.core.words import Decision
from workshop.rehearsal.leader import commands_for
from workshop.room import News, Room
from workshop.services.folders import is_open
from workshop.storage.journal import Journal
from workshop.storage.names import RECORD_NAME
from workshop.storage.plans.folder import PlanFolder
from workshop.web.endpoint import Endpoint

CODE = "7QK2"
HOST = "127.0.0.1"
_VOTING_FOR = 0.12
"""Seconds at most that whoever leads waits for votes."""
_TOO_LATE = 0.3
"""Seconds until a vote is written that was acknowledged too early."""
_OF_THIS_PROCESS = tuple(f"phone-{number}-of-this-process" for number in range(7))
"""The names of phones that are none."""


@dataclass(frozen=True, slots=True)
class Life:
    """How a process leads its session.

    `tokens` are those of the phones that voted in earlier lives. A life that goes `straight` to the closing
    votes in its own process; one that is `too_early` acknowledges before it commits: the mistake that must
    be found.
    """

    folder: Path
    state: Path
    seed: int
    tokens: Sequence[str] = ()
    straight: bool = False
    too_early: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a process found when it started: where the session stands, and each phone's votes.

    `stage` is None where the start finished a seal that had begun. `strangers` counts votes of no phone that
    is known, and `rounds` holds the seats of each round.
    """

    stage: Stage | None
    votes: dict[str, dict[Round, str]] = field(default_factory=dict)
    strangers: int = 0
    rounds: dict[Round, list[Seat]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Serves:
    """The phones can come to this port."""

    port: int


@dataclass(frozen=True, slots=True)
class At:
    """The room is at another stage."""

    stage: Stage


def live(life: Life, pipe: Connection) -> None:
    """Start a session, or go on with it, and lead it to its closing; then seal it when told to."""
    os.environ["XDG_STATE_HOME"] = str(life.state)
    asyncio.run(_live(life, pipe))


async def _live(life: Life, pipe: Connection) -> None:
    pipe.recv()  # whoever counts the calls of its start is ready to
    room = await _started(life.folder)
    if room is None:
        pipe.send(Found(None))
        return
    pipe.send(_found(room, (*life.tokens, *(token_of(room, name) for name in _OF_THIS_PROCESS))))
    pipe.recv()  # the files are looked at before anything is written
    if life.too_early:
        _acknowledge_too_early(room._journal)
    chance = random.Random(life.seed)
    if life.straight:
        await _lead(room, chance, pipe, phones=0)
    else:
        endpoint = Endpoint(room, limits=IN_A_HURRY)
        pipe.send(Serves(await endpoint.start(0, HOST)))
        room.subscribe(lambda change: pipe.send(At(room.view().stage)) if News.STAGE in change else None)
        await _lead(room, chance, pipe, phones=8)
    pipe.send(At(Stage.CLOSE))
    await asyncio.to_thread(pipe.recv)
    await room.seal()
    if life.straight:
        pipe.send(At(Stage.SEALED))
    pipe.recv()


async def _started(folder: Path) -> Room | None:
    """What the next start makes of a folder: a session that begins or goes on, or None where it is over."""
    if is_open(folder):
        return await Room.resume(PlanFolder(folder))
    if (folder / RECORD_NAME).exists():
        return None
    return await Room.begin(_opening(folder), PlanFolder(folder))


def _opening(folder: Path) -> e.SessionOpened:
    return an_opening(EVERY_STAGE, at=time.time(), session_id=folder.name, host=HOST, code=CODE, k=3)


def _found(room: Room, tokens: Sequence[str]) -> Found:
    session = room._session
    seats = {
        (subject, room._seat(subject, token)): token
        for token in tokens
        for subject in {round_.subject for round_ in (*session.ballots, *session.answers)}
    }
    found = Found(session.stage)
    strangers = 0
    rounds: list[tuple[Round, Seat, Ballot | Given]] = [
        *((round_, seat, vote) for round_, votes in session.ballots.items() for seat, vote in votes.items()),
        *((round_, seat, vote) for round_, votes in session.answers.items() for seat, vote in votes.items()),
    ]
    for round_, seat, vote in rounds:
        found.rounds.setdefault(round_, []).append(seat)
        token = seats.get((round_.subject, seat))
        if token is None:
            strangers += 1
        else:
            found.votes.setdefault(token, {})[round_] = said(vote)
    return replace(found, strangers=strangers)


def _acknowledge_too_early(journal: Journal) -> None:
    """Say of votes that they are written before they are."""
    append = journal.append
    under_way: set[asyncio.Task[None]] = set()

    async def later(events: list[e.Event]) -> None:
        await asyncio.sleep(_TOO_LATE)
        with contextlib.suppress(FileTrouble):
            await append(events)

    async def at_once(events: list[e.Event], *, closes_round: bool = False) -> None:
        if closes_round or not all(isinstance(one, e.VoteCast) for one in events):
            await append(events, closes_round=closes_round)
        else:
            under_way.add(asyncio.create_task(later(events)))

    journal.append = at_once  # type: ignore[method-assign]


async def _lead(room: Room, chance: random.Random, pipe: Connection, *, phones: int) -> None:
    """Lead on to the closing, with what a facilitator types on the way, and with second thoughts."""
    typed = None
    while (view := room.view()).stage is not Stage.CLOSE:
        if view.is_open:
            if phones:
                await _until_voted(room, chance.randint(0, phones))
            else:
                await _vote_here(room, chance)
        commands: list[c.Command] = []
        if typed != view.position:
            commands += commands_for(view, "kills")
            typed = view.position
        if phones and chance.random() < 0.3:
            commands.append(_second_thought(room, chance))
        commands.append(c.Advance(room.clock(), room.present))
        for command in commands:
            with contextlib.suppress(Refused):
                await room.lead(command)
        room.note_present(chance.randint(3, 12))  # plans say how many were there


def _second_thought(room: Room, chance: random.Random) -> c.Command:
    to_come = room.view().position.step + chance.randint(1, 3)
    return chance.choice(
        (
            c.DropStep(to_come, sure=True),
            c.AddStep(to_come, _a_question(room, to_come, chance)),
            c.TakeBack(room.clock()),
            c.AgreeAction(an_action(then=f"we ask {chance.randrange(9)}")),
            c.WithdrawAction("A1"),
            c.Extend(room.clock()),
        )
    )


def _a_question(room: Room, to_come: int, chance: random.Random) -> Step:
    """A step that asks something new, in the phase of the one that it comes before."""
    steps = room.view().steps
    phase = steps[min(to_come, len(steps) - 1)].phase
    return replace(a_pulse_step(a_pulse(f"added-{chance.randrange(99)}")), phase=phase)


async def _until_voted(room: Room, votes: int) -> None:
    enough = asyncio.Event()
    stop = room.subscribe(lambda change: enough.set() if room.view().voted >= votes else None)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(_VOTING_FOR):
            if room.view().voted < votes:
                await enough.wait()
    stop()


def _vote_in(asked: Picture, chance: random.Random) -> Vote:
    """A vote in what is asked."""
    match asked:
        case PulsePicture(pulse=pulse):
            return Answer(chance.choice(pulse.values))
        case DotsPicture(ideas=ideas):
            return Dots((ideas[0].id,))
        case ScorePicture(ideas=ideas):
            return Scores({ideas[0].id: chance.randint(1, 5)})
        case OpenTextPicture(case=case):
            return Taps((chance.randrange(len(case.sentences)),))
    return a_ballot(chance.choice(list(Decision)))


async def _vote_here(room: Room, chance: random.Random) -> None:
    """Votes of phones that are none, in an order that is drawn."""
    for name in chance.sample(_OF_THIS_PROCESS, len(_OF_THIS_PROCESS)):
        view = phone_of(room, name)
        assert view.round is not None
        with contextlib.suppress(Refused):
            await room.cast(token_of(room, name), view.round, _vote_in(view.picture, chance))
