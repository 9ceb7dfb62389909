"""An answer's way through the endpoint: with scripts, without, and with everything wrong with it."""

import asyncio

import aiohttp
import pytest

from tests.builders import lead_to, open_round
from tests.web.conftest import (
    CONFIDENCE,
    FAULTY_STEP,
    JSON,
    ROLE_STEP,
    SUPPORT,
    House,
    answers_in,
    cast,
    give,
    lead_to_pulse,
    page_of,
)
from tests.web.listener import listening
from workshop.core.agenda.pulse import Answer
from workshop.core.live.session import Stage
from workshop.core.live.words.promise import promise
from workshop.storage.journal import JournalError

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def phone(pulse_house: House) -> aiohttp.ClientSession:
    """A phone that has the page of the first pulse open."""
    await lead_to_pulse(pulse_house, SUPPORT)
    phone = pulse_house.phone()
    await page_of(phone, pulse_house.url)
    return phone


async def test_an_answer_is_counted_and_says_so(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    answer = await give(pulse_house, phone, open_round(pulse_house.room), "yes")
    assert await answer.json() == {"counted": True}
    assert answers_in(pulse_house.room, open_round(pulse_house.room)) == [Answer("yes")]


async def test_a_second_answer_of_a_phone_replaces_its_first(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    await give(pulse_house, phone, open_round(pulse_house.room), "yes")
    await give(pulse_house, phone, open_round(pulse_house.room), "no")
    assert answers_in(pulse_house.room, open_round(pulse_house.room)) == [Answer("no")]


async def test_without_scripts_a_form_leads_back_to_the_page_and_can_be_changed(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    url, body = pulse_house.url, {"round": open_round(pulse_house.room), "value": "no"}
    async with phone.post(f"{url}/answer", data=body, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/7QK2")
    text = await page_of(phone, url)
    assert '<section class="counted" data-when="counted"  aria' in text
    assert "1 of 1 have voted" in text
    text = await page_of(phone, f"{url}?change")
    assert text.count(" checked>") == 1
    assert 'value="no" required checked>' in text
    assert "Your earlier answer counts until you vote again." in text


async def test_the_page_asks_in_the_words_of_the_pulse(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    text = await page_of(phone, pulse_house.url)
    assert ">I feel supported in learning how to use AI.</h1>" in text
    assert " ".join(promise(5)) in text
    assert text.count('type="radio"') == 2
    assert "your role" not in text
    await lead_to_pulse(pulse_house, CONFIDENCE)
    text = await page_of(phone, pulse_house.url)
    assert text.count('type="radio"') == 11
    assert "<span>100%</span>" in text


async def test_once_closed_a_phone_shows_its_own_answer_and_no_other(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    await give(pulse_house, phone, open_round(pulse_house.room), "no")
    await lead_to(pulse_house.room, Stage.PULSE_RESULT)
    text = await page_of(phone, pulse_house.url)
    assert "1 of 5 votes needed: nothing is shown." in text
    assert "Your own answer: <strong>No</strong>" in text
    silent = await page_of(pulse_house.phone(), pulse_house.url)
    assert "1 of 5 votes needed: nothing is shown." in silent
    assert "<strong>No</strong>" not in silent
    assert "64%" not in text


BAD_BODIES = {
    "nothing": b"",
    "no value": b"round=pulse-1/1",
    "an empty value": b"round=pulse-1/1&value=",
    "no round": b"value=yes",
    "another value": b"round=pulse-1/1&value=maybe",
    "a value in capitals": b"round=pulse-1/1&value=YES",
    "the words instead of the value": b"round=pulse-1/1&value=Yes",
    "a value of another pulse": b"round=pulse-1/1&value=leaders",
    "two values": b"round=pulse-1/1&value=yes&value=no",
    "two rounds": b"round=pulse-1/1&round=pulse-2/1&value=yes",
    "an unknown field": b"round=pulse-1/1&value=yes&name=Ann",
    "a role in the form": b"round=pulse-1/1&value=yes&role=leaders",
    "a decision": b"round=pulse-1/1&decision=fix",
    "a nameless field": b"round=pulse-1/1&value=yes&=1",
    "a giant value": b"round=pulse-1/1&value=" + b"y" * 9000,
    "a broken encoding": b"round=pulse-1/1&value=%ff%fe",
    "a lone surrogate": b"round=pulse-1/1&value=%ED%A0%80",
    "NUL": b"round=pulse-1/1&value=yes%00",
    "raw bytes": b"\x00\xff\x1b[2J",
    "JSON": b'{"round": "pulse-1/1", "value": "yes"}',
    "a thousand fields": b"round=pulse-1/1&value=yes" + b"&value=no" * 1000,
    "a pulse to come": b"round=pulse-2/1&value=leaders",
    "a pulse that never was": b"round=pulse-99/1&value=yes",
    "a second round": b"round=pulse-1/2&value=yes",
    "the round of a scenario": b"round=learn-01/1&value=yes",
    "a path": b"round=../../etc/1&value=yes",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_a_bad_answer_is_refused_in_words_and_the_room_goes_on(
    pulse_house: House, phone: aiohttp.ClientSession, body: bytes
) -> None:
    async with phone.post(f"{pulse_house.url}/answer", data=body, headers={**FORM, **JSON}) as answer:
        said = await answer.json()
    assert 400 <= answer.status < 500
    assert said["counted"] is False
    assert said["why"].endswith(".")
    async with phone.post(f"{pulse_house.url}/answer", data=body, headers=FORM) as answer:
        assert "<h1>Not counted.</h1>" in await answer.text()
    assert answers_in(pulse_house.room, open_round(pulse_house.room)) == []
    assert (await give(pulse_house, phone, open_round(pulse_house.room), "yes")).status == 200


async def test_a_closed_pulse_takes_no_answer(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    closed = open_round(pulse_house.room)
    await lead_to(pulse_house.room, Stage.PULSE_RESULT)
    answer = await give(pulse_house, phone, closed, "yes")
    assert (answer.status, (await answer.json())["why"]) == (409, "This vote is closed.")
    await lead_to_pulse(pulse_house, ROLE_STEP)
    assert (await give(pulse_house, phone, closed, "yes")).status == 409
    await lead_to(pulse_house.room, Stage.VOTE_1, FAULTY_STEP)
    assert (await give(pulse_house, phone, open_round(pulse_house.room), "yes")).status == 409


async def test_a_pulse_takes_no_ballot(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    assert (await cast(pulse_house, phone, open_round(pulse_house.room))).status == 409


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "http://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}],
)
async def test_an_answer_from_another_page_is_refused(
    pulse_house: House, phone: aiohttp.ClientSession, headers: dict[str, str]
) -> None:
    body = {"round": open_round(pulse_house.room), "value": "yes"}
    async with phone.post(f"{pulse_house.url}/answer", data=body, headers=headers) as answer:
        assert answer.status == 403
    assert answers_in(pulse_house.room, open_round(pulse_house.room)) == []


async def test_without_a_seat_or_with_a_wrong_code_there_is_no_answer(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    answer = await give(pulse_house, pulse_house.phone(), open_round(pulse_house.room), "yes")
    assert answer.status == 403
    assert "cookies" in (await answer.json())["why"]
    async with phone.post(f"{pulse_house.origin}/WXYZ/answer", data={"value": "yes"}) as wrong:
        assert wrong.status == 404


async def test_other_kinds_of_body_and_giants_are_refused(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    url = f"{pulse_house.url}/answer"
    async with phone.post(url, json={"value": "yes"}, headers=JSON) as answer:
        assert answer.status == 415
    async with phone.post(url, data=b"value=" + b"x" * 17_000, headers={**FORM, **JSON}) as answer:
        assert answer.status == 413


async def test_the_address_works_in_any_case_and_a_reload_leads_back(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    body = {"round": open_round(pulse_house.room), "value": "yes"}
    async with phone.post(f"{pulse_house.origin}/7qk2/Answer", data=body, headers=JSON) as answer:
        assert answer.status == 200
    assert "I feel supported" in await page_of(phone, f"{pulse_house.url}/ANSWER")


async def test_a_full_disk_is_not_called_counted(
    pulse_house: House, phone: aiohttp.ClientSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise JournalError("/home/me/sessions/journal.sqlite: the disk is full")

    monkeypatch.setattr(pulse_house.room, "cast", fail)
    await lead_to_pulse(pulse_house, ROLE_STEP)
    answer = await give(pulse_house, phone, open_round(pulse_house.room), "leaders")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert "Set-Cookie" not in answer.headers
    assert "/home" not in await answer.text()


async def test_phones_hear_how_many_have_answered(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    async with listening(pulse_house, phone) as stream:
        await stream.until("count", "0 of 1 have voted")
        await give(pulse_house, phone, open_round(pulse_house.room), "yes")
        await stream.until("count", "1 of 1 have voted")


async def test_many_phones_at_once_are_all_counted(pulse_house: House) -> None:
    round_ = await lead_to_pulse(pulse_house, SUPPORT)
    phones = [pulse_house.phone() for _ in range(40)]
    await asyncio.gather(*(page_of(phone, pulse_house.url) for phone in phones))
    answers = await asyncio.gather(*(give(pulse_house, phone, round_, "no") for phone in phones))
    assert {answer.status for answer in answers} == {200}
    assert answers_in(pulse_house.room, round_) == [Answer("no")] * 40
