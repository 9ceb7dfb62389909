"""The pace, from the phones that say how it is to the desk that reads a sentence, and nowhere else."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path

import aiohttp
import pytest

from tests.builders import lead_to
from tests.patience import PATIENCE
from tests.web.conftest import JSON, House, page_of
from tests.web.desks import a_desk, desk_url
from workshop.core.live import commands as c
from workshop.core.live.pace import WINDOW
from workshop.core.live.session import Stage
from workshop.core.live.words import pace

LOST = "Some are lost."


async def say(house: House, phone: aiohttp.ClientSession, feeling: str) -> tuple[int, str]:
    """Press as the page's script does; the status and what is said."""
    headers = {**JSON, "Origin": house.origin}
    async with phone.post(f"{house.url}/pace", data={"pace": feeling}, headers=headers) as answer:
        said = await answer.json()
        return answer.status, said.get("why", "")


async def at_text(house: House, number: int = 5) -> tuple[aiohttp.ClientSession, list[aiohttp.ClientSession]]:
    """A desk and phones, while a text is read, at the beginning of a window."""
    desk = await a_desk(house)
    await lead_to(house.room, Stage.READ)
    phones = [house.phone() for _ in range(number)]
    for phone in phones:
        await page_of(phone, house.url)
    house.clock.pass_by(WINDOW - house.clock() % WINDOW)
    return desk, phones


async def test_without_a_desk_nobody_is_asked_and_nobody_heard(house: House) -> None:
    await lead_to(house.room, Stage.READ)
    phone = house.phone()
    assert "How is the pace?" not in await page_of(phone, house.url)
    assert await say(house, phone, "lost") == (409, "Nobody reads it here.")


async def test_from_k_phones_on_the_desk_reads_one_sentence_at_the_end_of_the_window(house: House) -> None:
    desk, phones = await at_text(house)
    assert "How is the pace?" in await page_of(phones[0], house.url)
    for phone in phones:
        assert await say(house, phone, "lost") == (200, "")
    assert LOST not in await page_of(desk, desk_url(house))
    house.clock.pass_by(WINDOW)
    assert LOST in await page_of(desk, desk_url(house))
    house.clock.pass_by(WINDOW)
    assert LOST not in await page_of(desk, desk_url(house))


async def test_one_phone_that_says_it_often_is_one_phone(house: House) -> None:
    desk, phones = await at_text(house, 4)
    for phone in (*phones, *phones):
        assert await say(house, phone, "lost") == (200, "")
    house.clock.pass_by(WINDOW)
    assert LOST not in await page_of(desk, desk_url(house))


async def test_phones_and_wall_show_nothing_of_what_others_said(house: House) -> None:
    desk, phones = await at_text(house)
    stranger = house.phone()
    await page_of(stranger, house.url)
    before = [await page_of(phone, house.url) for phone in (*phones, stranger)]
    wall = house.room.view()
    for phone in phones:
        await say(house, phone, "lost")
    for _ in range(2):
        assert [await page_of(phone, house.url) for phone in (*phones, stranger)] == before
        assert house.room.view() == wall
        house.clock.pass_by(WINDOW)
        await page_of(desk, desk_url(house))


async def test_nothing_of_it_is_in_any_file_in_the_session_or_later_in_memory(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, phones = await at_text(house)

    def bytes_of_files() -> dict[Path, bytes]:
        kept = (path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".sqlite-shm")
        return {path: path.read_bytes() for path in kept}

    files, session = bytes_of_files(), repr(house.room._session)
    for phone in phones:
        await say(house, phone, "lost")
    names = list(house.room._pace._said)
    house.clock.pass_by(WINDOW)
    assert LOST in await page_of(desk, desk_url(house))
    assert any(path.name == "journal.sqlite" for path in files)
    assert (bytes_of_files(), repr(house.room._session)) == (files, session)
    gc.collect()
    assert len(names) == 5
    assert not any(isinstance(one, dict) and names[0] in one for one in gc.get_objects())


async def test_what_was_said_is_forgotten_at_the_end_of_its_window_though_no_desk_looks(house: House) -> None:
    _, phones = await at_text(house, 1)
    house.clock.pass_by(WINDOW - 0.01)
    await say(house, phones[0], "lost")
    assert not house.room._pace.is_empty
    house.clock.pass_by(0.01)
    async with asyncio.timeout(PATIENCE):
        while not house.room._pace.is_empty:  # noqa: ASYNC110 (nobody is told of it)
            await asyncio.sleep(0)
    assert house.room._pace_timer is None


async def test_it_ends_with_the_room(house: House) -> None:
    _, phones = await at_text(house, 1)
    await say(house, phones[0], "lost")
    await house.room.lead(c.EndEarly(house.room.clock()))
    assert await say(house, phones[0], "lost") == (409, "Nobody reads it here.")
    await house.room.seal()
    assert (house.room._pace.is_empty, house.room._pace_timer) == (True, None)


async def test_without_a_script_the_phone_says_thank_you_and_leads_back(house: House) -> None:
    _, (phone,) = await at_text(house, 1)
    form = {"pace": "slow"}
    async with phone.post(f"{house.url}/pace", data=form, headers={"Origin": house.origin}) as answer:
        assert (answer.status, pace.SENT in await answer.text()) == (200, True)
    async with phone.get(f"{house.url}/pace", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/7QK2")


@pytest.mark.parametrize("form", ["pace=bored", "pace=lost&pace=fast", "", "pace=lost&why=you", "pace=%ff"])
async def test_what_no_page_of_ours_sends_is_refused(house: House, form: str) -> None:
    _, (phone,) = await at_text(house, 1)
    headers = {"Origin": house.origin, "Content-Type": "application/x-www-form-urlencoded"}
    async with phone.post(f"{house.url}/pace", data=form, headers=headers) as answer:
        assert answer.status == 400
    assert house.room._pace.is_empty


async def test_who_has_no_token_of_this_room_is_not_heard(house: House) -> None:
    await at_text(house, 1)
    assert (await say(house, house.phone(), "lost"))[0] == 403
    async with house.phone().post(
        f"{house.url}/pace", data={"pace": "lost"}, headers={**JSON, "Origin": "http://elsewhere"}
    ) as answer:
        assert answer.status == 403
    assert house.room._pace.is_empty
