"""Starts the load process and gives it orders."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


class Orders:
    """The load process, seen from the one that is measured."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def answer(self) -> dict[str, Any]:
        """The next line of the load process."""
        assert self._process.stdout is not None
        reply: dict[str, Any] = json.loads(await self._process.stdout.readline())
        return reply

    async def give(self, order: str) -> dict[str, Any]:
        """Give an order and wait for its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(order.encode() + b"\n")
        return await self.answer()


@asynccontextmanager
async def phones(url: str, count: int, *, streams: int = 0) -> AsyncIterator[Orders]:
    """A load process whose phones have joined at `url`."""
    async with _orders("load", url, str(count), str(streams)) as orders:
        yield orders


@asynccontextmanager
async def hostile_phone(url: str) -> AsyncIterator[Orders]:
    """A process with one phone that means harm."""
    async with _orders("flood", url) as orders:
        yield orders


@asynccontextmanager
async def _orders(module: str, *words: str) -> AsyncIterator[Orders]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        f"tests.benchmarks.{module}",
        *words,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        limit=2**24,
    )
    orders = Orders(process)
    try:
        await orders.answer()
        yield orders
    finally:
        assert process.stdin is not None
        process.stdin.close()
        await process.wait()
