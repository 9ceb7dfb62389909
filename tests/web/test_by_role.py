"""Groups that judge different texts at the same time: each phone has that of the role it named."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from html import unescape
from pathlib import Path

import aiohttp
import pytest

from tests.builders import an_opening, lead_to
from tests.core.live.test_groups import LEADERS, LIBRARY, MANAGERS, SALES, STEPS
from tests.web.conftest import House, a_house, cast, give, lead_to_pulse, page_of
from tests.web.desks import a_desk, desk_url, press
from workshop.core.live.rounds import scenario_round
from workshop.core.live.session import Stage
from workshop.core.live.words import by_role
from workshop.core.scenarios.scenario import ScenarioId
from workshop.core.words import Audience
from workshop.room import Room

ROLES: tuple[Audience | None, ...] = (*[LEADERS] * 3, *[MANAGERS] * 4, *[SALES] * 3, None)
OF_LEADERS, OF_MANAGERS = (scenario_round(ScenarioId(f"of-{role}"), 1) for role in (LEADERS, MANAGERS))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    built = await a_house(tmp_path, an_opening(STEPS, LIBRARY, k=3))
    yield built
    await built.close()


async def phones_in(house: House) -> list[aiohttp.ClientSession]:
    """A phone for each role, which has named it, where each reads its text."""
    round_ = await lead_to_pulse(house, 0)
    phones = [house.phone() for _ in ROLES]
    for phone, role in zip(phones, ROLES, strict=True):
        await page_of(phone, house.url)
        if role is not None:
            assert (await give(house, phone, round_, role)).status == 200
    await lead_to(house.room, Stage.READ)
    return phones


def place_in(page: str) -> str:
    (place,) = re.findall(r'data-place="([^"]+)"', page)
    return str(place)


async def test_each_phone_has_the_text_of_its_group_to_the_end_and_votes_on_no_other(house: House) -> None:
    phones = await phones_in(house)
    leader, other, manager, nobody = phones[0], phones[1], phones[3], phones[-1]
    for phone, letter in ((leader, "A"), (manager, "B"), (phones[-2], "C"), (nobody, "B")):
        assert f"Text 1 of 1, {letter} · read" in await page_of(phone, house.url)
    wall = unescape(await page_of(leader, f"{house.url}/wall"))
    assert "Managers; also all who named no work" in wall

    await lead_to(house.room, Stage.VOTE_1)
    assert house.endpoint._page_for_all("") == "", "groups have pages of their own"
    page = await page_of(leader, house.url)
    assert f'value="{OF_LEADERS}"' in page
    assert OF_MANAGERS not in page
    async with leader.get(house.url, headers={"Accept-Encoding": "gzip"}) as packed:
        assert int(packed.headers["Content-Length"]) < 10_000
    refused = await cast(house, leader, OF_MANAGERS)
    assert (refused.status, (await refused.json())["why"]) == (409, "This vote is for another group.")
    for phone in phones[:3]:
        assert (await cast(house, phone, OF_LEADERS)).status == 200
    for phone in (*phones[3:6], nobody):
        assert (await cast(house, phone, OF_MANAGERS)).status == 200
    assert house.room.view().voted == 7
    assert "7 of 11 have voted" in await page_of(other, house.url)

    await lead_to(house.room, Stage.VOTE_1_CLOSED)
    assert not house.endpoint._pages._written
    assert "Yours is counted." in await page_of(leader, house.url)
    written = dict(house.endpoint._pages._written)
    assert len(written) == 3, "whoever asks first, the page of each group is written"
    assert "The room has voted." in await page_of(phones[6], house.url)
    assert house.endpoint._pages._written == written, "and none of them for each phone"
    await lead_to(house.room, Stage.TALK)
    assert by_role.TALKS in await page_of(leader, house.url)
    assert f"{by_role.TALKS} " in await page_of(leader, f"{house.url}/wall")

    await lead_to(house.room, Stage.OUTCOME)
    assert "3 of 3" in await page_of(leader, house.url)
    assert "You chose: " in await page_of(leader, house.url)
    assert "You chose: " not in await page_of(manager, house.url), "it judged another text"


async def test_the_desk_names_the_group_of_those_without_a_role_and_their_pages_change(
    house: House,
) -> None:
    phones = await phones_in(house)
    desk = await a_desk(house)
    page = unescape(await page_of(desk, desk_url(house)))
    assert "Managers; also all who named no work" in page
    assert page.count("All who named no work too") == 2
    before = place_in(await page_of(phones[-1], house.url))
    assert (await press(house, desk, "others-0"))[0] == 200
    assert "Text 1 of 1, A · read" in await page_of(phones[-1], house.url)
    assert place_in(await page_of(phones[-1], house.url)) != before, "phones are told to look again"
    assert (await press(house, desk, "others-9"))[0] == 409
    await lead_to(house.room, Stage.VOTE_1)
    assert "All who named no work too" not in unescape(await page_of(desk, desk_url(house)))
    assert 'id="hands"' not in await page_of(desk, desk_url(house))


async def test_a_laptop_that_dies_comes_back_with_the_same_groups(house: House) -> None:
    phones = await phones_in(house)
    await lead_to(house.room, Stage.VOTE_1)
    assert (await cast(house, phones[0], OF_LEADERS)).status == 200
    groups, ballots = house.room._session.groups, house.room._session.ballots
    await house.room.close()
    again = await Room.resume(house.room.folder)
    assert (again._session.groups, again._session.ballots) == (groups, ballots)
    assert again.view().picture == house.room.view().picture
    await again.close()
