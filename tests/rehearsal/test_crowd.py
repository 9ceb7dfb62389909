"""Simulated phones follow a room whose agenda changes while it is led."""

from __future__ import annotations

import asyncio
from pathlib import Path

from tests.builders import SCENARIOS, a_pulse_step, lead_to
from tests.web.conftest import a_house
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.rehearsal.crowd import FAST, crowd


async def test_they_answer_a_question_that_was_not_planned(tmp_path: Path) -> None:
    house = await a_house(tmp_path)
    room, scenarios = house.room, {one.id: one for one in SCENARIOS}
    all_voted = asyncio.Event()
    room.subscribe(lambda change: all_voted.set() if room.view().voted == 3 else None)
    async with crowd(house.url, lambda: room.view().steps, scenarios, phones=3, seed="added", pace=FAST):
        await room.lead(c.AddStep(1, a_pulse_step()))
        await lead_to(room, Stage.PULSE)
        async with asyncio.timeout(20):
            await all_voted.wait()
    await house.close()
