"""Others mark a released question on their phones: their mark is theirs alone, the figure is the desk's."""

from __future__ import annotations

import re
from pathlib import Path

import aiohttp
import pytest

from tests.builders import Clock, lead_to
from tests.web.conftest import JSON, House, page_of
from tests.web.desks import a_desk, desk_url
from workshop.core.live import commands as c
from workshop.core.live.rounds import mark_round
from workshop.core.live.session import Ballot, QuestionMark, Stage, Text
from workshop.core.live.words import texts
from workshop.core.words import Decision
from workshop.room import Room
from workshop.storage.names import JOURNAL_NAME
from workshop.storage.plans.folder import PlanFolder

QUESTIONS = ("When is lunch?", "<b>Who</b> pays?")


async def with_questions(house: House) -> aiohttp.ClientSession:
    """A desk that has released two questions, in a room at its second step."""
    desk, room = await a_desk(house), house.room
    asks = room.page().asks
    assert asks is not None
    for words in QUESTIONS:
        await room.cast(room.new_token(), asks, Text(words))
    await lead_to(room, Stage.READ)
    await room.lead(c.ReleaseTexts(asks, (0, 1)))
    return desk


async def mark(house: House, phone: aiohttp.ClientSession, question: int, asks: str = "1") -> str:
    """Press the button as a browser without scripts does; returns the page that comes."""
    async with phone.post(
        f"{house.url}/mark",
        data={"question": str(question), "asks": asks},
        headers={"Origin": house.origin},
    ) as answer:
        return await answer.text()


async def next_step(house: House) -> None:
    """Lead to another step."""
    step = house.room.view().position.step
    while house.room.view().position.step == step:
        await house.room.lead(c.Advance(house.room.clock()))


async def phones(house: House, number: int) -> list[aiohttp.ClientSession]:
    """Phones that are here."""
    there = [house.phone() for _ in range(number)]
    for phone in there:
        await page_of(phone, house.url)
    return there


async def test_phones_mark_what_was_released_and_the_desk_reads_how_many_from_k_on(house: House) -> None:
    desk = await with_questions(house)
    there = await phones(house, 5)
    page = await page_of(there[0], house.url)
    assert f'href="/{house.room.view().setup.code}?questions">I ask one of these too' in page
    for phone in there[:4]:
        page = await page_of(phone, f"{house.url}?questions")
        assert (page.count("I ask this too"), "You ask this too" in page) == (2, False)
        assert "&lt;b&gt;Who&lt;/b&gt; pays?" in page
        assert texts.before_mark(5) in page
        page = await mark(house, phone, 1)
        assert (page.count("I ask this too"), page.count("You ask this too")) == (1, 1)
    assert "ask this too" not in await page_of(desk, desk_url(house))
    assert "You ask" not in await page_of(there[4], f"{house.url}?questions"), "a mark is its phone's own"
    await mark(house, there[4], 1)
    assert "ask this too" not in await page_of(desk, desk_url(house)), "the step is the same"
    await next_step(house)
    page = await page_of(desk, desk_url(house))
    assert "5 phones ask this too." in page
    first = re.search(r'<p class="question">([^<]+) <strong>', page)
    assert first is not None
    assert first[1] == list(house.room.page().questions.values())[1].replace("<", "&lt;").replace(">", "&gt;")
    for phone in (*there, house.phone()):
        assert "5 phones" not in await page_of(phone, house.url)
    assert "It was counted." in await page_of(there[0], f"{house.url}?questions")


async def test_a_mark_is_taken_back_until_it_was_counted(house: House) -> None:
    desk = await with_questions(house)
    there = await phones(house, 6)
    for phone in there:
        await mark(house, phone, 0)
    assert "Take it back" in await page_of(there[5], f"{house.url}?questions")
    assert "You ask this too" not in await mark(house, there[5], 0, "0")
    await next_step(house)
    assert "5 phones ask this too." in await page_of(desk, desk_url(house))
    page = await page_of(there[0], f"{house.url}?questions")
    assert ("It was counted." in page, "Take it back" in page) == (True, False)
    assert "It was counted meanwhile, and stays." in await mark(house, there[0], 0, "0")
    assert "You ask this too" in await mark(house, there[0], 0, "1")
    await next_step(house)
    assert "5 phones ask this too." in await page_of(desk, desk_url(house))


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("x" * 1_000_000, 413),
        ("question=0", 400),
        ("asks=1", 400),
        ("question=0&asks=2", 400),
        ("question=0&asks=1&asks=1", 400),
        ("question=0&asks=1&round=learn-01/1", 400),
        ("question=-1&asks=1", 400),
        ("question=" + "9" * 5000 + "&asks=1", 400),
        ("question=%D9%A1&asks=1", 400),
        ("question=7&asks=1", 409),
        ("question=\xff&asks=1", 400),
    ],
)
async def test_what_no_page_sends_is_refused_and_the_room_goes_on(
    house: House, body: str, status: int
) -> None:
    await with_questions(house)
    (phone,) = await phones(house, 1)
    form = {"Content-Type": "application/x-www-form-urlencoded", "Origin": house.origin, **JSON}
    async with phone.post(f"{house.url}/mark", data=body.encode("latin-1"), headers=form) as answer:
        assert answer.status == status
    assert not house.room._session.question_marks
    assert "You ask this too" in await mark(house, phone, 0)


