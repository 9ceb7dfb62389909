"""A hall of 10, 500 and 5,000 phones, each with a page, votes over HTTP and a stream of events.

    python -m tests.benchmarks hall                          all rows for all sizes
    python -m tests.benchmarks hall phones=500 rows=changes,acks short

Rows: `changes` (Space to the wall, the layouts on the way, Space to the last phone), `burst`, `acks`,
`memory`.
The phones are in a process of their own on the same machine, and the wall is the real program on a pty. Wall
time holds what the load takes; the processor time of the program does not.
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass, field
from typing import Any

from tests.benchmarks.crowd import Orders, phones
from tests.benchmarks.wall import Wall, wall

SIZES = (10, 500, 5000)
ROWS = ("changes", "burst", "acks", "memory")
CHANGES, CHANGES_SHORT = 20, 8
RATE, SECONDS, SECONDS_SHORT = 1000, 10, 4
WANTED_REPAINT = {10: 150, 500: 150, 5000: 200}
WANTED_MEMORY = {500: 105, 5000: 240}


@dataclass
class _Seen:
    repaint: list[float] = field(default_factory=list)
    layouts: list[int] = field(default_factory=list)
    last: list[float] = field(default_factory=list)
    work: list[float] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)
    bursts: list[float] = field(default_factory=list)
    acks: list[float] = field(default_factory=list)
    votes: int = 0
    vote_work: float = 0.0


async def measure(*options: str) -> list[str]:
    """Lines for the report."""
    named = dict(option.partition("=")[::2] for option in options)
    rows = named.get("rows", ",".join(ROWS)).split(",")
    sizes = [int(size) for size in named.get("phones", ",".join(map(str, SIZES))).split(",")]
    return [
        f"{size:5} phones: {line}" for size in sizes for line in await _hall(size, rows, "short" in named)
    ]


async def _hall(size: int, rows: list[str], short: bool) -> list[str]:
    seen = _Seen()
    async with wall() as (screen, url), phones(url, size, streams=size) as load:
        await screen.rest(2.0)
        moves = (CHANGES_SHORT if short else CHANGES) if "changes" in rows else 0
        seconds = SECONDS_SHORT if short else SECONDS
        while len(seen.last) < moves or not (seen.acks or {"burst", "acks"}.isdisjoint(rows)):
            form = await _move(screen, load, seen)
            if form is None:
                continue
            if "acks" in rows and not seen.acks and form["leaf"] == "ballot":
                before = screen.worked
                paced = await load.give(f"pace {RATE} {seconds}")
                seen.acks, seen.votes = paced["acks"], paced["votes"]
                seen.vote_work = (screen.worked - before) / seen.votes
                await screen.rest()
            burst = await load.give("vote")
            assert not burst["refused"], burst["refused"]
            if form["leaf"] == "ballot":
                seen.rates.append(size / burst["seconds"])
                seen.bursts += burst["acks"]
            await screen.rest(1.5)
            if "acks" not in rows and form["leaf"] == "ballot":
                seen.acks = [0.0]
        memory = screen.process.memory_info().rss / 2**20
    return list(_lines(size, rows, seen, memory, seconds))


async def _move(screen: Wall, load: Orders, seen: _Seen) -> dict[str, Any] | None:
    """Press Space; what the phones are asked for then."""
    await screen.rest()
    await load.give("watch")
    before = screen.worked
    pressed = screen.press(b" ")
    shown = await load.give("shown")
    await screen.rest(0.5)
    drawn = screen.first_large()
    work, layouts = screen.worked - before, screen.take_in()
    assert shown["last"] is not None, f"Space led nowhere:\n{screen.text}"
    if drawn is not None:
        seen.repaint.append(drawn - pressed)
        seen.layouts.append(layouts)
    seen.last.append(shown["last"] - pressed)
    seen.work.append(work)
    seen.asked.append(shown["asked"])
    form: dict[str, Any] | None = shown["form"]
    return form


def _lines(size: int, rows: list[str], seen: _Seen, memory: float, seconds: int) -> list[str]:
    lines = []
    if "changes" in rows:
        wanted = WANTED_REPAINT.get(size, 200)
        lines += [
            f"Space to the first large repaint: median {_ms(statistics.median(seen.repaint))} of "
            f"{len(seen.repaint)} (at most {wanted}), {_ms(min(seen.repaint))} to {_ms(max(seen.repaint))}",
            f"layouts on the way to the final one: {max(seen.layouts)} at most (1), "
            f"{statistics.mean(seen.layouts):.1f} on average",
            f"Space to the last phone: median {_ms(statistics.median(seen.last))}, "
            f"worst {_ms(max(seen.last))} (at most 1000); {max(seen.asked)} phones asked at most",
            f"a change takes {_ms(statistics.median(seen.work))} of the program's processor time",
        ]
    if "burst" in rows:
        lines.append(
            f"all at once: {statistics.median(seen.rates):.0f} votes a second, p99 {_ms(_p99(seen.bursts))}"
        )
    if "acks" in rows:
        lines.append(
            f"acknowledgement p99 while {seen.votes / seconds:.0f} of {RATE} votes a second come in: "
            f"{_ms(_p99(seen.acks))} (at most 150); a vote takes {seen.vote_work * 1e6:.0f} us of the "
            "program's processor time"
        )
    if "memory" in rows:
        most = f" (at most {WANTED_MEMORY[size]})" if size in WANTED_MEMORY else ""
        lines.append(f"memory, wall included: {memory:.0f} MB{most}")
    return lines


def _p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99)]


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.0f} ms"
