"""25/10 through the endpoint: each phone gets its lot, scores it without scripts, and sees its own scores."""

from __future__ import annotations

import re

import aiohttp
import pytest
from playwright.async_api import expect

from tests.builders import lead_to, open_round, some_scores
from tests.web.conftest import House, answers_in, note_ideas, page_of, post_answer
from tests.web.phone_browser import OpenPhone, vote
from workshop.core.live import commands as c
from workshop.core.live.rounds import Round
from workshop.core.live.scores import Scores
from workshop.core.live.session import Stage


async def lead_to_scores(house: House, phones: int = 20) -> Round:
    """Open the scores of ten ideas in a room of twenty, where each phone scores five of them."""
    await lead_to(house.room, Stage.IDEAS)
    await note_ideas(house.room)
    while house.room.view().stage is not Stage.SCORE:
        await house.room.lead(c.Advance(house.room.clock(), phones))
    return open_round(house.room)


def lot_on(page: str) -> list[str]:
    """The ideas that a page asks about."""
    return list(dict.fromkeys(re.findall(r'type="radio" name="(I\d+)"', page)))


async def put(house: House, phone: aiohttp.ClientSession, **fields: str) -> tuple[int, str]:
    """Post scores as the page's script does."""
    return await post_answer(house, phone, tuple(fields.items()))


async def test_phones_have_lots_of_their_own_and_other_ideas_do_not_count(pulse_house: House) -> None:
    round_ = await lead_to_scores(pulse_house)
    phones = [pulse_house.phone() for _ in range(6)]
    lots = [lot_on(await page_of(phone, pulse_house.url)) for phone in phones]
    assert {len(lot) for lot in lots} == {5}
    assert len({tuple(lot) for lot in lots}) > 1
    assert lots[0] == lot_on(await page_of(phones[0], f"{pulse_house.url}?part"))
    mine, other = lots[0], next(f"I{number}" for number in range(1, 11) if f"I{number}" not in lots[0])
    assert await put(pulse_house, phones[0], **{other: "5"}) == (
        409,
        "This phone is asked about other ideas. Open the page again.",
    )
    assert (await put(pulse_house, phones[0], **{mine[0]: "4", mine[1]: "ours"}))[0] == 200
    assert answers_in(pulse_house.room, round_) == [some_scores(f"{mine[0]}=4")]
    text = await page_of(phones[0], f"{pulse_house.url}?change")
    assert f'name="{mine[0]}" value="4" required checked' in text
    assert text.count(" checked") == 1
    await lead_to(pulse_house.room, Stage.SCORE_CLOSED)
    assert "4 of 5</strong>" in await page_of(phones[0], pulse_house.url)
    assert "The room has voted. This page goes on when the room does" in await page_of(
        phones[1], pulse_house.url
    )
    await lead_to(pulse_house.room, Stage.SCORE_RESULT)
    assert "4 of 5</strong>" in await page_of(phones[0], pulse_house.url)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({}, "Score at least one idea first."),
        ({"first": "ours"}, "Score at least one idea first."),
        ({"first": "6"}, "A score is 1 to 5."),
        ({"first": "2.5"}, "A score is 1 to 5."),
        ({"value": "4"}, "It has a field that this page does not have."),
        ({"first": "4", "dot": "I1"}, "It has a field that this page does not have."),
    ],
)
async def test_what_the_page_would_not_send_is_refused(
    pulse_house: House, fields: dict[str, str], why: str
) -> None:
    round_ = await lead_to_scores(pulse_house)
    phone = pulse_house.phone()
    first = lot_on(await page_of(phone, pulse_house.url))[0]
    status, said = await put(
        pulse_house, phone, **{first if name == "first" else name: value for name, value in fields.items()}
    )
    assert status in (400, 409)
    assert why in said
    assert answers_in(pulse_house.room, round_) == []


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_phone_of_320_pixels_scores_its_lot(
    pulse_house: House, open_pulse_phone: OpenPhone, scripts: bool
) -> None:
    page = await open_pulse_phone(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    round_ = await lead_to_scores(pulse_house)
    if not scripts:
        await page.reload()
    rows = page.locator("fieldset.idea")
    await expect(rows).to_have_count(5)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 320 if scripts else True
    for number in range(4):
        await rows.nth(number).locator("label").nth(number).tap()
    await rows.nth(4).get_by_text("This one is ours").tap()
    if scripts:
        boxes = [await label.bounding_box() for label in await page.locator("form label").all()]
        assert min(min(box["width"], box["height"]) for box in boxes if box) >= 48
        await page.reload()
        await expect(page.locator("form :checked")).to_have_count(5)
    await vote(page)
    await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
    (given,) = answers_in(pulse_house.room, round_)
    assert isinstance(given, Scores)
    assert sorted(given.given.values()) == [1, 2, 3, 4]
    await lead_to(pulse_house.room, Stage.SCORE_RESULT)
    if not scripts:
        await page.reload()
    await expect(page.get_by_text("4 of 5")).to_be_visible()
