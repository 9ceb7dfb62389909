"""A person's own words, from the phone that writes them to the desk that reads them."""

from __future__ import annotations

import asyncio
import html
import re

import aiohttp
import pytest

from tests.builders import LEARN, lead_to
from tests.web.conftest import JSON, House, page_of
from tests.web.desks import a_desk, desk_url, press
from workshop.core.live import commands as c
from workshop.core.live.desk import Cover
from workshop.core.live.rounds import Round
from workshop.core.live.session import Stage, Text
from workshop.core.live.steps.scenario import OWN_WORDS
from workshop.core.live.words import texts
from workshop.room import Room
from workshop.storage.plans.folder import PlanFolder

WORDS = tuple(f"Words of phone {name}." for name in ("one", "two", "three", "four", "five"))


async def at_questions(house: House, phones: int = 5) -> tuple[list[aiohttp.ClientSession], str]:
    """Phones at the first question of a room that has a desk, and the round in which they may write."""
    await a_desk(house)
    await lead_to(house.room, Stage.DEBRIEF)
    writers = [house.phone() for _ in range(phones)]
    pages = [await page_of(phone, house.url) for phone in writers]
    found = re.search(r'name="round" value="(text_[^"]+)"', pages[0])
    assert found is not None
    return writers, found[1]


async def send(
    house: House, phone: aiohttp.ClientSession, round_: str, text: str, **fields: str
) -> tuple[int, str]:
    """Write as the page's script does; the status and what is said."""
    async with phone.post(
        f"{house.url}/text",
        data={"round": round_, "text": text, **fields},
        headers={**JSON, "Origin": house.origin},
    ) as answer:
        said = await answer.json()
        return answer.status, said.get("why", "")


async def write_all(house: House, number: int = 5) -> str:
    """So many phones write, and the room goes on."""
    writers, round_ = await at_questions(house, number)
    for phone, words in zip(writers, WORDS, strict=False):
        assert await send(house, phone, round_, words) == (200, "")
    await house.room.lead(c.Advance(house.room.clock()))
    return round_


async def test_without_a_desk_phones_have_no_field(house: House) -> None:
    await lead_to(house.room, Stage.DEBRIEF)
    phone = house.phone()
    page = await page_of(phone, house.url)
    assert texts.BEFORE not in page
    assert "There is nothing to tap." in page
    status, why = await send(house, phone, "text_1_0_0/1", "Words")
    assert (status, why) == (409, "This vote is closed.")


async def test_a_desk_that_is_opened_at_the_question_brings_the_field(house: House) -> None:
    await lead_to(house.room, Stage.DEBRIEF)
    phone = house.phone()
    await page_of(phone, house.url)
    async with phone.get(f"{house.url}/events") as stream:
        await stream.content.readuntil(b"\n\n")
        await a_desk(house)
        async with asyncio.timeout(5):
            while b"event: stage" not in await stream.content.readline():
                pass
    assert texts.BEFORE in await page_of(phone, house.url)


async def test_what_five_phones_wrote_is_on_the_desk_and_on_no_phone(house: House) -> None:
    await write_all(house)
    desk, phone = await a_desk(house), house.phone()
    page = html.unescape(await page_of(desk, desk_url(house)))
    assert all(words in page for words in WORDS)
    shown = await page_of(phone, house.url)
    assert not any(words in shown for words in WORDS)
    assert texts.after(True, 5) in shown


async def test_below_k_nobody_reads_it_and_the_phone_says_so(house: House) -> None:
    await write_all(house, 4)
    desk, phone = await a_desk(house), house.phone()
    page = await page_of(desk, desk_url(house))
    assert not any(words in page for words in WORDS)
    assert texts.after(False, 5) in await page_of(phone, house.url)


