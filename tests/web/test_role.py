"""The role: what a phone's own seat answered when the room was asked, and nothing that a phone can send."""

import aiohttp
import pytest
from yarl import URL

from tests.builders import lead_to, open_round, picture
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
from workshop.core.agenda.pulse import Answer
from workshop.core.live.session import Ballot, Stage
from workshop.core.live.steps.scenario import OutcomePicture
from workshop.core.live.tally import Result, Slice
from workshop.core.live.words.promise import about_role
from workshop.core.words import Audience, Decision

FIX = Ballot(Decision.FIX)
WORDS = (
    "It is counted with your later votes, "
    "so that answers of a role that five or more people named can be shown."
)


@pytest.fixture
async def phone(pulse_house: House) -> aiohttp.ClientSession:
    """A phone that is asked for its role."""
    await lead_to_pulse(pulse_house, ROLE_STEP)
    return await a_phone(pulse_house)


async def a_phone(house: House) -> aiohttp.ClientSession:
    """A phone that has a token."""
    phone = house.phone()
    await page_of(phone, house.url)
    return phone


def seat_of(house: House, phone: aiohttp.ClientSession) -> str:
    """The token of a phone."""
    return str(phone.cookie_jar.filter_cookies(URL(house.url))["seat"].value)


def result_in(house: House) -> Result:
    """What the wall shows of a scenario."""
    return picture(house.room.view(), OutcomePicture).result


