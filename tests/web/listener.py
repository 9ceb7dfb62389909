"""Reads a stream of server-sent events as a phone does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from tests.patience import PATIENCE
from tests.web.conftest import House


class Listener:
    """An open stream of events."""

    def __init__(self, answer: aiohttp.ClientResponse) -> None:
        self._answer = answer

    async def next(self) -> tuple[str, str]:
        """The name of the next event and the first line of its data; what follows it is a page."""
        name, data = "", ""
        async with asyncio.timeout(PATIENCE):
            async for raw in self._answer.content:
                line = raw.decode().rstrip("\n")
                if line.startswith("event: "):
                    name = line.removeprefix("event: ")
                elif line.startswith("data: "):
                    data = data or line.removeprefix("data: ")
                elif not line and data:
                    return name, data
        raise EOFError

    async def until(self, name: str, data: str) -> None:
        """Read on until an event comes whose data begin so."""
        while not await self.comes(name, data):
            pass

    async def comes(self, name: str, data: str) -> bool:
        """Whether the next event is this one, and its data begin so."""
        found, told = await self.next()
        return found == name and told.startswith(data)

    async def end(self) -> None:
        """Read on until the endpoint closes the stream."""
        async with asyncio.timeout(PATIENCE):
            await self._answer.content.read()


@asynccontextmanager
async def listening(house: House, phone: aiohttp.ClientSession) -> AsyncIterator[Listener]:
    """Open the stream of a phone that has been on the page."""
    async with phone.get(f"{house.url}/Events") as answer:
        assert answer.status == 200, await answer.text()
        assert answer.headers["Content-Type"] == "text/event-stream"
        yield Listener(answer)
