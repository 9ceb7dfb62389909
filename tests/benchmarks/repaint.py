"""From key to repaint, idle and while 500 phones vote."""

from __future__ import annotations

import asyncio
import statistics

import pexpect

from tests.benchmarks.crowd import phones
from tests.benchmarks.screen import press, settle, voting_screen

PHONES, RATE, KEYS = 500, 250, 40


async def measure() -> list[str]:
    """Lines for the report."""
    with voting_screen() as (child, url, round_):
        idle = await asyncio.to_thread(_series, child)
        async with phones(url, PHONES, streams=PHONES) as load:
            voting = asyncio.create_task(load.give(f"pace {round_} {RATE} 20"))
            busy = await asyncio.to_thread(_series, child)
            votes = (await voting)["votes"]
    p_idle, p_busy = _p95(idle), _p95(busy)
    return [
        f"key to repaint, {PHONES} phones, {votes / 20:.0f} votes a second: p95 {p_busy * 1000:.0f} ms, "
        f"median {statistics.median(busy) * 1000:.0f} ms; idle p95 {p_idle * 1000:.0f} ms",
        f"p95 against idle: {p_busy / p_idle:.2f} (at most 1.5)",
    ]


def _series(child: pexpect.spawn[str]) -> list[float]:
    took = []
    for _ in range(KEYS):
        took.append(press(child, "?", "Space"))
        settle(child, 0.1)
        child.send("\x1b")
        settle(child, 0.25)
    return took


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]