async def test_a_mark_from_elsewhere_or_without_a_cookie_counts_nowhere(house: House) -> None:
    await with_questions(house)
    (phone,) = await phones(house, 1)
    sent = {"question": "0", "asks": "1"}
    for other, origin in ((phone, "http://elsewhere.example"), (house.phone(), house.origin)):
        async with other.post(f"{house.url}/mark", data=sent, headers={**JSON, "Origin": origin}) as answer:
            assert answer.status in (403, 421)
    assert not house.room._session.question_marks


async def test_where_there_is_nothing_to_mark_the_address_leads_to_the_page_of_the_room(house: House) -> None:
    (phone,) = await phones(house, 1)
    assert await page_of(phone, f"{house.url}?questions") == await page_of(phone, house.url)
    await with_questions(house)
    await lead_to(house.room, Stage.CLOSE)
    page = await page_of(phone, f"{house.url}?questions")
    assert "When is lunch?" in page
    assert "I ask" not in page, "no step comes at which it could be counted"
    async with phone.get(f"{house.url}/mark") as answer:
        assert str(answer.url) == house.url


async def test_a_killed_room_knows_its_marks_counted_and_not(house: House) -> None:
    await with_questions(house)
    room = house.room
    tokens = [room.new_token() for _ in range(8)]
    question = [mark_round(index, 1) for index in room.page().questions]
    for token in tokens[:5]:
        await room.cast(token, question[0], QuestionMark(True))
    await next_step(house)
    for token in tokens[5:]:
        await room.cast(token, question[0], QuestionMark(True))
        await room.cast(token, question[1], QuestionMark(True))
    await room.cast(tokens[7], question[1], QuestionMark(False))
    before, own = room.desk(), [await room.marks(token) for token in tokens]
    await room._journal.close()
    resumed = await Room.resume(PlanFolder(room.folder.path), Clock(room.clock()))
    try:
        assert resumed.desk() == before
        assert [await resumed.marks(token) for token in tokens] == own
        assert (before.figures, dict(own[0].questions), dict(own[5].questions), dict(own[7].questions)) == (
            {0: 5},
            {0: True},
            {0: False, 1: False},
            {0: False},
        )
        for token in tokens[1:3]:
            await resumed.cast(token, question[1], QuestionMark(True))
    finally:
        await resumed.close()


async def test_after_a_step_no_byte_on_the_disk_tells_who_marked_first_and_no_seat_is_elsewhere(
    house: House, tmp_path: Path
) -> None:
    await with_questions(house)
    room = house.room
    await lead_to(room, Stage.VOTE_1)
    tokens = [room.new_token() for _ in range(9)]
    vote, asks = room.page().round, room.page().asks
    assert vote is not None
    assert asks is not None
    for token in tokens:
        await room.cast(token, vote, Ballot(Decision.USE))
        await room.cast(token, asks, Text("Why?"))
    await next_step(house)
    for token in tokens:
        await room.cast(token, mark_round(0, 1), QuestionMark(True))
    for token in tokens[:4]:
        await room.cast(token, mark_round(1, 1), QuestionMark(True))
    await next_step(house)
    await room._journal.settled()
    seats = {round_: sorted(marks) for round_, marks in room._session.question_marks.items()}
    assert [len(of) for of in seats.values()] == [9, 4]
    others = {*room._session.ballots[vote], *room._session.texts[asks]}
    assert not {*seats[mark_round(0, 1)]} & {*seats[mark_round(1, 1)]}
    assert not {seat for of in seats.values() for seat in of} & others
    raw = b"".join(file.read_bytes() for file in sorted(room.folder.path.glob(f"{JOURNAL_NAME}*")))
    room._journal._connection.execute("VACUUM INTO ?", (str(tmp_path / "by keys"),))
    by_keys = (tmp_path / "by keys").read_bytes()  # written from the table alone, which keeps no order
    for of in seats.values():
        assert [raw.count(seat.encode()) for seat in of] == [1] * len(of), (
            "counted or not, each is there once"
        )
        assert sorted(of, key=lambda seat: raw.index(seat.encode())) == sorted(
            of, key=lambda seat: by_keys.index(seat.encode())
        )


async def test_at_the_seal_the_marks_are_destroyed(house: House) -> None:
    await with_questions(house)
    (phone,) = await phones(house, 1)
    await mark(house, phone, 0)
    (seat,) = house.room._session.question_marks[mark_round(0, 1)]
    await lead_to(house.room, Stage.CLOSE)
    await house.room.seal()
    assert not house.room._session.question_marks
    for file in house.room.folder.path.rglob("*"):
        if file.is_file():
            raw = file.read_bytes()
            assert seat.encode() not in raw
            assert b"lunch" not in raw
    assert not (house.room.folder.path / JOURNAL_NAME).exists()
    assert "lunch" not in await page_of(phone, house.url)
