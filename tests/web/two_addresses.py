"""Run in a network of its own: one device with an IPv4 and a link-local address wants all connections.

Prints `held` where phones that are in the room keep their streams and new ones come in.
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.builders import a_room
from workshop.core.live import commands as c
from workshop.web.endpoint import Endpoint
from workshop.web.guard import Limits
from workshop.web.listening import hosts_for, listen, port_of

SET_UP = (
    "link set lo up",
    "addr add 192.0.2.7/24 dev lo",
    "addr add 2001:db8:77::7/64 dev lo nodad",
    "addr add fe80::7/64 dev lo nodad",
)
OTHERS = ("192.0.2.7", "fe80::7%lo")


async def ask(host: str, port: int, path: str, cookie: str = "") -> tuple[bytes, asyncio.StreamReader]:
    """The head of an answer, and what follows."""
    reader, writer = await asyncio.open_connection(host, port)
    shown = f"[{host.partition('%')[0]}]" if ":" in host else host
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {shown}:{port}\r\n{cookie}\r\n".encode())
    head = await reader.readuntil(b"\r\n\r\n")
    OPEN.append(writer)
    return head, reader


OPEN: list[asyncio.StreamWriter] = []


async def join(port: int) -> asyncio.StreamReader:
    """The stream of a phone that comes in by the address that is shown."""
    page, _ = await ask("2001:db8:77::7", port, "/7QK2")
    assert page.startswith(b"HTTP/1.1 200"), page
    seat = page.partition(b"Set-Cookie: ")[2].partition(b";")[0].decode()
    stream, reader = await ask("2001:db8:77::7", port, "/7QK2/events", f"Cookie: {seat}\r\n")
    assert stream.startswith(b"HTTP/1.1 200"), stream
    return reader


async def main() -> None:
    """Fill all places from two addresses, again and again."""
    room = await a_room(Path(tempfile.mkdtemp()))
    await room.lead(c.ChangeAddress("2001:db8:77::7"))
    endpoint = Endpoint(room, limits=Limits(connections=40))
    await endpoint.serve(opened := listen(0, hosts_for(room.view().setup.host, named=False)))
    port, streams = port_of(opened), []
    for _ in range(5):
        streams.append(await join(port))
        for host in OTHERS:
            for _ in range(60):
                OPEN.append((await asyncio.open_connection(host, port))[1])
    await room.lead(c.Advance(room.clock()))
    for stream in streams:
        while b"-open-" not in (line := await stream.readline()) and line:
            pass
        assert line, "a phone that was here lost its stream"
    sys.stdout.write("held\n")


if __name__ == "__main__":
    for line in SET_UP:
        subprocess.run(["ip", *line.split()], check=True)
    asyncio.run(asyncio.wait_for(main(), 30))
