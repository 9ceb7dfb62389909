"""500 phones vote at once: the real room, durable, against bare handlers that store nothing.

All are aiohttp servers in this one process and loop, without access log, and get the same requests over as
many kept connections from phones in a process of their own: a post with the page's form, the cookie and the
origin, hardly two forms alike. They take turns, burst by burst, each after a pause in which the loop has
nothing to do, so that whatever else the machine does hits all alike. In the real room 500 streams of events
are open beside the votes. Two bare handlers answer: one reads the form by aiohttp's own means, as anybody
would write it; the other only takes the bytes off the wire and never looks at them. The first of them is the
one to hold on to; no handler that takes a vote can do less than the second.

Wall time also holds what the load itself takes; the processor time of this process, its writing thread
included, does not.
"""

from __future__ import annotations

import asyncio
import contextlib
import statistics
import tempfile
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

from aiohttp import web

from tests.benchmarks.crowd import Orders, phones
from tests.benchmarks.rooms import open_vote
from tests.builders import picture
from workshop.core.live.steps.scenario import CasePicture
from workshop.web.aiohttp_inside import Handler

PHONES = 500
REPEATS = 25
PAUSE = 0.3

_COUNTED = {"counted": True}


@dataclass
class _Contender:
    load: Orders
    round: str
    wall: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    acks: list[float] = field(default_factory=list)

    async def burst(self) -> None:
        await asyncio.sleep(PAUSE)
        begun = time.process_time()
        answer = await self.load.give(f"cast {self.round}")
        self.work.append(time.process_time() - begun)
        assert not answer["refused"], answer["refused"]
        self.wall.append(answer["seconds"])
        self.acks.extend(answer["acks"])


async def measure() -> list[str]:
    """Lines for the report."""
    async with contextlib.AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        backstage, room, url = await open_vote(Path(folder))
        stack.push_async_callback(backstage.leave)
        face = picture(room.view(), CasePicture).face
        real = _Contender(
            await stack.enter_async_context(phones(url, PHONES, streams=PHONES)), f"{face.id}/1"
        )
        bare = []
        for handler in (_read_form, _take_bytes):
            place = await stack.enter_async_context(_served(handler))
            bare.append(_Contender(await stack.enter_async_context(phones(place, PHONES)), real.round))
        for _ in range(REPEATS):
            for contender in (real, *bare):
                await contender.burst()
            assert room.view().voted == PHONES
    form, bytes_ = (
        (_against(contender.wall, real.wall), _against(contender.work, real.work)) for contender in bare
    )
    real.acks.sort()
    rate = PHONES / statistics.median(real.wall)
    return [
        f"{PHONES} at once, durable: median {rate:.0f} a second (at least 1000)",
        f"acknowledgement p99: {real.acks[int(len(real.acks) * 0.99)] * 1000:.0f} ms (below 500)",
        f"throughput against a bare handler that reads the form: {form[0]:.2f} (at least 0.8); "
        f"by processor time {form[1]:.2f}",
        f"against one that only takes the bytes: {bytes_[0]:.2f}; by processor time {bytes_[1]:.2f}",
    ]


def _against(bare: list[float], real: list[float]) -> float:
    return statistics.median(a / b for a, b in zip(bare, real, strict=True))


async def _read_form(request: web.Request) -> web.Response:
    await request.post()
    return web.json_response(_COUNTED)


async def _take_bytes(request: web.Request) -> web.Response:
    await request.read()
    return web.json_response(_COUNTED)


async def _show_page(request: web.Request) -> web.Response:
    return web.Response(text="<p>bare</p>", content_type="text/html")


@contextlib.asynccontextmanager
async def _served(handler: Handler) -> AsyncIterator[str]:
    """The address of a server that answers by a handler and stores nothing."""
    app = web.Application()
    app.add_routes([web.get("/X", _show_page), web.post("/X/ballot", handler)])
    runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/X"
    finally:
        await runner.cleanup()
