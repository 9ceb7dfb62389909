"""Wait until an app has nothing left to do, and not a moment longer.

Textual's own wait sleeps 20 ms at a time and asks how much processor time went by meanwhile: a test that
turns many pages spends half its time asleep. A panel has no threads and no sockets: whatever it still does is
ready to run in the loop, or is a timer that is about to go off.
"""

from __future__ import annotations

import asyncio

from tests.patience import PATIENCE

SOON = 1 / 50
"""Seconds. A timer that goes off later, such as a clock's, is nothing to wait for; a repaint comes sooner."""


async def at_rest(min_sleep: float = 0.0, max_sleep: float = PATIENCE) -> None:
    """Stands in for `textual._wait.wait_for_idle`, with its arguments."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, asyncio.BaseEventLoop)
    end = loop.time() + max_sleep
    while loop.time() < end:
        await asyncio.sleep(0)
        if loop._ready:  # type: ignore[attr-defined]
            continue
        timers = loop._scheduled  # type: ignore[attr-defined]
        next_due = min((timer.when() for timer in timers if not timer.cancelled()), default=end)
        if next_due - loop.time() > SOON:
            return
        await asyncio.sleep(max(0.0, next_due - loop.time()))
    raise AssertionError("the app does not come to rest")
