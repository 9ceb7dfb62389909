"""An open case through the endpoint: put in at the desk, tapped on phones, gone when the room is sealed."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
import pytest
from playwright.async_api import Browser, expect

from tests.builders import a_step, an_open_step, an_opening, lead_to, open_round
from tests.web.conftest import House, a_house, answers_in, page_of, post_answer
from tests.web.desks import a_desk, desk_url, press
from tests.web.phone_browser import phones_at, vote
from workshop.core.agenda.agenda import StepKind
from workshop.core.live.rounds import Round
from workshop.core.live.session import Stage, Taps

MARK = "Heliotrope"
"""A word that stands nowhere but in the pasted text."""
TEXT = f"The {MARK} order is late by one day. All customers were told. It cannot happen again."
SOURCE = f"Mon: {MARK} printer down\nMail goes out Tuesday"


@pytest.fixture
async def open_house(tmp_path: Path) -> AsyncIterator[House]:
    """A room with an open case to which nobody has put in a text."""
    built = await a_house(tmp_path, an_opening((an_open_step(case=None), a_step(StepKind.CLOSE)), ()))
    yield built
    await built.close()


async def tap(house: House, phone: aiohttp.ClientSession, *fields: tuple[str, str]) -> tuple[int, str]:
    """Post taps as the page's script does."""
    return await post_answer(house, phone, fields)


async def opened(house: House) -> Round:
    """Put the text in at a desk, and show it."""
    desk = await a_desk(house)
    await lead_to(house.room, Stage.OPEN_CASE)
    typed = {"case-text": TEXT, "case-title": "Shift note", "case-source": SOURCE}
    assert (await press(house, desk, "case", None, **typed))[0] == 200
    await lead_to(house.room, Stage.OPEN_CASE_VOTE)
    return open_round(house.room)


def holding(folder: Path, word: str) -> Sequence[Path]:
    """The files that hold a word."""
    return [path for path in folder.rglob("*") if path.is_file() and word.encode() in path.read_bytes()]


async def test_the_desk_says_who_will_see_it_and_nobody_sees_it_before(open_house: House) -> None:
    desk, phone = await a_desk(open_house), open_house.phone()
    await lead_to(open_house.room, Stage.OPEN_CASE)
    page = await page_of(desk, desk_url(open_house))
    assert "Put the text in" in page
    assert "This room will see it" not in page
    status, said = await press(open_house, desk, "case", None, **{"case-text": "One."})
    assert (status, "2 to 12 can be tapped" in str(said["why"])) == (409, True)
    await page_of(phone, open_house.url)
    assert (await press(open_house, desk, "case", None, **{"case-text": TEXT}))[0] == 200
    page = await page_of(desk, desk_url(open_house))
    assert "This room will see it: on the wall, on its page for who cannot see it, and on phones" in page
    assert "Nothing of it is shown yet." in page
    assert MARK in page
    for url in (open_house.url, f"{open_house.url}/wall"):
        assert MARK not in await page_of(phone, url)
    assert (await press(open_house, desk, "next"))[0] == 200
    for url in (open_house.url, f"{open_house.url}/wall"):
        assert MARK in await page_of(phone, url)


async def test_phones_tap_lines_or_none_and_see_what_they_tapped(open_house: House, tmp_path: Path) -> None:
    round_ = await opened(open_house)
    phones = [open_house.phone() for _ in range(5)]
    for phone in phones:
        await page_of(phone, open_house.url)
    assert (await tap(open_house, phones[0], ("tap", "2"), ("tap", "0"), ("missing", "1")))[0] == 200
    for phone in phones[1:]:
        assert (await tap(open_house, phone))[0] == 200
    assert sorted(answers_in(open_house.room, round_), key=repr) == [*[Taps()] * 4, Taps((0, 2), True)]
    for fields, why in (
        ([("tap", "3")], "There is no such line."),
        ([("tap", "1"), ("tap", "1")], "can be tapped once"),
        ([("decision", "use")], "a field that this page does not have"),
        ([("missing", "2")], "either tapped or not"),
    ):
        status, said = await tap(open_house, phones[1], *fields)
        assert (status >= 400, why in said) == (True, True), said
    assert 'value="2" checked' in await page_of(phones[0], f"{open_house.url}?change")
    await lead_to(open_house.room, Stage.OPEN_CASE_CLOSED)
    assert "What you tapped" in await page_of(phones[0], open_house.url)
    await lead_to(open_house.room, Stage.OPEN_CASE_RESULT)
    mine, other = [await page_of(phone, open_house.url) for phone in phones[:2]]
    assert ("What you tapped" in mine, "What you tapped" in other) == (True, False)
    assert "This room cannot tell." in other
    assert "1 of 5 tapped it." in await page_of(phones[0], f"{open_house.url}/wall")
    await lead_to(open_house.room, Stage.CLOSE)
    assert holding(tmp_path, MARK) == []
    await open_house.room.seal()
    assert holding(tmp_path, MARK) == []


@pytest.mark.long
@pytest.mark.parametrize("scripts", [True, False])
async def test_a_phone_of_320_pixels_taps_a_line(open_house: House, browser: Browser, scripts: bool) -> None:
    round_ = await opened(open_house)
    async with phones_at(open_house.url, browser) as open_page:
        page = await open_page(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
        assert not scripts or await page.evaluate("document.documentElement.scrollWidth") <= 320
        await page.locator("label.row").nth(1).tap()
        await vote(page)
        await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
        assert answers_in(open_house.room, round_) == [Taps((1,))]