async def test_the_desk_releases_merges_and_puts_away(house: House) -> None:
    round_ = await write_all(house)
    desk = await a_desk(house)
    ticked = {"text-0": "1", "text-3": "1"}
    assert (await press(house, desk, "release", None, round=round_, words="Two in one.", **ticked))[0] == 200
    assert (await press(house, desk, "away", None, round=round_, **{"text-1": "1"}))[0] == 200
    assert house.room._session.remarks[LEARN] == ("Two in one.",)
    page = await page_of(desk, desk_url(house))
    assert sum(words in page for words in WORDS) == 2
    again = await press(house, desk, "release", None, round=round_, **ticked)
    assert again == (409, {"done": False, "why": "There is no such text any more."})
    assert (await press(house, desk, "release", None, round=round_))[0] == 409
    assert (await press(house, desk, "release", None, round="learn-01/1", **ticked))[0] == 409


@pytest.mark.parametrize("number", [pytest.param("9" * 5000, id="long"), "01", "\u0661", "-1", "1_0", ""])
async def test_a_tick_of_no_text_is_none(house: House, number: str) -> None:
    round_ = await write_all(house)
    desk = await a_desk(house)
    said = await press(house, desk, "away", None, round=round_, **{f"text-{number}": "1"})
    assert said == (409, {"done": False, "why": "Tick what you mean first."})


async def test_of_a_flood_the_desk_shows_forty_and_puts_away_what_it_shows(house: House) -> None:
    desk, room = await a_desk(house), house.room
    asks = room.page().asks
    assert asks is not None
    for number in range(90):
        await room.cast(room.new_token(), asks, Text(f"Question {number:02}?"))
    await room.lead(c.Advance(room.clock()))
    (before,) = room.desk().unread
    page = await page_of(desk, desk_url(house))
    assert (len(before.texts), page.count(' name="text-'), "And 50 more." in page) == (40, 40, True)
    shown = re.search(r'name="shown" value="([^"]+)"', page)
    assert shown is not None
    form = {"round": str(asks), "shown": shown[1]}
    ticked = {f"text-{number}": "1" for number in before.texts}
    said = await press(house, desk, "release", None, **form, words="Asked very often.", **ticked)
    assert said == (200, {"done": True})
    again = await press(house, desk, "allaway", None, **form)
    assert again == (409, {"done": False, "why": "There is no such text any more."})
    (after,) = room.desk().unread
    assert not set(after.texts.values()) & set(before.texts.values()), "what came up was on no page"
    first, *_, last = after.texts
    form = {"round": str(asks), "shown": f"{first}-{last}"}
    assert await press(house, desk, "allaway", None, **form, words="", **{f"text-{first}": "1"}) == (
        200,
        {"done": True},
    )
    (rest,) = room.desk().unread
    assert (len(rest.texts), rest.more) == (10, 0)
    assert "more. They come up" not in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "allaway", None, round=str(asks)))[0] == 409
    assert (await press(house, desk, "allaway", None, round=str(asks), shown="0-" + "9" * 5000))[0] == 409


async def test_the_desk_gathers_while_people_talk(house: House) -> None:
    writers, round_ = await at_questions(house)
    desk = await a_desk(house)
    for at, (phone, words) in enumerate(zip(writers, WORDS, strict=True)):
        page = await page_of(desk, desk_url(house))
        assert f"{at} phone{'' if at == 1 else 's'} " in page
        assert "Read what came in" not in page
        await send(house, phone, round_, words)
    assert "Read what came in" in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "gather"))[0] == 200
    page = await page_of(desk, desk_url(house))
    assert "You have what was written so far. Nothing has come since." in page
    assert "0 phones" not in page
    assert (await send(house, writers[0], round_, "Later"))[0] == 409
    assert (await send(house, writers[0], str(*house.room.page().writes), "Later"))[0] == 200
    assert "1 phone has written since." in await page_of(desk, desk_url(house))
    await house.room.lead(c.Advance(house.room.clock()))
    assert "0 phones have written." in await page_of(desk, desk_url(house)), "this is another question"


async def test_without_a_script_the_phone_says_that_it_is_sent(house: House) -> None:
    (phone,), round_ = await at_questions(house, 1)
    async with phone.post(
        f"{house.url}/text", data={"round": round_, "text": "a+b & c"}, headers={"Origin": house.origin}
    ) as answer:
        assert answer.status == 200
        assert "It is sent." in await answer.text()
    (kept,) = house.room._session.texts.popitem()[1].values()
    assert kept.words == "a+b & c"


