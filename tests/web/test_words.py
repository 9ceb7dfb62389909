"""What people and groups write on phones: whatever is sent does no harm, and nobody has it too early."""

from __future__ import annotations

import asyncio
import dataclasses
import html
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest

from tests.builders import ONE_SCENARIO, a_card_step, a_step, an_opening
from tests.kills.order import in_order, pattern_of
from tests.web.conftest import JSON, House, a_house, page_of
from tests.web.desks import a_desk, desk_url, press
from workshop.core.agenda.agenda import StepKind
from workshop.core.agenda.card import FLUENCY, GUARDRAILS, PURPOSE
from workshop.core.live import commands as c
from workshop.core.live.rounds import Round
from workshop.core.live.session import Position, Stage, Text
from workshop.core.live.words import texts
from workshop.room import Room
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanFolder

STEPS = (
    a_card_step("guardrails"),
    a_card_step("fluency"),
    a_step(StepKind.GROUPS, minutes=12),
    *ONE_SCENARIO,
)
HOSTILE = "<script>alert(1)</script>\x1b[2J\u202e" + "z" * 500


@dataclass(frozen=True)
class Place:
    """Where phones write, and what stands behind the words in its form."""

    position: Position
    then: str = ""
    is_said: bool = False
    """Whether a group says it aloud."""


PLACES = {
    "a question": Place(Position(3, Stage.DEBRIEF)),
    "a field of a card": Place(Position(1, Stage.CARD)),
    "a card of groups": Place(Position(0, Stage.CARD), is_said=True),
    "an idea of a group": Place(Position(2, Stage.IDEAS), "&then=we+count", is_said=True),
}


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    """A room in its lobby that will come to all places where people write."""
    built = await a_house(tmp_path, an_opening(STEPS))
    yield built
    await built.close()


async def go(house: House, place: str) -> Place:
    """Open a desk, and lead the room to a place."""
    await a_desk(house)
    there = PLACES[place]
    while house.room.view().position != there.position:
        await house.room.lead(c.Advance(house.room.clock(), 8))
    return there


async def form_of(house: House, phone: aiohttp.ClientSession) -> str:
    """The round of the first form on the page of a phone."""
    found = re.search(r'name="round" value="(text_(?!ask)[^"]+)"', await page_of(phone, house.url))
    assert found is not None
    return found[1]


async def send(house: House, phone: aiohttp.ClientSession, **fields: str) -> tuple[int, str]:
    """Write as the page's script does; the status and what is said."""
    headers = {**JSON, "Origin": house.origin}
    async with phone.post(f"{house.url}/text", data=fields, headers=headers) as answer:
        return answer.status, (await answer.json()).get("why", "")


REFUSED = (
    ("x" * 1_000_000, 413),
    ("round={round}&text=" + "x" * 1_000_000, 413),
    ("round={round}", 400),
    ("text=x", 400),
    ("round={round}&text=x&text=y", 400),
    ("round={round}&text=x&then=y&then=z", 400),
    ("round={round}&text=x&more=1", 400),
    ("round=learn-01/1&text=x", 400),
    ("round=text_group_ask_1/1&text=x", 400),
    ("round=text_999_999_9999/1&text=x", 409),
    ("round=text_group_999_999_9999/1&text=x", 409),
    ("round={round}&text=", 409),
    ("round={round}&text=&then=", 409),
    ("round={round}&text=%E2%80%AE%00&then=%00", 409),
    ("round={round}&text=%ff", 400),
    ("round={round}&text=\xff", 400),
)


@pytest.mark.parametrize("place", PLACES)
async def test_what_no_page_sends_is_refused_and_the_room_goes_on(house: House, place: str) -> None:
    there, phone = await go(house, place), house.phone()
    round_ = await form_of(house, phone)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": house.origin, **JSON}
    for body, status in REFUSED:
        sent = body.replace("{round}", round_).encode("latin-1")
        async with phone.post(f"{house.url}/text", data=sent, headers=form) as answer:
            assert answer.status == status, body[:60]
    sent = f"round={round_}&text=x{there.then}".encode()
    elsewhere = {**form, "Origin": "http://elsewhere.example"}
    async with phone.post(f"{house.url}/text", data=sent, headers=elsewhere) as answer:
        assert answer.status in (403, 421)
    assert not house.room._session.texts
    async with phone.post(f"{house.url}/text", data=sent, headers=form) as answer:
        assert answer.status == 200


