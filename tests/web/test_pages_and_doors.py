"""What phones find under which address, and what every answer carries."""

import base64
import gzip
import hashlib
import re

import aiohttp
import pytest

from tests.builders import a_ballot, lead_to, open_round, token_of
from tests.stages import AFTER_REVEAL
from tests.web.conftest import ROLE_STEP, House, lead_to_pulse, page_of
from workshop.core.live import commands as c
from workshop.core.live.session import Stage
from workshop.core.scenarios.scenario import TAP_WORDS
from workshop.web.seat_cookie import NAME


@pytest.mark.parametrize(
    "path", ["/7QK2", "/7qk2", "/7Qk2/", "/?code=7qk2", "/?code=%207QK2%20", "/?code=7q%20k2"]
)
async def test_the_code_opens_the_page_in_any_case(house: House, path: str) -> None:
    assert "You are in." in await page_of(house.phone(), house.origin + path)


@pytest.mark.parametrize("path", ["/7QK3", "/?code=7QK3", "/%3Cb%3E", "/?code=%00%1b[2J"])
async def test_a_wrong_code_is_said_in_words(house: House, path: str) -> None:
    async with house.phone().get(house.origin + path) as answer:
        text = await answer.text()
        assert "<b>" not in text
        assert "\x1b" not in text
        assert answer.status == 404
        assert "There is no session with this code." in text


async def test_the_door_asks_for_the_code(house: House) -> None:
    text = await page_of(house.phone(), house.origin)
    assert "Code on the screen" in text


async def test_unknown_pages_say_so(house: House) -> None:
    async with house.phone().get(f"{house.url}/a/b") as answer:
        assert answer.status == 404
        assert "There is no such page." in await answer.text()


async def test_other_methods_are_refused(house: House) -> None:
    async with house.phone().delete(house.url) as answer:
        assert answer.status == 405


async def test_no_icon_is_no_problem(house: House) -> None:
    async with house.phone().get(f"{house.origin}/favicon.ico") as answer:
        assert answer.status == 204


async def test_a_new_phone_gets_a_seat_and_keeps_it(house: House) -> None:
    phone = house.phone()
    async with phone.get(house.url) as answer:
        cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{NAME}=")
    assert {"HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    async with phone.get(house.url) as answer:
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    "value", ["", "short", "x" * 129, "a b c d e f g h i j k l", "<script>alert(1)</script>"]
)
async def test_a_malformed_cookie_is_replaced(house: House, value: str) -> None:
    async with house.phone().get(house.url, headers={"Cookie": f"{NAME}={value}"}) as answer:
        assert answer.status == 200
        assert f"{NAME}=" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("path", ["", "/7QK2", "/WXYZ", "/7QK2/nowhere/else"])
