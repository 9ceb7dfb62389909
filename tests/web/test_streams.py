"""What phones are told while they wait, and what happens when they or the room go away."""

import asyncio
from pathlib import Path

import aiohttp
import pytest

from tests.builders import Clock, a_ballot, a_room, lead_to, open_round, token_of
from tests.patience import PATIENCE
from tests.web.conftest import AT_ONCE, House, ballots_in, cast, page_of
from tests.web.listener import listening
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.words import Decision
from workshop.room import Room
from workshop.web.endpoint import Endpoint
from workshop.web.guard import Limits
from workshop.web.streams import Tempo


@pytest.fixture
async def phone(house: House) -> aiohttp.ClientSession:
    """A phone that has been on the page."""
    phone = house.phone()
    await page_of(phone, house.url)
    return phone


async def test_a_stream_begins_with_the_place_that_the_page_shows(
    house: House, phone: aiohttp.ClientSession
) -> None:
    async with listening(house, phone) as stream:
        name, place = await stream.next()
    assert name == "stage"
    assert f'data-place="{place}"' in await page_of(phone, house.url)


async def test_each_change_of_stage_is_told(house: House, phone: aiohttp.ClientSession) -> None:
    async with listening(house, phone) as stream:
        await stream.next()
        for stage in (Stage.OPEN, Stage.READ, Stage.VOTE_1, Stage.VOTE_1_CLOSED):
            await lead_to(house.room, stage)
            name, place = await stream.next()
            while name == "count":
                name, place = await stream.next()
            assert name == "stage"
            assert str(stage) in place