async def test_without_a_script_a_question_is_asked_on_a_page_that_is_not_loaded_anew(house: House) -> None:
    reloads, link = '<meta http-equiv="refresh"', f'href="/{house.room.view().setup.code}?ask"'
    phone = house.phone()
    nobody_asks = await page_of(phone, f"{house.url}?ask")
    assert reloads in nobody_asks
    assert link not in nobody_asks
    await a_desk(house)
    assert link in await page_of(phone, house.url)
    page = await page_of(phone, f"{house.url}?ask")
    assert reloads not in page
    assert texts.BEFORE_QUESTION in page
    found = re.search(r'action="([^"]+)".*?name="round" value="([^"]+)"', page, re.DOTALL)
    assert found is not None
    sent = {"round": found[2], "text": "When is lunch?"}
    async with phone.post(house.origin + found[1], data=sent, headers={"Origin": house.origin}) as answer:
        assert "It is sent." in await answer.text()
    await lead_to(house.room, Stage.VOTE_1)
    assert link not in await page_of(phone, house.url), "where people vote the page stays"


async def test_without_a_script_no_page_on_which_somebody_writes_is_loaded_anew_by_itself(
    house: House,
) -> None:
    reloads = '<meta http-equiv="refresh"'
    await lead_to(house.room, Stage.DEBRIEF)
    phone = house.phone()
    assert reloads in await page_of(phone, house.url), "nobody writes without a desk"
    await a_desk(house)
    page = await page_of(phone, house.url)
    assert reloads not in page
    assert "Load this page again" in page
    await lead_to(house.room, Stage.ACTIONS)
    assert reloads in await page_of(phone, house.url)


async def test_a_killed_room_knows_what_was_written_released_and_not_yet_closed(house: House) -> None:
    round_ = await write_all(house)
    await house.room.lead(c.ReleaseTexts(Round.parse(round_), (2,)))
    writers, open_round = await at_questions(house, 2)
    for phone in writers:
        assert await send(house, phone, open_round, "Not closed yet") == (200, "")
    left = house.room.desk().unread
    await house.room._journal.close()  # nothing is sealed or tidied, as after a kill
    resumed = await Room.resume(PlanFolder(house.room.folder.path))
    try:
        assert resumed.desk().unread == left
        assert len(left[0].texts) == 4
        assert resumed.desk().writing == {OWN_WORDS: 2}
        assert resumed._session.remarks == house.room._session.remarks
    finally:
        await resumed.close()


async def test_a_question_goes_to_the_desk_to_all_phones_to_the_wall_and_is_answered(house: House) -> None:
    desk, phone, other = await a_desk(house), house.phone(), house.phone()
    page = await page_of(phone, house.url)
    assert texts.BEFORE_QUESTION in page
    round_ = re.search(r'name="round" value="(text_ask[^"]+)"', page)
    assert round_ is not None
    assert await send(house, phone, round_[1], "When is lunch?") == (200, "")
    assert "lunch" not in await page_of(desk, desk_url(house))
    await house.room.lead(c.Advance(house.room.clock()))
    assert "When is lunch?" in await page_of(desk, desk_url(house))
    assert "lunch" not in await page_of(other, house.url)
    assert (await press(house, desk, "release", None, round=round_[1], **{"text-0": "1"}))[0] == 200
    assert "When is lunch?" in await page_of(other, house.url)
    assert (await press(house, desk, "question-9"))[0] == 409, "the wall would stand there with nothing below"
    assert (await press(house, desk, "question-0"))[0] == 200
    assert (house.room.covered, house.room.question) == (Cover.QUESTION, "When is lunch?")
    page = await page_of(desk, desk_url(house))
    assert "The wall shows a question." in page
    assert "Take the question off the wall" in page
    assert (await press(house, desk, "answered-0"))[0] == 200
    assert (house.room.covered, house.room.question) == (Cover.NOTHING, "")
    assert "lunch" not in await page_of(other, house.url)
    assert "lunch" not in await page_of(desk, desk_url(house))


