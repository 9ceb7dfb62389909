"""A session that is killed over and over, at moments and calls that are drawn, and what is looked at then."""

from __future__ import annotations

import sys

assert sys.platform != "win32"

import asyncio
import contextlib
import itertools
import multiprocessing
import random
import signal
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import aiohttp

from tests.kills.living import CODE, HOST, At, Found, Life, Serves, live
from tests.kills.order import in_order
from tests.kills.phones import Phone, Said
from tests.kills.stopped import kill_before
from tests.patience import PATIENCE
from tests.stages import ASKING
from workshop.core.live.session import Stage
from workshop.storage.key_file import KEY_BYTES
from workshop.storage.names import JOURNAL_NAME, RECORD_NAME, SEALING_NAME

PHONES = 10

_processes = multiprocessing.get_context("forkserver")
_processes.set_forkserver_preload(["tests.kills.living"])


@dataclass(slots=True)
class Figures:
    """What came of some kills; everything but the first lines should be 0."""

    kills: int = 0
    at_calls: int = 0
    """Those of the kills that came before a call that changes the disk; the others came at a moment."""
    in_seals: int = 0
    sealed: int = 0
    finished: int = 0
    """Seals that a kill interrupted and the next start finished."""
    acknowledged: int = 0
    lost: int = 0
    double: int = 0
    false_claims: list[str] = field(default_factory=list)
    dead: list[str] = field(default_factory=list)
    edited: list[str] = field(default_factory=list)
    in_order: list[str] = field(default_factory=list)
    """Where the files told in which order votes came, right after a start."""
    where: Counter[str] = field(default_factory=Counter)
    """At which stages the kills came."""

    @property
    def faults(self) -> Mapping[str, object]:
        """What should not be; empty where all is well."""
        counts: dict[str, object] = {
            "lost": self.lost,
            "double": self.double,
            "false claims": self.false_claims,
            "dead folders": self.dead,
            "edited by nobody": self.edited,
            "order of arrival": self.in_order,
        }
        return {name: count for name, count in counts.items() if count}

    def __str__(self) -> str:
        stages = ", ".join(f"{stage} {count}" for stage, count in sorted(self.where.items()))
        return (
            f"{self.kills} kills -9, {self.at_calls} at a call, {self.in_seals} in a seal ({stages}). "
            f"{self.sealed} sessions sealed, {self.finished} of them by the start after a kill. "
            f"{self.acknowledged} votes acknowledged, {self.lost} lost, {self.double} double, "
            f"{len(self.false_claims)} false claims, {len(self.dead)} dead folders, "
            f"{len(self.edited)} files edited by nobody, {len(self.in_order)} with an order of arrival."
        )


