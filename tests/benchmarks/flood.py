"""One hostile phone in a process of its own: asks as often as it is told, whether it is answered or not.

Run as `python -m tests.benchmarks.flood URL`; orders come as lines on standard input, each answered by one
line of JSON on standard output:

    KIND ROUND RATE SECS  ask for a kind of thing, RATE times a second
    quit

It opens another connection where none is free, up to `MOST`, and comes back at once where one was closed.
A stream is a connection of its own each time, given up as soon as it is answered.
"""

from __future__ import annotations

import asyncio
import json
import random
import re
import string
import sys
from collections import Counter
from urllib.parse import urlsplit

KINDS = ("ballots", "pages", "codes", "doors", "streams", "strangers")
MOST = 256
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_COOKIE = re.compile(rb"\r\nset-cookie: *([^;\r]+)", re.IGNORECASE)


class _Line(asyncio.Protocol):
    """One connection."""

    def __init__(self, flood: Flood, first: bytes, *, once: bool) -> None:
        self._flood, self._first, self._once = flood, first, once
        self._got = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask at once."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self.ask(self._first)

    def ask(self, text: bytes) -> None:
        """Send a request."""
        self._transport.write(text)
        self._flood.seen["sent"] += 1

    def data_received(self, data: bytes) -> None:
        """Count an answer, and be free again."""
        self._got += data
        head, end, body = self._got.partition(b"\r\n\r\n")
        length = _LENGTH.search(head)
        if not end or (length and len(body) < int(length[1])):
            return
        self._got = b""
        self._flood.seen[head[9:12].decode()] += 1
        if self._once:
            self._transport.close()
        elif b"onnection: close" not in head:
            self._flood.free.append(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """One less."""
        self._flood.lost(self)


class Flood:
    """A device that means harm."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.host, self.port, self.path = parts.hostname or "", parts.port or 80, parts.path
        self.free: list[_Line] = []
        self.seen: Counter[str] = Counter()
        self._open = 0
        self._tasks: set[asyncio.Task[object]] = set()

    async def join(self) -> None:
        """Get a cookie, as any phone does."""
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(self._get(self.path))
        cookie = _COOKIE.search(await reader.readuntil(b"\r\n\r\n"))
        self._cookie = f"Cookie: {cookie[1].decode()}\r\n" if cookie else ""
        writer.close()

    async def send(self, kind: str, round_: str, rate: float, seconds: float) -> dict[str, int]:
        """Ask for one kind of thing."""
        loop = asyncio.get_running_loop()
        for line in self.free:
            line._transport.close()
        self.free.clear()
        await asyncio.sleep(0.1)
        self.seen.clear()
        start, asked = loop.time(), 0
        while (now := loop.time() - start) < seconds:
            while asked < now * rate:
                asked += 1
                self._one(self._request(kind, round_), once=kind == "streams")
            await asyncio.sleep(0.004)
        return {"asked": asked, **self.seen}

    def _one(self, text: bytes, *, once: bool) -> None:
        while self.free and not once:
            line = self.free.pop()
            if not line._transport.is_closing():
                line.ask(text)
                return
        if self._open >= MOST:
            self.seen["held back"] += 1
            return
        self._open += 1
        task = asyncio.get_running_loop().create_task(self._connect(text, once=once))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _connect(self, text: bytes, *, once: bool) -> None:
        try:
            await asyncio.get_running_loop().create_connection(
                lambda: _Line(self, text, once=once), self.host, self.port
            )
        except OSError:
            self.seen["no connection"] += 1
            self._open -= 1

    def lost(self, line: _Line) -> None:
        """A connection has ended."""
        self._open -= 1
        if line in self.free:
            self.free.remove(line)

    def _request(self, kind: str, round_: str) -> bytes:
        made_up = "".join(random.choices(string.ascii_uppercase + string.digits, k=4))
        match kind:
            case "ballots":
                return self._ballot(round_)
            case "pages":
                return self._get(self.path, self._cookie)
            case "codes":
                return self._get(f"/{made_up}")
            case "doors":
                return self._get(f"/?code={made_up}")
            case "streams":
                return self._get(f"{self.path}/events", self._cookie)
        return self._get(self.path)

    def _get(self, path: str, more: str = "") -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n{more}\r\n".encode()

    def _ballot(self, round_: str) -> bytes:
        body = f"round={round_.replace('/', '%2F')}&decision=fix&confidence=80"
        return (
            f"POST {self.path}/ballot HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Origin: http://{self.host}:{self.port}\r\nAccept: application/json\r\n{self._cookie}"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


async def main(url: str) -> None:
    """Join, say so, and follow the orders."""
    flood = Flood(url)
    await flood.join()
    sys.stdout.write(json.dumps({"joined": 1}) + "\n")
    sys.stdout.flush()
    loop = asyncio.get_running_loop()
    while len(order := (await loop.run_in_executor(None, sys.stdin.readline)).split()) == 4:
        kind, round_, rate, seconds = order
        sys.stdout.write(json.dumps(await flood.send(kind, round_, float(rate), float(seconds))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1]))