async def test_the_page_says_what_becomes_of_a_role(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    assert WORDS in await page_of(phone, pulse_house.url)
    await give(pulse_house, phone, open_round(pulse_house.room), "leaders")
    await lead_to(pulse_house.room, Stage.PULSE_RESULT)
    assert WORDS in await page_of(phone, pulse_house.url)
    await lead_to_pulse(pulse_house, CONFIDENCE)
    assert WORDS not in await page_of(phone, pulse_house.url)


def test_the_number_is_the_smallest_group_of_the_session() -> None:
    assert "a role that three or more people named" in about_role(3)
    assert "a role that twelve or more people named" in about_role(12)


async def test_no_answer_leaves_a_cookie(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    for value in ("leaders", "hr-ld", "everyone", "boss", "leaders; Path=/"):
        answer = await give(pulse_house, phone, open_round(pulse_house.room), value)
        assert answer.status == (200 if value in ("leaders", "hr-ld") else 409)
        assert "Set-Cookie" not in answer.headers
    round_ = await lead_to_pulse(pulse_house, CONFIDENCE)
    assert "Set-Cookie" not in (await give(pulse_house, phone, round_, "70")).headers


async def test_a_role_is_that_of_later_votes_and_can_be_changed_until_the_question_closes(
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


async def test_without_scripts_a_role_is_known_as_well(
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


async def test_who_named_no_role_has_none(pulse_house: House, phone: aiohttp.ClientSession) -> None:
    await lead_to(pulse_house.room, Stage.VOTE_1)
    await cast(pulse_house, phone, open_round(pulse_house.room))
    assert ballots_in(pulse_house.room, open_round(pulse_house.room)) == [FIX]


@pytest.mark.parametrize("asking", [Stage.VOTE_1, Stage.PULSE])
async def test_a_role_in_a_cookie_is_nothing(
    pulse_house: House, phone: aiohttp.ClientSession, asking: Stage
) -> None:
    room = pulse_house.room
    await lead_to(room, asking, FAULTY_STEP if asking is Stage.VOTE_1 else CONFIDENCE)
    leaf, field = ("ballot", "decision=fix") if asking is Stage.VOTE_1 else ("answer", "value=70")
    headers = {**JSON, "Content-Type": "application/x-www-form-urlencoded"}
    async with (
        aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as raw,
        raw.post(
            f"{pulse_house.url}/{leaf}",
            data=f"round={open_round(room)}&{field}",
            headers={**headers, "Cookie": f"role=leaders; seat={seat_of(pulse_house, phone)}"},
        ) as answer,
    ):
        assert answer.status == 200
    roles = [ballot.role for ballot in ballots_in(room, open_round(room))]
    roles += [given.role for given in answers_in(room, open_round(room)) if isinstance(given, Answer)]
    assert roles == [None]


async def a_room_of_18_and_one(house: House, phone: aiohttp.ClientSession) -> list[aiohttp.ClientSession]:
    """Eighteen of the staff and one leader say so; then the room is asked to judge."""
    phones = [phone, *[await a_phone(house) for _ in range(18)]]
    for number, one in enumerate(phones):
        await give(house, one, open_round(house.room), "frontline" if number else "leaders")
    await lead_to(house.room, Stage.VOTE_1)
    return phones


async def vote_as_leader(house: House, phone: aiohttp.ClientSession, seat: str = "") -> int:
    """Cast a ballot with a role in a cookie, and perhaps another token."""
    phone.cookie_jar.update_cookies({"role": "leaders"} | ({"seat": seat} if seat else {}), URL(house.url))
    return (await cast(house, phone, open_round(house.room))).status


async def test_made_up_tokens_do_not_find_one_leader_among_eighteen(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    phones = await a_room_of_18_and_one(pulse_house, phone)
    for one in phones:
        await cast(pulse_house, one, open_round(pulse_house.room))
    made_up = [pulse_house.phone() for _ in range(4)]
    said = [
        await vote_as_leader(pulse_house, one, f"made-up-token-number-{number}".ljust(44, "x"))
        for number, one in enumerate(made_up)
    ]
    assert said == [403] * 4
    await lead_to(pulse_house.room, Stage.OUTCOME)
    assert result_in(pulse_house).slices == ()
    assert result_in(pulse_house).voted == (19, 0)


async def test_nor_do_tokens_that_were_given_out_after_the_question(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    phones = await a_room_of_18_and_one(pulse_house, phone)
    for one in phones:
        await cast(pulse_house, one, open_round(pulse_house.room))
    assert [await vote_as_leader(pulse_house, await a_phone(pulse_house)) for _ in range(4)] == [200] * 4
    roles = [ballot.role for ballot in ballots_in(pulse_house.room, open_round(pulse_house.room))]
    assert (roles.count(Audience.LEADERS), roles.count(None)) == (1, 4)
    await lead_to(pulse_house.room, Stage.OUTCOME)
    assert result_in(pulse_house).slices == ()
    assert result_in(pulse_house).voted == (23, 0)


async def test_a_role_has_no_more_voters_than_named_it(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    named = [phone, *[await a_phone(pulse_house) for _ in range(9)]]
    for number, one in enumerate(named):
        await give(pulse_house, one, open_round(pulse_house.room), "leaders" if number < 5 else "frontline")
    await lead_to(pulse_house.room, Stage.VOTE_1)
    for one in [*named, *[await a_phone(pulse_house) for _ in range(5)]]:
        await vote_as_leader(pulse_house, one)
    await lead_to(pulse_house.room, Stage.TALK)
    await lead_to(pulse_house.room, Stage.VOTE_2)
    for one in named:
        await vote_as_leader(pulse_house, one)
    await lead_to(pulse_house.room, Stage.OUTCOME)
    assert result_in(pulse_house).slices == (Slice("frontline", 5, 5, 5), Slice("leaders", 5, 5, 5))


async def test_the_page_is_the_same_whatever_the_role(
    pulse_house: House, phone: aiohttp.ClientSession
) -> None:
    silent = await a_phone(pulse_house)
    await give(pulse_house, phone, open_round(pulse_house.room), "leaders")
    await lead_to(pulse_house.room, Stage.VOTE_1)
    for each in (phone, silent):
        await cast(pulse_house, each, open_round(pulse_house.room))
    await lead_to(pulse_house.room, Stage.OUTCOME)
    assert await page_of(phone, pulse_house.url) == await page_of(silent, pulse_house.url)
