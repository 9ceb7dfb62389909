"""A token that the room never gave out gets what a phone without a cookie gets."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
import pytest

from tests.builders import a_room, an_opening, lead_to, open_round
from tests.web.conftest import JSON, House, ballots_in, page_of
from workshop.core.live.session import Stage
from workshop.room import Room

REPORT = b"<!doctype html><title>The report</title>"


async def a_token_of(room: Room) -> str:
    """A token of some room, which is closed again."""
    token = room.new_token()
    await room.close()
    return token


@pytest.fixture(params=["of another room", "of nobody", "with another letter"])
async def made_up(request: pytest.FixtureRequest, house: House, tmp_path: Path) -> str:
    """A token that looks like one."""
    if request.param == "of another room":
        opening = an_opening(session_id="2025-11-18-another")
        return await a_token_of(await a_room(tmp_path, opening))
    if request.param == "of nobody":
        return "x" * 44
    token = house.room.new_token()
    return ("B" if token[0] == "A" else "A") + token[1:]


def with_token(house: House, token: str) -> aiohttp.ClientSession:
    """A phone that sends this token and keeps no other."""
    phone = aiohttp.ClientSession(
        cookie_jar=aiohttp.DummyCookieJar(), headers={"Cookie": f"seat={token}"} if token else {}
    )
    house.phones.append(phone)
    return phone


async def post(house: House, phone: aiohttp.ClientSession, leaf: str, body: str) -> tuple[int, str]:
    """What comes back of a form."""
    headers = {**JSON, "Origin": house.origin, "Content-Type": "application/x-www-form-urlencoded"}
    async with phone.post(f"{house.url}/{leaf}", data=body, headers=headers) as answer:
        return answer.status, await answer.text()


async def test_it_is_answered_as_no_cookie_is(house: House, made_up: str) -> None:
    with_one, without = with_token(house, made_up), with_token(house, "")
    await lead_to(house.room, Stage.VOTE_1)
    for phone in (with_one, without):
        async with phone.get(house.url) as answer:
            assert made_up not in answer.headers["Set-Cookie"]
            assert answer.headers["X-Newcomer"] == "1"
    pages = [await page_of(phone, house.url) for phone in (with_one, without)]
    assert pages[0] == pages[1]
    body = f"round={open_round(house.room)}&decision=fix"
    for leaf in ("ballot", "answer"):
        refused = [await post(house, phone, leaf, body) for phone in (with_one, without)]
        assert refused[0] == refused[1]
        assert refused[0][0] == 403
    for path in ("events", "report"):
        house.endpoint.offer(REPORT)
        replies = []
        for phone in (with_one, without):
            async with phone.get(f"{house.url}/{path}") as answer:
                replies.append((answer.status, await answer.text()))
        assert replies[0] == replies[1]
        assert replies[0][0] == 403
    assert ballots_in(house.room, open_round(house.room)) == []
    assert house.endpoint._streams._presence.count() == 0


async def test_a_token_counts_that_the_room_gave_out_before_it_was_interrupted(house: House) -> None:
    phone = house.phone()
    async with phone.get(house.url) as answer:
        given = re.findall(r"seat=([^;]+)", answer.headers["Set-Cookie"])
    folder = house.room.folder
    await house.room.close()
    again = await Room.resume(folder)
    assert [again.knows(token) for token in given] == [True]
    await again.close()
