"""What is written of a phone beside its answers: nothing."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from tests.builders import lead_to, open_round
from tests.web.conftest import a_house, cast
from workshop.core.live.session import Stage
from workshop.storage.journal import Journal
from workshop.storage.names import JOURNAL_NAME

AGENT = "Telltale/1.0 (a phone of one kind)"


async def test_no_address_no_user_agent_and_no_token_is_in_the_journal_or_in_a_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    house = await a_house(tmp_path)
    phone = house.phone()
    phone.headers["User-Agent"] = AGENT
    await lead_to(house.room, Stage.VOTE_1)
    async with phone.get(house.url) as answer:
        token = answer.cookies["seat"].value
    assert (await cast(house, phone, open_round(house.room))).status == 200
    await phone.get(f"{house.origin}/no-such-page")
    path = house.room.folder.path / JOURNAL_NAME
    await house.close()
    journal, events = Journal.reopen(path)
    await journal.close()
    written = f"{events!r} {caplog.text}"
    assert "VoteCast" in written
    assert not [word for word in (AGENT, "Telltale", token, "127.0.0.1") if word in written]
