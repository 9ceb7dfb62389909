"""Many phones in a process of their own: raw HTTP, so that the load costs as little as it can.

Run as `python -m tests.benchmarks.load URL PHONES STREAMS`; orders come as lines on standard input, each
answered by one line of JSON on standard output:

    cast ROUND            every phone casts at once
    pace ROUND RATE SECS  phones cast one after the other at RATE a second
    quit
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass
class Wire:
    """One kept connection with its cookie."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    cookie: str = ""

    async def ask(self, text: bytes) -> tuple[int, bytes]:
        """Send a request; returns the status and the body."""
        self.writer.write(text)
        head = await self.reader.readuntil(b"\r\n\r\n")
        status, length, cookie = int(head[9:12]), 0, ""
        for line in head.split(b"\r\n")[1:]:
            name, _, value = line.partition(b": ")
            match name.lower():
                case b"content-length":
                    length = int(value)
                case b"set-cookie":
                    cookie = value.split(b";", 1)[0].decode()
        self.cookie = cookie or self.cookie
        body = await self.reader.readexactly(length) if length else b""
        return status, body


class Crowd:
    """Phones that joined a room, or only connected to a bare handler."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.hostname or "", parts.port or 80, parts.path
        self.wires: list[Wire] = []
        self.streams: list[Wire] = []

    async def join(self, phones: int, streams: int) -> None:
        """Open the page on every phone, and an event stream on the first `streams` of them."""
        for start in range(0, phones, 50):
            await asyncio.gather(*(self._join() for _ in range(start, min(start + 50, phones))))
        for wire in self.wires[:streams]:
            stream = Wire(*await asyncio.open_connection(self.host, self.port))
            stream.writer.write(
                f"GET {self.path}/events HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
                f"Cookie: {wire.cookie}\r\n\r\n".encode()
            )
            await stream.reader.readuntil(b"\r\n\r\n")
            self.streams.append(stream)
            asyncio.get_running_loop().create_task(_drain(stream.reader))

    async def _join(self) -> None:
        wire = Wire(*await asyncio.open_connection(self.host, self.port))
        await wire.ask(f"GET {self.path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n\r\n".encode())
        self.wires.append(wire)

    def _ballot(self, wire: Wire, round_: str, number: int) -> bytes:
        body = f"round={round_}&decision={('use', 'fix', 'redo', 'stop')[number % 4]}&tap=1&confidence=80"
        return (
            f"POST {self.path}/ballot HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Origin: http://{self.host}:{self.port}\r\nAccept: application/json\r\nCookie: {wire.cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()

    async def cast(self, round_: str) -> dict[str, object]:
        """Everybody votes at once; seconds of every acknowledgement, and of the whole."""
        requests = [self._ballot(wire, round_, number) for number, wire in enumerate(self.wires)]
        took: list[float] = []
        refused: list[int] = []

        async def one(wire: Wire, request: bytes) -> None:
            begun = time.perf_counter()
            status, _ = await wire.ask(request)
            took.append(time.perf_counter() - begun)
            if status != 200:
                refused.append(status)

        begun = time.perf_counter()
        await asyncio.gather(*map(one, self.wires, requests))
        return {"seconds": time.perf_counter() - begun, "acks": sorted(took), "refused": refused}

    async def pace(self, round_: str, rate: float, seconds: float) -> dict[str, object]:
        """One phone after the other votes, `rate` a second."""
        loop, done = asyncio.get_running_loop(), 0
        start = loop.time()
        while (now := loop.time() - start) < seconds:
            while done < now * rate:
                wire = self.wires[done % len(self.wires)]
                await wire.ask(self._ballot(wire, round_, done))
                done += 1
            await asyncio.sleep(0.004)
        return {"votes": done}


async def _drain(reader: asyncio.StreamReader) -> None:
    while await reader.read(65536):
        pass


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