@pytest.mark.parametrize("place", PLACES)
async def test_markup_and_what_steers_a_terminal_arrive_as_words(house: House, place: str) -> None:
    there = await go(house, place)
    for _ in range(5):
        phone = house.phone()
        fields = {"round": await form_of(house, phone), "text": HOSTILE}
        fields |= {"then": HOSTILE} if there.then else {}
        assert await send(house, phone, **fields) == (200, "")
    await house.room.lead(c.Advance(house.room.clock()))
    page = await page_of(await a_desk(house), desk_url(house))
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;[2Jzzz" in page
    assert "\x1b" not in page


@pytest.mark.long
@pytest.mark.parametrize("place", PLACES)
async def test_ten_thousand_texts_of_one_phone_are_one(house: House, place: str) -> None:
    there, phone, other = await go(house, place), house.phone(), house.phone()
    round_ = Round.parse(await form_of(house, phone))
    await form_of(house, other)
    token, *_ = (cookie.value for cookie in phone.cookie_jar if cookie.key == "seat")
    for number in range(100):
        await asyncio.gather(
            *(house.room.cast(token, round_, Text(f"{number} {at}", there.then)) for at in range(100))
        )
    assert len(house.room._session.texts[round_]) == 1
    fields = {"then": "words"} if there.then else {}
    assert await send(house, other, round=str(round_), text="Words", **fields) == (200, "")
    assert len(house.room._session.texts[round_]) == 2


@pytest.mark.parametrize("place", PLACES)
async def test_no_phone_and_no_wall_has_a_word_before_the_desk_gives_it(house: House, place: str) -> None:
    there = await go(house, place)
    secret = "a zebra counts the lanterns"
    for number in range(5):
        phone = house.phone()
        fields = {"round": await form_of(house, phone), "text": f"{secret} {number}"}
        fields |= {"then": "we count them"} if there.then else {}
        await send(house, phone, **fields)
    desk = await a_desk(house)
    assert (secret in await page_of(desk, desk_url(house))) is there.is_said
    for _ in range(3):
        assert "zebra" not in repr(house.room.view())
        assert "zebra" not in await page_of(house.phone(), house.url)
        await house.room.lead(c.Advance(house.room.clock(), 8))
        assert secret in await page_of(desk, desk_url(house))


@pytest.mark.parametrize("takes", [True, False])
@pytest.mark.parametrize("place", ["a field of a card", "an idea of a group"])
async def test_no_byte_tells_who_wrote_first_once_the_desk_has_taken_one_or_the_room_went_on(
    house: House, place: str, takes: bool
) -> None:
    there, room = await go(house, place), house.room
    page = room.page()
    round_ = page.says if there.is_said else next(iter(page.writes))
    assert round_ is not None
    for number in range(9):
        await room.cast(room.new_token(), round_, Text(f"text {number}", there.then))
    assert [*in_order(room.folder.path / JOURNAL_NAME, {round_: list(room._session.texts[round_])})] != []
    if not takes:
        await room.lead(c.Advance(room.clock(), 8))
    elif there.is_said:
        one = room.desk().sentences[4]
        await room.lead(c.TakeSentence(round_, one.key, *[way for way in one.ways if way][:1]))
    else:
        await room.lead(c.GatherTexts())
    journal, seats = room.folder.path / JOURNAL_NAME, {round_: list(room._session.texts[round_])}
    await room.lead(c.ChangeAddress("10.0.0.7"))  # answered after the file was written anew
    assert [*in_order(journal, seats)] == []
    assert pattern_of(seats).search(journal.read_bytes()), "they are looked for where they are"


async def test_without_a_desk_no_phone_may_write(house: House) -> None:
    for place in ("a card of groups", "a field of a card", "an idea of a group", "a question"):
        while house.room.view().position != PLACES[place].position:
            await house.room.lead(c.Advance(house.room.clock(), 8))
        page = await page_of(house.phone(), house.url)
        assert "<form" not in page, place
        assert texts.BEFORE_SENTENCE not in page


async def test_the_desk_takes_the_sentences_of_groups(house: House) -> None:
    await go(house, "a card of groups")
    desk, phones = await a_desk(house), [house.phone() for _ in range(2)]
    for phone, words in zip(phones, ("drafts for us", "names of people"), strict=True):
        round_ = await form_of(house, phone)
        assert texts.BEFORE_SENTENCE in html.unescape(await page_of(phone, house.url))
        assert await send(house, phone, round=round_, text=words) == (200, "")
    by_words = {one.words: {"round": str(one.round), "key": one.key} for one in house.room.desk().sentences}
    page = await page_of(desk, desk_url(house))
    assert page.count(">Red: ask first<") == 2
    assert await press(house, desk, "take-2", None, **by_words["names of people"]) == (200, {"done": True})
    assert house.room._session.entries_of(GUARDRAILS) == ({"red": ("names of people",)},)
    for refused in ("take-2", "untake"):
        assert (await press(house, desk, refused, None, **by_words["names of people"]))[0] == 409
    assert (await press(house, desk, "take-9", None, **by_words["drafts for us"]))[0] == 409
    shown = {f"key-{by_words['drafts for us']['key']}": "1"}
    assert (await press(house, desk, "untakeall", None, **shown))[0] == 200
    assert (await press(house, desk, "untakeall", None, **shown))[0] == 409
    assert house.room.desk().sentences == ()


async def test_the_desk_takes_an_idea_in_its_two_halves(house: House) -> None:
    await go(house, "an idea of a group")
    desk, phone = await a_desk(house), house.phone()
    round_ = await form_of(house, phone)
    assert await send(house, phone, round=round_, text="a sum is ours", then="") == (
        409,
        "It needs both: a situation after If, and one act after then.",
    )
    assert await send(house, phone, round=round_, text="a sum is ours", then="we count it") == (200, "")
    assert "Take it as an idea" in await page_of(desk, desk_url(house))
    (one,) = house.room.desk().sentences
    assert (await press(house, desk, "take-0", None, round=round_, key=one.key))[0] == 200
    assert [(idea.if_, idea.then) for _, idea in house.room._session.ideas.values()] == [
        ("a sum is ours", "we count it")
    ]


async def test_the_desk_takes_a_sentence_instead_of_the_prepared_one_that_it_has_read(tmp_path: Path) -> None:
    opening = an_opening((a_card_step("purpose"), *ONE_SCENARIO))
    prepared = dataclasses.replace(opening.setup, purpose='Hard  cases "first" <b>' + " now" * 99)
    house = await a_house(tmp_path, dataclasses.replace(opening, setup=prepared))
    desk, phone = await a_desk(house), house.phone()
    await house.room.lead(c.Advance(house.clock()))
    await send(house, phone, round=await form_of(house, phone), text="nobody waits")
    page = await page_of(desk, desk_url(house))
    assert texts.INSTEAD in page
    assert texts.AS_A_LINE not in page
    (read,) = re.findall(r'name="instead" value="([^"]*)"', page)
    (one,) = house.room.desk().sentences
    said = {"round": str(one.round), "key": one.key}
    for other in ({}, {"instead": "what stood there before"}):
        assert (await press(house, desk, "take-0", None, **said, **other))[0] == 409
    assert (await press(house, desk, "take-0", None, **said, instead=html.unescape(read)))[0] == 200
    assert house.room._session.entries_of(PURPOSE) == ({"purpose": ("nobody waits",)},)
    await house.close()


async def test_the_desk_takes_a_line_onto_the_card(house: House) -> None:
    await go(house, "a field of a card")
    desk = await a_desk(house)
    for number in range(5):
        phone = house.phone()
        await send(house, phone, round=await form_of(house, phone), text=f"line {number}")
    assert (await press(house, desk, "gather"))[0] == 200
    page = await page_of(desk, desk_url(house))
    assert page.count(">Take it</button>") == 5
    (unread,) = house.room.desk().unread
    assert (await press(house, desk, "takeone-3", None, round=str(unread.round)))[0] == 200
    assert house.room._session.entries_of(FLUENCY) == ({"good_at": (unread.texts[3],)},)
    assert (await press(house, desk, "takeone-3", None, round=str(unread.round)))[0] == 409
    phone = house.phone()
    assert unread.texts[3] in await page_of(phone, house.url)
    assert texts.after(True, 5, "good at") in await page_of(phone, house.url)


async def test_a_remark_is_on_phones_and_can_be_withdrawn(house: House) -> None:
    await go(house, "a question")
    desk, phone = await a_desk(house), house.phone()
    await house.room.lead(c.KeepRemark("It was too smooth."))
    assert "It was too smooth." in await page_of(phone, house.url)
    assert texts.SHOWN in await page_of(desk, desk_url(house))
    (remarks,) = filter(None, [house.room.desk().remarks])
    form = {"scenario": str(remarks.scenario), "remark": "It was too smooth."}
    assert (await press(house, desk, "unremark", None, **form))[0] == 200
    assert "too smooth" not in await page_of(phone, house.url)
    assert texts.SHOWN not in await page_of(desk, desk_url(house))
    assert (await press(house, desk, "unremark", None, **form))[0] == 409


async def test_a_killed_room_knows_what_groups_have_written_and_what_was_taken(house: House) -> None:
    await go(house, "an idea of a group")
    round_ = house.room.page().says
    assert round_ is not None
    for number in range(3):
        await house.room.cast(house.room.new_token(), round_, Text(f"it is {number}", "we stop"))
    await house.room.lead(c.TakeSentence(round_, house.room.desk().sentences[1].key))
    again = house.room.page().says
    assert again not in (None, round_)
    assert again is not None
    await house.room.cast(house.room.new_token(), again, Text("it is late", "we call"))
    before = house.room.desk().sentences
    await house.room._journal.close()  # nothing is sealed or tidied, as after a kill
    resumed = await Room.resume(PlanFolder(house.room.folder.path))
    try:
        assert resumed.desk().sentences == before
        assert len(before) == 3
        assert resumed.page().says == again
        assert resumed._session.ideas == house.room._session.ideas
    finally:
        await resumed.close()


async def test_what_is_old_is_folded_away(house: House) -> None:
    await go(house, "an idea of a group")
    round_ = house.room.page().says
    assert round_ is not None
    await house.room.cast(house.room.new_token(), round_, Text("it is late", "we call"))
    desk = await a_desk(house)
    assert 'id="older"' not in await page_of(desk, desk_url(house))
    await house.room.lead(c.Advance(house.room.clock(), 8))
    before, _, folded = (await page_of(desk, desk_url(house))).partition('<details id="older"')
    assert "From earlier steps: 1 text left" in folded
    assert "it is late" not in before
    assert "it is late" in folded


async def test_what_good_looks_like_is_typed_line_by_line_and_none_of_them_must_be(tmp_path: Path) -> None:
    house = await a_house(tmp_path, an_opening((a_card_step("good"), *ONE_SCENARIO)))
    await a_desk(house)
    phone = house.phone()
    await house.room.lead(c.Advance(house.clock()))
    page, round_ = await page_of(phone, house.url), await form_of(house, phone)
    assert all(f">{begin} ...</label>" in page for begin in ("We check", "We never", "A person decides"))
    typed = {"check": "we check each figure", "never": "send a rating", "person_decides": ""}
    assert await send(house, phone, round=round_, **typed) == (200, "")
    assert [one.words for one in house.room.desk().sentences] == [
        "We check each figure. We never send a rating."
    ]
    assert (await send(house, phone, round=round_, check="", never=" "))[0] == 409
    await house.close()
