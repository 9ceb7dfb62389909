"""Memory of the whole program, screen included, with 500 phones connected."""

from __future__ import annotations

import psutil

from tests.benchmarks.crowd import phones
from tests.benchmarks.screen import settle, voting_screen

PHONES = 500


async def measure() -> list[str]:
    """Lines for the report."""
    with voting_screen() as (child, url, round_):
        process = psutil.Process(child.pid)
        alone = process.memory_info().rss
        async with phones(url, PHONES, streams=PHONES) as load:
            await load.give(f"cast {round_}")
            settle(child, 2.0)
            full = process.memory_info().rss
    return [
        f"with {PHONES} phones: {full / 2**20:.0f} MB (at most 110); alone {alone / 2**20:.0f} MB, "
        f"{(full - alone) / PHONES / 1024:.0f} KB a phone"
    ]
