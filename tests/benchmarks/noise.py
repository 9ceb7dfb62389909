"""What it costs that a ballot is noise on the disk: the journal as it is against one that writes plain text.

Both are journals of their own in this one process, and store the same bursts of ballots in turn, so that
whatever else the machine does hits both alike. The plain one pads and packs its rows all the same.
"""

from __future__ import annotations

import asyncio
import statistics
import tempfile
import time
from pathlib import Path

from tests.builders import a_ballot, an_opening
from workshop.core.live import events as e
from workshop.core.live.rounds import Round, Seat
from workshop.storage.bodies import BLOCK, Bodies
from workshop.storage.journal import Journal

BALLOTS = 500
REPEATS = 60


class _Plain(Bodies):
    """Writes what it is told, as long as the noise is."""

    def seal(self, body: bytes, place: str, least: int = BLOCK) -> bytes:
        """The body and zeros in the place of nonce and tag."""
        return body.ljust(296, b"\0")


async def measure() -> list[str]:
    """Lines for the report."""
    with tempfile.TemporaryDirectory() as folder:
        journals = [Journal.create(Path(folder, name)) for name in ("noise", "plain")]
        journals[1]._bodies = _Plain(journals[1].key)
        wall: list[list[float]] = [[], []]
        work: list[list[float]] = [[], []]
        for journal in journals:
            await journal.append([an_opening()])
        for number in range(REPEATS):
            seats = [f"{number * BALLOTS + seat:032x}"[::-1] for seat in range(BALLOTS)]
            cast = [e.VoteCast(Round.parse(f"learn-{number}/1"), Seat(seat), a_ballot()) for seat in seats]
            for at, journal in enumerate(journals):
                begun, busy = time.perf_counter(), time.process_time()
                await asyncio.gather(*(journal.append([ballot]) for ballot in cast))
                wall[at].append(time.perf_counter() - begun)
                work[at].append(time.process_time() - busy)
        for journal in journals:
            await journal.destroy()
            await journal.remove()
    each = [statistics.median(seconds) / BALLOTS * 1e6 for seconds in work]
    slower = statistics.median(a / b for a, b in zip(*wall, strict=True))
    return [
        f"{BALLOTS} ballots a burst: {each[0]:.0f} µs of work a ballot, {each[1]:.0f} in plain text",
        f"a burst takes {slower:.2f} times as long as in plain text (below 2)",
    ]
