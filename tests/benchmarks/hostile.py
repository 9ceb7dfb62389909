"""How long honest phones wait while one phone of their own router asks 1,000 times a second.

    python -m tests.benchmarks hostile                             all rows
    python -m tests.benchmarks hostile rows=ballots,streams short

100 phones vote steadily, each twice a second; what is shown is the p99 of their acknowledgements while one
more phone asks, as a ratio to the quiet seconds just before. Beside it the same ratio of a bare aiohttp
server that answers everything with 429. Both servers are in this process and take turns, and all phones come
from one address; the honest ones and the other are in processes of their own. Rows: `ballots`, `pages` (with
a cookie), `codes` (wrong ones), `doors` (`/?code=`), `streams` (opened and closed), `strangers` (pages
without a cookie). On a machine that others use, the processor time that a flood takes of the server says more
than the time that phones wait.
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

from tests.benchmarks.crowd import Orders, hostile_phone, phones
from tests.benchmarks.flood import KINDS
from tests.benchmarks.rooms import open_vote
from tests.builders import picture
from workshop.core.live.steps.scenario import CasePicture

PHONES, VOTES, FLOOD = 100, 200, 1000
REPEATS, REPEATS_SHORT = 9, 3
SECONDS, SECONDS_SHORT = 4, 2
PAUSE = 0.5
WANTED = {"streams": 3.0}
WANTED_ELSE = 2.0
WANTED_BARE = 1.3


@dataclass
class _Server:
    honest: Orders
    hostile: Orders
    round: str
    ratios: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    async def under(self, kind: str, seconds: int) -> None:
        """One measurement: some quiet seconds, then as many with the flood."""
        await asyncio.sleep(PAUSE)
        begun = time.process_time()
        quiet = await self._p99(seconds)
        before = (time.process_time() - begun) / seconds
        flood = asyncio.create_task(self.hostile.give(f"{kind} {self.round} {FLOOD} {seconds + PAUSE}"))
        await asyncio.sleep(PAUSE)
        begun = time.process_time()
        busy = await self._p99(seconds - PAUSE)
        self.work.append((time.process_time() - begun) / (seconds - PAUSE) - before)
        self.seen = await flood
        self.quiet.append(quiet)
        self.ratios.append(busy / quiet)

    async def _p99(self, seconds: float) -> float:
        paced = await self.honest.give(f"pace {self.round} {VOTES} {seconds}")
        # Who still waits at the end has waited for at least so long.
        waits = sorted(paced["acks"] + paced["waiting"])
        return float(waits[int(len(waits) * 0.99)])

    def taken(self) -> tuple[float, float]:
        """The medians of ratio and work; the next row begins anew."""
        medians = statistics.median(self.ratios), statistics.median(self.work)
        self.ratios, self.work = [], []
        return medians


async def measure(*options: str) -> list[str]:
    """Lines for the report."""
    named = dict(option.partition("=")[::2] for option in options)
    rows = named.get("rows", ",".join(KINDS)).split(",")
    short = "short" in named
    lines = []
    async with contextlib.AsyncExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        backstage, room, url = await open_vote(Path(folder), rehearsal=False)
        stack.push_async_callback(backstage.leave)
        face = picture(room.view(), CasePicture).face
        bare_url = await stack.enter_async_context(_bare())
        real, bare = [
            _Server(
                await stack.enter_async_context(phones(place, PHONES, streams=streams)),
                await stack.enter_async_context(hostile_phone(place)),
                f"{face.id}/1",
            )
            for place, streams in ((url, PHONES), (bare_url, 0))
        ]
        for kind in rows:
            for _ in range(REPEATS_SHORT if short else REPEATS):
                for server in (real, bare):
                    await server.under(kind, SECONDS_SHORT if short else SECONDS)
            lines.append(_line(kind, real, bare))
    return lines


def _line(kind: str, real: _Server, bare: _Server) -> str:
    (ratio, work), (other, other_work) = real.taken(), bare.taken()
    wanted = WANTED.get(kind, WANTED_ELSE)
    return (
        f"{kind:9} x{ratio:.1f} (below {wanted:.0f}, or {WANTED_BARE} of the bare server's x{other:.1f}: "
        f"{ratio / other:.2f}); quiet p99 {statistics.median(real.quiet) * 1000:.1f} ms, "
        f"bare {statistics.median(bare.quiet) * 1000:.1f} ms; the flood takes {work:.0%} of a processor, "
        f"bare {other_work:.0%}; last flood {real.seen}, bare {bare.seen}"
    )


@contextlib.asynccontextmanager
async def _bare() -> AsyncIterator[str]:
    """The address of the least server there is: no routes, no middlewares, 429 for everybody."""
    runner = web.ServerRunner(web.Server(_refuse, access_log=None), handle_signals=False, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/X"
    finally:
        await runner.cleanup()


async def _refuse(request: web.BaseRequest) -> web.Response:
    return web.Response(status=429, text="Too many requests.")