async def test_phones_hear_after_the_wall_is_drawn(
    house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.room.DRAWN_WITHIN", 3600.0)
    async with listening(house, phone) as stream:
        await stream.next()
        first, second = house.room.draw_first(), house.room.draw_first()
        await lead_to(house.room, Stage.OPEN)
        told = asyncio.create_task(stream.until("stage", "0-open-0-"))
        first()
        assert "Mistakes are the material" in await page_of(phone, house.url)
        assert not told.done()
        second()
        await told


async def test_phones_do_not_wait_for_a_wall_that_hangs(
    house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.room.DRAWN_WITHIN", 0.0)
    async with listening(house, phone) as stream:
        await stream.next()
        house.room.draw_first()
        await lead_to(house.room, Stage.OPEN)
        await stream.until("stage", "0-open-0-")


async def test_the_hint_and_the_actions_change_the_place(house: House, phone: aiohttp.ClientSession) -> None:
    async with listening(house, phone) as stream:
        await stream.next()
        await lead_to(house.room, Stage.TALK)
        await stream.until("stage", "1-talk-0-")
        await house.room.lead(c.ShowHint())
        assert await stream.comes("stage", "1-talk-0-"), "another page of the same place"
    assert "One figure can be checked" in await page_of(phone, house.url)


async def test_after_a_vote_by_hand_a_stream_names_the_place_that_the_page_shows(
    house: House, phone: aiohttp.ClientSession
) -> None:
    """Else each sign of life would send every phone for a page that it has."""
    await lead_to(house.room, Stage.VOTE_1)
    await house.room.lead(c.CountHands({Decision.FIX: 9}, instead=True))
    for stage in (Stage.TALK, Stage.REVEAL):
        await lead_to(house.room, stage)
        async with listening(house, phone) as stream:
            _, place = await stream.next()
        assert f'data-place="{place}"' in await page_of(phone, house.url)


async def test_more_time_is_nothing_for_phones_to_fetch(house: House, phone: aiohttp.ClientSession) -> None:
    async with listening(house, phone) as stream:
        await stream.next()
        await lead_to(house.room, Stage.READ)
        await stream.until("stage", "1-read-0-")
        await house.room.lead(c.Extend(house.room.clock()))
        await lead_to(house.room, Stage.VOTE_1)
        assert await stream.comes("stage", "1-vote-1-0-")


async def test_phones_hear_how_many_have_voted(house: House, phone: aiohttp.ClientSession) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    async with listening(house, phone) as stream:
        await stream.until("count", "0 of 1 have voted")
        await cast(house, phone, open_round(house.room))
        await stream.until("count", "1 of 1 have voted")


async def test_counts_are_gathered_and_never_told_once_a_vote(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=Tempo(count=3600.0))
    house = House(room, endpoint, Clock(), await endpoint.start(0, "127.0.0.1"))
    await lead_to(room, Stage.VOTE_1)
    phone = house.phone()
    await page_of(phone, house.url)
    async with listening(house, phone) as stream:
        await stream.until("stage", "1-vote-1-0-")
        for number in range(20):
            await room.cast(token_of(room, f"phone-{number}"), open_round(room), a_ballot())
        await lead_to(room, Stage.VOTE_1_CLOSED)
        assert await stream.comes("stage", "1-vote-1-closed-0-")
    await house.close()


async def test_a_sign_of_life_carries_the_place(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, tempo=Tempo(beat=0.01))
    house = House(room, endpoint, Clock(), await endpoint.start(0, "127.0.0.1"))
    phone = house.phone()
    await page_of(phone, house.url)
    async with listening(house, phone) as stream:
        await stream.until("stage", "-1-lobby-0-")
        await stream.until("beat", "-1-lobby-0-")
    await house.close()


async def test_a_phone_has_three_streams_and_the_oldest_makes_room(
    house: House, phone: aiohttp.ClientSession
) -> None:
    async with listening(house, phone) as oldest:
        await oldest.next()
        async with listening(house, phone), listening(house, phone), listening(house, phone) as newest:
            assert await oldest.next() == ("bye", "bye")
            await oldest.end()
            await newest.next()


async def test_a_full_room_says_so(tmp_path: Path) -> None:
    room = await a_room(tmp_path)
    endpoint = Endpoint(room, limits=Limits(streams=0), tempo=AT_ONCE)
    house = House(room, endpoint, Clock(), await endpoint.start(0, "127.0.0.1"))
    phone = house.phone()
    await page_of(phone, house.url)
    async with phone.get(f"{house.url}/events") as answer:
        assert answer.status == 503
        assert answer.headers["Retry-After"] == "30"
    await house.close()


async def test_without_a_seat_or_with_a_wrong_code_there_is_no_stream(
    house: House, phone: aiohttp.ClientSession
) -> None:
    async with house.phone().get(f"{house.url}/events") as answer:
        assert answer.status == 403
    async with phone.get(f"{house.origin}/WXYZ/events") as answer:
        assert answer.status == 404


async def test_phones_that_vanish_in_a_storm_do_no_harm(house: House) -> None:
    phones = [house.phone() for _ in range(120)]
    for phone in phones:
        await page_of(phone, house.url)
    streams = [await phone.get(f"{house.url}/events") for phone in phones]
    for stream in streams[:-1]:
        stream.close()
    await lead_to(house.room, Stage.READ)
    name = b""
    while not name.startswith(b"data: 1-read-0-"):
        name = await streams[-1].content.readline()
    streams[-1].close()


async def test_stopping_with_phones_connected_is_fast(house: House) -> None:
    phones = [house.phone() for _ in range(30)]
    for phone in phones:
        await page_of(phone, house.url)
    streams = [await phone.get(f"{house.url}/events") for phone in phones]
    async with asyncio.timeout(0.9):
        await house.endpoint.stop()
    for stream in streams:
        assert b"bye" not in await stream.content.read()
    await house.endpoint.stop()


async def test_presence_counts_phones_and_not_requests(house: House) -> None:
    phones = [house.phone() for _ in range(3)]
    for phone in phones * 2:
        await page_of(phone, house.url)
    await changed(house.room, 3)


async def test_a_phone_that_sleeps_stays_for_five_minutes(house: House) -> None:
    listener, sleeper = house.phone(), house.phone()
    for phone in (listener, sleeper) * 2:
        await page_of(phone, house.url)
    async with listening(house, listener) as stream:
        await stream.next()
        await changed(house.room, 2)
        house.clock.pass_by(301)
        newcomer = house.phone()
        for _ in range(2):
            await page_of(newcomer, house.url)
        await changed(house.room, 2)
        assert house.endpoint._streams._presence.count() == 2


@pytest.mark.parametrize("headers", [{}, {"Sec-Purpose": "prefetch;prerender"}, {"X-Purpose": "preview"}])
async def test_who_never_sends_the_cookie_back_is_nobody(house: House, headers: dict[str, str]) -> None:
    visitor = house.phone()
    async with visitor.head(house.url, headers=headers) as answer:
        assert answer.status == 200
    for _ in range(3):
        visitor.cookie_jar.clear()
        async with visitor.get(house.url, headers=headers) as answer:
            assert "You are in." in await answer.text()
    assert house.endpoint._streams._presence.count() == 0


async def test_a_look_ahead_does_not_count_even_with_the_cookie(house: House) -> None:
    phone = house.phone()
    await page_of(phone, house.url)
    async with phone.head(house.url):
        pass
    async with phone.get(house.url, headers={"Sec-Purpose": "prefetch"}):
        pass
    assert house.endpoint._streams._presence.count() == 0
    await page_of(phone, house.url)
    assert house.endpoint._streams._presence.count() == 1


async def changed(room: Room, present: int) -> None:
    """Wait until the room knows how many phones are here."""
    told = asyncio.Event()
    stop = room.subscribe(lambda change: told.set())
    async with asyncio.timeout(PATIENCE):
        while room.present != present:
            told.clear()
            await told.wait()
    stop()


async def test_after_a_crash_phones_find_their_ballots_again(tmp_path: Path) -> None:
    first = await a_room(tmp_path)
    endpoint = Endpoint(first, tempo=AT_ONCE)
    house = House(first, endpoint, Clock(), await endpoint.start(0, "127.0.0.1"))
    phone = house.phone()
    await lead_to(first, Stage.VOTE_1)
    await page_of(phone, house.url)
    await cast(house, phone, open_round(first))
    async with listening(house, phone) as stream:
        before = await stream.next()
        await endpoint.stop()
        await first.close()
        await stream.end()

    house.room = await Room.resume(first.folder)
    house.endpoint = Endpoint(house.room, tempo=AT_ONCE)
    assert await house.endpoint.start(house.port, "127.0.0.1") == house.port
    async with listening(house, phone) as stream:
        assert await stream.next() == before
    assert "Counted." in await page_of(phone, f"{house.url}?part")
    await cast(house, phone, open_round(house.room), ("decision", "use"))
    assert len(ballots_in(house.room, open_round(house.room))) == 1
    await house.close()
