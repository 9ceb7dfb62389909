"""Whether the bytes of a disk tell in which order votes came."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workshop.core.session import RoundId, Seat

PAGE = 4096
"""Bytes of a page of the journal, and of a block of most file systems."""
_LOG_HEAD, _FRAME_HEAD = 32, 24
"""Bytes before the first frame of a write-ahead log, and before the page in each of them."""


def in_order(journal: Path, closed: Mapping[RoundId, Sequence[Seat]]) -> Iterator[str]:
    """Where the bytes of a journal tell in which order the votes of a closed round came."""
    for path in sorted(journal.parent.glob(f"{journal.name}*")):
        raw = path.read_bytes()
        for place in _pages(path.name, raw):
            for told in told_by(raw[place : place + PAGE], closed):
                yield f"{path.name} at {place}: {told}"


def told_by(page: bytes, closed: Mapping[RoundId, Sequence[Seat]]) -> Iterator[str]:
    """Each round of which the bytes of one page tell in which order its votes came.

    Votes that lie in the order of their seats, which is drawn, tell nothing: those of a page are then
    neighbours in that order, each there once. In pages that were written as votes came, most are not.
    """
    for round_, seats in closed.items():
        found = [(page.find(seat.encode()), number) for number, seat in enumerate(sorted(seats))]
        there = [number for at, number in sorted(found) if at >= 0]
        rising = list(range(min(there, default=0), max(there, default=-1) + 1))
        twice = any(page.count(seat.encode()) > 1 for seat in seats)
        if twice or there not in (rising, rising[::-1]):
            yield f"{round_} {there}"


def _pages(name: str, raw: bytes) -> range:
    """Where pages begin in a file of the journal."""
    if name.endswith("-wal"):
        return range(_LOG_HEAD + _FRAME_HEAD, len(raw), _FRAME_HEAD + PAGE)
    return range(0, len(raw), PAGE)
