"""The full search for unused memory: when it is made, and that it is left to Python afterwards."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

from tests.builders import a_room, lead_to
from workshop.core.live.session import Stage
from workshop.services.garbage import QuietGarbage


async def test_the_full_search_waits_for_a_place_where_nothing_is_open(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    searched_in: list[Stage] = []
    searched = asyncio.Event()

    def search() -> None:
        searched_in.append(room.view().stage)
        searched.set()

    before = gc.get_threshold()
    garbage = QuietGarbage(room, at_rest=0, search=search)
    try:
        assert gc.get_threshold()[2] > before[2], "Python would search in the middle of a vote"
        await lead_to(room, Stage.VOTE_1)
        searched_in.clear()  # those on the way
        searched.clear()
        await _let_timers_run()
        assert not searched_in, "a vote was open"
        await lead_to(room, Stage.TALK)
        await asyncio.wait_for(searched.wait(), 30)
        assert searched_in[-1] in (Stage.VOTE_1_CLOSED, Stage.TALK)
    finally:
        garbage.stop()
    assert gc.get_threshold() == before
    await room.close()


async def test_what_was_stopped_searches_no_more(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    searches: list[None] = []
    QuietGarbage(room, at_rest=0, search=lambda: searches.append(None)).stop()
    await lead_to(room, Stage.TALK)
    await _let_timers_run()
    assert not searches
    await room.close()


async def _let_timers_run() -> None:
    """What is due by now comes before what is called later than it."""
    passed = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_later(0, passed.set_result, None)
    await passed
