"""Many phones in a process of their own: raw HTTP, so that the load costs as little as it can.

Run as `python -m tests.benchmarks.load URL PHONES STREAMS`; orders come as lines on standard input, each
answered by one line of JSON on standard output:

    cast ROUND            every phone casts at once
    pace ROUND RATE SECS  phones cast in turn at RATE a second, whether the ones before were answered or not
    quit
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

DECISIONS = ("use", "fix", "redo", "stop")
CONFIDENCES = (50, 60, 70, 80, 90, 100)
SENTENCES = 6
"""How many can be tapped: no more than the scenario of the measures has."""

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)


class Wire(asyncio.Protocol):
    """One kept connection with its cookie; it asks one thing at a time."""

    def __init__(self) -> None:
        self.cookie = ""
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
        self._then(int(head[9:12]))


class Stream(asyncio.Protocol):
    """An open stream of events; what comes is thrown away."""


class Crowd:
    """Phones that joined a room, or only connected to a bare handler."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.hostname or "", parts.port or 80, parts.path
        self.wires: list[Wire] = []

    async def join(self, phones: int, streams: int) -> None:
        """Open the page on every phone, and an event stream on the first `streams` of them."""
        for start in range(0, phones, 50):
            await asyncio.gather(*(self._join() for _ in range(start, min(start + 50, phones))))
        loop = asyncio.get_running_loop()
        for wire in self.wires[:streams]:
            stream, _ = await loop.create_connection(Stream, self.host, self.port)
            stream.write(
                f"GET {self.path}/events HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                f"Cookie: {wire.cookie}\r\n\r\n".encode()
            )

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
        return (
            f"POST {self.path}/ballot HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Origin: http://{self.host}:{self.port}\r\nAccept: application/json\r\nCookie: {wire.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    async def cast(self, round_: str) -> dict[str, object]:
        """Everybody votes at once; seconds of every acknowledgement, and of the whole."""
        requests = [self._ballot(wire, round_) for wire in self.wires]
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

        def then(status: int) -> None:
            nonlocal counted
            counted += status == 200

        start = loop.time()
        while (now := loop.time() - start) < seconds:
            while sent < now * rate:
                wire = self.wires[sent % len(self.wires)]
                if wire.free:
                    wire.ask(self._ballot(wire, round_), then)
                sent += 1
            await asyncio.sleep(0.004)
        return {"votes": counted}


async def main(url: str, phones: int, streams: int) -> None:
    """Join, say so, and follow the orders."""
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
            case _:
                return
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