async def test_every_answer_is_private_and_loads_nothing_from_elsewhere(house: House, path: str) -> None:
    async with house.phone().get(house.origin + path) as answer:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Server"] == "workshop"
        policy = answer.headers["Content-Security-Policy"]
        text = await answer.text()
    for part in ("default-src 'none'", "connect-src 'self'", "form-action 'self'", "base-uri 'none'"):
        assert part in policy
    assert "frame-ancestors 'none'" in policy
    for inline in re.findall(r"<(?:style|script)>(.*?)</(?:style|script)>", text, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(inline.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert not re.search(r"\s(style|on\w+)=|src=|https?://", text)


async def test_the_page_that_can_be_voted_on_is_light(house: House) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    async with (
        aiohttp.ClientSession(auto_decompress=False) as phone,
        phone.get(house.url, headers={"Accept-Encoding": "gzip, br"}) as answer,
    ):
        body = await answer.read()
        headers = sum(len(name) + len(value) + 4 for name, value in answer.raw_headers)
    assert b"<form" in gzip.decompress(body)
    assert len(body) + headers < 10_000


async def test_the_page_that_asks_a_pulse_is_light_too(pulse_house: House) -> None:
    await lead_to_pulse(pulse_house, ROLE_STEP)
    async with (
        aiohttp.ClientSession(auto_decompress=False) as phone,
        phone.get(pulse_house.url, headers={"Accept-Encoding": "gzip, br"}) as answer,
    ):
        assert len(await answer.read()) < 10_000


async def test_without_gzip_the_page_is_plain(house: House) -> None:
    async with house.phone().get(house.url, headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert "You are in." in await answer.text()


async def test_a_part_is_only_the_main_element(house: House) -> None:
    text = (await page_of(house.phone(), f"{house.url}?part")).strip()
    assert text.startswith("<main")
    assert text.endswith("</main>")


async def test_phones_that_see_the_same_share_a_rendering(house: House) -> None:
    await lead_to(house.room, Stage.READ)
    first, second = [await page_of(house.phone(), house.url) for _ in range(2)]
    assert first == second
    assert len(house.endpoint._pages._kept) == 1


async def test_no_page_shows_the_key_before_the_reveal(house: House) -> None:
    phone = house.phone()
    for stage in (Stage.READ, Stage.VOTE_1, Stage.TALK, Stage.VOTE_2):
        await lead_to(house.room, stage)
        text = await page_of(phone, house.url)
        assert "77%" not in text
        assert "Recompute" not in text
    await lead_to(house.room, Stage.CHECK)
    assert "616 of 800 is 77%" in await page_of(phone, house.url)


async def test_a_phone_never_shows_what_another_one_chose(house: House) -> None:
    await lead_to(house.room, Stage.VOTE_1)
    await house.room.cast(token_of(house.room, "another-phone-token"), open_round(house.room), a_ballot())
    text = await page_of(house.phone(), f"{house.url}?change")
    assert " checked>" not in text
    await lead_to(house.room, Stage.REVEAL)
    assert "you tapped it" not in await page_of(house.phone(), house.url)
    await lead_to(house.room, Stage.OUTCOME)
    text = await page_of(house.phone(), house.url)
    assert "Fewer than 5 votes: none are shown" in text
    assert "you tapped it" not in text


async def test_each_stage_has_its_page(house: House) -> None:
    phone = house.phone()
    words = {
        Stage.LOBBY: "Results appear when five or more have voted.",
        Stage.OPEN: "Mistakes are the material today.",
        Stage.READ: "The vote opens in a moment.",
        Stage.VOTE_1: TAP_WORDS,
        Stage.TALK: "Which line would not pass, and why?",
        Stage.VOTE_2: "Second vote. Decide again, alone.",
        Stage.REVEAL: "Line 2 is wrong.",
        Stage.OUTCOME: "Only this phone shows this.",
        Stage.CHECK: "Recompute: redo the one number that will be quoted.",
        Stage.DEBRIEF: "What made it look right?",
        Stage.ACTIONS: "What will we do differently?",
        Stage.BREAK: "A break. We go on at",
        Stage.CLOSE: "When do we meet again?",
    }
    for stage, expected in words.items():
        await lead_to(house.room, stage)
        text = await page_of(phone, house.url)
        assert expected in text, stage
        assert text.count("<h1") == text.count("<main") == 1
    await house.room.seal()
    assert "The votes are destroyed. No file says who voted what." in await page_of(phone, house.url)


async def test_each_stage_of_pulses_and_the_map_has_its_page(pulse_house: House) -> None:
    phone = pulse_house.phone()
    words = {
        Stage.PULSE: "I feel supported in learning how to use AI.",
        Stage.PULSE_RESULT: "0 of 5 votes needed: nothing is shown.",
        Stage.MAP: "Nothing to place on the map yet.",
    }
    for stage, expected in words.items():
        await lead_to(pulse_house.room, stage)
        text = await page_of(phone, pulse_house.url)
        assert expected in text
        assert text.count("<h1") == text.count("<main") == 1


async def test_only_a_reveal_gives_a_phone_something_to_keep(pulse_house: House) -> None:
    phone = pulse_house.phone()
    while pulse_house.room.view().stage is not Stage.CLOSE:
        text = await page_of(phone, pulse_house.url)
        view = pulse_house.room.view()
        assert ("data-keepsake=" in text) is (view.stage in AFTER_REVEAL - {Stage.REVEAL})
        await pulse_house.room.lead(c.Advance(pulse_house.room.clock()))


async def test_without_scripts_only_waiting_pages_reload_by_themselves(house: House) -> None:
    phone, reloads = house.phone(), '<noscript><meta http-equiv="refresh" content="5"></noscript>'
    assert reloads in await page_of(phone, house.url)
    await lead_to(house.room, Stage.VOTE_1)
    text = await page_of(phone, house.url)
    assert reloads not in text
    assert "Look again" in text