async def test_questions_that_wait_are_said_on_top_of_the_desk_and_before_the_seal_and_on_no_phone(
    house: House,
) -> None:
    desk, phone, room = await a_desk(house), house.phone(), house.room
    round_ = room.page().asks
    assert round_ is not None
    for words in WORDS[:3]:
        await room.cast(room.new_token(), round_, Text(words))
    assert "put away." not in await page_of(desk, desk_url(house))
    await lead_to(room, Stage.CLOSE)
    page = await page_of(desk, desk_url(house))
    assert (
        f'href="#{str(round_).replace("/", "-")}">3 questions are neither released nor put away.</a>' in page
    )
    assert "3 questions are neither released nor put away. They are destroyed as well." in page
    assert "put away." not in await page_of(phone, house.url)
    assert "put away." not in repr(room.view())
    await press(house, desk, "release", None, round=str(round_), **{"text-0": "1"})
    await press(house, desk, "away", None, round=str(round_), **{"text-1": "1"})
    assert "1 question is neither released nor put away. It is destroyed as well." in await page_of(
        desk, desk_url(house)
    )
    await press(house, desk, "away", None, round=str(round_), **{"text-2": "1"})
    assert "put away." not in await page_of(desk, desk_url(house))


async def test_questions_that_the_last_move_did_not_bring_are_one_line_on_the_desk(house: House) -> None:
    desk = await a_desk(house)
    await lead_to(house.room, Stage.READ)
    round_ = house.room.page().asks
    assert round_ is not None
    await house.room.cast(house.room.new_token(), round_, Text("Who reads this afterwards?"))
    step = house.room.view().position.step
    while house.room.view().position.step == step:
        await house.room.lead(c.Advance(house.room.clock()))
    folded = "<summary>Asked by the phones: 1 question left</summary>"
    page = await page_of(desk, desk_url(house))
    assert "Who reads this afterwards?" in page
    assert folded not in page
    await house.room.lead(c.Advance(house.room.clock()))
    page = await page_of(desk, desk_url(house))
    assert page.index(folded) < page.index("Who reads this afterwards?")
    place = str(round_).replace("/", "-")
    assert f'href="#{place}"' in page, "the line on top leads to them"
    assert f'id="{place}"' in page


async def test_a_killed_room_knows_its_questions_and_which_of_them_are_answered(house: House) -> None:
    await a_desk(house)
    phones = [house.room.new_token() for _ in range(3)]
    round_ = house.room.page().asks
    assert round_ is not None
    for token, words in zip(phones, WORDS, strict=False):
        await house.room.cast(token, round_, Text(words))
    await house.room.lead(c.Advance(house.room.clock()))
    await house.room.lead(c.ReleaseTexts(round_, (0, 2)))
    await house.room.lead(c.AnswerQuestion(0))
    before = house.room.desk()
    await house.room._journal.close()
    resumed = await Room.resume(PlanFolder(house.room.folder.path))
    try:
        assert (resumed.desk().unread, resumed.desk().questions) == (before.unread, before.questions)
        assert resumed.page().questions == house.room.page().questions
        assert len(before.questions) == len(before.unread) == 1
    finally:
        await resumed.close()


async def test_a_question_that_nobody_answered_keeps_no_page_of_the_sealed_room_from_coming(
    house: House,
) -> None:
    desk, phone = await a_desk(house), house.phone()
    await lead_to(house.room, Stage.ACTIONS)
    round_ = house.room.page().asks
    assert round_ is not None
    await house.room.cast(house.room.new_token(), round_, Text("May I say no?"))
    await lead_to(house.room, Stage.CLOSE)
    await house.room.lead(c.ReleaseTexts(round_, (0,)))
    assert "May I say no?" in await page_of(phone, house.url)
    await house.room.seal()
    assert house.room.question == ""
    for page in (await page_of(phone, house.url), await page_of(desk, desk_url(house))):
        assert "May I say no?" not in page
