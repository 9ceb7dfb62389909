"""A page that a phone can try before there is a room: is this laptop reached on this network?"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from workshop.services.port import first_free_port, port_is_free
from workshop.web.addresses import candidates, join_url, shown_url
from workshop.web.listening import hosts_for
from workshop.web.testpage import serve_test_page

TEST_CODE = "TEST"
LISTENS = 1.0
"""Seconds until Ctrl+C is heard at the latest."""


@dataclass(frozen=True, slots=True)
class PhoneTrial:
    """A page that waits for a phone: its address for a QR code, and as people type it."""

    join_url: str
    shown_url: str
    _arrived: asyncio.Event

    async def arrival(self) -> None:
        """Wait until a phone has opened the page."""
        while not self._arrived.is_set():
            # A signal that comes in the instant before the loop sleeps is heard when it wakes: so it wakes.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._arrived.wait(), LISTENS)


@asynccontextmanager
async def phone_trial(port: int, named: str | None) -> AsyncIterator[PhoneTrial]:
    """Serve the page while the context is open.

    Args:
        port: where; if it is taken, at the first free one of the usual range.
        named: the address for the QR code, where one was named by hand.

    Raises:
        BackstageError: no port of the usual range is free.
        CannotListen: the port cannot be opened.
    """
    address = named or candidates()[0]
    arrived = asyncio.Event()
    chosen = port if port_is_free(port) else first_free_port()
    page = await serve_test_page(chosen, arrived.set, hosts=hosts_for(address, named=named is not None))
    try:
        place = (address, page.port, TEST_CODE)
        yield PhoneTrial(join_url(*place), shown_url(*place), arrived)
    finally:
        await page.stop()
