"""A dot vote's way through the endpoint, and what phones show in the steps around it."""

from __future__ import annotations

import aiohttp
import pytest

from tests.builders import lead_to, open_round, some_dots, token_of, words_of
from tests.web.conftest import IDEAS, JSON, SUPPORT, House, answers_in, lead_to_dots, lead_to_pulse, page_of
from workshop.core.live import commands as c
from workshop.core.live.rounds import Round
from workshop.core.live.session import Stage

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
async def phone(pulse_house: House) -> aiohttp.ClientSession:
    """A phone that has the page of the dot vote open: ten ideas, three dots."""
    await lead_to_dots(pulse_house)
    phone = pulse_house.phone()
    await page_of(phone, pulse_house.url)
    return phone


async def put(house: House, phone: aiohttp.ClientSession, *dots: str) -> aiohttp.ClientResponse:
    """Give dots as the page's script does."""
    body = [("round", open_round(house.room)), *(("dot", dot) for dot in dots)]
    return await phone.post(f"{house.url}/answer", data=body, headers={**JSON, "Origin": house.origin})


def dots_in(house: House, round_: Round | None = None) -> list[str]:
    """What has been counted."""
    return [words_of(answer) for answer in answers_in(house.room, round_ or open_round(house.room))]


async def test_dots_are_counted_and_the_last_ones_of_a_phone_stand(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    answer = await put(pulse_house, phone, "I1", "I1", "I3")
    assert await answer.json() == {"counted": True}
    await put(pulse_house, phone, "I2")
    assert dots_in(pulse_house) == ["I2"]


async def test_the_page_offers_two_dots_for_each_idea(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    text = await page_of(phone, pulse_house.url)
    assert "3 dots, at most 2 on one idea." in text
    assert "If a figure leaves the team, then one person recomputes it." in text
    assert text.count('name="dot"') == 2 * len(IDEAS)
    assert text.count('value="I1"') == 2
    assert " checked>" not in text


async def test_what_was_counted_can_be_changed_and_is_still_ticked(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    await put(pulse_house, phone, "I1", "I1", "I3")
    assert '<section class="counted" data-when="counted"  aria' in await page_of(phone, pulse_house.url)
    text = await page_of(phone, f"{pulse_house.url}?change")
    assert text.count(" checked>") == 3
    assert text.count('value="I1" checked>') == 2
    assert "Your earlier vote counts until you vote again." in text


async def test_without_scripts_too_many_dots_are_refused_in_words_and_stay_ticked(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    body = [("round", open_round(pulse_house.room)), *(("dot", dot) for dot in ("I1", "I1", "I2", "I4"))]
    async with phone.post(f"{pulse_house.url}/answer", data=body) as answer:
        text = await answer.text()
    assert answer.status == 409
    assert "<strong>Not counted.</strong> You have 3 dots, at most 2 for one idea." in text
    assert text.count(" checked>") == 4
    assert dots_in(pulse_house) == []
    body = body[:-1]
    async with phone.post(f"{pulse_house.url}/answer", data=body, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/7QK2")
    assert dots_in(pulse_house) == ["I1 I1 I2"]


ROUND = b"round=dots-10/1"
BAD_BODIES = {
    "no dot": ROUND,
    "an empty dot": ROUND + b"&dot=",
    "three dots on one idea": ROUND + b"&dot=I1" * 3,
    "four dots": ROUND + b"&dot=I1&dot=I2&dot=I3&dot=I4",
    "an unknown idea": ROUND + b"&dot=I1&dot=I99",
    "an idea in small letters": ROUND + b"&dot=i1",
    "a sentence": ROUND + b"&dot=if%20a%20figure",
    "two ideas in one dot": ROUND + b"&dot=I1%20I2",
    "dots as a value": ROUND + b"&value=I1%20I2",
    "dots and a value": ROUND + b"&dot=I1&value=I1",
    "an unknown field": ROUND + b"&dot=I1&name=Ann",
    "a hundred fields": ROUND + b"&dot=I1" * 100,
    "a hundred ideas": ROUND + b"".join(b"&dot=I%d" % number for number in range(100)),
    "no round": b"dot=I1",
    "the second round": b"round=dots-10/2&dot=I1",
    "another step": b"round=dots-11/1&dot=I1",
    "no step": b"round=dots-/1&dot=I1",
    "the round of a pulse": b"round=pulse-1/1&dot=I1",
    "markup": ROUND + b"&dot=%3Cscript%3E",
    "NUL": ROUND + b"&dot=I1%00",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
async def test_bad_dots_are_refused_in_words_and_the_room_goes_on(
    pulse_house: House, phone: aiohttp.ClientSession, body: bytes
) -> None:
    assert str(open_round(pulse_house.room)) == "dots-10/1"
    async with phone.post(f"{pulse_house.url}/answer", data=body, headers={**FORM, **JSON}) as answer:
        said = await answer.json()
    assert 400 <= answer.status < 500
    assert said["counted"] is False
    assert said["why"].endswith(".")
    async with phone.post(f"{pulse_house.url}/answer", data=body, headers=FORM) as answer:
        text = await answer.text()
    assert "Not counted." in text
    assert "<script>alert" not in text
    assert dots_in(pulse_house) == []
    assert (await put(pulse_house, phone, "I1")).status == 200


async def test_a_pulse_takes_no_dots(pulse_house: House) -> None:
    round_, phone = await lead_to_pulse(pulse_house, SUPPORT), pulse_house.phone()
    await page_of(phone, pulse_house.url)
    assert (await put(pulse_house, phone, "I1")).status == 400
    assert answers_in(pulse_house.room, round_) == []


async def test_a_closed_round_takes_no_dots_and_shows_a_phone_its_own(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    round_ = open_round(pulse_house.room)
    await put(pulse_house, phone, "I1", "I1", "I3")
    await lead_to(pulse_house.room, Stage.DOTS_RESULT)
    body = {"round": round_, "dot": "I2"}
    async with phone.post(f"{pulse_house.url}/answer", data=body) as answer:
        assert (answer.status, "This vote is closed." in await answer.text()) == (409, True)
    text = await page_of(phone, pulse_house.url)
    assert "one person recomputes it. <strong>2 dots</strong>" in text
    assert "we open the paragraph. <strong>1 dot</strong>" in text
    assert text.count("Your own dots") == 1
    silent = await page_of(pulse_house.phone(), pulse_house.url)
    assert "1 of 5 votes needed: choose by hand." in silent
    assert "Your own dots" not in silent
    assert "<strong>2 dots" not in silent


async def test_a_second_round_asks_only_for_those_that_were_level(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    room, first = pulse_house.room, open_round(pulse_house.room)
    for number in range(5):
        for ideas in ("I1 I1 I2", "I3 I3 I4"):
            await room.cast(token_of(room, f"phone-{ideas}-{number}"), first, some_dots(ideas))
    await lead_to(room, Stage.DOTS_RESULT)
    await room.lead(c.Advance(room.clock(), room.present))
    text = await page_of(phone, pulse_house.url)
    assert "Once more: these were level." in text
    assert "2 dots, at most 2 on one idea." in text
    assert 'value="I2"' in text
    assert 'value="I4"' in text
    assert 'value="I1"' not in text
    assert (await put(pulse_house, phone, "I1")).status == 409
    assert (await put(pulse_house, phone, "I2", "I2")).status == 200
    assert dots_in(pulse_house) == ["I2 I2"]
    body = {"round": first, "dot": "I1"}
    async with phone.post(f"{pulse_house.url}/answer", data=body, headers=JSON) as answer:
        assert answer.status == 409


async def test_the_page_that_asks_for_dots_is_light(pulse_house: House) -> None:
    await lead_to_dots(pulse_house)
    async with (
        aiohttp.ClientSession(auto_decompress=False) as phone,
        phone.get(pulse_house.url, headers={"Accept-Encoding": "gzip"}) as answer,
    ):
        assert len(await answer.read()) < 10_000


async def test_a_card_shows_what_has_been_typed_as_soon_as_it_is(pulse_house: House) -> None:
    phone = pulse_house.phone()
    await lead_to(pulse_house.room, Stage.CARD)
    empty = await page_of(phone, pulse_house.url)
    assert "What is allowed, and what is not?" in empty
    assert "Say it aloud: it is written down for all." in empty
    entry = {"green": ("-",), "amber": ("text for <b>customers</b>", "figures"), "owner": ("Team leads",)}
    await pulse_house.room.lead(c.FillCard(entry))
    text = await page_of(phone, pulse_house.url)
    assert "<li>text for &lt;b&gt;customers&lt;/b&gt;</li>\n<li>figures</li>" in text
    assert "Team leads" in text
    assert "<form" not in text

    def place(page: str) -> str:
        return page.partition('data-place="')[2].partition('"')[0]

    assert place(empty) != place(text)


async def test_groups_are_told_who_talks_now(pulse_house: House) -> None:
    phone = pulse_house.phone()
    await lead_to(pulse_house.room, Stage.GROUPS)
    for who in ("Alone, in silence", "In pairs", "In fours", "All together"):
        text = await page_of(phone, pulse_house.url)
        assert "What will we check from tomorrow?" in text
        assert (f"{who}.</h1>" in text) is (who != "All together")
        assert "<form" not in text
        await pulse_house.room.lead(c.Advance(pulse_house.room.clock()))
    assert "Say it to the facilitator, one sentence from each group" in text


async def test_a_look_back_says_what_the_wall_says(pulse_house: House) -> None:
    phone = pulse_house.phone()
    await lead_to(pulse_house.room, Stage.REVIEW)
    text = await page_of(phone, pulse_house.url)
    assert "then one person recomputes it.</h1>" in text
    assert "Thanks first" in text
    await lead_to(pulse_house.room, Stage.SHIFT)
    assert "Different people may have been in the room." in await page_of(phone, pulse_house.url)
