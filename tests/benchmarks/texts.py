"""What the picture of the desk costs while phones have typed: it is made up to four times a second."""

from __future__ import annotations

import statistics
import time

from tests.builders import ONE_SCENARIO, START, a_card_step, a_session, do
from workshop.core.live import commands as c
from workshop.core.live.desk import Around, desk_view
from workshop.core.live.rounds import Seat
from workshop.core.live.sentences import group_round
from workshop.core.live.session import Text
from workshop.core.live.view import room_view
from workshop.core.words import LONGEST_SENTENCE

PHONES = (300, 5000)
REPEATS = 25


async def measure() -> list[str]:
    """Lines for the report."""
    return [
        f"the desk's picture over {phones:,} texts: {_milliseconds(phones):.1f} ms (at most 50)"
        for phones in PHONES
    ]


def _milliseconds(phones: int) -> float:
    session = a_session((a_card_step("guardrails"), *ONE_SCENARIO))
    do(session, c.OpenDesk(), c.Advance(START))
    round_ = group_round(session)
    assert round_ is not None
    for phone in range(phones):
        words = f"{phone} ".ljust(LONGEST_SENTENCE, "w")
        do(session, c.CastVote(round_, Seat(f"{phone * 7919 % phones:032x}"), Text(words)))
    wall, took = room_view(session, phones), []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        desk_view(session, wall, START, Around())
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000
