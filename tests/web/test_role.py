"""The role: the phone alone remembers it, and sends it along with its votes."""

import aiohttp
import pytest
from yarl import URL

from tests.builders import lead_to, open_round
from tests.web.conftest import (
    CONFIDENCE,
    FAULTY_STEP,
    JSON,
    ROLE_STEP,
    House,
    answers_in,
    ballots_in,
    cast,
    give,
    lead_to_pulse,
    page_of,
)
from workshop.core.promise import about_role
from workshop.core.pulse import Answer
from workshop.core.session import Ballot, Stage
from workshop.core.words import Audience, Decision
from workshop.web.role_cookie import NAME

FIX = Ballot(Decision.FIX)
WORDS = (
    "Your phone sends it along with your votes, "
    "so that answers of a role with five or more people can be shown."
)


@pytest.fixture
async def phone(pulse_house: House) -> aiohttp.ClientSession:
    """A phone that is asked for its role."""
    await lead_to_pulse(pulse_house, ROLE_STEP)
    phone = pulse_house.phone()
    await page_of(phone, pulse_house.url)
    return phone


async def test_the_page_says_what_becomes_of_a_role(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    assert WORDS in await page_of(phone, pulse_house.url)
    await give(pulse_house, phone, open_round(pulse_house.room), "leaders")
    await lead_to(pulse_house.room, Stage.PULSE_RESULT)
    assert WORDS in await page_of(phone, pulse_house.url)
    await lead_to_pulse(pulse_house, CONFIDENCE)
    assert WORDS not in await page_of(phone, pulse_house.url)


def test_the_number_is_the_smallest_group_of_the_session() -> None:
    assert "a role with three or more people" in about_role(3)
    assert "a role with twelve or more people" in about_role(12)


async def test_a_role_is_remembered_by_the_phone_for_this_session_only(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    answer = await give(pulse_house, phone, open_round(pulse_house.room), "hr-ld")
    parts = answer.headers["Set-Cookie"].split("; ")
    assert parts[0] == f"{NAME}=hr-ld"
    assert set(parts[1:]) == {"Path=/7QK2", "SameSite=Lax"}  # no lifetime: until the browser is closed


async def test_other_pulses_leave_no_cookie(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    round_ = await lead_to_pulse(pulse_house, CONFIDENCE)
    assert "Set-Cookie" not in (await give(pulse_house, phone, round_, "70")).headers


async def test_a_refused_role_leaves_no_cookie(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    for value in ("everyone", "boss", "leaders; Path=/"):
        answer = await give(pulse_house, phone, open_round(pulse_house.room), value)
        assert answer.status == 409
        assert "Set-Cookie" not in answer.headers


async def test_a_role_goes_along_with_later_votes_and_can_be_changed(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    room, role_round = pulse_house.room, open_round(pulse_house.room)
    await give(pulse_house, phone, role_round, "managers")
    await give(pulse_house, phone, role_round, "frontline")
    assert answers_in(room, role_round) == [Answer("frontline")]  # without the role before it
    round_ = await lead_to_pulse(pulse_house, CONFIDENCE)
    await give(pulse_house, phone, round_, "70")
    assert answers_in(room, round_) == [Answer("70", Audience.FRONTLINE)]
    await lead_to(room, Stage.VOTE_1)
    await cast(pulse_house, phone, open_round(room))
    assert ballots_in(room, open_round(room)) == [Ballot(Decision.FIX, role=Audience.FRONTLINE)]


async def test_without_scripts_a_role_goes_along_as_well(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    room = pulse_house.room
    body = {"round": open_round(room), "value": "support"}
    async with phone.post(f"{pulse_house.url}/answer", data=body, allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (303, "/7QK2")
    await lead_to(room, Stage.VOTE_1)
    async with phone.post(
        f"{pulse_house.url}/ballot", data={"round": open_round(room), "decision": "fix"}
    ) as answer:
        assert "Counted." in await answer.text()
    assert ballots_in(room, open_round(room)) == [Ballot(Decision.FIX, role=Audience.SUPPORT)]


async def test_who_named_no_role_sends_none(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    await lead_to(pulse_house.room, Stage.VOTE_1)
    await cast(pulse_house, phone, open_round(pulse_house.room))
    assert ballots_in(pulse_house.room, open_round(pulse_house.room)) == [FIX]


@pytest.mark.parametrize(
    "tampered",
    ["", "boss", "LEADERS", "everyone", "leaders%20", "leaders x", '"leaders"', "a" * 5000, "<b>", "\xe9"],
)
@pytest.mark.parametrize("asking", [Stage.VOTE_1, Stage.PULSE])
async def test_a_tampered_role_is_none(
    pulse_house: House, phone: aiohttp.ClientSession, tampered: str, asking: Stage
) -> None:
    room = pulse_house.room
    seat = phone.cookie_jar.filter_cookies(URL(pulse_house.url))["seat"].value
    await lead_to(room, asking, FAULTY_STEP if asking is Stage.VOTE_1 else CONFIDENCE)
    leaf, field = ("ballot", "decision=fix") if asking is Stage.VOTE_1 else ("answer", "value=70")
    headers = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as raw,
        raw.post(
            f"{pulse_house.url}/{leaf}",
            data=f"round={open_round(room)}&{field}",
            headers={**headers, "Cookie": f"role={tampered}; seat={seat}"},
        ) as answer,
    ):
        assert answer.status == 200
    roles = [ballot.role for ballot in ballots_in(room, open_round(room))]
    roles += [given.role for given in answers_in(room, open_round(room))]
    assert roles == [None]


async def test_a_cookie_whose_name_ends_alike_is_no_role(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    await lead_to(pulse_house.room, Stage.VOTE_1)
    phone.cookie_jar.update_cookies({"myrole": "leaders"}, URL(pulse_house.url))
    await cast(pulse_house, phone, open_round(pulse_house.room))
    assert ballots_in(pulse_house.room, open_round(pulse_house.room)) == [FIX]


async def test_the_page_is_the_same_whatever_the_role(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    """So that phones with different roles still share a rendering."""
    silent = pulse_house.phone()
    await page_of(silent, pulse_house.url)
    await give(pulse_house, phone, open_round(pulse_house.room), "leaders")
    await lead_to(pulse_house.room, Stage.VOTE_1)
    for each in (phone, silent):
        await cast(pulse_house, each, open_round(pulse_house.room))
    await lead_to(pulse_house.room, Stage.REVEAL)
    assert await page_of(phone, pulse_house.url) == await page_of(silent, pulse_house.url)