class Process:
    """A room in a process of its own."""

    def __init__(self, life: Life) -> None:
        self.pipe, theirs = _processes.Pipe()
        self._process: ForkServerProcess = _processes.Process(target=live, args=(life, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self.stage: Stage | None = None

    @property
    def pid(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    async def hear(self) -> Found | Serves | At | None:
        """The next thing it says; None where it has ended."""
        return await asyncio.to_thread(_heard, self.pipe)

    def tell(self) -> None:
        """Say that it may go on."""
        with contextlib.suppress(OSError):  # it is dead
            self.pipe.send(None)

    def kill(self) -> None:
        """End it as a power cut does."""
        self._process.kill()

    def ended(self) -> int:
        """Wait for its end; returns its exit status."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        assert code is not None, "the process goes on"
        self.pipe.close()
        self._process.close()
        return code


def _heard(pipe: Connection) -> Found | Serves | At | None:
    try:
        heard: Found | Serves | At = pipe.recv()
    except (EOFError, OSError):
        return None
    return heard


@dataclass(frozen=True, slots=True)
class Kill:
    """When a process is killed: so many seconds, or calls that change the disk, after something."""

    after: float = 0.0
    call: int = 0
    stages: int = 0
    """After the room has entered so many stages; with 0 from the start of the process on."""
    votes: int = 0
    """At once after so many votes were acknowledged."""
    in_seal: bool = False
    """After the facilitator has said that it is over."""

    @property
    def at_start(self) -> bool:
        """Whether it is counted from the start of the process on."""
        return not (self.stages or self.votes or self.in_seal)


@dataclass(slots=True)
class Hunt:
    """One session folder after the other, led and killed until there were enough kills."""

    sessions: Path
    state: Path
    chance: random.Random
    too_early: bool = False
    figures: Figures = field(default_factory=Figures)
    phones: list[Phone] = field(default_factory=list)
    folder: Path = Path()
    stage: Stage | None = None
    """Where the session stood when its last process ended."""
    calls: list[str] = field(default_factory=list)
    """The calls that the last process made which was watched."""
    _names: Iterator[int] = field(default_factory=itertools.count)

    async def kill_often(self, kills: int) -> Figures:
        """Lead sessions, and kill each process at a moment, or at a call, that is drawn."""
        self.new_session()
        while self.figures.kills < kills:
            if await self.lead(self._drawn()):
                self.new_session()
        await self.until_sealed()
        return self.figures

    async def kill_voting(self, kills: int) -> Figures:
        """Kill processes as soon as a few votes were acknowledged."""
        self.new_session()
        while self.figures.kills < kills:
            if await self.lead(Kill(votes=self.chance.randint(1, 9))):
                self.new_session()
        await self.until_sealed()
        return self.figures

    async def kill_each_seal(self, calls: Iterator[int]) -> Figures:
        """Kill seals before the calls with these numbers, until a seal has fewer."""
        self.new_session()
        for call in calls:
            while await self.lead(Kill(call=call, in_seal=True), straight=True):
                if self.figures.sealed:
                    return self.figures
                self.new_session()  # the start finished what the last kill interrupted
        raise AssertionError("no seal was whole")

    def new_session(self) -> None:
        """Take another folder, and phones that nobody knows."""
        self.folder = self.sessions / f"2025-11-18-session-{next(self._names)}"
        self.phones = [Phone(random.Random(self.chance.random())) for _ in range(PHONES)]

    async def until_sealed(self) -> None:
        """Lead the present session to its end."""
        while not await self.lead(None, straight=True):
            pass

    async def lead(self, kill: Kill | None, *, straight: bool = False) -> bool:
        """One process, from its start until it is killed or has sealed; says whether the session is over."""
        tokens = [phone.token for phone in self.phones if phone.token]
        seed = self.chance.randrange(2**32)
        process = Process(Life(self.folder, self.state, seed, tokens, straight, self.too_early))
        life = _Life(self, process, kill)
        over = await life.lived()
        self.stage = life.stage
        self.figures.acknowledged += sum(phone.take_acknowledged() for phone in self.phones)
        self._look_at_files()
        if over:
            self._look_at_end()
        return over

    def found(self, found: Found) -> None:
        """Compare what the room holds with what its phones were told."""
        self.figures.double += found.strangers
        for phone in self.phones:
            held = found.votes.get(phone.token, {})
            for round_, here in phone.said.items():
                vote = held.get(round_)
                self.figures.lost += not here.may_be(vote)
                phone.said[round_] = Said(vote)
            self.figures.double += len(held.keys() - phone.said.keys())
        if found.rounds:
            told = list(in_order(self.folder / JOURNAL_NAME, found.rounds))
            self.figures.in_order += [f"{self.folder.name}: {one}" for one in told[:1]]

    def _drawn(self) -> Kill:
        """A kill at the start, on the way, or in the seal, at a moment or before a call."""
        chance = self.chance
        at_call, place = chance.random() < 0.5, chance.random()
        if self.stage is Stage.CLOSE or place < 0.1:
            return Kill(chance.uniform(0, 0.08), at_call * chance.randint(1, 110), in_seal=True)
        if place < 0.2:
            return Kill(votes=chance.randint(1, 40))
        if place < 0.4:
            return Kill(chance.uniform(0, 0.3), at_call * chance.randint(1, 40))
        return Kill(chance.uniform(0, 0.05), at_call * chance.randint(1, 40), stages=chance.randint(1, 9))

    def _look_at_files(self) -> None:
        """Nobody edits these files, and what the folder claims has to be so, also between two starts."""
        edited = sorted(self.folder.glob("*.edited*"))
        self.figures.edited += [str(path.relative_to(self.sessions)) for path in edited]
        for path in edited:
            path.unlink()  # counted once
        keys = [path.name for path in self._keys() if any(path.read_bytes()[:KEY_BYTES])]
        if keys and self._is_sealed():
            self._claims(f"is sealed, but {keys} can be read")

    def _look_at_end(self) -> None:
        """A session that is over has left its record and its plans."""
        left = [path.name for path in self.folder.glob("*journal*")]
        left += [path.name for path in (self.folder / SEALING_NAME, *self._keys()) if path.exists()]
        if left or not self._is_sealed():
            self._claims(f"is over, but is not sealed, or holds {left}")

    def _is_sealed(self) -> bool:
        """Whether the record says so."""
        try:
            record = tomllib.loads((self.folder / RECORD_NAME).read_text("utf-8"))
        except FileNotFoundError:
            return False
        return bool(record["session"]["sealed"])

    def _keys(self) -> list[Path]:
        return sorted(self.state.rglob("keys/*"))

    def _claims(self, claim: str) -> None:
        self.figures.false_claims.append(f"{self.folder.name} {claim}")


class _Life:
    """A process while it lives."""

    def __init__(self, hunt: Hunt, process: Process, kill: Kill | None) -> None:
        self._hunt, self._process, self._kill = hunt, process, kill
        self._voting = asyncio.Event()
        self._is_over = False
        self.stage: Stage | None = None
        self._stages = 0
        self._in_seal = False
        self._killer: asyncio.Task[None] | None = None
        self._phones: asyncio.Task[None] | None = None

    async def lived(self) -> bool:
        """Follow it until it ends; returns whether its session is over."""
        kill = self._kill
        if kill is not None and kill.at_start:
            await self._aim(kill)
        self._process.tell()
        has_started = sealed = False
        while (heard := await self._process.hear()) is not None:
            if isinstance(heard, Found):
                has_started = True
                sealed = self._found(heard)
            elif isinstance(heard, Serves):
                self._phones = asyncio.create_task(self._vote(f"http://{HOST}:{heard.port}"))
            else:
                sealed |= await self._at(heard.stage)
        await self._end()
        status = await asyncio.to_thread(self._process.ended)
        self._count(status, has_started=has_started)
        return sealed or status > 0

    def _found(self, found: Found) -> bool:
        self.stage = found.stage
        if found.stage is None:
            self._hunt.figures.finished += 1  # its votes are destroyed, as they should be
        else:
            self._hunt.found(found)
        self._process.tell()
        return found.stage is None

    async def _at(self, stage: Stage) -> bool:
        """The room is at another stage; says whether it is sealed."""
        self.stage = stage
        self._stages += 1
        if self._kill is not None and self._kill.stages == self._stages:
            await self._aim(self._kill)
        if stage in ASKING:
            self._voting.set()
        else:
            self._voting.clear()
        if stage is Stage.CLOSE and not self._in_seal:
            self._in_seal = True
            if self._kill is not None and self._kill.in_seal:
                await self._aim(self._kill)
            self._process.tell()
        elif stage is Stage.SEALED:
            self._hunt.figures.sealed += 1
            self._process.tell()
        return stage is Stage.SEALED

    async def _aim(self, kill: Kill) -> None:
        """Have it killed at a moment, or before a call."""
        is_watched = asyncio.Event()
        self._killer = asyncio.create_task(
            self._watch(kill.call, is_watched) if kill.call else self._wait(kill)
        )
        if kill.call:
            await is_watched.wait()

    async def _wait(self, kill: Kill) -> None:
        await asyncio.sleep(kill.after)
        self._process.kill()

    async def _watch(self, call: int, is_watched: asyncio.Event) -> None:
        loop = asyncio.get_running_loop()

        def watched() -> None:
            loop.call_soon_threadsafe(is_watched.set)

        stopped = await asyncio.to_thread(kill_before, self._process.pid, call, watched)
        self._hunt.calls = stopped.calls
        self._hunt.figures.at_calls += stopped.killed

    async def _vote(self, origin: str) -> None:
        """Let all phones vote while a round is open, until nobody answers any more."""
        jar, patience = aiohttp.DummyCookieJar(), aiohttp.ClientTimeout(total=PATIENCE)
        async with aiohttp.ClientSession(cookie_jar=jar, timeout=patience) as http:
            await asyncio.gather(*(self._vote_from(phone, http, origin) for phone in self._hunt.phones))

    async def _vote_from(self, phone: Phone, http: aiohttp.ClientSession, origin: str) -> None:
        with contextlib.suppress(aiohttp.ClientError, OSError):
            while not self._is_over:
                await phone.look(http, origin, CODE)
                votes = sum(one.acknowledged for one in self._hunt.phones)
                if self._kill is not None and 0 < self._kill.votes <= votes:
                    self._process.kill()
                await asyncio.sleep(phone.pause())
                await self._voting.wait()

    async def _end(self) -> None:
        """What still waits for the process hears that it is gone."""
        self._is_over = True
        self._voting.set()
        if self._killer is not None and not (self._kill and self._kill.call):
            self._killer.cancel()
        waits = [task for task in (self._killer, self._phones) if task is not None]
        for outcome in await asyncio.gather(*waits, return_exceptions=True):
            if isinstance(outcome, Exception):
                raise outcome

    def _count(self, status: int, *, has_started: bool) -> None:
        figures = self._hunt.figures
        if status == -signal.SIGKILL:
            figures.kills += 1
            figures.where[str(self.stage or "start")] += 1
            figures.in_seals += self._in_seal
        elif status and not has_started:
            figures.dead.append(self._hunt.folder.name)
        else:
            assert status == 0, f"the process of {self._hunt.folder} failed"
