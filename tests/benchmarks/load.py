"""Many phones in a process of their own: raw HTTP, so that the load costs as little as it can.

Run as `python -m tests.benchmarks.load URL PHONES STREAMS`; orders come as lines on standard input, each
answered by one line of JSON on standard output:

    cast ROUND            every phone casts at once
    pace ROUND RATE SECS  phones cast in turn at RATE a second, whether the ones before were answered or not
    pace RATE SECS        the same in the round that the phones show
    watch                 from now on note when phones show another page
    shown                 wait until all do: when the last one did, how many asked for it, what it asks for
    vote                  every phone answers at once what its page asks
    quit

A phone does what the page's script does: it shows the page that comes with an event, and asks for one that
does not. A page that the phone must fill in is taken for shown when it has come.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import re
import resource
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, ClassVar
from urllib.parse import urlsplit

DECISIONS = ("use", "fix", "redo", "stop")
CONFIDENCES = (50, 60, 70, 80, 90, 100)
SENTENCES = 6
"""How many can be tapped: no more than the scenario of the measures has."""

_GZIP = b"\x1f\x8b"
_FORM = re.compile(r'<form [^>]*action="[^"]*/(ballot|answer)".*?name="round" value="([^"]+)"', re.DOTALL)
_VALUES = re.compile(r'name="value" value="([^"]+)"')
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)


class Wire(asyncio.Protocol):
    """One kept connection with its cookie; it asks one thing at a time."""

    def __init__(self) -> None:
        self.cookie = self.body = ""
        self.free = True
        self._got = b""
        self._then: Callable[[int], None] = lambda status: None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way to write."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def ask(self, text: bytes, then: Callable[[int], None]) -> None:
        """Send a request; `then` is called with the status of the answer."""
        self.free, self._then = False, then
        self._transport.write(text)

    def data_received(self, data: bytes) -> None:
        """Wait for the whole answer."""
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or (length and len(body) < int(length[1])):
            return
        if cookie := _COOKIE.search(head):
            self.cookie = cookie[1].decode()
        self.free, self._got = True, b""
        self.body = body.decode()
        self._then(int(head[9:12]))


class Stream(asyncio.Protocol):
    """An open stream of events, perhaps packed; `hear` is told of each event that names a place."""

    known: ClassVar[dict[bytes, list[tuple[str, str]]]] = {}
    """What has been unpacked: the same bytes come to all phones."""

    def __init__(self, hear: Callable[[str, str], None]) -> None:
        self._hear = hear
        self._got = b""
        self._begun = False

    def data_received(self, data: bytes) -> None:
        """Take in the chunks that are complete."""
        self._got += data
        if not self._begun:
            _, end, self._got = self._got.partition(b"\r\n\r\n")
            self._begun = bool(end)
        while (at := self._got.find(b"\r\n")) > 0:
            size = int(self._got[:at], 16)
            if len(self._got) < at + 4 + size:
                return
            chunk, self._got = self._got[at + 2 : at + 2 + size], self._got[at + 4 + size :]
            if (places := self.known.get(chunk)) is None:
                places = self.known[chunk] = _places_of(chunk)
            for place, page in places:
                self._hear(place, page)


def _places_of(chunk: bytes) -> list[tuple[str, str]]:
    """The places that a chunk names, each with its page where it carries one."""
    if chunk.startswith(_GZIP):
        chunk = chunk[10:]
    if chunk and not chunk.startswith((b"event:", b"retry:", b"data:", b":")):
        chunk = zlib.decompressobj(-15).decompress(chunk)
    places = []
    for event in chunk.decode().split("\n\n"):
        lines = event.split("\n")
        if "event: stage" in lines:
            place, *page = [line[6:] for line in lines if line.startswith("data: ")]
            places.append((place, "\n".join(page)))
    return places


@dataclass
class Watch:
    """What phones have shown since somebody began to look."""

    size: int
    last: float | None = None
    asked: int = 0
    page: str = ""
    shown: set[int] = field(default_factory=set)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    def note(self, phone: int, page: str) -> None:
        """A phone shows a page."""
        self.shown.add(phone)
        self.last = time.monotonic()
        self.page = page
        if len(self.shown) == self.size:
            self.done.set()


class Crowd:
    """Phones that joined a room, or only connected to a bare handler."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.hostname or "", parts.port or 80, parts.path
        self.wires: list[Wire] = []
        self.streams = 0
        self.watch = Watch(0)
        self.form: dict[str, Any] | None = None

    async def join(self, phones: int, streams: int) -> None:
        """Open the page on every phone, and an event stream on the first `streams` of them."""
        for start in range(0, phones, 50):
            await asyncio.gather(*(self._join() for _ in range(start, min(start + 50, phones))))
        loop = asyncio.get_running_loop()
        self.streams = streams
        for number, wire in enumerate(self.wires[:streams]):
            stream, _ = await loop.create_connection(
                lambda number=number: Stream(partial(self._hear, number)),  # type: ignore[misc]
                self.host,
                self.port,
            )
            stream.write(
                f"GET {self.path}/events HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                f"Accept-Encoding: gzip, deflate\r\nCookie: {wire.cookie}\r\n\r\n".encode()
            )

    def _hear(self, number: int, place: str, page: str) -> None:
        watch, wire = self.watch, self.wires[number]
        if page:
            watch.note(number, page)
        elif wire.free:
            watch.asked += 1
            wire.ask(
                f"GET {self.path}?part HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                f"Cookie: {wire.cookie}\r\n\r\n".encode(),
                lambda status: watch.note(number, wire.body),
            )

    def begin_watch(self) -> dict[str, object]:
        """Note from now on when phones show another page."""
        self.watch = Watch(self.streams)
        return {"watching": self.streams}

    async def all_shown(self) -> dict[str, object]:
        """Wait until all phones do."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(20):
                await self.watch.done.wait()
        self.form = form_in(self.watch.page)
        complete = self.watch.last if self.watch.done.is_set() else None
        return {"last": complete, "asked": self.watch.asked, "form": self.form}

    async def vote(self) -> dict[str, object]:
        """Everybody answers what the page asks."""
        assert self.form is not None
        if self.form["leaf"] == "ballot":
            return await self.cast(self.form["round"])
        values = self.form["values"]
        return await self._post_all([self._answer(wire, random.choice(values)) for wire in self.wires])

    def _answer(self, wire: Wire, value: str) -> bytes:
        assert self.form is not None
        return self._post(wire, "answer", f"round={self.form['round'].replace('/', '%2F')}&value={value}")

    async def _join(self) -> None:
        loop = asyncio.get_running_loop()
        _, wire = await loop.create_connection(Wire, self.host, self.port)
        joined = loop.create_future()
        wire.ask(
            f"GET {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode(), joined.set_result
        )
        await joined
        self.wires.append(wire)

    def _ballot(self, wire: Wire, round_: str) -> bytes:
        """A vote as the page's script sends it; hardly two are alike."""
        taps = "".join(f"&tap={tap}" for tap in sorted(random.sample(range(SENTENCES), random.randrange(4))))
        body = (
            f"round={round_.replace('/', '%2F')}{taps}"
            f"&decision={random.choice(DECISIONS)}&confidence={random.choice(CONFIDENCES)}"
        )
        return self._post(wire, "ballot", body)

    def _post(self, wire: Wire, leaf: str, body: str) -> bytes:
        return (
            f"POST {self.path}/{leaf} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Origin: http://{self.host}:{self.port}\r\nAccept: application/json\r\nCookie: {wire.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    async def cast(self, round_: str) -> dict[str, object]:
        """Everybody votes at once; seconds of every acknowledgement, and of the whole."""
        return await self._post_all([self._ballot(wire, round_) for wire in self.wires])

    async def _post_all(self, requests: list[bytes]) -> dict[str, object]:
        answered = asyncio.get_running_loop().create_future()
        took: list[float] = []
        refused: list[int] = []

        def one(begun: float) -> Callable[[int], None]:
            def then(status: int) -> None:
                took.append(time.perf_counter() - begun)
                if status != 200:
                    refused.append(status)
                if len(took) == len(self.wires):
                    answered.set_result(None)

            return then

        begun = time.perf_counter()
        for wire, request in zip(self.wires, requests, strict=True):
            wire.ask(request, one(time.perf_counter()))
        await answered
        return {"seconds": time.perf_counter() - begun, "acks": sorted(took), "refused": refused}

    async def pace(self, round_: str, rate: float, seconds: float) -> dict[str, object]:
        """One phone after the other votes, `rate` a second; how many were counted in that time."""
        loop, sent, counted = asyncio.get_running_loop(), 0, 0
        took: list[float] = []
        waiting: set[float] = set()

        def asked(begun: float) -> Callable[[int], None]:
            waiting.add(begun)

            def then(status: int) -> None:
                nonlocal counted
                counted += status == 200
                waiting.discard(begun)
                took.append(time.perf_counter() - begun)

            return then

        start = loop.time()
        while (now := loop.time() - start) < seconds:
            while sent < now * rate:
                wire = self.wires[sent % len(self.wires)]
                if wire.free:
                    wire.ask(self._ballot(wire, round_), asked(time.perf_counter()))
                sent += 1
            await asyncio.sleep(0.004)
        now = time.perf_counter()
        return {"votes": counted, "acks": sorted(took), "waiting": [now - begun for begun in waiting]}


def form_in(page: str) -> dict[str, Any] | None:
    """What a page asks for: where it goes, the round, and the answers to choose from."""
    form = _FORM.search(page)
    if form is None:
        return None
    return {"leaf": form[1], "round": form[2], "values": _VALUES.findall(page)}


async def main(url: str, phones: int, streams: int) -> None:
    """Join, say so, and follow the orders."""
    if sys.platform != "win32":  # it has no such limit
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    crowd = Crowd(url)
    await crowd.join(phones, streams)
    sys.stdout.write(json.dumps({"joined": len(crowd.wires)}) + "\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while order := (await loop.run_in_executor(None, sys.stdin.readline)).split():
        match order:
            case ["cast", round_]:
                answer = await crowd.cast(round_)
            case ["pace", round_, rate, seconds]:
                answer = await crowd.pace(round_, float(rate), float(seconds))
            case ["pace", rate, seconds] if crowd.form is not None:
                answer = await crowd.pace(crowd.form["round"], float(rate), float(seconds))
            case ["watch"]:
                answer = crowd.begin_watch()
            case ["shown"]:
                answer = await crowd.all_shown()
            case ["vote"]:
                answer = await crowd.vote()
            case _:
                return
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
