"""A ballot's way through the endpoint: with scripts, without, and with everything wrong with it."""

import asyncio
import io
from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.builders import lead_to, open_round
from tests.web.conftest import JSON, House, ballots_in, cast, page_of
from workshop.core.live import commands as c
from workshop.core.live.session import Ballot, Stage
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.core.words import Decision
from workshop.storage.journal import JournalError

ALL_FIELDS = (("decision", "fix"), ("tap", "3"), ("tap", "1"), ("missing", "1"), ("confidence", "80"))


@pytest.fixture
async def phone(house: House) -> aiohttp.ClientSession:
    """A phone that has the first vote's page open."""
    await lead_to(house.room, Stage.VOTE_1)
    phone = house.phone()
    await page_of(phone, house.url)
    return phone


async def test_a_ballot_is_counted_and_says_so(house: House, phone: aiohttp.ClientSession) -> None:
    answer = await cast(house, phone, open_round(house.room), *ALL_FIELDS)
    assert await answer.json() == {"counted": True}
    assert ballots_in(house.room, open_round(house.room)) == [Ballot(Decision.FIX, (1, 3), True, 80)]


async def test_the_decision_alone_is_enough(house: House, phone: aiohttp.ClientSession) -> None:
    assert (await cast(house, phone, open_round(house.room))).status == 200
    assert ballots_in(house.room, open_round(house.room)) == [Ballot(Decision.FIX)]


async def test_a_second_ballot_of_a_phone_replaces_its_first(
    house: House, phone: aiohttp.ClientSession
) -> None:
    await cast(house, phone, open_round(house.room))
    await cast(house, phone, open_round(house.room), ("decision", "use"))
    assert ballots_in(house.room, open_round(house.room)) == [Ballot(Decision.USE)]


