"""The machine that a room runs on: is it kept awake, did it sleep, can phones still reach it?"""

from __future__ import annotations

import asyncio
import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from workshop.clock import Sleeps
from workshop.web.addresses import phones_may_reach

if TYPE_CHECKING:
    from wakepy import Mode


class OwnLaptop:
    """Implements `workshop.ports.Laptop`. `given` is an address that was named by hand."""

    def __init__(self, given: str | None = None) -> None:
        self._given = given
        self._sleeps = Sleeps()
        self._wakefulness: _Wakefulness | None = None

    def stay_awake(self) -> None:
        """Ask the system not to sleep, and not to darken the screen; returns at once."""
        if self._wakefulness is None:
            self._wakefulness = _Wakefulness()
            self._sleeps = Sleeps()  # a sleep before there was a room is none of the room's

    def may_fall_asleep(self) -> bool:
        """Whether the system was asked, and nothing there keeps it awake."""
        return self._wakefulness is not None and self._wakefulness.refused

    async def rest(self) -> None:
        """Ask for nothing any more."""
        asked, self._wakefulness = self._wakefulness, None
        if asked is not None:
            await asked.end()

    def slept(self) -> float:
        """Seconds of sleep since this was asked last."""
        return self._sleeps.since_last_look()

    def believe(self, given: str) -> None:
        """An address was named by hand: phones reach it by ways that nobody here knows."""
        self._given = given

    def phones_reach(self, address: str) -> bool:
        """Whether phones may reach this machine at an address, as far as it can know."""
        return address == self._given or phones_may_reach(address)


class _Wakefulness:
    """A request to the system for as long as a room is open.

    The system takes it back by itself when this process dies, however that happens. It is made and ended in
    one thread, as the library wants it, and outside the event loop: a desktop may take seconds to answer.
    """

    def __init__(self) -> None:
        self._mode: Mode | None = None
        self._thread = ThreadPoolExecutor(1, "awake")
        self._asked = self._thread.submit(self._ask)

    @property
    def refused(self) -> bool:
        """Whether there is an answer, and it is no."""
        return self._asked.done() and not self._granted()

    def _granted(self) -> bool:
        return self._asked.exception() is None and self._asked.result()

    def _ask(self) -> bool:
        # Few commands open a room, and none should wait for this.
        from wakepy import keep

        self._mode = keep.presenting(on_fail="pass")
        self._mode.__enter__()
        return self._mode.active

    def _take_back(self) -> None:
        if self._mode is not None:
            self._mode.__exit__(None, None, None)

    async def end(self) -> None:
        """Take the request back; a desktop that went away meanwhile needs no word."""
        with contextlib.suppress(RuntimeError):
            await asyncio.wrap_future(self._thread.submit(self._take_back))
        self._thread.shutdown(wait=False)
