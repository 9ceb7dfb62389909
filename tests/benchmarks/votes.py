"""500 phones vote at once: the real room, durable, against a bare handler that stores nothing."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from aiohttp import web

from tests.benchmarks.crowd import phones
from tests.benchmarks.rooms import open_vote

PHONES = 500
REPEATS = 7


async def measure() -> list[str]:
    """Lines for the report."""
    with tempfile.TemporaryDirectory() as folder:
        bare = await _bare()
        host, room, url = await open_vote(Path(folder))
        real_rates, bare_rates, acks = [], [], []
        try:
            async with (
                phones(url, PHONES, streams=PHONES) as room_load,
                phones(bare.url, PHONES) as bare_load,
            ):
                for _ in range(REPEATS):
                    answer = await room_load.give(f"cast {room.view().face.id}/1")  # type: ignore[union-attr]
                    assert not answer["refused"], answer["refused"]
                    assert room.view().voted == PHONES
                    real_rates.append(PHONES / answer["seconds"])
                    acks.extend(answer["acks"])
                    bare_rates.append(PHONES / (await bare_load.give("cast x/1"))["seconds"])
        finally:
            await host.leave()
            await bare.stop()
    acks.sort()
    ratio = statistics.median(a / b for a, b in zip(real_rates, bare_rates, strict=True))
    p99 = acks[int(len(acks) * 0.99)] * 1000
    return [
        f"{PHONES} at once, durable: median {statistics.median(real_rates):.0f} a second (at least 1000)",
        f"acknowledgement p99: {p99:.0f} ms (below 500)",
        f"throughput against a bare handler: {ratio:.2f} (at least 0.8)",
    ]


class _Bare:
    """An aiohttp server that answers and stores nothing."""

    url: str

    async def start(self) -> None:
        async def ballot(request: web.Request) -> web.Response:
            await request.post()
            return web.json_response({"counted": True})

        async def page(request: web.Request) -> web.Response:
            return web.Response(text="<p>bare</p>", content_type="text/html")

        app = web.Application()
        app.add_routes([web.get("/X", page), web.post("/X/ballot", ballot)])
        self._runner = web.AppRunner(app, access_log=None, handle_signals=False, shutdown_timeout=1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/X"

    async def stop(self) -> None:
        await self._runner.cleanup()


async def _bare() -> _Bare:
    server = _Bare()
    await server.start()
    return server