async def test_without_scripts_a_form_leads_back_to_the_page(
    house: House, phone: aiohttp.ClientSession
) -> None:
    body = [("round", open_round(house.room)), *ALL_FIELDS]
    async with phone.post(f"{house.url}/ballot", data=body, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/7QK2")
    assert "Counted." in await page_of(phone, house.url)
    assert "1 of 1 have voted" in await page_of(phone, house.url)
    assert (await page_of(phone, f"{house.url}?change")).count(" checked>") == 5


async def test_a_vote_that_is_counted_by_hand_takes_no_ballot_and_says_so(
    house: House, phone: aiohttp.ClientSession
) -> None:
    round_ = open_round(house.room)
    await cast(house, phone, round_, *ALL_FIELDS)
    await house.room.lead(c.CountHands({Decision.USE: 9}, instead=True))
    page = await page_of(phone, house.url)
    assert "This vote is counted by hand." in page
    assert "Counted." not in page
    assert "<form" not in page
    answer = await cast(house, phone, round_, *ALL_FIELDS)
    assert answer.status == 409
    assert "counted by hand" in (await answer.json())["why"]
    await house.room.lead(c.CountHands({}))
    assert TAP_WORDS in await page_of(phone, house.url)
    await house.room.lead(c.CountHands({Decision.USE: 9}, instead=True))
    await lead_to(house.room, Stage.TALK)
    assert "counted by hand, instead of the phones" in await page_of(phone, house.url)


async def test_hands_are_named_beside_phones_on_the_phone(house: House, phone: aiohttp.ClientSession) -> None:
    await cast(house, phone, open_round(house.room), *ALL_FIELDS)
    await house.room.lead(c.CountHands({Decision.USE: 2}))
    assert "1 phone and 2 hands" in await page_of(phone, house.url)


async def test_vote_two_starts_empty(house: House, phone: aiohttp.ClientSession) -> None:
    await cast(house, phone, open_round(house.room), *ALL_FIELDS)
    await lead_to(house.room, Stage.VOTE_2)
    assert " checked>" not in await page_of(phone, house.url)


BAD_BODIES = {
    "nothing": b"",
    "no decision": b"round=learn-01/1",
    "no round": b"decision=fix",
    "another decision": b"round=learn-01/1&decision=maybe",
    "a decision in capitals": b"round=learn-01/1&decision=FIX",
    "two decisions": b"round=learn-01/1&decision=fix&decision=use",
    "two rounds": b"round=learn-01/1&round=learn-01/2&decision=fix",
    "an unknown field": b"round=learn-01/1&decision=fix&name=Ann",
    "a tap on no sentence": b"round=learn-01/1&decision=fix&tap=9999",
    "a tap just behind the last": b"round=learn-01/1&decision=fix&tap=4",
    "a negative tap": b"round=learn-01/1&decision=fix&tap=-1",
    "a tap in other digits": b"round=learn-01/1&decision=fix&tap=%D9%A1",
    "a sentence tapped twice": b"round=learn-01/1&decision=fix&tap=1&tap=1",
    "an empty tap": b"round=learn-01/1&decision=fix&tap=",
    "a confidence not offered": b"round=learn-01/1&decision=fix&confidence=55",
    "an empty confidence": b"round=learn-01/1&decision=fix&confidence=",
    "another missing": b"round=learn-01/1&decision=fix&missing=2",
    "a broken encoding": b"round=learn-01/1&decision=%ff%fe",
    "a lone surrogate": b"round=%ED%A0%80/1&decision=fix",
    "NUL": b"round=learn-01%00/1&decision=fix",
    "raw bytes": b"\x00\xff\x1b[2J",
    "JSON": b'{"round": "learn-01/1", "decision": "fix"}',
    "a thousand fields": b"round=learn-01/1&decision=fix" + b"&tap=1" * 1000,
    "a round of the past": b"round=learn-01/2&decision=fix",
    "a round of another scenario": b"round=role-01/1&decision=fix",
    "a round that never was": b"round=../../etc/1&decision=fix",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_a_bad_ballot_is_refused_in_words_and_the_room_goes_on(
    house: House, phone: aiohttp.ClientSession, body: bytes
) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    async with phone.post(f"{house.url}/ballot", data=body, headers={**form, **JSON}) as answer:
        said = await answer.json()
    assert 400 <= answer.status < 500
    assert said["counted"] is False
    assert said["why"].endswith(".")
    async with phone.post(f"{house.url}/ballot", data=body, headers=form) as answer:
        assert "<h1>Not counted.</h1>" in await answer.text()
    assert ballots_in(house.room, open_round(house.room)) == []
    assert (await cast(house, phone, open_round(house.room))).status == 200


async def test_a_closed_round_takes_no_ballot(house: House, phone: aiohttp.ClientSession) -> None:
    closed = open_round(house.room)
    await lead_to(house.room, Stage.TALK)
    answer = await cast(house, phone, closed)
    assert answer.status == 409
    assert (await answer.json())["why"] == "This vote is closed."
    await lead_to(house.room, Stage.VOTE_2)
    assert (await cast(house, phone, closed)).status == 409


@pytest.mark.parametrize("size", [17 * 1024, 1024 * 1024])
async def test_a_giant_body_is_refused(house: House, phone: aiohttp.ClientSession, size: int) -> None:
    body = io.BytesIO(b"round=learn-01/1&decision=" + b"x" * size)
    headers = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
    async with phone.post(f"{house.url}/ballot", data=body, headers=headers) as answer:
        assert answer.status == 413
    assert (await cast(house, phone, open_round(house.room))).status == 200


async def test_other_kinds_of_body_are_refused(house: House, phone: aiohttp.ClientSession) -> None:
    async with phone.post(f"{house.url}/ballot", json={"decision": "fix"}, headers=JSON) as answer:
        assert answer.status == 415


async def test_a_packed_body_is_not_unpacked(house: House, phone: aiohttp.ClientSession) -> None:
    headers = {**JSON, "Content-Encoding": "gzip", "Content-Type": "application/x-www-form-urlencoded"}
    async with phone.post(f"{house.url}/ballot", data=b"\x1f\x8b" + b"0" * 50, headers=headers) as answer:
        assert answer.status == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "file://127.0.0.1"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_a_ballot_from_another_page_is_refused(
    house: House, phone: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    body = {"round": open_round(house.room), "decision": "fix"}
    async with phone.post(f"{house.url}/ballot", data=body, headers=headers) as answer:
        assert answer.status == 403
    assert ballots_in(house.room, open_round(house.room)) == []


async def test_without_a_seat_there_is_no_ballot(house: House, phone: aiohttp.ClientSession) -> None:
    answer = await cast(house, house.phone(), open_round(house.room))
    assert answer.status == 403
    assert "cookies" in (await answer.json())["why"]


async def test_a_wrong_code_takes_no_ballot(house: House, phone: aiohttp.ClientSession) -> None:
    async with phone.post(f"{house.origin}/WXYZ/ballot", data={"decision": "fix"}) as answer:
        assert answer.status == 404


async def test_a_reload_of_the_ballots_address_leads_back(house: House, phone: aiohttp.ClientSession) -> None:
    assert TAP_WORDS in await page_of(phone, f"{house.url}/BALLOT")


async def test_a_full_disk_is_not_called_counted(
    house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise JournalError("/home/me/sessions/journal.sqlite: the disk is full")

    monkeypatch.setattr(house.room, "cast", fail)
    answer = await cast(house, phone, open_round(house.room))
    assert answer.status == 503
    assert "/home" not in await answer.text()


async def test_a_mistake_of_the_program_reaches_the_phone_as_a_sentence(
    house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(house.room, "page", lambda role: 1 / 0)
    async with phone.get(house.url) as answer:
        assert answer.status == 500
        assert "A mistake of the program. Try again." in await answer.text()


async def test_a_body_that_never_ends_is_given_up(
    house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workshop.web.posted.PATIENCE", 0.01)
    silence = asyncio.Event()

    async def dribble() -> AsyncIterator[bytes]:
        yield b"round="
        await silence.wait()

    headers = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
    async with phone.post(f"{house.url}/ballot", data=dribble(), headers=headers) as answer:
        assert answer.status == 408
        silence.set()


async def test_many_phones_at_once_are_all_counted(house: House) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    phones = [house.phone() for _ in range(40)]
    await asyncio.gather(*(page_of(phone, house.url) for phone in phones))
    answers = await asyncio.gather(*(cast(house, phone, open_round(house.room)) for phone in phones))
    assert {answer.status for answer in answers} == {200}
    assert len(ballots_in(house.room, open_round(house.room))) == 40
