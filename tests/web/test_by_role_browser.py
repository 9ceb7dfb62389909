"""Three groups in real browsers: each reads its own text, votes on it, and hears all of them revealed."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Page, expect

from tests.builders import lead_to
from tests.core.live.test_groups import LEADERS, MANAGERS, SALES
from tests.web.conftest import House, ballots_in, cast, give, page_of
from tests.web.desks import desk_link
from tests.web.phone_browser import FIX, choose, complaints, phones_at, vote
from tests.web.test_by_role import house as house
from workshop.core.agenda.pulse import PULSES, ROLE
from workshop.core.live import commands as c
from workshop.core.live.rounds import scenario_round
from workshop.core.live.session import Stage
from workshop.core.live.words import by_role
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience

NAMES = {LEADERS: "Leaders", MANAGERS: "Managers", SALES: "Sales and marketing"}
TEXTS = {role: ScenarioId(f"of-{role}") for role in NAMES}


async def others_in(house: House) -> None:
    """Two more phones of each role, over HTTP, that name it."""
    for role in NAMES:
        for _ in range(2):
            phone = house.phone()
            await page_of(phone, house.url)
            await give(house, phone, house.room.page().asked[0], role)


async def others_vote(house: House, number: int) -> None:
    for phone, role in zip(house.phones, (role for role in NAMES for _ in range(2)), strict=False):
        assert (await cast(house, phone, scenario_round(TEXTS[role], number))).status == 200


@pytest.mark.long
async def test_three_groups_go_through_a_step_by_role_to_the_sealed_plans(
    house: House, browser: Browser
) -> None:
    room = house.room
    async with phones_at(house.url, browser) as open_page:
        pages: dict[Audience, Page] = {role: await open_page() for role in NAMES}
        silent = await open_page()
        await lead_to(room, Stage.PULSE)
        words = {option.value: option.words for option in PULSES[ROLE].options}
        for role in NAMES:
            await pages[role].get_by_text(words[role], exact=True).tap()
            await vote(pages[role])
            await expect(pages[role].get_by_role("heading", name="Counted.")).to_be_visible()
        await others_in(house)
        await lead_to(room, Stage.READ)
        for letter, page in zip("ABC", pages.values(), strict=True):
            await expect(page.locator("#where")).to_contain_text(f"Text 1 of 1, {letter} · read")
        await expect(silent.locator("#where")).to_contain_text("Text 1 of 1, A")
        async with phones_at(desk_link(house), browser) as open_desk:
            desk = await open_desk(viewport={"width": 360, "height": 800})
            await expect(
                desk.get_by_text(f"B, {room._session.scenarios[TEXTS[MANAGERS]].title}")
            ).to_be_visible()
            assert await complaints(desk) == []
            assert await desk.evaluate("document.documentElement.scrollWidth") <= 360
            await desk.get_by_role("button", name="All who named no work too").nth(1).tap()
            await expect(silent.locator("#where")).to_contain_text("Text 1 of 1, C")

        for number, stage in ((1, Stage.VOTE_1), (2, Stage.VOTE_2)):
            await lead_to(room, stage)
            for page in (*pages.values(), silent):
                await choose(page)
                await vote(page)
                await expect(page.get_by_role("heading", name="Counted.")).to_be_visible()
            await others_vote(house, number)
            counted = [len(ballots_in(room, scenario_round(text, number))) for text in TEXTS.values()]
            assert counted == [3, 3, 4]
            assert await complaints(silent) == []
            if number == 1:
                await lead_to(room, Stage.TALK)
                await expect(pages[SALES].get_by_text(by_role.TALKS)).to_be_visible()

        for name in NAMES.values():
            await lead_to(room, Stage.REVEAL)
            for page in (*pages.values(), silent):
                await expect(page.locator("#where")).to_contain_text(f"{name}: The average of the averages")
            await room.lead(c.Advance(room.clock()))
            for role, page in pages.items():
                # What a phone keeps of the texts before is folded elsewhere.
                own = page.locator(f"p:has-text('First vote: {FIX}'):not(#own-session p)")
                if NAMES[role] == name:
                    await expect(own.first).to_be_visible()
                else:
                    await expect(own).to_have_count(0)
            await room.lead(c.Advance(room.clock()))
        await lead_to(room, Stage.CLOSE)
        await room.lead(c.SetNextDate(None))
        await room.seal()
        await expect(silent.get_by_text("No file says who voted what.")).to_be_visible()
    assert len(list(room.folder.path.glob("2-lead-role*.toml"))) == len(NAMES)
